"""Days that a portal's dated sources were read for to the end."""

from datetime import date, datetime

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.values import storable_text, utc_text
from scraper.portals import Portal


def enter_listed_day(
    archive: Archive, portal: Portal, source: str, day: date, *, at: datetime
) -> None:
    """The source (as it is declared) was read for that day to its last page; call it once the day is over."""
    with archive.transaction():
        archive.connection.execute(
            "INSERT INTO listed_days(portal_id, day, source, listed_at) VALUES(?, ?, ?, ?)"
            " ON CONFLICT(portal_id, day, source) DO UPDATE SET listed_at = excluded.listed_at",
            (upsert_portal(archive, portal), day.isoformat(), storable_text(source), utc_text(at)),
        )


def load_listed_days(archive: Archive, portal: Portal) -> dict[str, frozenset[date]]:
    """By source, the days that it was read for."""
    rows = archive.connection.execute(
        "SELECT l.source, l.day FROM listed_days l JOIN portals p ON p.id = l.portal_id WHERE"
        " p.slug = ?",
        (portal.slug,),
    )
    found: dict[str, set[date]] = {}
    for source, day in rows:
        found.setdefault(source, set()).add(date.fromisoformat(day))
    return {source: frozenset(of_it) for source, of_it in found.items()}
