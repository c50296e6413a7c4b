"""The search page, and the same search as a feed and as files for other tools."""

import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from datasette.utils.asgi import AsgiFileDownload, Response

from scraper.archive import Archive
from scraper.archive.articles import Archived, load_article
from scraper.archive.places import all_places
from scraper.archive.search import (
    Facets,
    Order,
    SearchPage,
    search_articles,
    search_ids,
    search_with_facets,
)
from scraper.archive.statistics import Brand, load_brands
from scraper.browse import charts
from scraper.browse.search_request import PAGE, SearchRequest, parse_search, span
from scraper.browse.visit import Visit
from scraper.formats import tables
from scraper.formats.json_values import hit_json

SHOWN: Final = 8
"""Most names per facet on the page."""
LISTED: Final = 50
"""Most names per facet in JSON."""
FACETS: Final = ("portal", "province", "place", "section", "tag", "person")
FEED: Final = 40
"""Most articles in a feed."""
MOST_ROWS: Final = 10_000
"""Most articles in a file; `kliping export` has no limit."""

Writer = Callable[[BinaryIO, Iterable[Archived]], int]
_FILES: Final[dict[str, tuple[Writer, str]]] = {
    # `csv_answers` makes it safe on its way out, like Datasette's CSV
    "csv": (tables.raw_csv, "text/csv; charset=utf-8"),
    "jsonl": (tables.json_lines, "application/x-ndjson"),
    "parquet": (tables.parquet, "application/vnd.apache.parquet"),
}


async def results(visit: Visit) -> Response:
    """`/search`."""
    question = parse_search(visit.arguments())
    found, facets, brands = await visit.read(_search(question, SHOWN))
    last = max(1, -(-found.matches // PAGE))
    return await visit.html(
        "search.html",
        asked=question,
        found=found,
        facets={name: facets.counts[name] for name in FACETS},
        place_names=all_places(),
        brands=brands,
        chart=_histogram(visit, question, facets),
        last_page=last,
        most_rows=MOST_ROWS,
        unranked=found.matches and found.order is not question.wanted_order,
    )


async def as_json(visit: Visit) -> Response:
    """`/search.json`: one page of hits as `kliping search --json` prints them, and the counts."""
    question = parse_search(visit.arguments())
    found, facets, _ = await visit.read(_search(question, LISTED))
    return visit.json(
        {
            "hits": [hit_json(hit) for hit in found.hits],
            "order": found.order.value,
            "matches": found.matches,
            "complete": found.complete,
            "page": question.page,
            "facets": {
                name: [{"name": value, "articles": count} for value, count in pairs]
                for name, pairs in facets.counts.items()
            },
        }
    )


async def as_feed(visit: Visit) -> Response:
    """`/search.atom`: the newest articles of the search, whatever its order."""
    question = parse_search(visit.arguments())

    def newest(archive: Archive) -> tuple[SearchPage, dict[str, Brand]]:
        found = search_articles(
            archive, question.query, question.filters, order=Order.NEWEST, limit=FEED
        )
        return found, load_brands(archive)

    found, brands = await visit.read(newest)
    updated = max(
        (hit.published_at for hit in found.hits if hit.published_at), default="1970-01-01T00:00:00Z"
    )
    return await visit.feed(
        "search.atom", asked=question, hits=found.hits, brands=brands, updated=updated
    )


async def as_file(visit: Visit) -> Response | None:
    """`/search.csv`, `.jsonl` and `.parquet`: the articles in full, in the order of archiving."""
    ending = visit.path_part("ending")
    question = parse_search(visit.arguments())
    write, kind = _FILES[ending]
    with tempfile.TemporaryDirectory(prefix="kliping-") as folder:
        path = Path(folder) / f"kliping.{ending}"
        await visit.read(_write(path, question, write))
        name = f"kliping-{datetime.now(UTC):%Y%m%d-%H%M%S}.{ending}"
        await AsgiFileDownload(str(path), name, content_type=kind).asgi_send(visit.send)
    return None


def _write(path: Path, question: SearchRequest, write: Writer) -> Callable[[Archive], int]:
    def work(archive: Archive) -> int:
        found = search_ids(archive, question.query, question.filters)
        articles = (load_article(archive, article_id) for article_id in islice(found, MOST_ROWS))
        with path.open("wb") as stream:
            return write(stream, articles)

    return work


def _search(
    question: SearchRequest, names: int
) -> Callable[[Archive], tuple[SearchPage, Facets, dict[str, Brand]]]:
    def work(archive: Archive) -> tuple[SearchPage, Facets, dict[str, Brand]]:
        found, facets = search_with_facets(
            archive,
            question.query,
            question.filters,
            order=question.wanted_order,
            limit=PAGE,
            offset=question.offset,
            names=names,
        )
        return found, facets, load_brands(archive)

    return work


def _histogram(visit: Visit, question: SearchRequest, facets: Facets) -> charts.BarChart | None:
    def href(period: str) -> str:
        return visit.link(question.url(**span(period)))

    return visit.plot(charts.per_period(facets.counts["day"]), href)
