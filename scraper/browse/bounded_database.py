"""The archive as one of Datasette's databases, with a bound on everything that a reader's SQL may ask for."""

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
"""Statements of readers that run at once, all but one of Datasette's threads: however many are
asked for, the pages find one free."""


class Bounded(Database):  # type: ignore[misc]  # Datasette has no types
    """Answers what Datasette is asked, within `bounds`; the pages' own reading (`archive_access.read_archive`) goes past it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._turns = WeakKeyDictionary[
            asyncio.AbstractEventLoop, asyncio.Semaphore
        ]()  # a semaphore serves one loop alone

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: float | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """As Datasette's; what is wrong with a reader's SQL is told to the reader and to nobody's log.

        Raises:
            QueryInterrupted: it took too long.
            Unanswerable: it is wrong, or asks for too much.
            BadRequest: the same, where CSV is asked for: Datasette would answer an empty file.
            ArchiveError: the archive cannot be read, where CSV is asked for.
        """
        seconds = (
            min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms) / 1000
        )
        most = self.ds.max_returned_rows
        most_rows = (
            most + 1
            if truncate and most == (page_size or self.ds.page_size)
            else most
            if truncate
            else None
        )

        def in_thread(connection: Any) -> Results:
            try:
                found = answer_query(
                    connection,
                    sql,
                    params if params is not None else {},
                    seconds=seconds,
                    most_rows=most_rows,
                )
            except Unanswerable as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, sql, params) from error
                raise
            return Results(*found)

        if not (truncate and csv_answers.is_raw_csv.get()):  # only what is shown is asked for so
            return await self._in_turn(in_thread)
        try:
            with explain_errors(Path(self.path)):
                return await self._in_turn(in_thread)
        except Unanswerable as error:
            raise BadRequest(str(error)) from error

    async def _in_turn(self, work: Callable[[Any], Results]) -> Results:
        async with self._turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
            found: Results = await self.execute_fn(work)
        return found

    async def attached_databases(self) -> list[Any]:
        """None: readers' connections attach nothing, and may not ask where files stand."""
        return []
