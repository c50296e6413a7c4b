"""What several verbs share: the declaring of a verb, types of arguments, settings, JSON and complaints."""

import argparse
import errno
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from scraper.config import Config, load
from scraper.errors import InputError
from scraper.formats.terminal import printable_text
from scraper.portals import Registry, user_portals
from scraper.urls import normalise

Run = Callable[[argparse.Namespace], int]
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Verbs:
    """The command's verbs, open for more."""

    actions: Any
    """What `ArgumentParser.add_subparsers` gave."""

    def add(self, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
        """Declare a verb; every verb knows `--archive`."""
        added: argparse.ArgumentParser = self.actions.add_parser(
            name, help=summary, description=summary
        )
        added.set_defaults(verb=run)
        added.add_argument(
            "--archive",
            type=path,
            default=Path("archive.db"),
            metavar="PATH",
            help="the archive's file (default: ./archive.db)",
        )
        return added


def config(arguments: argparse.Namespace) -> Config:
    """The settings beside the archive."""
    return load(arguments.archive.absolute().parent)


def declarations(arguments: argparse.Namespace) -> Registry:
    """The portals that Kliping knows, and those that kliping.toml beside the archive declares."""
    return user_portals.load(config(arguments))


def day(text: str) -> date:
    """An argument that is a calendar day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day: give YYYY-MM-DD, such as {datetime.now(UTC):%Y-%m-%d}"
        ) from None


def count(text: str) -> int:
    """An argument that is a whole number, 0 or more."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no count: give 0 or a larger whole number")
    return int(text)


def port(text: str) -> int:
    """An argument that is a port to listen on; 0 lets the system choose."""
    if not (text.isascii() and text.isdecimal() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number up to 65535")
    return int(text)


def address(text: str) -> str:
    """An argument that is the URL of a page, as it was typed.

    What is typed is judged more strictly than a page's links: browsers read over a line break
    within one, but nobody means it here.

    Raises:
        InputError: it is no absolute http(s) URL.
    """
    if _CONTROL.search(text):
        raise InputError(
            f"{text[:100]!r} is not a URL (it holds a control character): give an absolute"
            " http(s) URL"
        )
    normalise(text)
    return text.strip()


def path(text: str) -> Path:
    """An argument that is a path of the file system.

    Nothing is no path: it would be read as the folder that one is in.

    Raises:
        InputError: no file can have it.
    """
    try:
        Path(text).stat()  # `Path("")` is `.`
    except ValueError:  # NUL, half of a surrogate pair
        possible = False
    except OSError as error:
        possible = error.errno != errno.ENAMETOOLONG
    else:
        possible = True
    if not (text and possible):
        raise InputError(
            f"{text[:100]!r} is no path: name a file or a folder (`.` is the folder that you"
            " are in)"
        )
    return Path(text)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def complain(text: str) -> None:
    """Print one line on stderr."""
    print(f"kliping: {printable_text(text)}".replace("\n", " "), file=sys.stderr)
