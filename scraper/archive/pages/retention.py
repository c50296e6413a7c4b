"""Old pages may go where the disk is small: never an article, nor the pages of its newest state or of a suspect one that waits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.storage import page_names
from scraper.archive.storage.database import explain_errors, transaction

BATCH: Final = 500
"""Pages that go at a time, so that a crawl beside it never waits long."""

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
"""Nothing goes on naming a page that went: `kliping check` would miss it."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Pages that went, or would go."""

    pages: int
    packed: int
    """Bytes that they take in the file; it does not shrink, but the next pages find room there."""


def prune_pages(archive: Archive, *, older_than: datetime, dry_run: bool = False) -> Pruned:
    """Delete the pages fetched before `older_than` that no article's newest state was read from.

    Hold the archive's lock.

    What names them goes first: killed in between, the next call deletes the rest.

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
        for start in range(0, len(going), BATCH):
            with transaction(packer.connection, packer.path):
                _delete(
                    packer.connection, [number for number, _, _ in going[start : start + BATCH]]
                )
    return Pruned(len(going), sum(size for _, _, size in going))


def _forget(archive: Archive, names: list[str]) -> None:
    run = archive.connection
    run.execute("CREATE TEMP TABLE going(name TEXT PRIMARY KEY) WITHOUT ROWID")
    try:
        with archive.transaction():
            run.executemany("INSERT INTO temp.going VALUES(?)", [(name,) for name in names])
            for table, column in page_names.places(run):
                run.execute(_FORGET[column].format(table))
    finally:
        run.execute("DROP TABLE temp.going")


def _delete(connection: Connection, numbers: list[int]) -> None:
    connection.executemany("DELETE FROM snapshots WHERE id = ?", [(number,) for number in numbers])
