"""Full-text search: the articles that hold a query's words, best or newest first, with facets.

A search looks at the last `LATEST` matches in the order in which they were archived, and says where
there may be more: ranking the 900,000 articles that hold "yang" takes two seconds, and nobody reads
them. Filters (`--since`, `--portal`) apply before that bound. Where counting how rare the words are
would take too long, the newest matches come first.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.search.facets import Facets, Match, count_facets
from scraper.archive.search.filters import Filters
from scraper.archive.search.query import Expression, fts_expression, parse_query
from scraper.archive.storage.database import explain_errors
from scraper.model import Hit

__all__ = [
    "LATEST",
    "Facets",
    "Filters",
    "Order",
    "SearchPage",
    "search_articles",
    "search_facets",
    "search_ids",
    "search_with_facets",
]

LATEST: Final = 5_000
"""Matches that a search looks at."""
MARKS: Final = ("\ue000", "\ue001")
"""Before and after each found word of a snippet."""
SNIPPET_WORDS: Final = 24
BEGINNING: Final = 160
"""The most characters of a body that are shown where the query has no words."""
NO_FILTERS: Final = Filters()

_MOST_POSTINGS: Final = 1_000_000
"""Entries of the index that a ranking may read to know how rare its words are: 0.03 µs each."""
_LOOKED_AT: Final = (
    "SELECT m.id, m.rank, a.published_at, a.published_date, a.portal_id, a.section_id"
    " FROM matched m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.id"
)
_HIT_COLUMNS: Final = "a.id, a.url, a.headline, p.slug, a.published_at"
_PLAIN_HITS: Final = (
    f"SELECT {_HIT_COLUMNS}, a.headline, substr(a.body, 1, {BEGINNING + 1}) FROM articles a JOIN"
    " portals p ON p.id = a.portal_id WHERE a.id IN (SELECT value FROM json_each(:ids))"
)
"""A SELECT of the columns of hits for a query without words: the body's beginning as snippet."""


class Order(StrEnum):
    """The order of hits."""

    BEST = "best"
    """bm25: rare words count more, so do words that are frequent in an article, and the headline
    counts most."""
    NEWEST = "newest"
    """By time of publication, newest first."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits."""

    hits: tuple[Hit, ...]
    order: Order
    """The order that was used: NEWEST also where ranking would have taken too long."""
    matches: int
    """Articles that were looked at: all that match, or the last `LATEST`."""
    complete: bool
    """True where those are all matches."""


def search_articles(
    archive: Archive,
    query: str,
    filters: Filters = NO_FILTERS,
    *,
    order: Order = Order.BEST,
    limit: int = 20,
    offset: int = 0,
) -> SearchPage:
    """The articles that hold the query's words and pass the filters.

    A query that is blank or only excludes words lists articles newest first.

    Raises:
        QueryTooLong: the query holds more than a search takes.
        ArchiveError: the archive cannot be read.
    """
    with explain_errors(archive.path):
        return _page(archive, _look(archive, query, filters, order), limit, offset)


def search_facets(
    archive: Archive, query: str, filters: Filters = NO_FILTERS, *, names: int = 10
) -> Facets:
    """The facets of the search's matches; at most `names` entries of each but years and days.

    Raises:
        QueryTooLong: the query holds more than a search takes.
        ArchiveError: the archive cannot be read.
    """
    with explain_errors(archive.path):
        return _common(archive, _look(archive, query, filters, Order.NEWEST), names)


def search_with_facets(
    archive: Archive,
    query: str,
    filters: Filters = NO_FILTERS,
    *,
    order: Order = Order.BEST,
    limit: int,
    offset: int = 0,
    names: int,
) -> tuple[SearchPage, Facets]:
    """A page of hits and the facets, from one pass over the matches.

    Raises:
        QueryTooLong: the query holds more than a search takes.
        ArchiveError: the archive cannot be read.
    """
    with explain_errors(archive.path):
        look = _look(archive, query, filters, order)
        return _page(archive, look, limit, offset), _common(archive, look, names)


