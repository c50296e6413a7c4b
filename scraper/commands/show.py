"""`kliping show`: print one archived article, in the state that a citation names."""

import argparse

from scraper.archive import Archive
from scraper.archive.articles import load_cited_state
from scraper.commands.shared import Commands, print_json
from scraper.errors import OK
from scraper.formats.json_values import article_json
from scraper.formats.terminal import article_text, console

KEY_HELP = "its number, URL, urn, or citation (k-…, with .hash for one state of it)"


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    show = commands.add("show", _run, "print one archived article")
    show.add_argument("key", metavar="ARTICLE", help=KEY_HELP)
    show.add_argument("--json", action="store_true", help="as `extract` prints it")


def _run(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        newest, superseded = load_cited_state(archive, arguments.key)
    article = superseded.article if superseded else newest.article
    if arguments.json:
        print_json(article_json(article))
        return OK
    out = console()
    out.print(article_text(article))
    state = (
        f"{superseded.revision}, superseded {superseded.superseded_at}"
        if superseded
        else f"{newest.revision} of {newest.revised_at}"
    )
    gone = f", gone since {newest.gone_at}" if newest.gone_at else ""
    out.print(
        f"\narticle {newest.article_id}, revision {state}, last seen {newest.last_seen_at}{gone}",
        style="dim",
    )
    return OK
