"""Limits for readers' own SQL: its time, the size of a value, the size of the whole answer.

SQLite checks whether it should stop between two steps of its virtual machine, not within a
function. So the time of a function must be bounded by the length of its arguments: no value is
longer than `MOST_BYTES`, functions of quadratic time are replaced by linear ones, and those without
a linear replacement are closed. The archive's own queries run without these limits.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from scraper.archive.storage.database import REMEDIES

MOST_BYTES: Final = 8 * 1024 * 1024
"""Bytes of a value or a row: as many as the largest page of a crawl has (DOWNLOAD_MAXSIZE)."""
MOST_ANSWER: Final = 32 * 1024 * 1024
"""Bytes of text and blobs in one answer."""
STEPS: Final = 100
"""Steps of SQLite's virtual machine between two looks at the clock."""

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: MOST_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    # LIKE takes as long as the text times the pattern
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 160,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
_CLOSED: Final = frozenset(
    {
        "format",  # printf('%.*c', 900000000, 'x') takes seconds until it is too long
        "printf",
        "json_patch",  # quadratic
        "load_extension",
        "fts3_tokenizer",
        "rtreecheck",
        "sqlite_log",
    }
)
"""Functions that readers' SQL may not call."""
_PRAGMAS: Final = frozenset(
    {
        "cache_size",
        "data_version",
        "foreign_key_list",
        "function_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "page_count",
        "max_page_count",
        "page_size",
        "query_only",
        "schema_version",
        "table_info",
        "table_list",
        "table_xinfo",
    }
)
"""Pragmas that describe the archive and nothing outside it: database_list, for one, would show the
file's path."""
_TABLES: Final = ("sqlite_stmt", "dbstat")
"""Virtual tables that show other readers' queries, or read the whole file."""


class Unanswerable(sqlite3.OperationalError):
    """A reader's SQL is wrong or exceeds a limit; the text is mostly SQLite's own."""


def guard_connection(connection: sqlite3.Connection) -> None:
    """Restrict the connection for good to what readers may do, with linear functions only."""
    for name, arguments, function in _LINEAR:
        connection.create_function(name, arguments, function, deterministic=True)
    connection.set_authorizer(_authorise)


def answer_query(
    connection: sqlite3.Connection,
    sql: str,
    values: Sequence[Any] | Mapping[str, Any],
    *,
    seconds: float,
    most_rows: int | None,
) -> tuple[list[Any], bool, Any]:
    """The rows of a reader's statement, whether there are more, and the cursor's description.

    At most `most_rows` rows are returned; None: all.

    Raises:
        Unanswerable: the statement is wrong or exceeds a limit; its text is `interrupted` where
            that is the time.
        DatabaseError: the archive or the disk is damaged.
    """
    with _limits(connection, seconds), _as_unanswerable():
        cursor = connection.execute(sql, values)
        rows: list[Any] = []
        size = 0
        for row in cursor:
            if most_rows is not None and len(rows) == most_rows:
                return rows, True, cursor.description
            size += sum(len(value) for value in row if isinstance(value, str | bytes))
            if size > MOST_ANSWER:
                raise Unanswerable(
                    f"the answer is larger than {MOST_ANSWER >> 20} MiB: ask for fewer rows or"
                    " columns"
                )
            rows.append(row)
        return rows, False, cursor.description


@contextmanager
def _limits(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Set the limits for the block, and interrupt its statement after that many seconds."""
    before = {limit: connection.setlimit(limit, value) for limit, value in _LIMITS.items()}
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() >= deadline, STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, STEPS)
        for limit, value in before.items():
            connection.setlimit(limit, value)


@contextmanager
def _as_unanswerable() -> Iterator[None]:
    """Raise what Python and SQLite raise for a reader's statement as one error."""
    try:
        yield
    except Unanswerable:
        raise
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in REMEDIES and code != sqlite3.SQLITE_INTERRUPT:
            raise
        raise Unanswerable(str(error) or "out of memory") from error


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
) -> int:
    if action == sqlite3.SQLITE_FUNCTION:
        closed = (second or "").lower() in _CLOSED
    elif action == sqlite3.SQLITE_PRAGMA:
        closed = (first or "").lower() not in _PRAGMAS
    elif action == sqlite3.SQLITE_READ:
        closed = (first or "").lower() in _TABLES
    else:
        closed = action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
    return sqlite3.SQLITE_DENY if closed else sqlite3.SQLITE_OK


def _text(value: Any) -> str:
    """A value as the text that SQLite makes of it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        written = f"{value + 0.0:.15g}"  # no "-0.0"
        return written if re.search("[.einf]", written) else f"{written}.0"
    return str(value)


def _of_texts(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of texts as SQLite calls it; NULL where an argument is NULL."""

    def called(*values: Any) -> Any:
        return None if None in values else function(*map(_text, values))

    return called


def _instr(text: Any, part: Any) -> int | None:
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return text.find(part) + 1
    return _text(text).find(_text(part)) + 1


def _replace(text: Any, old: Any, new: Any) -> Any:
    if text is None or old is None:
        return None
    whole, part = _text(text), _text(old)
    if not part:
        return text
    if new is None:
        return None
    put = _text(new)
    growth = len(put) - len(part)
    if growth > 0 and len(whole) + whole.count(part) * growth > MOST_BYTES:
        # SQLite refuses this as too big; an exception would be printed to the server's log.
        return "x" * (MOST_BYTES + 1)
    return whole.replace(part, put)


def _trim(text: str, letters: str, *, left: bool, right: bool) -> str:
    known, first, last = frozenset(letters), 0, len(text)
    while left and first < last and text[first] in known:
        first += 1
    while right and last > first and text[last - 1] in known:
        last -= 1
    return text[first:last]


_LINEAR: Final[tuple[tuple[str, int, Callable[..., Any]], ...]] = (
    ("instr", 2, _instr),
    ("replace", 3, _replace),
    ("trim", 2, _of_texts(lambda text, letters: _trim(text, letters, left=True, right=True))),
    ("ltrim", 2, _of_texts(lambda text, letters: _trim(text, letters, left=True, right=False))),
    ("rtrim", 2, _of_texts(lambda text, letters: _trim(text, letters, left=False, right=True))),
)
"""SQLite's own take time in proportion to the product of both lengths: `trim` with 400,000 letters
took six minutes."""
