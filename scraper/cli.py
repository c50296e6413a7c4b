"""The `kliping` command: parse the arguments, call one verb, end with its exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Final

from scraper import __version__
from scraper.commands import (
    add,
    articles,
    clusters,
    coverage,
    crawl,
    export,
    health,
    history,
    pages,
    people,
    portals,
    search,
    serve,
    upkeep,
)
from scraper.commands.shared import Run, Verbs, complain
from scraper.errors import FAILED, INTERRUPTED, OK, ScraperError

GROUPS: Final = (
    pages,
    portals,
    add,
    crawl,
    health,
    search,
    serve,
    articles,
    people,
    history,
    clusters,
    coverage,
    export,
    upkeep,
)
"""The modules that declare verbs, in the order of the help."""

EXIT_CODES: Final = """exit codes:
  0 ok   1 failed   2 bad usage or input   3 degraded: part failed, or the page is no article
  75 another run holds the archive   130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors end as one line on stderr that names the remedy."""
    _open_streams()
    signal.signal(signal.SIGTERM, _interrupt)
    if (
        signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    ):  # under `nohup` a closed terminal ends nothing
        signal.signal(signal.SIGHUP, _interrupt)
    try:
        arguments = parser().parse_args(argv)
        verb: Run = arguments.verb
        code = verb(arguments)
        sys.stdout.flush()
    except ScraperError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("interrupted; what was archived stays, run the same command again to go on")
        return INTERRUPTED
    except BrokenPipeError:  # `kliping search … | head`: the reader has enough
        _drop_output()
        return OK
    except OSError as error:  # the output's disk is full, no more files may be open …
        _drop_output()
        complain(f"the system refused: {error}: mend that, and run the same command again")
        return FAILED
    return code


def _open_streams() -> None:
    """Open what a caller has closed (`>&-`), and let no character stop a command that the terminal cannot show.

    A file that took the place of a closed stream would be written into by whatever prints.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """What is not printed yet never will be: else it fails once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM, and SIGHUP of a terminal that is closed, end a command as Ctrl-C does.

    Files are closed, processes ended, and the exit code says so.
    """
    raise KeyboardInterrupt


def parser() -> argparse.ArgumentParser:
    """The command line with all its verbs."""
    made = argparse.ArgumentParser(
        prog="kliping",
        description=(
            "An archive of Indonesian regional news: crawl portals, recover each article's anatomy,"
            " search it."
        ),
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"kliping {__version__}")
    verbs = Verbs(made.add_subparsers(title="verbs", required=True, metavar="VERB"))
    for group in GROUPS:
        group.add(verbs)
    return made


if __name__ == "__main__":
    sys.exit(main())
