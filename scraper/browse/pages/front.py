"""The front page: what is in the archive at a glance."""

from dataclasses import dataclass
from typing import Final

from datasette.utils.asgi import Response

from scraper.archive import Archive, overview, search
from scraper.archive.overview import Brand, LastRun, SilentEdit, Totals
from scraper.archive.search import Order
from scraper.browse.asking import Asked
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


def _glance(archive: Archive) -> _Glance:
    return _Glance(
        totals=overview.totals(archive),
        days=overview.per_day(archive, days=DAYS),
        run=overview.last_run(archive),
        newest=search.search(archive, "", order=Order.NEWEST, limit=NEWEST).hits,
        edits=overview.silent_edits(archive, limit=EDITS),
        brands=overview.brands(archive),
    )


async def front(visit: Visit) -> Response:
    """`/`."""
    seen = await visit.read(_glance)
    chart = visit.plot(seen.days, lambda day: visit.link(Asked().url(since=day, until=day)))
    return await visit.html("front.html", seen=seen, chart=chart, days=DAYS)
