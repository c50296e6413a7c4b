"""Purge what was taken down from both files: search index, free pages and logs.

A deleted row leaves traces. The search index keeps its words and their positions until its segments
are merged, so the text could be put together again; pages that SQLite rebuilt or freed keep copies;
the log holds what was written last. So the index is merged into one segment, both files are
rewritten (`VACUUM`), and the logs are folded in and emptied. That takes time and space in
proportion to the archive, not to the article, so several takedowns share it. (FTS5's own
`secure-delete` needs SQLite 3.42, and older versions cannot read what it wrote.)
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

READER_SECONDS: Final = 5.0
"""Seconds to wait for readers: `serve` reads for ten at most, mostly for a tenth of one."""
SPACE_FACTOR: Final = 2
"""Free space that rewriting a file needs, in times its size: for its copy, and for the log through
which the copy comes back."""

_PENDING: Final = (
    "purged_at IS NULL"
    " AND NOT EXISTS(SELECT 1 FROM articles a WHERE a.url_key = tombstones.url_key)"
)
"""Where the article is still there beside its tombstone, a takedown was interrupted: it must be
taken down again first (`kliping check` names it)."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    connection: sqlite3.Connection

    def fold(self) -> str | None:
        """Fold the log into the file and empty it; returns what prevents that, in words."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(READER_SECONDS * 1000)}")
        try:
            busy, *_ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        reads = (
            f"another process is reading an earlier state of {self.path}: end it (`kliping serve`,"
            " a notebook, a shell)"
        )
        return reads if busy else None

    def too_large(self) -> str | None:
        """The space that is missing to rewrite the file, in words."""
        lacking = SPACE_FACTOR * self.path.stat().st_size - free_bytes(self.path)
        if lacking <= 0:
            return None
        return (
            f"{self.path} cannot be rewritten without {lacking // MIB + 1} MiB more of free space"
        )


def count_unpurged(archive: Archive) -> int:
    """The number of taken-down URLs whose articles may have left traces in the files."""
    query = f"SELECT count(*) FROM tombstones WHERE {_PENDING}"
    return int(archive.connection.execute(query).fetchone()[0])


def purge_takedowns(archive: Archive, *, at: datetime) -> list[str]:
    """Rewrite both files without what was taken down. Hold the archive's lock.

    Returns what prevented it, in words: empty where no trace is left. Call it again to continue.

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
