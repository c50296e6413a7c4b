"""Full-text search: the articles that hold a query's words, best or newest first, and what they have in common.

A search looks at the latest `LATEST` matches, in the order in which they were archived, and says so where there may be more: ranking the
900,000 articles that hold "yang" takes two seconds, and nobody reads them. A filter (`--since`, `--portal`) goes before that bound. And
where merely counting how rare the words are would take too long, the newest of those come first.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.database import explained
from scraper.archive.filters import Filters
from scraper.archive.query import Expression, expression, parse
from scraper.model import Hit

__all__ = ["LATEST", "Facets", "Filters", "Found", "Order", "every", "facets", "search"]

LATEST: Final = 5_000
MARKS: Final = ("\ue000", "\ue001")
"""Around each found word of a snippet."""
SNIPPET_WORDS: Final = 24
BEGINNING: Final = 160
"""Characters of a body at most, where no words were asked for."""
NO_FILTERS: Final = Filters()

_MOST_POSTINGS: Final = 1_000_000
"""What a ranking may read to know how rare its words are: 0.03 µs each."""
_LOOKED_UP: Final = "matched m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.id"
_FACETS: Final = {
    "portal": "SELECT p.slug AS name FROM looked l JOIN portals p ON p.id = l.portal_id",
    "province": "SELECT p.province AS name FROM looked l JOIN portals p ON p.id = l.portal_id",
    "section": "SELECT min(s.name) OVER (PARTITION BY slug) AS name FROM looked l JOIN sections s ON s.id = l.section_id",
    "tag": "SELECT t.name AS name FROM looked l JOIN article_tags x ON x.article_id = l.id JOIN tags t ON t.id = x.tag_id",
    "person": "SELECT DISTINCT l.id, p.name AS name FROM looked l JOIN bylines b ON b.article_id = l.id JOIN people p ON p.id = person_id",
    "year": "SELECT substr(l.published_date, 1, 4) AS name FROM looked l",
    "day": "SELECT l.published_date AS name FROM looked l",
}


class Order(StrEnum):
    """What comes first."""

    BEST = "best"
    """The rarer the words, the more often they stand in an article, and the headline before all: bm25."""
    NEWEST = "newest"
    """By the time of publication."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search."""

    hits: tuple[Hit, ...]
    order: Order
    """NEWEST too where the best would have taken too long to find."""
    matches: int
    """Articles that were looked at: all that match, or the latest `LATEST`."""
    complete: bool
    """True where those are all; where there are just `LATEST`, nobody has looked for more."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the matches of a search have in common."""

    counts: Mapping[str, tuple[tuple[str, int], ...]]
    """For each of portal, province, section, tag, person, year and day: names with how many articles, most first."""
    matches: int
    complete: bool
    """As in `Found`."""


def search(
    archive: Archive, query: str, filters: Filters = NO_FILTERS, *, order: Order = Order.BEST, limit: int = 20, offset: int = 0
) -> Found:
    """The articles that hold the query's words and pass the filters; a blank or purely negative query lists articles newest first.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with explained(archive.path):
        scope = _scope(archive, query, filters)
        if scope is None:
            return Found((), order, 0, complete=True)
        if not scope.terms.wanted or scope.terms.postings > _MOST_POSTINGS:
            order = Order.NEWEST
        by = "m.rank" if order is Order.BEST else "a.published_at DESC"
        rows = archive.connection.execute(
            f"WITH {scope.matched(order)} SELECT m.id, m.rank, (SELECT count(*) FROM matched)"
            f" FROM {_LOOKED_UP} ORDER BY {by}, m.id DESC LIMIT :limit OFFSET :offset",
            scope.values | {"limit": limit, "offset": offset},
        ).fetchall()
        matches = rows[0][2] if rows else 0
        hits = _hits(archive, scope.terms, {article_id: rank for article_id, rank, _ in rows})
    return Found(hits, order, matches, complete=matches < LATEST)


def every(archive: Archive, query: str, filters: Filters = NO_FILTERS) -> Iterator[int]:
    """The ids of all articles that a search would find if it looked without bound, in the order in which they were archived.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with explained(archive.path):
        scope = _scope(archive, query, filters)
        if scope is None:
            return
        rows = archive.connection.execute(
            f"WITH {scope.matched(Order.NEWEST)} SELECT id FROM matched ORDER BY id", scope.values | {"most": -1}
        )
        yield from (article_id for (article_id,) in rows)


