"""Days for which a portal's dated source was read to its last page, and need not be read again."""

from datetime import date, datetime

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.values import storable_text, utc_text
from scraper.portals import Portal


def enter_listed_day(
    archive: Archive, portal: Portal, source: str, day: date, *, at: datetime
) -> None:
    """Enter a day for which the source, as declared, was read to its last page.

    Call it only once the day is over.
    """
    with archive.transaction():
        archive.connection.execute(
            "INSERT INTO listed_days(portal_id, day, source, listed_at) VALUES(?, ?, ?, ?)"
            " ON CONFLICT(portal_id, day, source) DO UPDATE SET listed_at = excluded.listed_at",
            (upsert_portal(archive, portal), day.isoformat(), storable_text(source), utc_text(at)),
        )


def load_listed_days(archive: Archive, portal: Portal) -> dict[str, frozenset[date]]:
    """The days for which each source was read, by source."""
    rows = archive.connection.execute(
        "SELECT l.source, l.day FROM listed_days l JOIN portals p ON p.id = l.portal_id WHERE"
        " p.slug = ?",
        (portal.slug,),
    )
    found: dict[str, set[date]] = {}
    for source, day in rows:
        found.setdefault(source, set()).add(date.fromisoformat(day))
    return {source: frozenset(days) for source, days in found.items()}
