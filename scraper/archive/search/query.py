"""What people type, as an expression for FTS5.

Any text is a query: it is quoted, never interpreted by SQLite.

    word         every form of its root: pembangunan finds membangun, dibangun, bangunan
    "a phrase"   the words as they stand, in this order; so is anything with punctuation inside: e-KTP, Rp1.000, 50%
    word*        words that begin so
    -word        without it: just this word, as it stands

A name of a place is its own root, and finds itself alone. A term that is typed again counts once.
Every term costs a search of its own, so a query has bounds (`MOST_WORDS`, `MOST_PREFIXES`,
`MOST_CHARACTERS`), and one beyond them is refused: half of a question would be answered as if it
were the whole.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from scraper.archive.search.lexicon import find_forms
from scraper.archive.values import storable_text
from scraper.errors import InputError

APOSTROPHES: Final = (
    "i'tikaf",
    "jama'ah",
    "jum'at",
    "ma'ruf",
    "mi'raj",
    "mu'min",
    "qur'an",
    "raka'at",
    "syari'ah",
)
"""Words that are printed with an apostrophe and without; the index has the former as two words."""

_APART: Final = {word.replace("'", ""): word for word in APOSTROPHES}
_TERM: Final = re.compile(
    r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))(?P<star>\*?)'
)
_APOSTROPHE: Final = re.compile("['’‘`ʼ]")

PHRASE_COST: Final = 25
"""A phrase reads where each of its words stands, a word only in which articles: measured, 0.8
against 0.03 µs an article."""

MOST_WORDS: Final = 64
"""Of all terms of a query together, those of its phrases too."""
MOST_PREFIXES: Final = 2
"""A `word*` stands for every word that begins so: `a*` for a tenth of the lexicon.

