"""The `kliping` command: parse the arguments, run one command, end with its exit code."""

import argparse
import importlib
import keyword
import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType, ModuleType
from typing import Final

from scraper import __version__
from scraper.commands.shared import Commands, RunCommand, complain
from scraper.errors import FAILED, INTERRUPTED, OK, ScraperError

COMMANDS: Final = (
    "extract",
    "import",
    "portals",
    "add",
    "crawl",
    "health",
    "search",
    "serve",
    "show",
    "cite",
    "people",
    "revisions",
    "reparse",
    "forget",
    "clusters",
    "coverage",
    "export",
    "check",
    "backup",
    "prune",
)
"""In the order of the help; each has a module of its name in `scraper.commands`."""

EXIT_CODES: Final = """exit codes:
  0 ok   1 failed   2 bad usage or input   3 degraded: part failed, or the page is not an article
  75 another run holds the archive   130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code.

    An error ends as one line on stderr that names the remedy.
    """
    _prepare_streams()
    _catch_signals()
    try:
        words = sys.argv[1:] if argv is None else argv
        arguments = parser(words[0] if words else None).parse_args(words)
        run: RunCommand = arguments.run
        code = run(arguments)
        sys.stdout.flush()
    except ScraperError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("interrupted; what was archived stays, run the same command again to continue")
        return INTERRUPTED
    except BrokenPipeError:  # `kliping search … | head`: the reader has enough
        _drop_output()
        return OK
    except OSError as error:  # the output's disk is full, too many files are open …
        _drop_output()
        complain(f"the system refused: {error}: solve that, and run the same command again")
        return FAILED
    return code


def _prepare_streams() -> None:
    """Reopen standard streams that are closed, and escape what the terminal cannot show.

    A file opened later would otherwise take the number of a closed stream (`>&-`), and receive
    whatever is printed.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Discard what is not printed yet; flushing it at exit would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _catch_signals() -> None:
    """Let SIGTERM, and SIGHUP from a closed terminal, end a command like Ctrl-C.

    Under `nohup` SIGHUP is ignored, and stays so.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The command line with all its commands, or with the one that is asked for.

    Loading the modules of all commands takes longer than a search.
    """
    made = argparse.ArgumentParser(
        prog="kliping",
        description=(
            "An archive of Indonesian regional news: crawl portals, extract each article's fields,"
            " search it."
        ),
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"kliping {__version__}")
    commands = Commands(made.add_subparsers(title="commands", required=True, metavar="COMMAND"))
    for name in (command,) if command in COMMANDS else COMMANDS:
        command_module(name).register(commands)
    return made


def command_module(name: str) -> ModuleType:
    """The module of a command; that of `import`, a word of Python's, is `import_pages`."""
    return importlib.import_module(
        f"scraper.commands.{name}_pages" if keyword.iskeyword(name) else f"scraper.commands.{name}"
    )


if __name__ == "__main__":
    sys.exit(main())
