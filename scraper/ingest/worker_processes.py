"""A pool of worker processes that an event loop feeds, and that end with their command.

They are neither forked nor made by `multiprocessing`: a fork would share open databases and a
running event loop, and `multiprocessing` imports the command's main module into each child, half a
second of CPU for modules that it never uses. No thread feeds them: the threads of
`ProcessPoolExecutor` and the loop took the interpreter from each other, which cost a crawl 2.4 ms
for each page that it handed over.
"""

import asyncio
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from scraper.errors import NoWorkers, PageError, TooCostly, WorkerEnded
from scraper.ingest.worker import LENGTH_BYTES, MEMORY, OVER_MEMORY, framed, portable

T = TypeVar("T")

AHEAD: Final = 3
"""Jobs that a process has at most, counting the one it is doing: the next one is ready even while
the loop is busy elsewhere."""

_CHUNK_BYTES: Final = 1 << 18
"""Bytes read from a process in one iteration of the loop."""
_EXIT_SECONDS: Final = 1
"""Seconds that a process may take to end after it has closed its socket."""
MOST_FAILED_STARTS: Final = 3
"""Processes in a row that died before they were ready, after which no more are started."""
BUDGET: Final = 10.0
"""Seconds of CPU that a job may take, unless the caller says otherwise; the costliest of 564 saved
pages took .06 s."""


