"""What `kliping portals check` found: when a declaration was tried on the live site, what broke."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.values import read_instant, storable_text, utc_text
from scraper.portals import Portal


@dataclass(frozen=True, slots=True)
class Verification:
    """One trial of a portal's declaration."""

    checked_at: datetime
    passed: bool
    findings: tuple[str, ...]
    """What broke, in words; empty where the trial passed."""


def record_verification(
    archive: Archive,
    portal: Portal,
    *,
    run_id: int | None,
    checked_at: datetime,
    fill: Mapping[str, int],
    findings: Sequence[str],
) -> None:
    """Enter a trial, which passed where there are no findings.

    `fill` holds the number of `articles`, and for each field how many of them had it.
    """
    with archive.transaction():
        archive.connection.execute(
            "INSERT INTO verifications(portal_id, run_id, checked_at, passed, fill, findings)"
            " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(portal_id, checked_at) DO UPDATE SET passed ="
            " excluded.passed, fill = excluded.fill, findings = excluded.findings",
            (
                upsert_portal(archive, portal),
                run_id,
                utc_text(checked_at),
                int(not findings),
                json.dumps(dict(fill)),
                json.dumps([storable_text(finding) for finding in findings], ensure_ascii=False),
            ),
        )


def latest_verifications(archive: Archive) -> dict[str, Verification]:
    """The latest trial of each portal, by slug."""
    rows = archive.connection.execute(
        "SELECT p.slug, v.checked_at, v.passed, v.findings FROM verifications v JOIN portals p ON"
        " p.id = v.portal_id ORDER BY v.checked_at"
    )
    return {
        slug: Verification(read_instant(at), bool(passed), tuple(json.loads(findings)))
        for slug, at, passed, findings in rows
    }
