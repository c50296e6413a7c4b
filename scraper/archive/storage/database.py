"""Open one of Kliping's SQLite files: check that it is ours, upgrade it, write it in transactions.

Writes use `BEGIN IMMEDIATE` (with deferred transactions, three writers lost whole transactions), a
30-second busy timeout and WAL. Those SQLite errors that a person can act on become `ArchiveError`s
that name the remedy; any other is a bug and is raised as it is.
"""

import fcntl
import os
import sqlite3
from collections.abc import Generator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Final, Protocol

from scraper.archive.schema.migrations import Shape
from scraper.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveLocked,
    ArchiveReplaced,
    ArchiveTooNew,
    InputError,
    NotAnArchive,
)

BUSY_SECONDS: Final = 30

_MAGIC: Final = b"SQLite format 3\x00"
_APPLICATION_ID: Final = slice(68, 72)
"""Its place in the header: https://www.sqlite.org/fileformat.html, "The Database Header"."""
_WRITE_VERSION: Final = 18
_WAL: Final = 2

_PRAGMAS: Final = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "synchronous = NORMAL",
    "cache_size = -65536",
    "journal_size_limit = 67108864",
    # 64 MB, as the limit above: the same fifty database pages change with each article, and each
    # checkpoint writes them.
    "wal_autocheckpoint = 8192",
)

REMEDIES: Final[dict[int, tuple[type[ArchiveError], str]]] = {
    sqlite3.SQLITE_BUSY: (
        ArchiveLocked,
        (
            f"another process has been writing for {BUSY_SECONDS} seconds:"
            " wait, or stop it, and run again"
        ),
    ),
    sqlite3.SQLITE_READONLY: (
        ArchiveError,
        "may not be written: give yourself the right to write the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        ArchiveError,
        "cannot be opened: give yourself the right to read and write the file and its folder",
    ),
    sqlite3.SQLITE_PERM: (ArchiveError, "may not be read: give yourself the right to"),
    sqlite3.SQLITE_FULL: (
        ArchiveError,
        "the disk is full: free some space and run again; what was archived is safe",
    ),
    sqlite3.SQLITE_IOERR: (
        ArchiveError,
        (
            "the disk failed to read or write, or is full: check it and run again;"
            " what was archived is safe"
        ),
    ),
    sqlite3.SQLITE_CORRUPT: (ArchiveDamaged, "is damaged: restore it from a backup"),
    sqlite3.SQLITE_INTERRUPT: (
        ArchiveError,
        "was asked for more than can be read in the time allowed: narrow the question",
    ),
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "is not an SQLite database: name another with --archive"),
}


class Writable(Protocol):
    """The part of `Archive` that writing needs; modules below `Archive` cannot import it."""

    connection: sqlite3.Connection

    def transaction(self) -> AbstractContextManager[None]:
        """Commit what the block writes as one."""


@contextmanager
def explain_errors(path: Path) -> Generator[None]:
    """Turn SQLite errors that a person can act on into an `ArchiveError`.

    Its message names the file and the remedy.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte of an extended code is its primary code.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in REMEDIES:
            raise
        kind, remedy = REMEDIES[code]
        raise kind(f"{path}: {remedy}") from error


class _Connection(sqlite3.Connection):
    """A connection that remembers which file it opened, even if the file's name is reused."""

    inode: tuple[int, int] | None = None


def check_still_there(connection: sqlite3.Connection, path: Path) -> None:
    """Check that the file a connection has open is still the one at `path` (2 µs).

    Raises:
        ArchiveReplaced: it was deleted or replaced: SQLite would go on writing into a file that has
            no name any more.
    """
    if isinstance(connection, _Connection) and connection.inode not in (None, _inode(path)):
        raise ArchiveReplaced(
            f"{path} was deleted or replaced while it was written to: put it back and run again;"
            " what was archived before is in the file that was taken away"
        )


