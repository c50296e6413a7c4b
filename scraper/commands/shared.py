"""What several commands share: argument types, settings, JSON output, error messages."""

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

from scraper import config
from scraper.config import Config
from scraper.errors import InputError
from scraper.formats.terminal import printable_text
from scraper.portals import Registry, user_portals
from scraper.urls import normalise

RunCommand = Callable[[argparse.Namespace], int]
"""Runs a command with its parsed arguments; returns the exit code."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands of the command line; more can be added."""

    subparsers: Any
    """What `ArgumentParser.add_subparsers` returned."""

    def add(self, name: str, run: RunCommand, summary: str) -> argparse.ArgumentParser:
        """Add a command; every command has the option `--archive`."""
        added: argparse.ArgumentParser = self.subparsers.add_parser(
            name, help=summary, description=summary
        )
        added.set_defaults(run=run)
        added.add_argument(
            "--archive",
            type=path,
            default=Path("archive.db"),
            metavar="PATH",
            help="the archive's file (default: ./archive.db)",
        )
        return added


def load_config(arguments: argparse.Namespace) -> Config:
    """The settings in the kliping.toml beside the archive."""
    return config.load(arguments.archive.absolute().parent)


def load_registry(arguments: argparse.Namespace) -> Registry:
    """The portals that Kliping knows, and those declared in the kliping.toml beside the archive."""
    return user_portals.load(load_config(arguments))


def day(text: str) -> date:
    """The type of an argument that is a calendar day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day: give YYYY-MM-DD, such as {datetime.now(UTC):%Y-%m-%d}"
        ) from None


def count(text: str) -> int:
    """The type of an argument that is a whole number, 0 or more."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a count: give 0 or a larger whole number"
        )
    return int(text)


def port(text: str) -> int:
    """The type of an argument that is a port to listen on; 0 lets the system choose."""
    if not (text.isascii() and text.isdecimal() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number up to 65535")
    return int(text)


def address(text: str) -> str:
    """The type of an argument that is the URL of a page; returned as typed.

    This is stricter than the reading of links on a page: browsers ignore a line break inside a
    link, but nobody types one on purpose.

    Raises:
        InputError: it is not an absolute http(s) URL.
    """
    if _CONTROL.search(text):
        raise InputError(
            f"{text[:100]!r} is not a URL (it contains a control character):"
            " give an absolute http(s) URL"
        )
    normalise(text)
    return text.strip()


def path(text: str) -> Path:
    """The type of an argument that is a path in the file system.

    The empty text is refused: `Path("")` is the current folder.

    Raises:
        InputError: no file can have this path.
    """
    if not (text and _can_be_a_path(text)):
        raise InputError(
            f"{text[:100]!r} is not a path: name a file or a folder"
            " (`.` is the folder that you are in)"
        )
    return Path(text)


def _can_be_a_path(text: str) -> bool:
    try:
        Path(text).stat()
    except ValueError:  # NUL, half of a surrogate pair
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def complain(text: str) -> None:
    """Print one line on stderr."""
    print(f"kliping: {printable_text(text)}".replace("\n", " "), file=sys.stderr)
