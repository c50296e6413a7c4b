"""Back up the archive while it is written to; the copy is verified before it gets its name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.archive import Archive
from scraper.archive.maintenance.integrity import check_archive
from scraper.archive.storage.database import explain_errors
from scraper.archive.storage.pairing import expects_pages
from scraper.errors import ArchiveError, InputError


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified backup."""

    archive: Path
    snapshots: Path
    articles: int
    pages: int


def back_up(archive: Archive, folder: Path) -> Backup:
    """Copy both files into `folder`, which is made where it is missing.

    Each copy is consistent in itself. Articles are copied before pages, so that every page that an
    article of the copy names is in the copy: a crawl, which may go on meanwhile, commits pages
    first. The copies get their names after they were checked; a failed backup leaves nothing
    behind.

    Raises:
        InputError: the folder cannot be made, or holds such a file already (as the archive's own
            does).
        ArchiveError: the copy is damaged, or the disk is full.
    """
    targets = [folder / archive.path.name, folder / archive.snapshots_path.name]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be made ({error.strerror}): name another folder"
        ) from error
    for target in targets:
        if target.exists():
            raise InputError(
                f"{target} exists already: name a new folder, such as {folder / 'YYYY-MM-DD'}"
            )
    with _parts(targets) as parts:
        _copy(archive.connection, parts[0])
        # A new archive has no file of pages; the check makes an empty one for the copy.
        if archive.snapshots_path.exists() or expects_pages(archive):
            _copy(archive.snapshots.connection, parts[1])
        copied = _verify(parts)
        # Pages first: if the process is killed in between, no archive is there without its pages.
        for part, target in reversed([*zip(parts, targets, strict=True)]):
            part.replace(target)
    return Backup(targets[0], targets[1], *copied)


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    with explain_errors(part), closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log


@contextmanager
def _parts(targets: list[Path]) -> Iterator[list[Path]]:
    """Temporary names for the copies, paired like the final ones; leftovers are deleted."""
    stem = f".{targets[0].stem}-{os.getpid()}.part"
    parts = [targets[0].with_name(f"{stem}.db"), targets[0].with_name(f"{stem}-snapshots.db")]
    try:
        yield parts
    finally:
        for part in parts:
            for name in (part.name, f"{part.name}-journal", f"{part.name}-wal", f"{part.name}-shm"):
                part.with_name(name).unlink(missing_ok=True)


def _verify(parts: list[Path]) -> tuple[int, int]:
    """Check the copies; returns their numbers of articles and pages."""
    with Archive.open(parts[0]) as copy:
        # Only what a running crawl leaves open can be repaired: its run, and the URLs it has taken.
        faults = [
            finding
            for finding in check_archive(copy, repair=False, quick=True)
            if not finding.mendable
        ]
        if faults:
            raise ArchiveError(
                f"the copy is damaged ({faults[0].count} {faults[0].what}): run `kliping check`"
                " on the archive"
            )
        (articles,) = copy.connection.execute("SELECT count(*) FROM articles").fetchone()
        (pages,) = copy.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone()
    return articles, pages
