"""What was taken down is in neither file any more: not in the search index, not in free pages, not in the logs beside them.

A deleted row leaves more behind than its text. The search index keeps its words and their places
until its segments are merged, so that the text can be put together again, in order; pages that
SQLite rebuilt or freed keep copies; the log holds what was written last. So the index is merged
into one segment, both files are written anew (`VACUUM`), and the logs are folded in and emptied.
That takes time and room in proportion to the archive, not to the article: several takedowns share
it. (FTS5's own `secure-delete` needs SQLite 3.42, and what it wrote cannot be read by older ones.)
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.maintenance.disk_space import MIB, free_bytes
from scraper.archive.storage.database import BUSY_SECONDS, explain_errors
from scraper.archive.storage.pairing import expects_pages
from scraper.archive.values import utc_text

PATIENCE: Final = 5.0
"""Seconds to wait for readers: `serve` reads for ten at most, and mostly for a tenth of one."""
ROOM: Final = 2
"""Times its own size that a file needs free while it is written anew: its copy, and the log
through which that comes back."""


_PENDING: Final = "purged_at IS NULL AND NOT EXISTS(SELECT 1 FROM articles a WHERE a.url_key = tombstones.url_key)"
"""An article that has its tombstone and is there was killed half-way: it is forgotten again
first (`kliping check` names it)."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    connection: sqlite3.Connection

    def fold(self) -> str | None:
        """Fold the log into the file and empty it; says what keeps that from being done."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        try:
            busy, *_ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        reads = (
            f"another process has been reading {self.path} since before: end it (`kliping serve`, a"
            " notebook, a shell)"
        )
        return reads if busy else None

    def too_large(self) -> str | None:
        """Says how much room is missing to write the file anew."""
        lacking = ROOM * self.path.stat().st_size - free_bytes(self.path)
        return (
            f"{self.path} cannot be written anew without {lacking // MIB + 1} MiB more of free"
            " space"
            if lacking > 0
            else None
        )


def count_unpurged(archive: Archive) -> int:
    """How many URLs were taken down of whose articles a trace may still lie in the files."""
    return int(
        archive.connection.execute(f"SELECT count(*) FROM tombstones WHERE {_PENDING}").fetchone()[
            0
        ]
    )


def purge_takedowns(archive: Archive, *, at: datetime) -> list[str]:
    """Write both files anew without what was taken down. Hold the archive's lock.

    Returns what keeps a trace in them, in words: empty where none is left. To call it again goes
    on.

    Raises:
        ArchiveError: a file may not be written, or the disk is full.
    """
    if not count_unpurged(archive):
        return []
    files = [_File(archive.path, archive.connection)]
    if expects_pages(archive):
        files.append(_File(archive.snapshots.path, archive.snapshots.connection))
    with explain_errors(archive.path):
        left = [why for file in files for why in (file.fold(), file.too_large()) if why]
        if left:
            return left
        with archive.transaction():
            archive.connection.execute("INSERT INTO articles_fts(articles_fts) VALUES('optimize')")
        for file in files:
            file.connection.execute("VACUUM")
        left = [why for file in files if (why := file.fold())]
        if not left:
            with archive.transaction():
                archive.connection.execute(
                    f"UPDATE tombstones SET purged_at = ? WHERE {_PENDING}", (utc_text(at),)
                )
    return left
