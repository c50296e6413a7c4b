"""Turn what people type into an expression for FTS5.

Any text is a query: it is quoted, never interpreted by SQLite.

    word         every form of its root: pembangunan finds membangun, dibangun, bangunan
    "a phrase"   the words as typed, in this order; so is any term with punctuation in it: e-KTP,
                 Rp1.000, 50%
    word*        words that begin like this
    -word        not this word, as typed

The name of a place is its own root and finds only itself. A repeated term counts once. Every term
costs a search of its own, so a query has bounds (`MOST_WORDS`, `MOST_PREFIXES`, `MOST_CHARACTERS`).
A query beyond them is refused, not cut: its half would be answered as if it were the whole.
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
"""Words printed with an apostrophe and without; with one, they are two words in the index."""

_APART: Final = {word.replace("'", ""): word for word in APOSTROPHES}
_TERM: Final = re.compile(
    r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))(?P<star>\*?)'
)
_APOSTROPHE: Final = re.compile("['’‘`ʼ]")

PHRASE_COST: Final = 25
"""A phrase reads the positions of its words, a word only its articles: 0.8 and 0.03 µs per article,
measured."""

MOST_WORDS: Final = 64
"""Words of all terms together, also those in phrases."""
MOST_PREFIXES: Final = 2
"""A `word*` stands for every word that begins like it: `a*` for a tenth of the lexicon.

Two of them cost 0.6 s in 40,000 articles, four 1.8 s.
"""
MOST_CHARACTERS: Final = 2_000
"""Characters of all terms together."""


class QueryTooLong(InputError):
    """A query has more words, prefixes or characters than a search takes."""

    TEXT: Final = (
        "A search takes at most {words} different words, {prefixes} beginnings of words (word*) and"
        " {characters} characters: leave some of them out."
    )
    VALUES: Final = {"words": MOST_WORDS, "prefixes": MOST_PREFIXES, "characters": MOST_CHARACTERS}

    def __init__(self) -> None:
        super().__init__(self.TEXT.format(**self.VALUES))


class TermKind(Enum):
    """How a term is searched for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a query as typed, without quotation marks, minus and star."""

    text: str
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search text."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """A query in the syntax of FTS5; either text may be empty."""

    wanted: str
    unwanted: str
    postings: int
    """About how many entries of the index a ranking reads to know how rare each form is."""
    has_prefix: bool
    """True where a term is a prefix: for each row that is asked for by number, FTS5 merges the
    entries of all its words anew."""

    @property
    def match(self) -> str:
        """Both parts as one expression; `wanted` must not be empty."""
        return f"({self.wanted}) NOT ({self.unwanted})" if self.unwanted else self.wanted


def parse_query(text: str) -> Query:
    """Parse a search text; each term counts once.

    Raises:
        QueryTooLong: the text has more terms than a search takes.

    >>> [(term.text, term.kind.value) for term in parse_query('pembangunan e-KTP bangun*').wanted]
    [('pembangunan', 'word'), ('e-KTP', 'phrase'), ('bangun', 'prefix')]
    >>> [(term.text, term.kind.value) for term in parse_query('"uji coba" -50%').unwanted]
    [('50%', 'phrase')]
    """
    wanted: dict[tuple[TermKind, str], Term] = {}
    unwanted: dict[tuple[TermKind, str], Term] = {}
    for match in _TERM.finditer(storable_text(text)):
        quoted, word = match["phrase"], match["word"]
        typed = word if quoted is None else quoted
        star = bool(match["star"]) or (quoted is None and typed.endswith("*"))
        if not any(map(_in_a_word, typed)):
            continue  # FTS5 would search for an empty phrase, which no article holds
        text = typed.rstrip("*")
        if star:
            kind = TermKind.PREFIX
        elif quoted is None and not match["minus"] and all(map(_in_a_word, text)):
            kind = TermKind.WORD
        else:
            kind = TermKind.PHRASE
        terms = unwanted if match["minus"] else wanted
        terms.setdefault((kind, _folded(text)), Term(text, kind))
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
    """The query with each word replaced by the forms of it that the archive holds."""
    wanted = [_alternatives(connection, term) for term in query.wanted]
    unwanted = [_quoted(term) for term in query.unwanted]
    groups = [f"({' OR '.join(texts)})" if len(texts) > 1 else texts[0] for texts, _ in wanted]
    return Expression(
        wanted=" AND ".join(groups),
        unwanted=" OR ".join(unwanted),
        postings=sum(postings for _, postings in wanted),
        has_prefix=any(term.kind is TermKind.PREFIX for term in (*query.wanted, *query.unwanted)),
    )


def _alternatives(connection: sqlite3.Connection, term: Term) -> tuple[list[str], int]:
    """What FTS5 is asked for in place of a term, and about how many entries that reads."""
    folded = _folded(term.text)
    if term.kind is TermKind.PREFIX:
        return [_quoted(term)], _postings_of_prefix(connection, folded)
    if term.kind is TermKind.WORD:
        forms = find_forms(connection, folded)
        texts = [_quoted(term), *(f'"{form}"' for form in forms if form != folded)]
        if folded in _APART:
            texts.append(_quoted(Term(_APART[folded], TermKind.PHRASE)))
        return texts, sum(forms.values())
    texts = [_quoted(term)]
    joined = _APOSTROPHE.sub("", folded)
    if joined != folded and " " not in folded and any(map(_in_a_word, joined)):
        texts.append(_quoted(Term(joined, TermKind.PHRASE)))
    return texts, PHRASE_COST * _rarest(connection, _words(folded))


def _rarest(connection: sqlite3.Connection, words: Iterable[str]) -> int:
    """The number of articles with the rarest of the words: no phrase of them is in more."""
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
    star = " *" if term.kind is TermKind.PREFIX else ""
    return '"{}"'.format(term.text.replace('"', '""')) + star


def _folded(text: str) -> str:
    """The word nearly as the index has it: lower case, without diacritics."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in apart if unicodedata.category(character) != "Mn")


def _words(folded: str) -> list[str]:
    spaced = "".join(character if _in_a_word(character) else " " for character in folded)
    return spaced.split() or [folded]


def _in_a_word(character: str) -> bool:
    """True for what FTS5's tokenizer unicode61 takes as part of a word.

    See https://www.sqlite.org/fts5.html, "Unicode61 Tokenizer".
    """
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
