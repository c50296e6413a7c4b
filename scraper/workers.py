"""Processes that work for a command and never outlive it, fed by an event loop.

Neither forked nor made by `multiprocessing`: a fork would share open databases and a running event loop, and `multiprocessing` imports the
command's own main module into each child, half a second of CPU for rooms that it never enters. And fed without a thread: those of
`ProcessPoolExecutor` and the loop took the interpreter from each other, which made a crawl wait 2.4 ms for each page that it handed over.
"""

import asyncio
import gc
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, TypeVar

T = TypeVar("T")

AHEAD: Final = 3
"""Pieces of work that a process has at most, the one it is at among them: the next lies ready while the loop is busy elsewhere."""

GARBAGE: Final = (20_000, 20, 20)
"""Objects made, young and middle collections after which the next generation is collected; a page's tree is freed without any."""

_LENGTH: Final = 8
"""Bytes that a message's length takes; it goes before the message."""
_AT_ONCE: Final = 1 << 18
"""Bytes read from a process in one turn of the loop."""
_PATIENCE: Final = 10
"""Seconds in which a process that was told to end has to."""


class WorkerEnded(Exception):
    """The process that was at a piece of work, or the last that there was, ended from outside; the others go on."""


class Workers:
    """Processes that do what they are asked, each piece of work by the one that has the least to do."""

    def __init__(self, count: int, begin: Callable[..., None], *arguments: Any) -> None:
        """Start them at once: each calls `begin(*arguments)` before its first work, while the caller does what is left to do."""
        first = pickle.dumps((begin, arguments))
        self._processes = [_Process.started(first) for _ in range(count)]
        self._waiting: deque[_Job] = deque()

    async def run(self, work: Callable[..., T], *arguments: Any) -> T:
        """What `work(*arguments)` returns, or raises, in one of the processes. Cancelled, the work is done and its result dropped.

        Raises:
            WorkerEnded: the process died over it, or none is left.
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

    def _hand_out(self, loop: asyncio.AbstractEventLoop) -> None:
        alive = [process for process in self._processes if not process.ended]
        while self._waiting:
            freest = min(alive, key=lambda process: len(process.jobs), default=None)
            if freest is None:
                self._waiting.popleft().fail("no process is left to do it")
            elif len(freest.jobs) >= AHEAD:
                return
            else:
                freest.take(self._waiting.popleft(), loop)

    @property
    def ids(self) -> list[int]:
        """Of the processes, as the system knows them."""
        return [process.child.pid for process in self._processes]

    def close(self) -> None:
        """End them, also in the midst of work; what was not done is dropped."""
        for process in self._processes:
            process.close()
        for process in self._processes:
            process.gone()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


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

    def fail(self, why: str) -> None:
        self.settle(False, WorkerEnded(f"{why}: it was ended from outside, perhaps for want of memory"))


@dataclass(slots=True)
class _Process:
    """One process, and what is under way to it and from it."""

    child: subprocess.Popen[bytes]
    line: socket.socket
    jobs: deque[_Job] = field(default_factory=deque)
    """Not answered yet; they are in the order in which they were handed out."""
    ended: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _out: bytearray = field(default_factory=bytearray)
    _in: bytearray = field(default_factory=bytearray)

    @classmethod
    def started(cls, first: bytes) -> Self:
        ours, theirs = socket.socketpair()
        with theirs:
            code = f"import sys; sys.path[:] = {sys.path!r}; from scraper.workers import serve; serve({theirs.fileno()})"
            child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603 (ourselves)
        ours.setblocking(False)
        made = cls(child, ours)
        made._out += _framed(first)
        return made

    def take(self, job: _Job, loop: asyncio.AbstractEventLoop) -> None:
        self.jobs.append(job)
        self._out += _framed(job.message)
        if self._loop is not loop:
            self._loop = loop
            loop.add_reader(self.line, self._receive)
        self._send()

    def _send(self) -> None:
        try:
            del self._out[: self.line.send(self._out)]
        except BlockingIOError:
            pass  # the process is busy and its line full: the loop says when there is room
        except OSError:
            self._end()
            return
        if self._loop and self._out:
            self._loop.add_writer(self.line, self._send)
        elif self._loop:
            self._loop.remove_writer(self.line)

    def _receive(self) -> None:
        try:
            came = self.line.recv(_AT_ONCE)
        except OSError:
            came = b""
        if not came:
            self._end()
            return
        self._in += came
        for message in self._messages():
            self.jobs.popleft().settle(*pickle.loads(message))  # noqa: S301 (of our own process)

    def _messages(self) -> Iterator[bytes]:
        while len(self._in) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._in[:_LENGTH])
            if len(self._in) < end:
                return
            message = bytes(self._in[_LENGTH:end])
            del self._in[:end]
            yield message

    def _end(self) -> None:
        self.close()
        while self.jobs:
            self.jobs.popleft().fail("the process that was at it is gone")

    def close(self) -> None:
        if self._loop and not self.ended and not self._loop.is_closed():
            self._loop.remove_reader(self.line)
            self._loop.remove_writer(self.line)
        self.ended = True
        self.line.close()

    def gone(self) -> None:
        try:
            self.child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(_LENGTH) + message


def collect_seldom() -> None:
    """For a process that is about to read pages: what was imported stays.

    Collections that go through it, and as often as by default, are a tenth of a crawl's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


# --- in the process ----------------------------------------------------------------------------------------------------------------------


def serve(handle: int) -> None:
    """What a process does all its life: answer what comes over the socket of that number, until its other end is closed.

    Ctrl-C is left to the parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(handle,), daemon=True).start()
    with socket.socket(fileno=handle) as line, line.makefile("rb") as asked:
        messages = _sent(asked)
        begin, arguments = next(messages)
        begin(*arguments)
        collect_seldom()
        for work, given in messages:
            line.sendall(_framed(_done(work, given)))


def _sent(asked: BinaryIO) -> Iterator[Any]:
    while head := asked.read(_LENGTH):
        yield pickle.loads(asked.read(int.from_bytes(head)))  # noqa: S301 (of our own parent)


def _done(work: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((True, work(*given)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is raised where the work was asked for)
        return pickle.dumps((False, error))


def _end_with_parent(handle: int) -> None:
    """End at once where the other end is closed, also in the midst of work: left to itself a long page would be read for nobody."""
    closed = select.poll()
    closed.register(handle, 0)  # its end is always told
    closed.poll()
    os._exit(0)
