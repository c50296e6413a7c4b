"""Portals that refused us, and until when no run asks them again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.values import read_instant, storable_text, utc_text
from scraper.portals import Portal

FIRST_PAUSE: Final = timedelta(hours=1)
"""After a first refusal that names no time; it doubles with each further one in a row."""
LONGEST_PAUSE: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long a portal is left alone, and why."""

    portal: str
    """Slug."""
    since: datetime
    until: datetime
    times: int
    """Refusals in a row."""
    reason: str


def begin_backoff(
    archive: Archive, portal: Portal, reason: str, *, at: datetime, until: datetime | None
) -> None:
    """Enter a refusal; `until` is when the server wants to be asked again, where it said so."""
    portal_id = upsert_portal(archive, portal)
    with archive.transaction():
        row = archive.connection.execute(
            "SELECT times FROM backoffs WHERE portal_id = ?", (portal_id,)
        ).fetchone()
        times = row[0] + 1 if row else 1
        end = until or at + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(times - 1, 10))
        archive.connection.execute(
            "INSERT INTO backoffs(portal_id, since, until, times, reason) VALUES(?, ?, ?, ?, ?) ON"
            " CONFLICT(portal_id) DO UPDATE SET until = excluded.until, times = excluded.times,"
            " reason = excluded.reason",
            (portal_id, utc_text(at), utc_text(end), times, storable_text(reason)),
        )


def standing_backoffs(archive: Archive, *, now: datetime) -> dict[str, Backoff]:
    """The back-offs that hold at `now`, by portal slug."""
    rows = archive.connection.execute(
        "SELECT p.slug, b.since, b.until, b.times, b.reason FROM backoffs b JOIN portals p ON p.id"
        " = b.portal_id WHERE b.until > ?",
        (utc_text(now),),
    )
    return {
        slug: Backoff(slug, read_instant(since), read_instant(until), times, reason)
        for slug, since, until, times, reason in rows
    }


def end_backoff(archive: Archive, portal: Portal) -> None:
    """Delete the portal's back-off: it answers again."""
    with archive.transaction():
        archive.connection.execute(
            "DELETE FROM backoffs WHERE portal_id = (SELECT id FROM portals WHERE slug = ?)",
            (portal.slug,),
        )