def search_ids(archive: Archive, query: str, filters: Filters = NO_FILTERS) -> Iterator[int]:
    """The ids of all matching articles, without a bound, in the order in which they were archived.

    Raises:
        QueryTooLong: the query holds more than a search takes.
        ArchiveError: the archive cannot be read.
    """
    with explain_errors(archive.path):
        scope = _scope(archive, query, filters)
        if scope is None:
            return
        rows = archive.connection.execute(
            f"WITH {scope.matched(Order.NEWEST)} SELECT id FROM matched ORDER BY id",
            scope.values | {"most": -1},
        )
        yield from (article_id for (article_id,) in rows)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What one search looks at."""

    terms: Expression
    filters: Filters
    probing: bool
    """True to go through the words' articles (or all, newest first) and test each by the filters
    until there are enough; False to collect first the articles that pass. Where a filter lets a
    quarter of a million articles pass, collecting them takes half a second, and testing soon finds
    enough."""

    @property
    def values(self) -> dict[str, object]:
        known = {
            "match": self.terms.match if self.terms.wanted else "",
            "unwanted": self.terms.unwanted,
            "most": LATEST + 1,
        }
        return known | (self.filters.values() if self.filters else {})

    def matched(self, order: Order) -> str:
        """The common table expression `matched(id, rank)`; rank is 0 where the order needs none."""
        chosen = ""
        if self._collects:
            chosen = f"chosen(id) AS MATERIALIZED ({self.filters.statement()}), "
        rows = self._by_words(order) if self.terms.wanted else self._without_words()
        return f"{chosen}matched(id, rank) AS MATERIALIZED ({rows} LIMIT :most)"

    @property
    def _collects(self) -> bool:
        """True where the articles that pass the filters are collected first, as `chosen`."""
        if self.probing or not self.filters:
            return False
        return bool(self.terms.wanted) or self.filters.by_time() is None

    def _by_words(self, order: Order) -> str:
        rank = "f.rank" if order is Order.BEST else "0.0"
        source, among = "articles_fts f", ""
        if self.probing:
            source += " CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid"
            among = f" AND {self.filters.tests()}"
        elif self.filters:
            # `+`: else SQLite would look up each chosen id in the index, and parse the expression
            # and count its words anew each time.
            first_to_last = "(SELECT min(id) FROM chosen) AND (SELECT max(id) FROM chosen)"
            among = f" AND f.rowid BETWEEN {first_to_last} AND +f.rowid IN (SELECT id FROM chosen)"
        return (
            f"SELECT f.rowid, {rank} FROM {source} WHERE f.articles_fts MATCH :match{among} ORDER"
            " BY f.rowid DESC"
        )

    def _without_words(self) -> str:
        if self.probing:
            rows, newest = self._tested_by_time(), "t.published_at DESC, t.id DESC"
        else:
            rows, newest = self._listed(), "a.published_at DESC, a.id DESC"
        if self.terms.unwanted:
            rows += (
                " AND a.id NOT IN (SELECT rowid FROM articles_fts"
                " WHERE articles_fts MATCH :unwanted)"
            )
        return f"SELECT a.id, 0.0 FROM {rows} ORDER BY {newest}"

    def _tested_by_time(self) -> str:
        """All articles, newest first, each tested by the filters."""
        return (
            "articles t INDEXED BY articles_published CROSS JOIN articles a INDEXED BY"
            f" articles_facets ON a.id = t.id WHERE {self.filters.about()} AND"
            f" {self.filters.tests()}"
        )

    def _listed(self) -> str:
        """The articles that pass the filters, by one index where there is one."""
        if not self.filters:
            return "articles a WHERE 1"
        return self.filters.by_time() or (
            "chosen c CROSS JOIN articles a INDEXED BY articles_facets ON a.id = c.id WHERE 1"
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """The matches that a search looked at, before they are sorted."""

    terms: Expression | None
    """None for a query that no article can match."""
    order: Order
    looked: Sequence[Match]
    complete: bool


def _look(archive: Archive, query: str, filters: Filters, order: Order) -> _Look:
    scope = _scope(archive, query, filters)
    if scope is None:
        return _Look(None, order, (), complete=True)
    if not scope.terms.wanted or scope.terms.postings > _MOST_POSTINGS:
        order = Order.NEWEST
    rows = archive.connection.execute(
        f"WITH {scope.matched(order)} {_LOOKED_AT}", scope.values
    ).fetchall()
    return _Look(
        scope.terms, order, [Match(*row) for row in rows[:LATEST]], complete=len(rows) <= LATEST
    )


def _page(archive: Archive, look: _Look, limit: int, offset: int) -> SearchPage:
    if look.order is Order.BEST:
        ordered = sorted(look.looked, key=lambda one: (one.rank, -one.article_id))
    else:
        ordered = sorted(
            look.looked, key=lambda one: (one.published_at or "", one.article_id), reverse=True
        )
    ranks = {one.article_id: one.rank for one in ordered[offset : offset + limit]}
    hits = _hits(archive, look.terms, ranks) if look.terms and ranks else ()
    return SearchPage(hits, look.order, len(look.looked), look.complete)


def _common(archive: Archive, look: _Look, names: int) -> Facets:
    return count_facets(archive.connection, look.looked, names=names, complete=look.complete)


def _scope(archive: Archive, query: str, filters: Filters) -> _Scope | None:
    """What a search looks at; None for a query without any word, like `%` or `***`."""
    parsed = parse_query(query)
    if query.strip() and not (parsed.wanted or parsed.unwanted):
        return None
    terms = fts_expression(archive.connection, parsed)
    return _Scope(terms, filters, _is_probed(archive, terms, filters))


def _is_probed(archive: Archive, terms: Expression, filters: Filters) -> bool:
    """True where testing articles one by one likely reads fewer than collecting those that pass."""
    if not filters or (not terms.wanted and filters.by_time() is not None):
        return False
    (articles,) = archive.connection.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    (passing,) = archive.connection.execute(
        filters.size(), filters.values() | {"bound": articles}
    ).fetchone()
    tested = min(terms.postings, articles) if terms.wanted else articles
    if filters.is_single and passing:
        tested = min(tested, LATEST * articles // passing)
    return bool(tested < passing)


def _hits(archive: Archive, terms: Expression, ranks: Mapping[int, float]) -> tuple[Hit, ...]:
    """The articles of those ids, in their order, with found words marked."""
    values = {
        "match": terms.match,
        "ids": json.dumps(list(ranks)),
        "open": MARKS[0],
        "close": MARKS[1],
        "words": SNIPPET_WORDS,
    }
    rows: Sequence[tuple[int, str, str, str, str | None, str, str]] = archive.connection.execute(
        _marked_hits(terms) if terms.wanted else _PLAIN_HITS, values
    ).fetchall()
    hits = {
        article_id: Hit(
            url=url,
            headline=headline,
            headline_marked=marked,
            portal=slug,
            published_at=published,
            snippet=snippet if terms.wanted else _beginning(snippet),
            rank=ranks[article_id],
        )
        for article_id, url, headline, slug, published, marked, snippet in rows
    }
    return tuple(hits[article_id] for article_id in ranks)


def _marked_hits(terms: Expression) -> str:
    """A SELECT of the columns of hits, with found words marked in headline and snippet."""
    # `+` keeps SQLite from seeking each id in the index: with it a search for `me*` in 40,000
    # articles takes 0.5 s, without 4.8 s.
    one_by_one = "+" if terms.has_prefix else ""
    return (
        f"SELECT {_HIT_COLUMNS}, highlight(articles_fts, 0, :open, :close), snippet(articles_fts,"
        " -1, :open, :close, '…', :words) FROM articles_fts f JOIN articles a ON a.id ="
        " f.rowid JOIN portals p ON p.id = a.portal_id WHERE f.articles_fts MATCH :match AND"
        f" {one_by_one}f.rowid IN (SELECT value FROM json_each(:ids))"
    )


def _beginning(text: str) -> str:
    """The text up to the last whole word that fits, with an ellipsis where it was cut.

    >>> _beginning("Jalan " * 30)[-13:]
    ' Jalan Jalan…'
    """
    if len(text) <= BEGINNING:
        return text
    return text[: BEGINNING + 1].rsplit(None, 1)[0][:BEGINNING] + "…"
