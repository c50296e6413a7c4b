"""Processes that work for a command and never outlive it, fed by an event loop.

Neither forked nor made by `multiprocessing`: a fork would share open databases and a running event
loop, and `multiprocessing` imports the command's own main module into each child, half a second of
CPU for rooms that it never enters. And fed without a thread: those of `ProcessPoolExecutor` and the
loop took the interpreter from each other, which made a crawl wait 2.4 ms for each page that it
handed over.
"""

import asyncio
import gc
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, TypeVar

from scraper.errors import NoWorkers, PageError, TooCostly, WorkerEnded

T = TypeVar("T")

AHEAD: Final = 3
"""Pieces of work that a process has at most, the one it is at among them: the next lies ready
while the loop is busy elsewhere."""

GARBAGE: Final = (20_000, 20, 20)
"""Objects made, young and middle collections after which the next generation is collected; a
page's tree is freed without any."""

_LENGTH: Final = 8
"""Bytes that a message's length takes; it goes before the message."""
_AT_ONCE: Final = 1 << 18
"""Bytes read from a process in one turn of the loop."""
_PATIENCE: Final = 1
"""Seconds that a process which has closed its line may take to end."""
MOST_STILLBORN: Final = 3
"""Processes that died one after the other before they could work, after which none is started
any more."""
BUDGET: Final = 10.0
"""Seconds of CPU that a piece of work may take, unless the caller says otherwise; the costliest
of 564 saved pages took .06 s."""
MEMORY: Final = 2 * 2**30
"""Bytes of its own that a process may hold."""
_NEARLY_ALL: Final = MEMORY * 3 // 4
"""Resident bytes after which a piece of work is taken to have met that limit."""
OVER_MEMORY: Final = 99
"""Exit code of a process that did."""


