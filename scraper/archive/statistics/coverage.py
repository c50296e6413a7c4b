"""The coverage ledger: per portal and day, what was discovered, what came of it, and who fell silent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from sqlite3 import Row

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors


@dataclass(frozen=True, slots=True)
class PortalDay:
    """One portal on one day of its own calendar; all numbers count article URLs or fetches of them."""

    day: str
    portal: str
    discovered: int
    """URLs seen for the first time."""
    fetched: int
    archived: int
    revised: int
    unchanged: int
    """With those that answered "not modified"."""
    not_an_article: int
    refused_by_robots: int
    blocked: int
    gone: int
    failed: int
    reasons: dict[str, int] = field(default_factory=dict)
    """Of pages that were no article or a wall: how many of each `model.Reason`."""


@dataclass(frozen=True, slots=True)
class SilentPortal:
    """A portal that published on most days, was asked since, and names nothing new."""

    portal: str
    last_published: str
    active_days: int
    """Days with an article, of the 28 up to the last one."""
    asked_until: str
    """The last day on which one of its sources answered."""
    silent_days: int


def list_portal_days(
    archive: Archive,
    *,
    portals: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> list[PortalDay]:
    """The days on which anything happened, latest first; of those portals' slugs, or of all."""
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
    """The latest day on which anything happened; None for an archive that no crawl has written to."""
    with explain_errors(archive.path):
        (day,) = archive.connection.execute("SELECT max(day) FROM daily_coverage").fetchone()
    return None if day is None else str(day)


def list_silent_portals(archive: Archive) -> list[SilentPortal]:
    """The portals that fell silent, longest first; a portal whose sources were not asked since is not among them."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT portal, last_published, active_days, asked_until, silent_days FROM"
            " silent_portals"
        )
        return [SilentPortal(*row) for row in rows]
