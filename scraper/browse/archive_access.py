"""Datasette's threads and connections, lent to the archive room: a page reads through the functions that the command line reads through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit

from scraper.archive import Archive
from scraper.archive.storage import explain_errors

DATABASE: Final = "archive"
"""The archive's name among Datasette's databases, whatever its file is called."""
MOST_SECONDS: Final = 10
"""A page that reads longer is given up: it would hold one of the few threads."""

T = TypeVar("T")


async def read_archive(
    datasette: Datasette, work: Callable[[Archive], T], *, seconds: float = MOST_SECONDS
) -> T:
    """What `work` makes of the archive, read in a thread; all it reads is one state of it, whatever a crawl writes meanwhile.

    Raises:
        InputError: as `work` does.
        ArchiveError: the archive cannot be read, or not in so many seconds.
    """
    database = datasette.get_database(DATABASE)
    path = Path(database.path)

    def in_thread(connection: Any) -> T:
        archive = Archive(path, connection, read_only=True)
        with explain_errors(path), sqlite_timelimit(connection, seconds * 1000):
            connection.execute("BEGIN")
            try:
                return work(archive)
            finally:
                connection.execute("ROLLBACK")
                archive.close_snapshots()

    result: T = await database.execute_fn(in_thread)
    return result
