"""Two files, one archive: both carry one id, and a file of pages that is missing or another's is told when the archive is opened.

`identity.pages` says what archive.db expects beside it:

    none ──the first page is kept──▶ kept          by_number ──the pages are named by their hashes──▶ kept
     ▲                                 │            (an archive that Kliping 0.1.0 wrote)
     └──── `abandon_lost_pages` ────────────┘

Nothing but `abandon_lost_pages` makes a new file of pages where one is expected.
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
    """The part of an archive that its pages are found through; `Archive` itself opens them, so it cannot be imported here."""

    path: Path
    read_only: bool

    @property
    def snapshots_path(self) -> Path:
        """The file of pages."""

    @property
    def snapshots(self) -> PageStore:
        """The same, open."""


def check_pairing(archive: PairedArchive) -> None:
    """Called when an archive is opened to be written: the file of pages that it expects is there, and its own.

    Raises:
        PagesMissing: it is not there.
        PagesForeign: it is another archive's.
    """
    if archive.snapshots_path.exists() or expects_pages(archive):
        _ = archive.snapshots  # opened, and so held against its archive
    else:
        _expect(archive, _NONE)


def expects_pages(archive: PairedArchive) -> bool:
    """True where the archive has had a file of pages."""
    _, pages = _identity(archive)
    return pages == _KEPT or (pages == _BY_NUMBER and _names_any(archive))


def open_pages(archive: PairedArchive) -> PageStore:
    """The file of pages; made where the archive never had one.

    Raises:
        PagesMissing: it is not there, and was.
        PagesForeign: it is another archive's.
        ArchiveError: it cannot be read, written or upgraded.
    """
    path = archive.snapshots_path
    if not path.exists() and expects_pages(archive):
        raise PagesMissing(
            f"{path} is missing, the pages of {archive.path}: restore it from a backup;"
            " where it is lost for good, `kliping check --without-pages` goes on without it"
        )
    connection = connect(path, SNAPSHOTS, create=not archive.read_only, read_only=archive.read_only)
    try:
        _together(archive, connection)
    except BaseException:
        connection.close()
        raise
    return PageStore(path, connection)


def abandon_lost_pages(archive: PairedArchive) -> int:
    """The file of pages is lost for good: nothing names a page of it any more, and the next page begins a new one.

    Returns how many articles have no page now. Call it inside a transaction.

    Raises:
        InputError: there is such a file.
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
    """The archive's id, and what it expects beside it."""
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


def _together(archive: PairedArchive, connection: sqlite3.Connection) -> None:
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
    with archive.transaction():  # one process at a time; whoever waited finds it done
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
        " its place, from a backup; where that is lost for good, move this one away and run"
        " `kliping check --without-pages`"
    )


def _has_pages(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM snapshots LIMIT 1").fetchone() is not None


def _names_any(archive: PairedArchive) -> bool:
    looks = (
        f"SELECT 1 FROM [{table}] WHERE {_NAMED[column]} LIMIT 1"
        for table, column in page_names.places(archive.connection)
    )
    return any(archive.connection.execute(look).fetchone() for look in looks)


def _rename(archive: PairedArchive, pages: sqlite3.Connection) -> None:
    """Row numbers become names.

    A number whose page has not the size that was fetched is no longer that page's, and stays a
    number.
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
