"""A copy of the archive while it is written to, verified before it gets its name."""

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
    """Copy both files into `folder` (made where it is missing) as they stand at one moment each, articles before pages.

    In that order every page that an article of the copy names is in the copy: pages are committed
    first. A crawl may go on meanwhile. The copies are checked, and only then get their names; a
    backup that fails leaves nothing behind.

    Raises:
        InputError: the folder holds such a file already, or is the archive's own.
        ArchiveError: the copy is not whole, or the disk is full.
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
                f"{target} is there already: name a new folder, such as {folder / 'YYYY-MM-DD'}"
            )
    with _parts(targets) as parts:
        _copy(archive.connection, parts[0])
        if archive.snapshots_path.exists() or expects_pages(
            archive
        ):  # a new archive has none; the check makes the copy's, empty
            _copy(archive.snapshots.connection, parts[1])
        copied = _verified(parts)
        for part, target in reversed(
            [*zip(parts, targets, strict=True)]
        ):  # killed in between, no archive stands there without its pages
            part.replace(target)
    return Backup(targets[0], targets[1], *copied)


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    with explain_errors(part), closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file each, without a log beside it


@contextmanager
def _parts(targets: list[Path]) -> Iterator[list[Path]]:
    """Names for the unfinished copies (such that one finds the other); whatever is left of them at the end is deleted."""
    stem = f".{targets[0].stem}-{os.getpid()}.part"
    parts = [targets[0].with_name(f"{stem}.db"), targets[0].with_name(f"{stem}-snapshots.db")]
    try:
        yield parts
    finally:
        for part in parts:
            for name in (part.name, f"{part.name}-journal", f"{part.name}-wal", f"{part.name}-shm"):
                part.with_name(name).unlink(missing_ok=True)


def _verified(parts: list[Path]) -> tuple[int, int]:
    """Numbers of articles and pages in the copies; they are checked first."""
    with Archive.open(parts[0]) as copy:
        # What can be mended is what a crawl at work leaves open: its run, and the URLs it has
        # taken.
        faults = [
            finding
            for finding in check_archive(copy, repair=False, quick=True)
            if not finding.mendable
        ]
        if faults:
            raise ArchiveError(
                f"the copy is not whole ({faults[0].count} {faults[0].what}): run `kliping check`"
                " on the archive"
            )
        (articles,) = copy.connection.execute("SELECT count(*) FROM articles").fetchone()
        (pages,) = copy.snapshots.connection.execute("SELECT count(*) FROM snapshots").fetchone()
    return articles, pages
