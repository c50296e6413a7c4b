"""The page on coverage and drift: articles per day, silent portals, lost fields, errors."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from datasette.utils.asgi import Response

from scraper.archive import Archive
from scraper.archive.statistics import (
    Brand,
    FieldRates,
    LastRun,
    PortalDay,
    PortalHealth,
    SilentPortal,
    find_last_day,
    latest_health,
    list_last_errors,
    list_portal_days,
    list_silent_portals,
    load_brands,
    load_field_rates,
    load_last_run,
)
from scraper.browse import charts
from scraper.browse.visit import Visit
from scraper.model.fields import FIELDS

DAYS: Final = 21
ERRORS: Final = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One portal on one day."""

    day: str
    state: str
    """`none`: nothing happened; `refused`: nothing could be fetched; else `level1` to `level5`."""
    seen: PortalDay | None


@dataclass(frozen=True, slots=True)
class _Coverage:
    days: list[PortalDay]
    silent: list[SilentPortal]
    ill: list[PortalHealth]
    """Portals that are not as usual, by their last judgement."""
    fills: list[FieldRates]
    errors: list[tuple[str, str, str, int | None, str, str]]
    brands: dict[str, Brand]
    run: LastRun | None


def _load(archive: Archive) -> _Coverage:
    last = find_last_day(archive)
    return _Coverage(
        days=(
            list_portal_days(archive, since=date.fromisoformat(last) - timedelta(days=DAYS - 1))
            if last
            else []
        ),
        silent=list_silent_portals(archive),
        ill=[judged for judged in latest_health(archive) if not judged.green],
        fills=load_field_rates(archive),
        errors=list_last_errors(archive, limit=ERRORS),
        brands=load_brands(archive),
        run=load_last_run(archive),
    )


async def coverage(visit: Visit) -> Response:
    """`/coverage`."""
    seen = await visit.read(_load)
    last = date.fromisoformat(max((day.day for day in seen.days), default="1970-01-01"))
    columns = [(last - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    return await visit.html(
        "coverage.html",
        seen=seen,
        columns=columns,
        rows=_rows(seen.days, columns),
        brands=seen.brands,
        fields=FIELDS,
    )


def _rows(days: list[PortalDay], columns: list[str]) -> list[tuple[str, list[Cell]]]:
    by_portal: dict[str, dict[str, PortalDay]] = defaultdict(dict)
    for day in days:
        by_portal[day.portal][day.day] = day
    most = max((day.archived + day.revised for day in days), default=1)
    return [
        (slug, [_cell(column, found.get(column), most) for column in columns])
        for slug, found in sorted(by_portal.items())
    ]


def _cell(column: str, day: PortalDay | None, most: int) -> Cell:
    if day is None:
        return Cell(column, "none", None)
    archived = day.archived + day.revised
    if not archived and (day.blocked or day.failed or day.refused_by_robots):
        return Cell(column, "refused", day)
    return Cell(column, f"level{charts.level(archived, most)}", day)
