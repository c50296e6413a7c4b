"""`kliping search`: find archived articles."""

import argparse
from collections.abc import Iterator
from typing import Any, Final

from scraper.archive import Archive
from scraper.archive.search import Facets, Order, SearchPage, search_articles, search_facets
from scraper.commands.filters import add_filters, filters_of
from scraper.commands.shared import Commands, count, print_json
from scraper.errors import OK
from scraper.formats.json_values import hit_json
from scraper.formats.terminal import console, hit_text, table

QUERY_HELP: Final = """a query:
  pembangunan     all forms of the word: membangun, dibangun, bangunan;
                  the name of a place finds only itself
  "jalan tol"     these words in this order; "bangunan": only this form;
                  the same for e-KTP, Jum'at, Rp1.000, 50%
  bangun*         words that begin like this
  -bangunan       without this word; quote the whole query if it begins with a dash"""


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    search = commands.add("search", _run, "search the archive; best matches first")
    search.epilog, search.formatter_class = QUERY_HELP, argparse.RawDescriptionHelpFormatter
    search.add_argument(
        "query", nargs="+", metavar="QUERY", help='words, "a phrase", word*, -without'
    )
    add_filters(search)
    search.add_argument("--newest", action="store_true", help="newest first")
    search.add_argument(
        "--facets",
        action="store_true",
        help="also count matches by portal, province, section, tag, person, year and day",
    )
    search.add_argument(
        "--limit", type=count, default=20, metavar="N", help="at most N hits (default: 20)"
    )
    search.add_argument("--offset", type=count, default=0, metavar="N", help="skip the first N")
    search.add_argument(
        "--json", action="store_true", help="as a JSON array; with --facets as an object"
    )


def _run(arguments: argparse.Namespace) -> int:
    query, filters = " ".join(arguments.query), filters_of(arguments)
    order = Order.NEWEST if arguments.newest else Order.BEST
    with Archive.open(arguments.archive, read_only=True) as archive:
        found = search_articles(
            archive, query, filters, order=order, limit=arguments.limit, offset=arguments.offset
        )
        facets = search_facets(archive, query, filters) if arguments.facets else None
    if arguments.json:
        hits = [hit_json(hit) for hit in found.hits]
        print_json(hits if facets is None else {"hits": hits} | _facets_json(facets))
    else:
        _print(found, facets, order)
    return OK


def _print(found: SearchPage, facets: Facets | None, wanted: Order) -> None:
    out = console()
    for hit in found.hits:
        out.print(hit_text(hit), end="\n\n")
    if not found.hits:
        out.print("nothing found")
    for facet, names in facets.counts.items() if facets else ():
        out.print(table([facet, "articles"], names), end="\n\n")
    for note in _notes(found, wanted):
        out.print(note, style="dim")


def _notes(found: SearchPage, wanted: Order) -> Iterator[str]:
    if found.matches and found.order is not wanted:
        yield "newest first: these words are too common to rank; add a rarer one"
    if not found.complete:
        yield (
            f"among the {found.matches:,} latest archived matches:"
            " --since, --until or --portal look further back"
        )


def _facets_json(facets: Facets) -> dict[str, Any]:
    counts = {
        facet: [{"name": name, "articles": articles} for name, articles in names]
        for facet, names in facets.counts.items()
    }
    return {"facets": counts, "matches": facets.matches, "complete": facets.complete}
