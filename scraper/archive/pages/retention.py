"""Delete old pages where the disk is small.

Articles stay, and so do the pages of their newest states and of suspect states that wait for a
decision.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.storage import page_names
from scraper.archive.storage.database import explain_errors, transaction

BATCH: Final = 500
"""Pages deleted in one transaction, so that a crawl does not wait long."""

_NAMED: Final = (
    "SELECT e.value FROM articles a, json_each(a.snapshot_ids) e UNION SELECT e.value FROM"
    " suspect_states s, json_each(s.snapshot_ids) e WHERE s.state = 'waiting'"
)
_FORGET: Final = {
    "snapshot_id": "UPDATE [{0}] SET snapshot_id = NULL WHERE snapshot_id IN temp.going",
    "snapshot_ids": (
        "UPDATE [{0}] SET snapshot_ids = '[]' WHERE EXISTS(SELECT 1 FROM json_each(snapshot_ids)"
        " WHERE value IN temp.going)"
    ),
}
"""Statements that remove the names of deleted pages: `kliping check` would report them."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Pages that were deleted, or would be."""

    pages: int
    packed: int
    """Bytes that they take in the file. It does not shrink; later pages use that space."""


def prune_pages(archive: Archive, *, older_than: datetime, dry_run: bool = False) -> Pruned:
    """Delete the pages fetched before `older_than`, but for those of newest and waiting states.

    Hold the archive's lock. The names of the pages are removed first; if the process is killed in
    between, the next call deletes the rest.

    Raises:
        ArchiveError: a file may not be written, or the disk failed.
    """
    packer = archive.snapshots
    with explain_errors(archive.path):
        kept = {name for (name,) in archive.connection.execute(_NAMED)}
    with explain_errors(packer.path):
        old = packer.connection.execute(
            f"SELECT id, {page_names.SQL}, length(body) FROM snapshots WHERE fetched_at < ?",
            (older_than.astimezone(UTC).isoformat(),),
        ).fetchall()
    going = [row for row in old if row[1] not in kept]
    if going and not dry_run:
        _forget(archive, [name for _, name, _ in going])
        ids = [page_id for page_id, _, _ in going]
        for start in range(0, len(ids), BATCH):
            with transaction(packer.connection, packer.path):
                _delete(packer.connection, ids[start : start + BATCH])
    return Pruned(len(going), sum(size for _, _, size in going))


def _forget(archive: Archive, names: list[str]) -> None:
    """Remove the names of those pages from every table that holds them."""
    run = archive.connection
    run.execute("CREATE TEMP TABLE going(name TEXT PRIMARY KEY) WITHOUT ROWID")
    try:
        with archive.transaction():
            run.executemany("INSERT INTO temp.going VALUES(?)", [(name,) for name in names])
            for table, column in page_names.places(run):
                run.execute(_FORGET[column].format(table))
    finally:
        run.execute("DROP TABLE temp.going")


def _delete(connection: Connection, ids: list[int]) -> None:
    connection.executemany("DELETE FROM snapshots WHERE id = ?", [(one,) for one in ids])
