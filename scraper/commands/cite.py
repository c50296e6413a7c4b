"""`kliping cite`: print the citation of one archived article, or of one state of it."""

import argparse

from scraper.archive import Archive
from scraper.archive.articles import load_cited_state
from scraper.commands.shared import Commands
from scraper.commands.show import KEY_HELP
from scraper.errors import OK
from scraper.formats.citation import FORMATS
from scraper.formats.terminal import printable_text


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    cite = commands.add(
        "cite",
        _run,
        "print the citation of an archived article; it is the same in every archive and never"
        " changes",
    )
    cite.add_argument("key", metavar="ARTICLE", help=KEY_HELP)
    cite.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")


def _run(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        newest, superseded = load_cited_state(archive, arguments.key)
    article, observed_at = (
        (superseded.article, superseded.observed_at)
        if superseded
        else (newest.article, newest.revised_at)
    )
    print(printable_text(FORMATS[arguments.format](article, newest.portal_name, observed_at)))
    return OK
