"""`kliping forget`: take articles down, with their pages and their history."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from scraper.archive import Archive, lock_archive
from scraper.archive.articles import forget_article, load_article
from scraper.archive.maintenance import MIB, optimise_archive, purge_takedowns
from scraper.commands.shared import Commands, complain
from scraper.errors import DEGRADED, OK, TakenDown
from scraper.formats.terminal import console


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    forget = commands.add(
        "forget",
        _run,
        "delete articles for good, with their pages and their history; a tombstone keeps each from"
        " coming back",
    )
    forget.add_argument(
        "keys", nargs="+", metavar="ARTICLE", help="its number, URL, urn or citation"
    )
    forget.add_argument(
        "--reason", required=True, help="why, for the tombstone: 'court order 12/2026'"
    )


def _run(arguments: argparse.Namespace) -> int:
    err = console(stderr=True)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        urls = [
            forget_article(archive, article_id, reason=arguments.reason, at=datetime.now(UTC)).url
            for article_id in _article_ids(archive, arguments.keys)
        ]
        optimise_archive(archive)
        size = _size(archive) / MIB
        err.print(f"writing both files anew without them ({size:,.0f} MiB)", style="dim")
        problems = purge_takedowns(archive, at=datetime.now(UTC))
    for url in urls:
        console().print(f"{'taken down' if problems else 'forgotten'}: {url}", soft_wrap=True)
    for problem in problems:
        complain(
            f"the files still hold some of its text: {problem}; then run `kliping check --repair`"
        )
    return DEGRADED if problems else OK


def _article_ids(archive: Archive, keys: Sequence[str]) -> list[int]:
    """The articles' numbers, each once; an article that was taken down before is left out.

    Raises:
        InputError: one of them is unknown; then none is deleted.
    """
    numbers: dict[int, None] = {}
    for key in keys:
        try:
            numbers[load_article(archive, key).article_id] = None
        except TakenDown as error:
            complain(str(error))
    return list(numbers)


def _size(archive: Archive) -> int:
    """Bytes of the archive's two files."""
    files = (archive.path, archive.snapshots_path)
    return sum(path.stat().st_size for path in files if path.exists())
