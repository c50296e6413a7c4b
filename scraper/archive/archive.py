"""The archive as one thing: articles in one SQLite file, the pages they came from in another beside it."""

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
        """The file itself: beside a link to it stand neither its lock nor its pages."""
        self.connection = connection
        """To archive.db, in autocommit mode: writes go through `transaction()`."""
        self.read_only = read_only

    @classmethod
    def open(
        cls, path: Path, *, create: bool = False, read_only: bool = False, pages_lost: bool = False
    ) -> Self:
        """The archive at `path`, upgraded where an older Kliping wrote it.

        Opened to be read, it may stand without its file of pages: what needs a page says so then.
        With `pages_lost` that is not looked at (`pairing.abandon_lost_pages`).

        Raises:
            InputError: there is no such file (with `create`: no such folder), or it has a second
                name and is to be written.
            NotAnArchive: the file is something else; it was not touched.
            ArchiveTooNew: a newer Kliping wrote it; it was not touched.
            PagesMissing: its file of pages is not there.
            PagesForeign: that file is another archive's.
            ArchiveError: it may not be written or read, or the disk is full.
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
        """The file of pages: see `pairing.open_pages`.

        A reader opens it at its first use (searching needs none).
        """
        packer = open_pages(self)
        packer.connection.execute(
            "PRAGMA cache_size = -8192"
        )  # pages are written once: what it kept would hardly be read again
        return packer

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the block writes to archive.db as one; inside another such block, join that one.

        Raises:
            ArchiveReplaced: one of the files was deleted or replaced since it was opened; nothing
                of the block is committed.
            ArchiveError: the archive may not be written, or the disk is full.
        """
        with transaction(self.connection, self.path):
            yield
            for connection in self._connections()[1:]:
                check_still_there(connection, self.snapshots_path)

    def fold_log(self) -> None:
        """Renew the planner's statistics and fold the logs into the files that were used.

        Raises:
            ArchiveError: the archive may not be written, or the disk is full.
        """
        with explain_errors(self.path):
            for connection in self._connections():
                connection.execute("PRAGMA optimize")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close both files; an open transaction is rolled back."""
        self.close_snapshots()
        self.connection.close()

    def close_snapshots(self) -> None:
        """Close the file of pages where it was opened; for an archive on a connection that is another's to close."""
        for connection in self._connections()[1:]:
            connection.close()

    def _connections(self) -> list[sqlite3.Connection]:
        opened = [self.connection]
        if (
            "snapshots" in self.__dict__
        ):  # only what was used: cached_property keeps its value there
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
            with explain_errors(
                self.path
            ):  # what a read in the block came upon: a damaged file, a disk that fails
                raise error