class WorkerProcesses:
    """Processes that do what they are asked, each piece of work by the one that has the least to do.

    A process that ends over a piece of work (over its budget, out of memory, killed) fails that
    piece alone: what else it had is handed to others, and another takes its place.
    """

    def __init__(
        self, count: int, begin: Callable[..., None], *arguments: Any, budget: float = BUDGET
    ) -> None:
        """Start them at once: each calls `begin(*arguments)` before its first work, while the caller does what is left to do.

        `budget` are the seconds of CPU that a piece of work may take.
        """
        self._budget = budget
        self._first = pickle.dumps((budget, begin, arguments))
        self._stillborn = 0
        self._closed = False
        self._alone = asyncio.Runner()
        """The loop of a caller that has none; made when it is first needed."""
        self._waiting: deque[_Job] = deque()
        self._processes = [self._started() for _ in range(count)]

    async def run(self, work: Callable[..., T], *arguments: Any) -> T:
        """What `work(*arguments)` returns, or raises, in one of the processes.

        Cancelled, the work is done and its result dropped.

        Raises:
            TooCostly: it took more CPU time or memory than it may.
            WorkerEnded: the process died over it.
            NoWorkers: none can be started.
        """
        loop = asyncio.get_running_loop()
        job = _Job(pickle.dumps((work, arguments), pickle.HIGHEST_PROTOCOL), loop.create_future())
        self._waiting.append(job)
        self._hand_out(loop)
        try:
            found: T = await job.answer
        finally:
            self._hand_out(loop)
        return found

    def in_order(
        self, work: Callable[..., T], given: Iterable[tuple[Any, ...]]
    ) -> Iterator[T | PageError]:
        """What `work` makes of each of `given`, in their order, for a caller without an event loop; or why a page could not be read.

        The processes go on while the caller is busy with one; of `given` no more is taken than
        keeps them busy.
        """
        ahead = AHEAD * len(self._processes)
        under_way: deque[asyncio.Task[T]] = deque()
        loop = self._alone.get_loop()
        for one in given:
            under_way.append(loop.create_task(self.run(work, *one)))
            if len(under_way) > ahead:
                yield _answer(loop, under_way.popleft())
            else:
                loop.run_until_complete(asyncio.sleep(0))  # it is handed out at once
        while under_way:
            yield _answer(loop, under_way.popleft())

    def wait(self, asked: Coroutine[Any, Any, T]) -> T:
        """What a coroutine over `run` returns, for a caller without an event loop, who may be at an answer of `in_order`."""
        return self._alone.get_loop().run_until_complete(asked)

    def _started(self) -> "_Process":
        return _Process.started(self._first, self._replace)

    def _hand_out(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            freest = min(self._processes, key=lambda process: len(process.jobs), default=None)
            if freest is None:
                self._waiting.popleft().settle(
                    False,
                    NoWorkers("no process that reads pages can be started: see what stands above"),
                )
            elif len(freest.jobs) >= AHEAD:
                return
            else:
                freest.take(self._waiting.popleft(), loop)

    def _replace(self, process: "_Process", loop: asyncio.AbstractEventLoop) -> None:
        """A process is gone: what it was at has failed, what it had not begun goes to others, and another is started.

        Of those that die before they can work only so many are, in a row.
        """
        if process not in self._processes:
            return
        self._processes.remove(process)
        jobs = list(process.jobs)
        process.jobs.clear()
        if process.born and jobs and process.has_begun(jobs):
            jobs.pop(0).settle(False, _verdict(process.child.returncode, self._budget))
        self._stillborn = 0 if process.born else self._stillborn + 1
        self._waiting.extendleft(reversed(jobs))
        if self._stillborn < MOST_STILLBORN and not self._closed:
            self._processes.append(self._started())
        self._hand_out(loop)

    @property
    def ids(self) -> list[int]:
        """Of the processes, as the system knows them."""
        return [process.child.pid for process in self._processes]

    def close(self) -> None:
        """End them, also in the midst of work; what was not done is dropped.

        They hold nothing that could be lost.
        """
        self._closed = True
        self._alone.close()
        processes, self._processes = self._processes, []
        for process in processes:
            process.close()
        for process in processes:
            process.child.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _answer(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[T]") -> T | PageError:
    try:
        return loop.run_until_complete(task)
    except PageError as error:
        return error


def _verdict(code: int | None, budget: float) -> TooCostly:
    """Why the process that ended with `code` (negative: the signal) ended."""
    if code == -signal.SIGPROF:
        return TooCostly(
            f"reading it took more than {budget:g} s of CPU: look at the page, or raise page_budget"
            " in kliping.toml"
        )
    if code == OVER_MEMORY:
        return TooCostly(
            f"reading it took more than {MEMORY >> 20} MiB of memory: look at the page"
        )
    if code is not None and code < 0:
        ended = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    else:
        ended = f"exit code {code}"
    return WorkerEnded(
        f"the process that read it was ended from outside ({ended}), perhaps for want of memory:"
        " look at the page"
    )


@dataclass(frozen=True, slots=True)
class _Job:
    message: bytes
    answer: asyncio.Future[Any]

    def settle(self, well: bool, found: Any) -> None:
        if self.answer.done():
            return  # whoever asked was cancelled
        if well:
            self.answer.set_result(found)
        else:
            self.answer.set_exception(found)


@dataclass(slots=True, eq=False)
class _Process:
    """One process, and what is under way to it and from it."""

    child: subprocess.Popen[bytes]
    line: socket.socket
    gone: "Callable[[_Process, asyncio.AbstractEventLoop], None]"
    """Told once, when the process has ended by itself."""
    jobs: deque[_Job] = field(default_factory=deque)
    """Not answered yet; they are in the order in which they were handed out."""
    born: bool = False
    """True once it has said that it can work."""
    ended: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _out: bytearray = field(default_factory=bytearray)
    _in: bytearray = field(default_factory=bytearray)

    @classmethod
    def started(
        cls, first: bytes, gone: "Callable[[_Process, asyncio.AbstractEventLoop], None]"
    ) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            code = (
                f"import sys; sys.path[:] = {sys.path!r}; from scraper.ingest.worker_processes"
                f" import serve; serve({theirs.fileno()})"
            )
            child = subprocess.Popen(
                [sys.executable, "-c", code], stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
        ours.setblocking(False)
        made = cls(child, ours, gone)
        made._out += _framed(first)
        return made

    def take(self, job: _Job, loop: asyncio.AbstractEventLoop) -> None:
        self.jobs.append(job)
        self._out += _framed(job.message)
        if self._loop is not loop:
            self._loop = loop
            loop.add_reader(self.line, self._receive)
        self._send()

    def has_begun(self, jobs: Sequence[_Job]) -> bool:
        """True where something of the first of its unanswered jobs was sent to it."""
        return len(self._out) < sum(_LENGTH + len(job.message) for job in jobs)

    def _send(self) -> None:
        try:
            del self._out[: self.line.send(self._out)]
        except BlockingIOError:
            pass  # the process is busy and its line full: the loop says when there is room
        except OSError:
            self._receive()  # what it had answered before it ended counts
            return
        if self._loop and self._out:
            self._loop.add_writer(self.line, self._send)
        elif self._loop:
            self._loop.remove_writer(self.line)

    def _receive(self) -> None:
        try:
            came = self.line.recv(_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            came = b""
        if not came:
            self._end()
            return
        self._in += came
        for message in self._messages():
            if self.born:
                self.jobs.popleft().settle(*_opened(message))
            self.born = True  # its first message says nothing else

    def _messages(self) -> Iterator[bytes]:
        while len(self._in) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._in[:_LENGTH])
            if len(self._in) < end:
                return
            message = bytes(self._in[_LENGTH:end])
            del self._in[:end]
            yield message

    def _end(self) -> None:
        if self.ended or self._loop is None:
            return
        loop = self._loop
        self._hang_up()
        try:
            self.child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:  # its line is closed, and nothing that it does is of use
            self.child.kill()
            self.child.wait()
        self.gone(self, loop)

    def close(self) -> None:
        """End it, whatever it is at; the caller waits for its end."""
        self._hang_up()
        self.child.kill()

    def _hang_up(self) -> None:
        if self._loop and not self.ended and not self._loop.is_closed():
            self._loop.remove_reader(self.line)
            self._loop.remove_writer(self.line)
        self.ended = True
        self.line.close()


def _opened(message: bytes) -> tuple[bool, Any]:
    """A process' answer; one that cannot be opened fails its piece of work, which nobody would answer any more."""
    try:
        well, found = pickle.loads(message)  # noqa: S301 (of our own process)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is raised where the work was asked for)
        return False, _portable(error)
    return well, found


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(_LENGTH) + message


def collect_garbage_seldom() -> None:
    """For a process that is about to read pages: what was imported stays.

    Collections that go through it, and as often as by default, are a tenth of a crawl's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


# --- in the process
# ----------------------------------------------------------------------------------------------------------------------


def serve(handle: int) -> None:
    """What a process does all its life: answer what comes over the socket of that number, until its other end is closed.

    Ctrl-C, SIGTERM and SIGHUP are left to the parent: a service manager, and a terminal that is
    closed, send them to all of a command's processes, and a page that is being read then has not
    failed. A piece of work that takes more than the budget ends the process by SIGPROF, whose
    default action is the kernel's: it needs no turn of the interpreter, which a regular expression
    may hold for as long as it runs.
    """
    for left_to_parent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(left_to_parent, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, args=(handle,), daemon=True).start()
    with socket.socket(fileno=handle) as line, line.makefile("rb") as asked:
        messages = _sent(asked)
        first = next(messages, None)
        if first is None:
            return  # the command ended before this process was needed
        budget, begin, arguments = first
        begin(*arguments)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        collect_garbage_seldom()
        line.sendall(_framed(b""))  # born
        for work, given in messages:
            signal.setitimer(signal.ITIMER_PROF, budget)
            answer = _done(work, given)
            signal.setitimer(signal.ITIMER_PROF, 0)
            line.sendall(_framed(answer))


def _sent(asked: BinaryIO) -> Iterator[Any]:
    while head := asked.read(_LENGTH):
        yield pickle.loads(asked.read(int.from_bytes(head)))  # noqa: S301 (of our own parent)


def _done(work: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    try:
        answer = pickle.dumps((True, work(*given)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(OVER_MEMORY)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is raised where the work was asked for)
        answer = pickle.dumps((False, _portable(error)))
    if (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _NEARLY_ALL >> 10
    ):  # where C code takes a failed allocation for a broken page
        os._exit(OVER_MEMORY)
    return answer


def _portable(error: Exception) -> Exception:
    """The error, or what it says where it would not arrive.

    Many are pickled well and cannot be made again, and none of the iterators' may be a future's.
    """
    try:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    except Exception:  # noqa: BLE001 (an error's class may do anything)
        again = None
    same = type(again) is type(error) and not isinstance(error, StopIteration)
    return error if same else RuntimeError(f"{type(error).__name__}: {error}")


def _end_with_parent(handle: int) -> None:
    """End at once where the other end is closed, also in the midst of work: left to itself a long page would be read for nobody."""
    closed = select.poll()
    closed.register(handle, 0)  # its end is always told
    closed.poll()
    os._exit(0)
