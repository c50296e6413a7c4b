"""Old pages may go where the disk is small: never an article, nor the pages that its newest state was read from."""

from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.database import explained, transaction

BATCH: Final = 500
"""Pages that go at a time, so that a crawl beside it never waits long."""

_NAMED: Final = "SELECT e.value FROM articles a, json_each(a.snapshot_ids) e"
_FORGET: Final = (
    "UPDATE fetches SET snapshot_id = NULL WHERE snapshot_id IN temp.going",
    "UPDATE article_revisions SET snapshot_ids = '[]' WHERE EXISTS(SELECT 1 FROM json_each(snapshot_ids) WHERE value IN temp.going)",
)
"""A page's number may be given to another one day: so nothing goes on naming it."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Pages that went, or would go."""

    pages: int
    packed: int
    """Bytes that they take in the file; it does not shrink, but the next pages find room there."""


def prune(archive: Archive, *, older_than: datetime, dry_run: bool = False) -> Pruned:
    """Delete the pages fetched before `older_than` that no article's newest state was read from. Hold the archive's lock.

    What names them goes first: killed in between, the next call deletes the rest.

    Raises:
        ArchiveError: a file may not be written, or the disk failed.
    """
    packer = archive.snapshots
    with explained(archive.path):
        kept = {number for (number,) in archive.connection.execute(_NAMED)}
    with explained(packer.path):
        old = packer.connection.execute(
            "SELECT id, length(body) FROM snapshots WHERE fetched_at < ?", (older_than.astimezone(UTC).isoformat(),)
        ).fetchall()
    going = [(number, size) for number, size in old if number not in kept]
    if going and not dry_run:
        _forget(archive, [number for number, _ in going])
        for start in range(0, len(going), BATCH):
            with transaction(packer.connection, packer.path):
                _delete(packer.connection, [number for number, _ in going[start : start + BATCH]])
    return Pruned(len(going), sum(size for _, size in going))


def _forget(archive: Archive, numbers: list[int]) -> None:
    run = archive.connection
    run.execute("CREATE TEMP TABLE going(id INTEGER PRIMARY KEY)")
    try:
        with archive.transaction():
            run.executemany("INSERT INTO temp.going VALUES(?)", [(number,) for number in numbers])
            for statement in _FORGET:
                run.execute(statement)
    finally:
        run.execute("DROP TABLE temp.going")


def _delete(connection: Connection, numbers: list[int]) -> None:
    connection.executemany("DELETE FROM snapshots WHERE id = ?", [(number,) for number in numbers])
