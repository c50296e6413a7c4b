"""`kliping search` and `kliping show`: finding and reading what is archived."""

import argparse

from scraper.archive import Archive, read, search
from scraper.errors import OK
from scraper.render import article_json, article_text, console, hit_json, hit_text
from scraper.verbs.shared import Verbs, count, day, declarations, print_json


def add(verbs: Verbs) -> None:
    """Declare both verbs."""
    found = verbs.add("search", _search, "search the archive; best matches first")
    found.add_argument("query", nargs="+", metavar="QUERY", help='words, "a phrase", word*, -without')
    found.add_argument("--portal", metavar="SLUG", help="only this portal")
    found.add_argument("--since", type=day, metavar="DAY", help="published on this day or later (YYYY-MM-DD)")
    found.add_argument("--until", type=day, metavar="DAY", help="published on this day or earlier")
    found.add_argument("--limit", type=count, default=20, metavar="N", help="at most N hits (default: 20)")
    found.add_argument("--offset", type=count, default=0, metavar="N", help="leave out the first N")
    found.add_argument("--json", action="store_true", help="as a JSON array")

    show = verbs.add("show", _show, "print one archived article")
    show.add_argument("key", metavar="ARTICLE", help="its number, URL or urn")
    show.add_argument("--json", action="store_true", help="as `extract` prints it")


def _search(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        hits = search.search(
            archive,
            " ".join(arguments.query),
            portal=arguments.portal,
            since=arguments.since,
            until=arguments.until,
            limit=arguments.limit,
            offset=arguments.offset,
        )
    if arguments.json:
        print_json([hit_json(hit) for hit in hits])
        return OK
    out = console()
    for hit in hits:
        out.print(hit_text(hit), end="\n\n")
    if not hits:
        out.print("nothing found")
    return OK


def _show(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    with Archive.open(arguments.archive, read_only=True) as archive:
        found = read.load(archive, arguments.key, known)
    if arguments.json:
        print_json(article_json(found.article))
        return OK
    out = console()
    out.print(article_text(found.article))
    gone = f", gone since {found.gone_at}" if found.gone_at else ""
    out.print(
        f"\narticle {found.article_id}, revision {found.revision} of {found.revised_at}, last seen {found.last_seen_at}{gone}", style="dim"
    )
    return OK
