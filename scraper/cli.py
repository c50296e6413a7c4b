"""The `kliping` command: parse the arguments, call one verb, end with its exit code."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Final

from scraper import __version__
from scraper.errors import INTERRUPTED, OK, ScraperError
from scraper.verbs import add, articles, clusters, coverage, crawl, export, health, history, pages, people, portals, search, serve, upkeep
from scraper.verbs.shared import Run, Verbs, complain

GROUPS: Final = (pages, portals, add, crawl, health, search, serve, articles, people, history, clusters, coverage, export, upkeep)
"""The modules that declare verbs, in the order of the help."""

EXIT_CODES: Final = """exit codes:
  0 ok   1 failed   2 bad usage or input   3 degraded: part failed, or the page is no article
  75 another run holds the archive   130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors end as one line on stderr that names the remedy."""
    arguments = parser().parse_args(argv)
    verb: Run = arguments.verb
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = verb(arguments)
        sys.stdout.flush()
    except ScraperError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain("interrupted; what was archived stays, run the same command again to go on")
        return INTERRUPTED
    except BrokenPipeError:  # `kliping search … | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends a command as Ctrl-C does: files are closed, processes ended, and the exit code says so."""
    raise KeyboardInterrupt


def parser() -> argparse.ArgumentParser:
    """The command line with all its verbs."""
    made = argparse.ArgumentParser(
        prog="kliping",
        description="An archive of Indonesian regional news: crawl portals, recover each article's anatomy, search it.",
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
