"""The benchmark's searches: words taken from the articles, by how many articles hold them."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scraper.archive.search import Filters, Order

QUERIES: Final = 20
"""Searches in each group."""
BANDS: Final = {
    "over 10 %": (0.1, 1.0),
    "1 to 10 %": (0.01, 0.1),
    "0.1 to 1 %": (0.001, 0.01),
    "under 0.1 %": (0.0, 0.001),
}
"""The share of articles that hold a word of each band, as it is printed."""
_ANY: Final = "any"

WORD_FLOOR: Final = 150
WORDS_FLOOR: Final = 80
FILTERED_FLOOR: Final = 30
"""Milliseconds that the 95th percentile may take at a million articles."""


@dataclass(frozen=True, slots=True)
class Search:
    """One search, as people type it for us, and as FTS5's documentation writes it."""

    text: str
    plain: str
    filters: Filters = Filters()  # noqa: RUF009 (a frozen value)
    order: Order = Order.BEST


@dataclass(frozen=True, slots=True)
class Group:
    """Searches of one kind."""

    name: str
    searches: tuple[Search, ...]
    floor: int | None
    """Milliseconds that 95 of 100 searches must stay below."""


def groups(connection: sqlite3.Connection, seed: int, articles: int) -> Iterator[Group]:
    """All groups for a seed; a band in which the archive has no words is left out."""
    draw = random.Random(f"{seed} queries")
    bands = {
        band: words
        for band, limits in BANDS.items()
        if (words := _words(connection, articles, *limits))
    }
    bands[_ANY] = [word for words in bands.values() for word in draw.choices(words, k=200)]
    for band, words in bands.items():
        if band != _ANY:
            yield Group(f"1 word, in {band} of the articles", _of_words(draw, words, 1), WORD_FLOOR)
    for count in (2, 3):
        yield Group(
            f"{count} words, each of any band", _of_words(draw, bands[_ANY], count), WORDS_FLOOR
        )
    common = next(iter(bands))
    yield Group(f"2 words, both in {common}", _of_words(draw, bands[common], 2), WORDS_FLOOR)
    yield Group(
        "a phrase of 2 words",
        tuple(_phrase(connection, draw, articles) for _ in range(QUERIES)),
        WORDS_FLOOR,
    )
    for band in (_ANY, common):
        filtered = tuple(
            Search(search.text, search.plain, _portal_and_month(connection, draw))
            for search in _of_words(draw, bands[band], 1)
        )
        yield Group(f"1 word, in {band}, of one portal and month", filtered, FILTERED_FLOOR)
        newest = tuple(
            Search(search.text, search.plain, order=Order.NEWEST)
            for search in _of_words(draw, bands[band], 1)
        )
        yield Group(f"1 word, in {band}, newest first", newest, WORD_FLOOR)


def _words(connection: sqlite3.Connection, articles: int, least: float, most: float) -> list[str]:
    rows = connection.execute(
        "SELECT term FROM lexicon WHERE docs > ? AND docs <= ? AND term GLOB '[a-z][a-z][a-z]*'"
        " ORDER BY term",
        (least * articles, most * articles),
    )
    return [term for (term,) in rows]


def _of_words(draw: random.Random, words: list[str], count: int) -> tuple[Search, ...]:
    chosen = (draw.choices(words, k=count) for _ in range(QUERIES))
    return tuple(Search(" ".join(few), " AND ".join(f'"{word}"' for word in few)) for few in chosen)


def _phrase(connection: sqlite3.Connection, draw: random.Random, articles: int) -> Search:
    """Two adjacent words of a body, so that frequent words come up more often."""
    (body,) = connection.execute(
        "SELECT body FROM articles WHERE id = ?", (draw.randint(1, articles),)
    ).fetchone()
    words = body.replace(".", "").split()
    start = draw.randrange(20, len(words) - 1)
    phrase = f'"{words[start]} {words[start + 1]}"'
    return Search(phrase, phrase)


def _portal_and_month(connection: sqlite3.Connection, draw: random.Random) -> Filters:
    portals = [slug for (slug,) in connection.execute("SELECT slug FROM portals ORDER BY slug")]
    first = date(2016, 1, 1) + timedelta(days=draw.randrange(3_500))
    return Filters(portal=draw.choice(portals), since=first, until=first + timedelta(days=30))
