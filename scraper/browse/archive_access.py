"""Run the archive's functions in Datasette's threads, on Datasette's connections.

So the pages read through the same functions as the command line.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit

from scraper.archive import Archive
from scraper.archive.storage import explain_errors

DATABASE: Final = "archive"
"""The archive's name in Datasette, whatever its file is called."""
MOST_SECONDS: Final = 10
"""A page that reads for longer is given up: it would occupy one of the few threads."""

T = TypeVar("T")


async def read_archive(
    datasette: Datasette, work: Callable[[Archive], T], *, seconds: float = MOST_SECONDS
) -> T:
    """Call `work` with the archive in a thread, and return its result.

    All that `work` reads is one state of the archive, whatever a crawl writes meanwhile.

    Raises:
        InputError: as `work` does.
        ArchiveError: the archive cannot be read, or not within the time limit.
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
