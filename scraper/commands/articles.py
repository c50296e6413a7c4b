"""`kliping show` and `kliping cite`: one archived article, in the state that a citation names."""

import argparse

from scraper.archive import Archive
from scraper.archive.articles import load_cited_state
from scraper.commands.shared import Verbs, print_json
from scraper.errors import OK
from scraper.formats.citation import FORMATS
from scraper.formats.json_values import article_json
from scraper.formats.terminal import article_text, console, printable_text

KEY_HELP = "its number, URL, urn, or citation (k-…, with .hash for one state of it)"


def add(verbs: Verbs) -> None:
    """Declare both verbs."""
    show = verbs.add("show", _show, "print one archived article")
    show.add_argument("key", metavar="ARTICLE", help=KEY_HELP)
    show.add_argument("--json", action="store_true", help="as `extract` prints it")

    cite = verbs.add(
        "cite",
        _cite,
        "print how an archived article is cited: its citation stays the same in every archive and"
        " for ever",
    )
    cite.add_argument("key", metavar="ARTICLE", help=KEY_HELP)
    cite.add_argument("--format", choices=list(FORMATS), default="text", help="default: text")


def _show(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        found, old = load_cited_state(archive, arguments.key)
    article = old.article if old else found.article
    if arguments.json:
        print_json(article_json(article))
        return OK
    out = console()
    out.print(article_text(article))
    gone = f", gone since {found.gone_at}" if found.gone_at else ""
    state = (
        f"{old.revision}, superseded {old.superseded_at}"
        if old
        else f"{found.revision} of {found.revised_at}"
    )
    out.print(
        f"\narticle {found.article_id}, revision {state}, last seen {found.last_seen_at}{gone}",
        style="dim",
    )
    return OK


def _cite(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        found, old = load_cited_state(archive, arguments.key)
    article, observed_at = (
        (old.article, old.observed_at) if old else (found.article, found.revised_at)
    )
    print(printable_text(FORMATS[arguments.format](article, found.portal_name, observed_at)))
    return OK
