"""The real command in a process of its own, forked from one that has already loaded Kliping.

Loading Scrapy, the extraction and numpy costs more CPU than a whole crawl of a test's small
network, so `multiprocessing`'s fork server does it once for all commands of a test process. That
`python -m scraper.cli` itself starts is held by tests/commands/test_cli.py and
tests/test_unattended.py.
"""

import atexit
import multiprocessing
import os
import runpy
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final, Self

_HANGS_AFTER: Final = 120.0
"""Seconds until a command that has not ended is killed."""
_FORK_SERVER: Final = multiprocessing.get_context("forkserver")
_FORK_SERVER.set_forkserver_preload(["tests.preloaded"])


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    """Its exit code; minus the signal's number where a signal ended it."""
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class CommandProcess:
    """A command that may still run."""

    process: ForkServerProcess
    _printed: tempfile.TemporaryDirectory[str] = field(repr=False)

    @classmethod
    def start(cls, module: str, *words: str, cwd: Path, environment: Mapping[str, str]) -> Self:
        """Run a module as `python -m MODULE WORDS` does."""
        printed = tempfile.TemporaryDirectory()
        process = _FORK_SERVER.Process(
            target=_run, args=(module, words, cwd, dict(environment), printed.name), daemon=True
        )
        process.start()
        return cls(process, printed)

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.exitcode

    def wait(self, timeout: float = _HANGS_AFTER) -> int:
        """Wait for the command to end; a command that hangs is killed.

        Raises:
            TimeoutError: it has not ended within `timeout` seconds.
        """
        self.process.join(timeout)
        code = self.process.exitcode
        if code is None:
            self.kill()
            raise TimeoutError(f"the command has not ended within {timeout:.0f} s")
        return code

    def finish(self, timeout: float = _HANGS_AFTER) -> Done:
        """Wait for the command to end, and take what it printed."""
        code = self.wait(timeout)
        with self._printed as folder:
            out, err = (
                (Path(folder) / name).read_text(encoding="utf-8") for name in ("out", "err")
            )
        return Done(code, out, err)


def _run(
    module: str, words: tuple[str, ...], cwd: Path, environment: dict[str, str], printed: str
) -> None:
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(Path(printed, name), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(cwd)
    sys.path[:0] = [str(cwd), *environment.get("PYTHONPATH", "").split(os.pathsep)]
    sys.argv = [module, *words]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()
