"""An open archive: articles in one SQLite file, the pages they came from in another beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.archive.schema.migrations import ARCHIVE
from scraper.archive.storage.database import (
    check_still_there,
    connect,
    explain_errors,
    resolve_path,
    transaction,
)
from scraper.archive.storage.page_compression import PageStore
from scraper.archive.storage.pairing import check_pairing, open_pages


class Archive:
    """An open archive. One connection writes; threads and processes open an archive each."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = resolve_path(path)
        """The file itself, links resolved: its lock and its pages are beside it."""
        self.connection = connection
        """To archive.db, in autocommit mode: writes go through `transaction()`."""
        self.read_only = read_only

    @classmethod
    def open(
        cls, path: Path, *, create: bool = False, read_only: bool = False, pages_lost: bool = False
    ) -> Self:
        """The archive at `path`, upgraded where an older Kliping wrote it.

        An archive opened read-only may lack its file of pages; an error is raised only when a page
        is needed. With `pages_lost`, a writable one may lack it too
        (`pairing.abandon_lost_pages`).

        Raises:
            InputError: there is no such file (with `create`: no such folder), or it is to be
                written and has a second name.
            NotAnArchive: the file is something else; it is unchanged.
            ArchiveTooNew: a newer Kliping wrote it; it is unchanged.
            PagesMissing: its file of pages is missing.
            PagesForeign: that file belongs to another archive.
            ArchiveError: it may not be read or written, or the disk is full.
        """
        path = resolve_path(path)
        archive = cls(
            path, connect(path, ARCHIVE, create=create, read_only=read_only), read_only=read_only
        )
        if not read_only and not pages_lost:
            try:
                check_pairing(archive)
            except BaseException:
                archive.close()
                raise
        return archive

    @property
    def snapshots_path(self) -> Path:
        """`snapshots.db` beside `archive.db`; `NAME-snapshots.db` beside `NAME.db`."""
        return self.path.with_name(
            "snapshots.db" if self.path.name == "archive.db" else f"{self.path.stem}-snapshots.db"
        )

    @cached_property
    def snapshots(self) -> PageStore:
        """The file of pages, opened when it is first used (see `pairing.open_pages`).

        Searching, for one, does not need it.
        """
        store = open_pages(self)
        # A small cache: pages are written once and hardly read again.
        store.connection.execute("PRAGMA cache_size = -8192")
        return store

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the block writes to archive.db as one transaction.

        Inside another such block, join its transaction.

        Raises:
            ArchiveReplaced: one of the files was deleted or replaced since it was opened; nothing
                that the block wrote is committed.
            ArchiveError: the archive may not be written, or the disk is full.
        """
        with transaction(self.connection, self.path):
            yield
            for connection in self._connections()[1:]:
                check_still_there(connection, self.snapshots_path)

    def fold_log(self) -> None:
        """Renew the query planner's statistics, and fold the write-ahead logs into their files.

        Raises:
            ArchiveError: the archive may not be written, or the disk is full.
        """
        with explain_errors(self.path):
            for connection in self._connections():
                connection.execute("PRAGMA optimize")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close both files and roll back an open transaction."""
        self.close_snapshots()
        self.connection.close()

    def close_snapshots(self) -> None:
        """Close only the file of pages; for an Archive on a connection that the caller closes."""
        for connection in self._connections()[1:]:
            connection.close()

    def _connections(self) -> list[sqlite3.Connection]:
        opened = [self.connection]
        if "snapshots" in self.__dict__:  # where cached_property keeps it, once it was used
            opened.append(self.snapshots.connection)
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            with explain_errors(self.path):  # a read met a damaged file, or the disk failed
                raise error
