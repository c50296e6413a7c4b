"""The coverage ledger: what was discovered and archived per portal and day; silent portals."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Row

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors


@dataclass(frozen=True, slots=True)
class PortalDay:
    """One portal on one day of its own calendar; numbers count article URLs or their fetches."""

    day: str
    portal: str
    discovered: int
    """URLs seen for the first time."""
    fetched: int
    archived: int
    revised: int
    unchanged: int
    """With those answered by "not modified"."""
    not_an_article: int
    refused_by_robots: int
    blocked: int
    gone: int
    failed: int
    reasons: dict[str, int] = field(default_factory=dict)
    """Of pages that were not an article or were blocked: how many for each `model.Reason`."""


@dataclass(frozen=True, slots=True)
class SilentPortal:
    """A portal that published on most days, and lists nothing new although it was asked."""

    portal: str
    last_published: str
    active_days: int
    """Days with an article among the 28 up to the last one."""
    asked_until: str
    """The last day on which a source of its answered."""
    silent_days: int


def list_portal_days(
    archive: Archive,
    *,
    portals: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[PortalDay]:
    """The days on which anything happened, latest first; of those portals (slugs), or of all."""
    query = (
        "SELECT day, portal, discovered, fetched, archived, revised, unchanged + not_modified AS"
        " unchanged, not_an_article, refused_by_robots, blocked, gone, failed, reasons FROM"
        " coverage WHERE (:portals = '[]' OR portal IN (SELECT value FROM json_each(:portals))) AND"
        " day BETWEEN coalesce(:since, '') AND coalesce(:until, '9999') ORDER BY day DESC, portal"
    )
    values = {
        "portals": json.dumps(list(portals)),
        "since": since and since.isoformat(),
        "until": until and until.isoformat(),
    }
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    with explain_errors(archive.path):
        return [
            PortalDay(**dict(row) | {"reasons": json.loads(row["reasons"])})
            for row in cursor.execute(query, values)
        ]


def find_last_day(archive: Archive) -> str | None:
    """The latest day on which anything happened; None for an archive without a crawl."""
    with explain_errors(archive.path):
        (day,) = archive.connection.execute("SELECT max(day) FROM daily_coverage").fetchone()
    return None if day is None else str(day)


def list_silent_portals(archive: Archive) -> list[SilentPortal]:
    """The portals that fell silent, the longest silent first.

    A portal whose sources were not asked since then is not among them.
    """
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT portal, last_published, active_days, asked_until, silent_days FROM"
            " silent_portals"
        )
        return [SilentPortal(*row) for row in rows]
