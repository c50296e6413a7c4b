"""The archive as one of Datasette's databases, with limits on what readers' SQL may cost."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils.asgi import BadRequest

from scraper.archive.maintenance import Unanswerable, answer_query
from scraper.archive.storage import explain_errors
from scraper.browse import csv_answers

AT_ONCE: Final = 3
"""Readers' statements that run at a time: one thread of Datasette's stays free for the pages."""


class BoundedDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """Runs the SQL that Datasette is given within the limits of `answer_query`.

    Our pages do not pass here: they read with `archive_access.read_archive`.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        # a semaphore belongs to one event loop
        self._turns = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]()

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: float | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """Run a statement like Datasette's method; its errors go to the reader, not to the log.

        Raises:
            QueryInterrupted: it took too long.
            Unanswerable: it is wrong, or asks for too much.
            BadRequest: the same, if CSV was asked for: Datasette would send an empty file.
            ArchiveError: the archive cannot be read, if CSV was asked for.
        """
        limit_ms = self.ds.sql_time_limit_ms
        seconds = min(custom_time_limit or limit_ms, limit_ms) / 1000
        most_rows = self._most_rows(page_size or self.ds.page_size) if truncate else None

        def in_thread(connection: Any) -> Results:
            return _run(connection, sql, params, seconds=seconds, most_rows=most_rows)

        # Datasette asks with `truncate` for the rows that it shows
        if not (truncate and csv_answers.csv_requested.get()):
            return await self._in_turn(in_thread)
        try:
            with explain_errors(Path(self.path)):
                return await self._in_turn(in_thread)
        except Unanswerable as error:
            raise BadRequest(str(error)) from error

    def _most_rows(self, page_size: int) -> int:
        """The most rows to return; one more if they fill a page, to show that there are more."""
        most: int = self.ds.max_returned_rows
        return most + 1 if most == page_size else most

    async def _in_turn(self, work: Callable[[Any], Results]) -> Results:
        async with self._turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
            found: Results = await self.execute_fn(work)
        return found

    async def attached_databases(self) -> list[Any]:
        """None: readers' connections attach nothing, and must not ask where the files are."""
        return []


def _run(
    connection: Any, sql: str, params: Any, *, seconds: float, most_rows: int | None
) -> Results:
    values = {} if params is None else params
    try:
        found = answer_query(connection, sql, values, seconds=seconds, most_rows=most_rows)
    except Unanswerable as error:
        if error.args == ("interrupted",):
            raise QueryInterrupted(error, sql, params) from error
        raise
    return Results(*found)
