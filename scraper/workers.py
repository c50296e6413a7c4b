"""Processes that work for a command and never outlive it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def pool(workers: int, begin: Callable[..., None], *arguments: Any) -> ProcessPoolExecutor:
    """A pool of that many processes, each of which has called `begin(*arguments)` before its first work.

    They are spawned, for a fork would share open databases and a running event loop. They leave Ctrl-C to their parent, and end when it
    is killed: left to themselves they would wait for work for ever.
    """
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin, (begin, arguments))


def _begin(begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
