"""The two files of an archive belong together: both hold one id, checked when they are opened.

So a file of pages that is missing, or belongs to another archive, is noticed at once.
`identity.pages` says what archive.db expects beside it:

    none ──the first page is stored──▶ kept ◀──pages are named by their hashes── by_number
     ▲                                  │             (an archive that Kliping 0.1.0 wrote)
     └────── `abandon_lost_pages` ──────┘

Where a file of pages is expected, a new one is made only after `abandon_lost_pages`.
"""

import sqlite3
from pathlib import Path
from typing import Final, Protocol

from scraper.archive.schema.migrations import SNAPSHOTS
from scraper.archive.storage import page_names
from scraper.archive.storage.database import Writable, connect, transaction
from scraper.archive.storage.page_compression import PageStore
from scraper.errors import ArchiveError, InputError, PagesForeign, PagesMissing

_NONE, _BY_NUMBER, _KEPT = "none", "by_number", "kept"
_NAMED: Final = {"snapshot_id": "snapshot_id IS NOT NULL", "snapshot_ids": "snapshot_ids <> '[]'"}
"""By column: the rows that name a page."""
_CLEAR: Final = {"snapshot_id": "NULL", "snapshot_ids": "'[]'"}
_RENAME: Final = {
    "snapshot_id": (
        "coalesce((SELECT n.name FROM temp.page_names n WHERE n.id = CAST(snapshot_id AS INTEGER)),"
        " snapshot_id)"
    ),
    "snapshot_ids": (
        "(SELECT json_group_array(name) FROM (SELECT coalesce(n.name, CAST(e.value AS TEXT)) AS"
        " name FROM json_each(snapshot_ids) e LEFT JOIN temp.page_names n ON n.id = e.value ORDER"
        " BY e.key))"
    ),
}


class PairedArchive(Writable, Protocol):
    """The part of `Archive` that finds its pages; modules below `Archive` cannot import it."""

    path: Path
    read_only: bool

    @property
    def snapshots_path(self) -> Path:
        """The file of pages."""

    @property
    def snapshots(self) -> PageStore:
        """The file of pages, open."""


def check_pairing(archive: PairedArchive) -> None:
    """Check that the file of pages which the archive expects is there, and belongs to it.

    `Archive.open` calls it for an archive that is to be written.

    Raises:
        PagesMissing: it is not there.
        PagesForeign: it belongs to another archive.
    """
    if archive.snapshots_path.exists() or expects_pages(archive):
        _ = archive.snapshots  # opening it checks it
    else:
        _expect(archive, _NONE)


def expects_pages(archive: PairedArchive) -> bool:
    """True where the archive has had a file of pages."""
    _, pages = _identity(archive)
    return pages == _KEPT or (pages == _BY_NUMBER and _names_pages(archive))


def open_pages(archive: PairedArchive) -> PageStore:
    """Open the file of pages; create it where the archive never had one.

    Raises:
        PagesMissing: there was one, and it is gone.
        PagesForeign: it belongs to another archive.
        ArchiveError: it cannot be read, written or upgraded.
    """
    path = archive.snapshots_path
    if not path.exists() and expects_pages(archive):
        raise PagesMissing(
            f"{path} is missing, the pages of {archive.path}: restore it from a backup;"
            " if it is lost for good, `kliping check --without-pages` goes on without it"
        )
    connection = connect(path, SNAPSHOTS, create=not archive.read_only, read_only=archive.read_only)
    try:
        _pair(archive, connection)
    except BaseException:
        connection.close()
        raise
    return PageStore(path, connection)


def abandon_lost_pages(archive: PairedArchive) -> int:
    """Forget the lost file of pages: clear every page name; the next page begins a new file.

    Returns how many articles lost their pages. Call it inside a transaction.

    Raises:
        InputError: the file is there.
    """
    if archive.snapshots_path.exists():
        raise InputError(
            f"{archive.snapshots_path} is there: move it away first, where it is another archive's"
        )
    (articles,) = archive.connection.execute(
        "SELECT count(*) FROM articles WHERE snapshot_ids <> '[]'"
    ).fetchone()
    for table, column in page_names.places(archive.connection):
        archive.connection.execute(
            f"UPDATE [{table}] SET {column} = {_CLEAR[column]} WHERE {_NAMED[column]}"
        )
    _expect(archive, _NONE)
    return int(articles)


def _identity(archive: PairedArchive) -> tuple[str, str]:
    """The archive's id, and the state of its file of pages (see the module)."""
    archive_id, pages = archive.connection.execute(
        "SELECT archive_id, pages FROM identity"
    ).fetchone()
    return archive_id, pages


def _expect(archive: PairedArchive, pages: str) -> None:
    if _identity(archive)[1] != pages:
        with archive.transaction():
            archive.connection.execute("UPDATE identity SET pages = ?", (pages,))


def _owner(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT archive_id FROM owner").fetchone()
    return row and str(row[0])


def _pair(archive: PairedArchive, connection: sqlite3.Connection) -> None:
    (archive_id, pages), owner = _identity(archive), _owner(connection)
    if owner not in (archive_id, None):
        raise _foreign(archive)
    if owner and pages == _KEPT:
        return
    if archive.read_only:
        if owner is None:
            raise ArchiveError(
                f"{archive.snapshots_path} is not {archive.path}'s yet: run any command that writes"
                " (`kliping check`)"
            )
        return
    with archive.transaction():  # one process at a time; the second finds it done
        (archive_id, pages), owner = _identity(archive), _owner(connection)
        if owner is None and (pages == _KEPT or (pages == _NONE and _has_pages(connection))):
            raise _foreign(archive)
        if pages == _BY_NUMBER:
            _rename(archive, connection)
        if owner is None:
            with transaction(connection, archive.snapshots_path):
                connection.execute("INSERT INTO owner(archive_id) VALUES(?)", (archive_id,))
        _expect(archive, _KEPT)


def _foreign(archive: PairedArchive) -> PagesForeign:
    return PagesForeign(
        f"{archive.snapshots_path} is another archive's, not {archive.path}'s: put its own file in"
        " its place, from a backup; if that is lost for good, move this one away and run"
        " `kliping check --without-pages`"
    )


def _has_pages(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM snapshots LIMIT 1").fetchone() is not None


def _names_pages(archive: PairedArchive) -> bool:
    looks = (
        f"SELECT 1 FROM [{table}] WHERE {_NAMED[column]} LIMIT 1"
        for table, column in page_names.places(archive.connection)
    )
    return any(archive.connection.execute(look).fetchone() for look in looks)


def _rename(archive: PairedArchive, pages: sqlite3.Connection) -> None:
    """Replace row numbers by names.

    A number stays where its page's size is not the size that was fetched: then it is the number
    of another page.
    """
    run = archive.connection
    sizes = dict(
        run.execute(
            "SELECT CAST(snapshot_id AS INTEGER), size FROM fetches WHERE snapshot_id IS NOT NULL"
            " AND size IS NOT NULL"
        )
    )
    run.execute("CREATE TEMP TABLE page_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
    rows = pages.execute(f"SELECT id, {page_names.SQL}, size FROM snapshots")
    run.executemany(
        "INSERT INTO temp.page_names VALUES(?, ?)",
        ((number, name) for number, name, size in rows if sizes.get(number, size) == size),
    )
    for table, column in page_names.places(run):
        run.execute(f"UPDATE [{table}] SET {column} = {_RENAME[column]} WHERE {_NAMED[column]}")
    run.execute("DROP TABLE temp.page_names")