def resolve_path(path: Path) -> Path:
    """The file that a path leads to through links; in a circle of links, the last one followed."""
    return Path(os.path.realpath(path))


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Generator[None]:
    """Commit what the block writes as one; inside another such block, join that one."""
    nested = connection.in_transaction
    if nested:
        yield
        return
    with explain_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            check_still_there(connection, path)
            connection.execute("COMMIT")
        except BaseException:  # for Ctrl-C too: no transaction stays open
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def connect(path: Path, shape: Shape, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """A connection to a file of that shape, with its migrations applied.

    Raises:
        InputError: there is no such file (or, with `create`, no such folder), or it is to be
            written and has a second name.
        NotAnArchive: the file is something else; it is unchanged.
        ArchiveTooNew: a newer Kliping wrote it; it is unchanged.
        ArchiveError: it cannot be read, written or upgraded.
    """
    _check_place(path, shape, create=create and not read_only)
    if not read_only:
        _check_one_name(path)
    mode = (
        ("ro&immutable=1" if is_immutable(path) else "ro")
        if read_only
        else "rwc"
        if create
        else "rw"
    )
    with _lock_folder(path.parent), explain_errors(path):
        _check_ours(path, shape)
        place = f"{resolve_path(path).as_uri()}?mode={mode}"
        connection = sqlite3.connect(
            place, uri=True, isolation_level=None, timeout=BUSY_SECONDS, factory=_Connection
        )
        try:
            _prepare(connection, path, shape, create=create, read_only=read_only)
            connection.inode = _inode(path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _lock_folder(folder: Path) -> Generator[None]:
    """Open the databases of a folder one at a time, under a lock on the folder itself.

    When two processes create a file, or switch it to WAL, at the same time, SQLite does not wait
    and raises "database is locked" (seen in 2 of 12 runs with four threads).
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise ArchiveError(
            f"{folder} cannot be read ({error.strerror}): give yourself the right to"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_immutable(path: Path) -> bool:
    """True for a file that has to be opened as immutable, and can be.

    A reader that may not write the folder cannot create the -shm file that a WAL database needs.
    Where no writer is at work (there is no -wal file), the file does not change and may be opened
    as immutable.
    """
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _check_place(path: Path, shape: Shape, *, create: bool) -> None:
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a file")
    if not path.parent.is_dir():
        raise InputError(
            f"there is no folder {path.parent}: make it, or name another place with --archive"
        )
    if not create and not path.exists():
        raise InputError(
            f"{path} does not exist: name {shape.what} with --archive, or make one by a crawl or an"
            " import"
        )


def _check_one_name(path: Path) -> None:
    """Refuse to write a file that has a second name (a hard link).

    Each name has its own log and lock, so two writers would damage the file.
    """
    if path.exists() and path.stat().st_nlink > 1:
        raise InputError(
            f"{path} has a second name (a hard link), under which it may be written to as well, and"
            " so be damaged: copy it (`cp`), and give the copy its name; or remove the other name"
        )


def _check_ours(path: Path, shape: Shape) -> None:
    """Refuse a foreign file before SQLite opens it for writing.

    An empty file or database may be used.
    """
    if not path.exists() or path.with_name(f"{path.name}-journal").exists():
        # With a journal, a process is creating this database or died while writing it; only a
        # writer may look into it (`_prepare`).
        return
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be read ({error.strerror}): give yourself the right to"
        ) from error
    if not header or int.from_bytes(header[_APPLICATION_ID]) == shape.application_id:
        return
    if not header.startswith(_MAGIC):
        raise NotAnArchive(
            f"{path} is not an SQLite database, so not {shape.what}: name another with --archive"
        )
    # As immutable, SQLite creates no -wal and -shm beside a WAL file that may not be ours.
    mode = "mode=ro&immutable=1" if header[_WRITE_VERSION] == _WAL else "mode=ro"
    with (
        explain_errors(path),
        closing(
            sqlite3.connect(f"{resolve_path(path).as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS)
        ) as connection,
    ):
        _is_free(connection, path, shape)


def _is_free(connection: sqlite3.Connection, path: Path, shape: Shape) -> bool:
    """True for a database without tables, False for one of ours; a foreign one is refused.

    One statement reads both facts from one state of the file.
    """
    look = "SELECT (SELECT count(*) FROM sqlite_master), application_id FROM pragma_application_id"
    tables, application_id = connection.execute(look).fetchone()
    if application_id == shape.application_id:
        return False
    if tables or application_id:
        raise NotAnArchive(
            f"{path} is a database of something else, not {shape.what}: name another with --archive"
        )
    return True


def _prepare(
    connection: sqlite3.Connection, path: Path, shape: Shape, *, create: bool, read_only: bool
) -> None:
    if _is_free(connection, path, shape) and not create:
        raise NotAnArchive(f"{path} is empty, and not {shape.what}: name another with --archive")
    applied = _applied(connection, shape)
    if unknown := sorted(applied - set(shape.names)):
        raise ArchiveTooNew(
            f"{path} was written by a newer Kliping ({unknown[-1]}): upgrade Kliping to use it"
        )
    outdated = applied != set(shape.names)
    if outdated and read_only:
        raise ArchiveError(
            f"{path} was written by an older Kliping: run any command that writes (`kliping crawl`)"
            " to upgrade it"
        )
    for pragma in _PRAGMAS:  # a migration of a large archive needs the cache too
        connection.execute(f"PRAGMA {pragma}")
    if outdated:
        _migrate(connection, path, shape)
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")


def _migrate(connection: sqlite3.Connection, path: Path, shape: Shape) -> None:
    """Apply all pending migrations and the application id in one transaction.

    A second process waits for it and then finds nothing to do.
    """
    # Before the first table is created; without effect afterwards.
    connection.execute("PRAGMA page_size = 8192")
    with transaction(connection, path):
        connection.execute(f"PRAGMA application_id = {shape.application_id}")
        shape.apply(connection)


def _applied(connection: sqlite3.Connection, shape: Shape) -> set[str]:
    if not connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    ).fetchone():
        return set()
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (shape.name,)
    )
    return {name for (name,) in rows}
