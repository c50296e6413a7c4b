"""`kliping prune`: delete old pages to make room."""

import argparse
from datetime import UTC, datetime, timedelta

from scraper.archive import Archive, lock_archive
from scraper.archive.maintenance import MIB
from scraper.archive.pages import prune_pages
from scraper.commands.shared import Commands, count
from scraper.errors import OK
from scraper.formats.terminal import console


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    prune = commands.add(
        "prune",
        _run,
        "delete old pages to make room; every article stays, and so do the pages of its newest"
        " state",
    )
    prune.add_argument(
        "--older-than",
        type=count,
        required=True,
        metavar="DAYS",
        help="pages that were fetched more than this many days ago",
    )
    prune.add_argument("--dry-run", action="store_true", help="only say how many")


def _run(arguments: argparse.Namespace) -> int:
    before = datetime.now(UTC) - timedelta(days=arguments.older_than)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        pruned = prune_pages(archive, older_than=before, dry_run=arguments.dry_run)
    result = (
        "would go"
        if arguments.dry_run
        else "are gone; the file keeps its size, and the next pages find room in it"
    )
    console().print(
        f"{pruned.pages} pages of before {before:%Y-%m-%d}, {pruned.packed / MIB:.1f} MiB packed,"
        f" {result}",
        soft_wrap=True,
    )
    return OK
