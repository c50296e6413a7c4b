"""Full-text search. Any text is a query: what people type is quoted for FTS5, never interpreted by it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.database import explained
from scraper.archive.rows import plain
from scraper.model import Hit

MARKS: Final = ("\ue000", "\ue001")
"""Around each found word of a snippet."""
SNIPPET_WORDS: Final = 24

_TERM: Final = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))(?P<star>\*?)')


@dataclass(frozen=True, slots=True)
class Query:
    """A search text as two FTS5 expressions; either may be empty."""

    wanted: str
    unwanted: str


NOTHING: Final = Query("", "")


def parse(text: str) -> Query:
    """All words are wanted; `-word` is unwanted, `word*` a beginning, `"two words"` a phrase.

    Punctuation inside a word makes it a phrase too, so that `e-KTP`, `Jum'at` and `Rp1.000` find themselves.

    >>> parse('e-KTP -"uji coba" bangun* 50%')
    Query(wanted='"e-KTP" AND "bangun" * AND "50%"', unwanted='"uji coba"')
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _TERM.finditer(plain(text)):
        word = match["phrase"] if match["phrase"] is not None else match["word"]
        star = match["star"] or ("*" if match["phrase"] is None and word.endswith("*") else "")
        if not any(map(_in_a_word, word)):
            continue  # FTS5 would look for an empty phrase, which nothing holds
        quoted = '"{}"'.format(word.rstrip("*").replace('"', '""')) + (" *" if star else "")
        (unwanted if match["minus"] else wanted).append(quoted)
    return Query(" AND ".join(wanted), " OR ".join(unwanted))


def search(
    archive: Archive,
    query: str,
    *,
    portal: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[Hit]:
    """The articles that hold the query's words, best first; a blank or purely negative query lists articles newest first.

    `portal` is a portal's or a network's slug; `since` and `until` are local days at the portal, both included.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    terms = parse(query)
    if query.strip() and terms == NOTHING:
        return []  # "%" or "***": no article can hold it as a word
    tests, values = _filters(terms, portal, since, until)
    if terms.wanted:
        # `rank` is bm25 with the headline weighted (the table's own setting); FTS5 sorts by it without ranking rows twice.
        select = "f.rank, snippet(articles_fts, -1, :open, :close, '…', :words)"
        source, order = "articles_fts f JOIN articles a ON a.id = f.rowid", "f.rank"
        tests.insert(0, "articles_fts MATCH :wanted")
    else:
        select, source, order = "0.0, substr(a.body, 1, 160)", "articles a", "a.published_at DESC, a.id DESC"
    where = " AND ".join(tests) or "1"
    statement = (
        f"SELECT a.url, a.headline, p.slug, a.published_at, {select} FROM {source} JOIN portals p ON p.id = a.portal_id"  # noqa: S608 (parts above)
        f" WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
    )
    values |= {"wanted": terms.wanted, "open": MARKS[0], "close": MARKS[1], "words": SNIPPET_WORDS, "limit": limit, "offset": offset}
    with explained(archive.path):
        rows = archive.connection.execute(statement, values).fetchall()
    return [
        Hit(url=url, headline=headline, portal=slug, published_at=published, snippet=snippet, rank=rank)
        for url, headline, slug, published, rank, snippet in rows
    ]


def _filters(terms: Query, portal: str | None, since: date | None, until: date | None) -> tuple[list[str], dict[str, object]]:
    """SQL tests and the values that they name."""
    tests: list[str] = []
    values: dict[str, object] = {}
    if terms.unwanted:
        tests.append("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :unwanted)")
        values["unwanted"] = terms.unwanted
    if portal is not None:
        tests.append(":portal IN (p.slug, p.network)")
        values["portal"] = plain(portal)
    if since is not None:
        tests.append("a.published_date >= :since")
        values["since"] = since.isoformat()
    if until is not None:
        tests.append("a.published_date <= :until")
        values["until"] = until.isoformat()
    return tests, values


def _in_a_word(character: str) -> bool:
    """What FTS5's unicode61 takes as part of a word: https://www.sqlite.org/fts5.html, "Unicode61 Tokenizer"."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
