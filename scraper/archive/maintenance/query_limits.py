"""What a reader's own SQL may cost: a time, a size of each value, a size of the whole answer.

SQLite asks whether it should stop between two steps of its machine, not within a function. So
whatever a function does must be bounded by the length of what it is given: no value is longer than
`MOST_BYTES`, functions whose time grows with the square of that are replaced by ones that are
linear, and those that nobody has made linear are closed. The archive's own reading runs without
these limits.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from scraper.archive.storage.database import REMEDIES

MOST_BYTES: Final = 8 * 1024 * 1024
"""Of a value or a row: the text of the largest page that a crawl takes (DOWNLOAD_MAXSIZE)."""
MOST_ANSWER: Final = 32 * 1024 * 1024
"""Bytes of text and blobs in one answer."""
STEPS: Final = 100
"""Of SQLite's machine between two looks at the clock."""

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
        "format",  # printf('%.*c', 900000000, 'x') takes seconds to find that it is too long
        "printf",
        "json_patch",  # the square of its length
        "load_extension",
        "fts3_tokenizer",
        "rtreecheck",
        "sqlite_log",
    }
)
"""Functions that readers' SQL may not use."""
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
"""What tells of the archive's shape and of nothing outside it: database_list, for one, tells
where the file stands."""
_TABLES: Final = ("sqlite_stmt", "dbstat")
"""Virtual tables that tell what others ask, or read the whole file."""


class Unanswerable(sqlite3.OperationalError):
    """A reader's SQL is wrong, or asks for more than it may; the text is SQLite's."""


def guard_connection(connection: sqlite3.Connection) -> None:
    """Close to the connection's SQL, for good, what a reader has no business with, and make linear what is not."""
    for name, arguments, function in _LINEAR:
        connection.create_function(name, arguments, function, deterministic=True)
    connection.set_authorizer(_authorised)


def answer_query(
    connection: sqlite3.Connection,
    sql: str,
    values: Sequence[Any] | Mapping[str, Any],
    *,
    seconds: float,
    most_rows: int | None,
) -> tuple[list[Any], bool, Any]:
    """The rows of a reader's statement (at most so many, if a number is given), whether there are more, and the cursor's description.

    Raises:
        Unanswerable: the statement is wrong, or asks for more than may be; `interrupted` is the
            text of the latter's time.
        DatabaseError: the archive is damaged, or the disk is.
    """
    with _within(connection, seconds), _told():
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
def _within(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """The block with the limits set, and interrupted after so many seconds."""
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
def _told() -> Iterator[None]:
    """What Python and SQLite raise for a reader's statement, as one error."""
    try:
        yield
    except Unanswerable:
        raise
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in REMEDIES and code != sqlite3.SQLITE_INTERRUPT:
            raise
        raise Unanswerable(str(error) or "out of memory") from error


def _authorised(
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
    """As SQLite writes a number in place of a text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        written = f"{value + 0.0:.15g}"  # no "-0.0"
        return written if re.search("[.einf]", written) else f"{written}.0"
    return str(value)


def _of_texts(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function for texts, as SQLite calls it: NULL of NULL."""

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
    if (
        len(put) > len(part)
        and len(whole) + whole.count(part) * (len(put) - len(part)) > MOST_BYTES
    ):
        return "x" * (
            MOST_BYTES + 1
        )  # SQLite refuses it as too big; an exception would be printed to the server's log
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
"""SQLite's own take the product of their texts' lengths: `trim` of 400,000 letters, six minutes."""
