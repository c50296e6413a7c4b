"""The front page: what is in the archive at a glance."""

from dataclasses import dataclass
from typing import Final

from datasette.utils.asgi import Response

from scraper.archive import Archive
from scraper.archive.search import Order, search_articles
from scraper.archive.statistics import (
    Brand,
    LastRun,
    SilentEdit,
    Totals,
    count_per_day,
    list_silent_edits,
    load_brands,
    load_last_run,
    load_totals,
)
from scraper.browse.search_request import SearchRequest
from scraper.browse.visit import Visit
from scraper.model import Hit

DAYS: Final = 60
NEWEST: Final = 13
EDITS: Final = 6


@dataclass(frozen=True, slots=True)
class _Glance:
    totals: Totals
    days: list[tuple[str, int]]
    run: LastRun | None
    newest: tuple[Hit, ...]
    edits: list[SilentEdit]
    brands: dict[str, Brand]


def _load(archive: Archive) -> _Glance:
    return _Glance(
        totals=load_totals(archive),
        days=count_per_day(archive, days=DAYS),
        run=load_last_run(archive),
        newest=search_articles(archive, "", order=Order.NEWEST, limit=NEWEST).hits,
        edits=list_silent_edits(archive, limit=EDITS),
        brands=load_brands(archive),
    )


async def front(visit: Visit) -> Response:
    """`/`."""
    seen = await visit.read(_load)
    chart = visit.plot(seen.days, lambda day: visit.link(SearchRequest().url(since=day, until=day)))
    return await visit.html("front.html", seen=seen, chart=chart, days=DAYS)
