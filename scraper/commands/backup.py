"""`kliping backup`: copy the archive into a folder, and check the copy."""

import argparse

from scraper.archive import Archive
from scraper.archive.maintenance import back_up
from scraper.commands.shared import Commands, path
from scraper.errors import OK
from scraper.formats.terminal import console


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    backup = commands.add(
        "backup",
        _run,
        "copy the archive into a folder, even while a crawl runs, and check the copy",
    )
    backup.add_argument(
        "folder",
        type=path,
        metavar="FOLDER",
        help="created if it does not exist; an earlier backup is never overwritten",
    )


def _run(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        made = back_up(archive, arguments.folder)
    console().print(
        f"{made.articles} articles in {made.archive}, {made.pages} pages in {made.snapshots}:"
        " checked and whole",
        soft_wrap=True,
    )
    return OK
