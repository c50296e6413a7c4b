"""Coverage and drift: what of each portal arrived day by day, whose pages changed shape, who fell silent, what failed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from datasette.utils.asgi import Response

from scraper.anatomy import FIELDS
from scraper.archive import Archive, coverage, health, overview, steadiness
from scraper.archive.coverage import Day, Silent
from scraper.archive.health import Judged
from scraper.archive.overview import Brand, LastRun
from scraper.archive.steadiness import Fill
from scraper.browse import charts
from scraper.browse.visit import Visit

DAYS: Final = 21
ERRORS: Final = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One portal on one day."""

    day: str
    state: str
    """`none`: nothing happened; `refused`: asked, and nothing came; else `level1` to `level5`."""
    seen: Day | None


@dataclass(frozen=True, slots=True)
class _Watched:
    days: list[Day]
    silent: list[Silent]
    ill: list[Judged]
    """Portals whose last judgement found something."""
    fills: list[Fill]
    errors: list[tuple[str, str, str, int | None, str, str]]
    brands: dict[str, Brand]
    run: LastRun | None


def _watched(archive: Archive) -> _Watched:
    last = coverage.last_day(archive)
    return _Watched(
        days=coverage.days(archive, since=date.fromisoformat(last) - timedelta(days=DAYS - 1)) if last else [],
        silent=coverage.silent(archive),
        ill=[judged for judged in health.latest(archive) if not judged.green],
        fills=steadiness.fills(archive),
        errors=overview.last_errors(archive, limit=ERRORS),
        brands=overview.brands(archive),
        run=overview.last_run(archive),
    )


async def watch(visit: Visit) -> Response:
    """`/coverage`."""
    seen = await visit.read(_watched)
    last = date.fromisoformat(max((day.day for day in seen.days), default="1970-01-01"))
    columns = [(last - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    return await visit.html("coverage.html", seen=seen, columns=columns, rows=_rows(seen.days, columns), brands=seen.brands, fields=FIELDS)


def _rows(days: list[Day], columns: list[str]) -> list[tuple[str, list[Cell]]]:
    by_portal: dict[str, dict[str, Day]] = defaultdict(dict)
    for day in days:
        by_portal[day.portal][day.day] = day
    most = max((day.archived + day.revised for day in days), default=1)
    return [(slug, [_cell(column, found.get(column), most) for column in columns]) for slug, found in sorted(by_portal.items())]


def _cell(column: str, day: Day | None, most: int) -> Cell:
    if day is None:
        return Cell(column, "none", None)
    archived = day.archived + day.revised
    if not archived and (day.blocked or day.failed or day.refused_by_robots):
        return Cell(column, "refused", day)
    return Cell(column, f"level{charts.level(archived, most)}", day)
