"""Inside a worker process: do one job after the other, within limits of CPU time and memory."""

import gc
import os
import pickle
import resource
import select
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

MEMORY: Final = 2 * 2**30
"""Bytes of its own data that a process may hold."""
_NEARLY_ALL: Final = MEMORY * 3 // 4
"""Resident bytes from which a job is taken to have reached that limit."""
OVER_MEMORY: Final = 99
"""Exit code of a process that reached it."""

GARBAGE: Final = (20_000, 20, 20)
"""Thresholds of `gc.set_threshold`; a page's tree is freed without any collection."""

LENGTH_BYTES: Final = 8
"""Bytes of a message's length, which is sent before the message."""


def serve(handle: int) -> None:
    """Answer jobs from the socket with that file descriptor until its other end is closed.

    Ctrl-C, SIGTERM and SIGHUP are left to the parent: a service manager, or a terminal that is
    closed, sends them to all processes of a command, and a page that is being read at that moment
    has not failed. SIGPROF ends the process when a job exceeds its budget. Its default action is
    the kernel's and does not wait for the interpreter, which a regular expression may hold for as
    long as it runs.
    """
    for left_to_parent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(left_to_parent, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, args=(handle,), daemon=True).start()
    with socket.socket(fileno=handle) as line, line.makefile("rb") as asked:
        messages = _messages(asked)
        first = next(messages, None)
        if first is None:
            return  # the command ended before this process was needed
        budget, begin, arguments = first
        begin(*arguments)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        collect_garbage_seldom()
        line.sendall(framed(b""))  # ready
        for work, given in messages:
            signal.setitimer(signal.ITIMER_PROF, budget)
            answer = _answer(work, given)
            signal.setitimer(signal.ITIMER_PROF, 0)
            line.sendall(framed(answer))


def _messages(asked: BinaryIO) -> Iterator[Any]:
    while head := asked.read(LENGTH_BYTES):
        yield pickle.loads(asked.read(int.from_bytes(head)))  # noqa: S301 (of our own parent)


def _answer(work: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    try:
        answer = pickle.dumps((True, work(*given)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        os._exit(OVER_MEMORY)
    except Exception as error:  # noqa: BLE001 (raised again where the job was asked for)
        answer = pickle.dumps((False, portable(error)))
    # C code may have taken a failed allocation for a broken page.
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _NEARLY_ALL >> 10:
        os._exit(OVER_MEMORY)
    return answer


def portable(error: Exception) -> Exception:
    """The error, or a RuntimeError with its message where it cannot be sent.

    Many errors can be pickled and not unpickled, and a future does not accept StopIteration.
    """
    try:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own)
    except Exception:  # noqa: BLE001 (an error's class may do anything)
        again = None
    same = type(again) is type(error) and not isinstance(error, StopIteration)
    return error if same else RuntimeError(f"{type(error).__name__}: {error}")


def _end_with_parent(handle: int) -> None:
    """End the process as soon as the socket's other end is closed, also in the middle of a job."""
    closed = select.poll()
    closed.register(handle, 0)  # a hang-up is always reported
    closed.poll()
    os._exit(0)


def framed(message: bytes) -> bytes:
    """The message with its length before it, as it is sent in both directions."""
    return len(message).to_bytes(LENGTH_BYTES) + message


def collect_garbage_seldom() -> None:
    """Keep imported objects out of garbage collections, and collect less often.

    For a process that is about to read pages: by default, collections take a tenth of a crawl's
    time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