class WorkerProcesses:
    """Processes that share jobs: each job goes to the one with the fewest.

    When a process ends during a job (over its budget, out of memory, killed), only that job fails.
    Its other jobs go to other processes, and a new process takes its place.
    """

    def __init__(
        self, count: int, begin: Callable[..., None], *arguments: Any, budget: float = BUDGET
    ) -> None:
        """Start the first process without waiting for it.

        Further ones, up to `count`, are started when a job would wait behind another: at a polite
        pace one process reads all pages of a crawl, and each costs half a second of CPU to start.
        Each calls `begin(*arguments)` before its first job. `budget` is the CPU time that a job
        may take, in seconds.
        """
        self._count = count
        self._budget = budget
        self._first = pickle.dumps((budget, begin, arguments))
        self._failed_starts = 0
        self._closed = False
        self._alone = asyncio.Runner()
        """The event loop for callers that have none; made when it is first needed."""
        self._waiting: deque[_Job] = deque()
        self._processes = [self._start()]

    async def run(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do `work(*arguments)` in one of the processes; returns or raises what it does there.

        If the caller is cancelled, the job is done all the same and its result dropped.

        Raises:
            TooCostly: it took more CPU time or memory than it may.
            WorkerEnded: the process died during the job.
            NoWorkers: no process can be started.
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
        """Do `work` with each item of `given`; yields the results in that order.

        For a caller without an event loop. A `PageError` is yielded in place of its result. The
        processes work on while the caller handles a result, and only as many items are taken ahead
        as keep them busy.
        """
        ahead = AHEAD * self._count
        under_way: deque[asyncio.Task[T]] = deque()
        loop = self._alone.get_loop()
        for one in given:
            under_way.append(loop.create_task(self.run(work, *one)))
            if len(under_way) > ahead:
                yield _result(loop, under_way.popleft())
            else:
                loop.run_until_complete(asyncio.sleep(0))  # so that it is handed out at once
        while under_way:
            yield _result(loop, under_way.popleft())

    def wait(self, asked: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine that awaits `run`, for a caller without an event loop.

        It may be called between two results of `in_order`.
        """
        return self._alone.get_loop().run_until_complete(asked)

    def _start(self) -> "_Process":
        return _Process.start(self._first, self._replace)

    def _hand_out(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            freest = min(self._processes, key=lambda process: len(process.jobs), default=None)
            if freest is None:
                self._waiting.popleft().settle(
                    False,
                    NoWorkers("no process that reads pages can be started: see the errors above"),
                )
                continue
            if freest.ready and freest.jobs and len(self._processes) < self._count:
                freest = self._start()
                self._processes.append(freest)
            if len(freest.jobs) >= AHEAD:
                return
            freest.take(self._waiting.popleft(), loop)

    def _replace(self, process: "_Process", loop: asyncio.AbstractEventLoop) -> None:
        """Fail the job of a process that ended, hand its other jobs on, and start another process.

        After `MOST_FAILED_STARTS` in a row, no more are started.
        """
        if process not in self._processes:
            return
        self._processes.remove(process)
        jobs = list(process.jobs)
        process.jobs.clear()
        if process.ready and jobs and process.has_begun(jobs):
            jobs.pop(0).settle(False, _error_of_exit(process.child.returncode, self._budget))
        self._failed_starts = 0 if process.ready else self._failed_starts + 1
        self._waiting.extendleft(reversed(jobs))
        if self._failed_starts < MOST_FAILED_STARTS and not self._closed:
            self._processes.append(self._start())
        self._hand_out(loop)

    @property
    def ids(self) -> list[int]:
        """The process ids."""
        return [process.child.pid for process in self._processes]

    def close(self) -> None:
        """End the processes, also in the middle of a job; jobs that are not done are dropped.

        The processes write nothing, so nothing is lost.
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


def _result(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[T]") -> T | PageError:
    try:
        return loop.run_until_complete(task)
    except PageError as error:
        return error


def _error_of_exit(code: int | None, budget: float) -> TooCostly:
    """Why a process ended with `code`; a negative code is a signal."""
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
            return  # the caller was cancelled
        if well:
            self.answer.set_result(found)
        else:
            self.answer.set_exception(found)


@dataclass(slots=True, eq=False)
class _Process:
    """One process, and the messages to it and from it."""

    child: subprocess.Popen[bytes]
    line: socket.socket
    gone: "Callable[[_Process, asyncio.AbstractEventLoop], None]"
    """Called once, when the process has ended by itself."""
    jobs: deque[_Job] = field(default_factory=deque)
    """Unanswered, in the order in which they were handed out."""
    ready: bool = False
    """True once the process has sent its first message."""
    ended: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _out: bytearray = field(default_factory=bytearray)
    _in: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(
        cls, first: bytes, gone: "Callable[[_Process, asyncio.AbstractEventLoop], None]"
    ) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            code = (
                f"import sys; sys.path[:] = {sys.path!r}; from scraper.ingest.worker"
                f" import serve; serve({theirs.fileno()})"
            )
            child = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
                [sys.executable, "-c", code], stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
        ours.setblocking(False)
        made = cls(child, ours, gone)
        made._out += framed(first)
        return made

    def take(self, job: _Job, loop: asyncio.AbstractEventLoop) -> None:
        self.jobs.append(job)
        self._out += framed(job.message)
        if self._loop is not loop:
            self._loop = loop
            loop.add_reader(self.line, self._receive)
        self._send()

    def has_begun(self, jobs: Sequence[_Job]) -> bool:
        """True where at least part of its first unanswered job was sent to it."""
        return len(self._out) < sum(LENGTH_BYTES + len(job.message) for job in jobs)

    def _send(self) -> None:
        try:
            del self._out[: self.line.send(self._out)]
        except BlockingIOError:
            pass  # the socket's buffer is full; the loop calls when there is room again
        except OSError:
            self._receive()  # answers from before it ended still count
            return
        if self._loop and self._out:
            self._loop.add_writer(self.line, self._send)
        elif self._loop:
            self._loop.remove_writer(self.line)

    def _receive(self) -> None:
        try:
            came = self.line.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return
        except OSError:
            came = b""
        if not came:
            self._end()
            return
        self._in += came
        for message in self._messages():
            if self.ready:
                self.jobs.popleft().settle(*_unpickle(message))
            self.ready = True  # its first message is empty

    def _messages(self) -> Iterator[bytes]:
        while len(self._in) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._in[:LENGTH_BYTES])
            if len(self._in) < end:
                return
            message = bytes(self._in[LENGTH_BYTES:end])
            del self._in[:end]
            yield message

    def _end(self) -> None:
        if self.ended or self._loop is None:
            return
        loop = self._loop
        self._hang_up()
        try:
            self.child.wait(_EXIT_SECONDS)
        except subprocess.TimeoutExpired:  # without its socket it is of no use
            self.child.kill()
            self.child.wait()
        self.gone(self, loop)

    def close(self) -> None:
        """Kill the process, whatever it is doing; the caller waits for its end."""
        self._hang_up()
        self.child.kill()

    def _hang_up(self) -> None:
        if self._loop and not self.ended and not self._loop.is_closed():
            self._loop.remove_reader(self.line)
            self._loop.remove_writer(self.line)
        self.ended = True
        self.line.close()


def _unpickle(message: bytes) -> tuple[bool, Any]:
    """A process's answer; one that cannot be unpickled fails its job."""
    try:
        well, found = pickle.loads(message)  # noqa: S301 (of our own process)
    except Exception as error:  # noqa: BLE001 (raised again where the job was asked for)
        return False, portable(error)
    return well, found
