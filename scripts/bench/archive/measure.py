"""Times each search, ours and plain FTS5's in turn, so that a busy moment affects both."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from scraper.archive import Archive
from scraper.archive.search import Order, search_articles
from scripts.bench.archive.queries import Group, Search

ROUNDS: Final = 2
"""Runs of each search; the fastest counts, because other work on the machine only adds time.

Plain FTS5, which takes seconds, runs once.
"""
INDEX: Final = ("articles_fts%", "lexicon%", "articles_facets", "unread_articles")


@dataclass(frozen=True, slots=True)
class Times:
    """The 50th and 95th percentile, in milliseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A group's times, ours and plain FTS5's.

    It also counts the searches that were answered newest first, and those answered in part.
    """

    group: Group
    ours: Times
    plain: Times
    unranked: int
    bounded: int

    @property
    def holds(self) -> bool:
        """True where it keeps its floor, or has none."""
        return self.group.floor is None or self.ours.p95 <= self.group.floor


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the whole file, of the articles' text, and of what only search needs."""

    file: int
    text: int
    index: int


def measure(archive: Archive, group: Group) -> Measured:
    """Time every search of a group."""
    ours, plain, unranked, bounded = [], [], 0, 0
    for asked in group.searches:
        plain.append(_timed(partial(_plainly, archive.connection, asked)))
        ask = partial(search_articles, archive, asked.text, asked.filters, order=asked.order)
        ours.append(min(_timed(ask) for _ in range(ROUNDS)))
        found = ask()
        unranked += found.order is not asked.order
        bounded += not found.complete
    return Measured(group, _times(ours), _times(plain), unranked, bounded)


def sizes(archive: Archive) -> Sizes:
    """Measure the file, after its log was folded in."""
    execute = archive.connection.execute
    (text,) = execute(
        "SELECT sum(length(CAST(headline || coalesce(standfirst, '') || body AS BLOB))) FROM"
        " articles"
    ).fetchone()
    like = " OR ".join(["name LIKE ?"] * len(INDEX))
    (index,) = execute(f"SELECT sum(pgsize) FROM dbstat WHERE {like}", INDEX).fetchone()
    return Sizes(archive.path.stat().st_size, text, index)


def _plainly(connection: sqlite3.Connection, asked: Search) -> None:
    """The same search without our layer: the printed word, ranked by FTS5, with plain filters."""
    newest = asked.order is Order.NEWEST
    order = "a.published_at DESC" if newest else "f.rank"
    snippet = (
        "''" if newest else "snippet(articles_fts, -1, '', '', '…', 24)"
    )  # before it sorts, SQLite would cut one of every match
    only = (
        " AND p.slug = :portal AND a.published_date BETWEEN :since AND :until"
        if asked.filters
        else ""
    )
    connection.execute(
        f"SELECT a.url, a.headline, p.slug, a.published_at, {snippet}"
        " FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN portals p ON p.id ="
        " a.portal_id"
        f" WHERE f.articles_fts MATCH :plain{only} ORDER BY {order} LIMIT 20",
        {"plain": asked.plain} | (asked.filters.values() if asked.filters else {}),
    ).fetchall()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _times(found: list[float]) -> Times:
    cuts = statistics.quantiles(found, n=20, method="inclusive")
    return Times(statistics.median(found), cuts[-1])
