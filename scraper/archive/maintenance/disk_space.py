"""Disk space: what is free, and how long it lasts at the archive's rate of growth."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import utc_text

MIB: Final = 1024 * 1024
RECENT: Final = timedelta(days=28)
"""The period that gives the rate of growth."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How an archive grows; all sizes in bytes."""

    size: int
    """Size of both files."""
    free: int
    """Free space on their disk."""
    articles_a_day: float
    """New articles a day in the last four weeks, or since the first article where that is less."""
    bytes_a_day: float
    """Articles a day times the space per article, with its pages and history."""
    days_left: float | None
    """Until the disk is full; None where the archive does not grow."""


def free_bytes(path: Path) -> int:
    """Bytes that are free on the disk of that file."""
    return shutil.disk_usage(path.parent).free


def forecast_growth(archive: Archive, *, now: datetime) -> Forecast:
    """How long the disk lasts at the archive's rate of growth."""
    since = now - RECENT
    with explain_errors(archive.path):
        articles, recent, first = archive.connection.execute(
            "SELECT count(*), coalesce(sum(first_seen_at >= ?), 0), min(first_seen_at) FROM"
            " articles",
            (utc_text(since),),
        ).fetchone()
    size = sum(
        path.stat().st_size for path in (archive.path, archive.snapshots_path) if path.exists()
    )
    lived = now - max(since, datetime.fromisoformat(first)) if first else RECENT
    a_day = recent / max(lived / timedelta(days=1), 1)
    grows = a_day * size / articles if articles else 0.0
    left = free_bytes(archive.path)
    return Forecast(size, left, a_day, grows, left / grows if grows else None)