Two of them cost .6 s in 40,000 articles, four 1.8.
"""
MOST_CHARACTERS: Final = 2_000
"""Of all terms together."""


class QueryTooLong(InputError):
    """A query holds more than a search takes."""

    TEXT: Final = (
        "A search takes at most {words} different words, {prefixes} beginnings of words (word*) and"
        " {characters} characters: leave some of them out."
    )
    VALUES: Final = {"words": MOST_WORDS, "prefixes": MOST_PREFIXES, "characters": MOST_CHARACTERS}

    def __init__(self) -> None:
        super().__init__(self.TEXT.format(**self.VALUES))


class TermKind(Enum):
    """How a term is looked for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a query, as typed, without its marks."""

    text: str
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Query:
    """A search text, read."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """A query for FTS5; either text may be empty."""

    wanted: str
    unwanted: str
    postings: int
    """About how many entries of the index a ranking has to read to know how rare each form is."""
    has_prefix: bool
    """True where a term is the beginning of words: FTS5 merges all of their entries anew for
    each row that it is asked for by number."""

    @property
    def match(self) -> str:
        """Both parts as one expression; there must be a wanted one."""
        return f"({self.wanted}) NOT ({self.unwanted})" if self.unwanted else self.wanted


def parse_query(text: str) -> Query:
    """Read a search text; each of its terms once.

    Raises:
        QueryTooLong: there are more of them than a search takes.

    >>> [(term.text, term.kind.value) for term in parse_query('pembangunan e-KTP "uji coba" bangun* 50%').wanted]
    [('pembangunan', 'word'), ('e-KTP', 'phrase'), ('uji coba', 'phrase'), ('bangun', 'prefix'), ('50%', 'phrase')]
    """
    wanted: dict[tuple[TermKind, str], Term] = {}
    unwanted: dict[tuple[TermKind, str], Term] = {}
    for match in _TERM.finditer(storable_text(text)):
        quoted, word = match["phrase"], match["word"]
        typed = word if quoted is None else quoted
        star = bool(match["star"]) or (quoted is None and typed.endswith("*"))
        if not any(map(_in_a_word, typed)):
            continue  # FTS5 would look for an empty phrase, which nothing holds
        one = quoted is None and not match["minus"] and all(map(_in_a_word, typed.rstrip("*")))
        kind = TermKind.PREFIX if star else TermKind.WORD if one else TermKind.PHRASE
        term = Term(typed.rstrip("*"), kind)
        (unwanted if match["minus"] else wanted).setdefault((kind, _folded(term.text)), term)
    query = Query(tuple(wanted.values()), tuple(unwanted.values()))
    if _is_too_long(query):
        raise QueryTooLong
    return query


def _is_too_long(query: Query) -> bool:
    terms = (*query.wanted, *query.unwanted)
    words = sum(len(_words(term.text)) for term in terms)
    prefixes = sum(term.kind is TermKind.PREFIX for term in terms)
    return (
        words > MOST_WORDS
        or prefixes > MOST_PREFIXES
        or sum(len(term.text) for term in terms) > MOST_CHARACTERS
    )


def fts_expression(connection: sqlite3.Connection, query: Query) -> Expression:
    """The query with each word replaced by the forms that the archive holds of it."""
    wanted = [_alternatives(connection, term) for term in query.wanted]
    unwanted = [_quoted(term) for term in query.unwanted]
    return Expression(
        wanted=" AND ".join(
            f"({' OR '.join(texts)})" if len(texts) > 1 else texts[0] for texts, _ in wanted
        ),
        unwanted=" OR ".join(unwanted),
        postings=sum(postings for _, postings in wanted),
        has_prefix=any(term.kind is TermKind.PREFIX for term in (*query.wanted, *query.unwanted)),
    )


def _alternatives(connection: sqlite3.Connection, term: Term) -> tuple[list[str], int]:
    """What FTS5 is asked for in place of a term, and the postings of that."""
    folded = _folded(term.text)
    if term.kind is TermKind.WORD:
        found = find_forms(connection, folded)
        texts, postings = (
            [_quoted(term), *(f'"{form}"' for form in found if form != folded)],
            sum(found.values()),
        )
        if folded in _APART:
            texts.append(_quoted(Term(_APART[folded], TermKind.PHRASE)))
        return texts, postings
    if term.kind is TermKind.PREFIX:
        return [_quoted(term)], _postings_of_prefix(connection, folded)
    texts = [_quoted(term)]
    if _APOSTROPHE.search(folded) and " " not in folded:
        joined = _APOSTROPHE.sub("", folded)
        texts += [_quoted(Term(joined, TermKind.PHRASE))] * any(map(_in_a_word, joined))
    return texts, PHRASE_COST * _rarest(connection, _words(folded))


def _rarest(connection: sqlite3.Connection, words: Iterable[str]) -> int:
    """In how many articles the rarest of the words is: no phrase of them is in more."""
    docs = [
        connection.execute("SELECT docs FROM lexicon WHERE term = ?", (word,)).fetchone()
        for word in words
    ]
    return min((row[0] if row else 0 for row in docs), default=0)


def _postings_of_prefix(connection: sqlite3.Connection, beginning: str) -> int:
    last = _words(beginning)[-1]
    (docs,) = connection.execute(
        "SELECT coalesce(sum(docs), 0) FROM lexicon WHERE term >= ? AND term < ? || char(1114111)",
        (last, last),
    ).fetchone()
    return int(docs)


def _quoted(term: Term) -> str:
    return '"{}"'.format(term.text.replace('"', '""')) + (
        " *" if term.kind is TermKind.PREFIX else ""
    )


def _folded(text: str) -> str:
    """Near enough to how the index writes a word: lower case, without diacritics."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in apart if unicodedata.category(character) != "Mn")


def _words(folded: str) -> list[str]:
    return "".join(character if _in_a_word(character) else " " for character in folded).split() or [
        folded
    ]


def _in_a_word(character: str) -> bool:
    """What FTS5's unicode61 takes as part of a word: https://www.sqlite.org/fts5.html, "Unicode61 Tokenizer"."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