def facets(archive: Archive, query: str, filters: Filters = NO_FILTERS, *, names: int = 10) -> Facets:
    """How many of the search's matches each portal, province, section, tag, person, year and day has; at most `names` of each.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    counted: dict[str, list[tuple[str, int]]] = {facet: [] for facet in _FACETS}
    matches = 0
    with explained(archive.path):
        scope = _scope(archive, query, filters)
        if scope is not None:
            each = " UNION ALL ".join(
                f"SELECT '{facet}', name, count(*) FROM ({select}) WHERE name IS NOT NULL GROUP BY name"
                for facet, select in _FACETS.items()
            )
            rows = archive.connection.execute(
                f"WITH {scope.matched(Order.NEWEST)}, looked AS MATERIALIZED"
                f" (SELECT a.id, a.portal_id, a.section_id, a.published_date FROM {_LOOKED_UP})"
                f" SELECT '', '', count(*) FROM looked UNION ALL {each}",
                scope.values,
            ).fetchall()
            matches = rows[0][2]
            for facet, name, count in rows[1:]:
                counted[facet].append((name, count))
    most = {facet: tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:names]) for facet, found in counted.items()}
    return Facets(most, matches, complete=matches < LATEST)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one search looks at."""

    terms: Expression
    filters: Filters

    @property
    def values(self) -> dict[str, object]:
        known = {"match": self.terms.match if self.terms.wanted else "", "unwanted": self.terms.unwanted, "most": LATEST}
        return known | (self.filters.values() if self.filters else {})

    def matched(self, order: Order) -> str:
        """The common table expression `matched(id, rank)`; rank is computed for an order that needs it alone."""
        direct = not self.terms.wanted and self.filters.by_time() is not None
        chosen = f"chosen(id) AS MATERIALIZED ({self.filters.statement()}), " if self.filters and not direct else ""
        rows = self._by_words(order) if self.terms.wanted else self._without_words()
        return f"{chosen}matched(id, rank) AS MATERIALIZED ({rows} LIMIT :most)"

    def _by_words(self, order: Order) -> str:
        # `+`: were SQLite to look each chosen id up in the index, it would parse the expression and count its words anew for each.
        rank = "f.rank" if order is Order.BEST else "0.0"
        among = (
            " AND f.rowid BETWEEN (SELECT min(id) FROM chosen) AND (SELECT max(id) FROM chosen) AND +f.rowid IN (SELECT id FROM chosen)"
            if self.filters
            else ""
        )
        return f"SELECT f.rowid, {rank} FROM articles_fts f WHERE f.articles_fts MATCH :match{among} ORDER BY f.rowid DESC"

    def _without_words(self) -> str:
        chosen = "chosen c CROSS JOIN articles a INDEXED BY articles_facets ON a.id = c.id WHERE 1"
        source = self.filters.by_time() or (chosen if self.filters else "articles a WHERE 1")
        but = " AND a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :unwanted)" if self.terms.unwanted else ""
        return f"SELECT a.id, 0.0 FROM {source}{but} ORDER BY a.published_at DESC, a.id DESC"


def _scope(archive: Archive, query: str, filters: Filters) -> _Scope | None:
    """What a search looks at; None for a query like `%` or `***`, which no article can hold as a word."""
    read = parse(query)
    if query.strip() and not (read.wanted or read.unwanted):
        return None
    return _Scope(expression(archive.connection, read), filters)


def _hits(archive: Archive, terms: Expression, ranks: Mapping[int, float]) -> tuple[Hit, ...]:
    """The articles of those ids, in their order, with what was found marked in them."""
    columns = "a.id, a.url, a.headline, p.slug, a.published_at"
    if terms.wanted:
        statement = (
            f"SELECT {columns}, highlight(articles_fts, 0, :open, :close), snippet(articles_fts, -1, :open, :close, '…', :words)"
            " FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN portals p ON p.id = a.portal_id"
            " WHERE f.articles_fts MATCH :match AND f.rowid IN (SELECT value FROM json_each(:ids))"
        )
    else:
        statement = (
            f"SELECT {columns}, a.headline, substr(a.body, 1, {BEGINNING + 1}) FROM articles a JOIN portals p ON p.id = a.portal_id"
            " WHERE a.id IN (SELECT value FROM json_each(:ids))"
        )
    values = {"match": terms.match, "ids": json.dumps(list(ranks)), "open": MARKS[0], "close": MARKS[1], "words": SNIPPET_WORDS}
    rows: Sequence[tuple[int, str, str, str, str | None, str, str]] = archive.connection.execute(statement, values).fetchall()
    cut = str if terms.wanted else _beginning
    hits = {
        article_id: Hit(
            url=url,
            headline=headline,
            headline_marked=marked,
            portal=slug,
            published_at=published,
            snippet=cut(snippet),
            rank=ranks[article_id],
        )
        for article_id, url, headline, slug, published, marked, snippet in rows
    }
    return tuple(hits[article_id] for article_id in ranks)


def _beginning(text: str) -> str:
    """The text up to the last whole word that fits; with an ellipsis where there is more.

    >>> _beginning("Jalan " * 30)[-12:]
    ' Jalan Jalan…'
    """
    return text if len(text) <= BEGINNING else text[: BEGINNING + 1].rsplit(None, 1)[0][:BEGINNING] + "…"
