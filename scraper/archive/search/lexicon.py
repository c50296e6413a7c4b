"""The lexicon: every word of the archive with its root, so that a query finds all forms of a word in any SQLite shell.

The index holds words as they are printed; it is the query that is stemmed. So a better stemmer
needs no new index, `"bangunan"` in quotation marks still means just that, and plain sqlite3 has all
it needs in one table.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from scraper.archive.schema.search import MOST_FORMS, TOKENIZER
from scraper.archive.search.stemming import derive_forms, find_root, is_root
from scraper.archive.storage.database import Writable

BATCH: Final = 2_000
"""Articles that are read in one transaction: about half a second in which no one else writes."""


def refresh_lexicon(archive: Writable) -> int:
    """Enter the words of articles that are new or reworded since the last time; returns how many articles those were.

    Every command that writes ends with it (`optimise_archive`). A process that is killed here
    leaves the rest to the next one. A search before that finds the new articles by the very words
    of the query, and by forms that other articles had before.
    """
    connection, read = archive.connection, 0
    unread, kept = connection.execute(
        "SELECT (SELECT count(*) FROM unread_articles), (SELECT count(*) FROM articles)"
    ).fetchone()
    if not unread:
        return 0
    if unread > BATCH and unread > kept / 2:
        return _recount(archive)
    with _reading(connection):
        while batch := _read(archive):
            read += batch
    return read


def forget_words(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Take out the words of texts that were taken down, where no article holds them any more; a word of the dictionary stays, as unheard.

    Call it inside the transaction that took them out of `articles`: what is rare in a text may be
    somebody's name.
    """
    with _reading(connection):
        connection.executemany(
            "INSERT INTO temp.fresh(words) VALUES(?)", ((text,) for text in texts)
        )
        words = [term for (term,) in connection.execute("SELECT term FROM temp.fresh_words")]
    held = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1"
    for term in words:
        if connection.execute(held, (f'"{term}"',)).fetchone() is None:
            gone = (
                "UPDATE lexicon SET docs = 0 WHERE term = ?"
                if is_root(find_root(term))
                else "DELETE FROM lexicon WHERE term = ?"
            )
            connection.execute(gone, (term,))


def find_forms(connection: sqlite3.Connection, term: str) -> Mapping[str, int]:
    """The printed forms of a word's root and in how many articles each is, commonest first; the word itself is always among them."""
    rows = connection.execute(
        "SELECT term, docs FROM lexicon WHERE stem = ? AND docs > 0 ORDER BY docs DESC, term"
        " LIMIT ?",
        (find_root(term), MOST_FORMS),
    )
    return {term: 0} | dict(rows.fetchall())


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Have a temporary index that cuts texts into words just as `articles_fts` does."""
    connection.execute(
        "CREATE VIRTUAL TABLE temp.fresh USING fts5(words, content='', detail=none,"
        f" tokenize='{TOKENIZER}')"
    )
    connection.execute(
        "CREATE VIRTUAL TABLE temp.fresh_words USING fts5vocab('temp', 'fresh', 'row')"
    )
    try:
        yield
    finally:
        connection.execute("DROP TABLE temp.fresh_words")
        connection.execute("DROP TABLE temp.fresh")


def _read(archive: Writable) -> int:
    execute = archive.connection.execute
    with archive.transaction():
        execute(
            "INSERT INTO temp.fresh(rowid, words) SELECT a.id, a.headline || ' ' ||"
            " coalesce(a.standfirst, '') || ' ' || a.body FROM unread_articles u JOIN articles a ON"
            " a.id = u.article_id ORDER BY u.article_id LIMIT ?",
            (BATCH,),
        )
        counted = execute("SELECT term, doc FROM temp.fresh_words").fetchall()
        read = execute(
            "DELETE FROM unread_articles WHERE article_id IN (SELECT article_id FROM"
            " unread_articles ORDER BY article_id LIMIT ?)",
            (BATCH,),
        ).rowcount
        execute("INSERT INTO temp.fresh(fresh) VALUES('delete-all')")
        _count(archive.connection, counted)
    return read


def _recount(archive: Writable) -> int:
    """Count the words of all articles in the index itself: for an archive most of which is unread, a tenth of the time."""
    execute = archive.connection.execute
    execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'articles_fts', 'row')")
    try:
        with archive.transaction():
            execute("UPDATE lexicon SET docs = 0 WHERE docs > 0")
            _count(archive.connection, execute("SELECT term, doc FROM temp.held").fetchall())
            return execute("DELETE FROM unread_articles").rowcount
    finally:
        execute("DROP TABLE temp.held")


def _count(connection: sqlite3.Connection, counted: Iterable[tuple[str, int]]) -> None:
    new: list[tuple[str, str, int]] = []
    for term, docs in counted:
        if not connection.execute(
            "UPDATE lexicon SET docs = docs + ? WHERE term = ?", (docs, term)
        ).rowcount:
            new.append((term, find_root(term), docs))
    roots = {
        root
        for _, root, _ in new
        if not connection.execute("SELECT 1 FROM lexicon WHERE stem = ?", (root,)).fetchone()
    }
    connection.executemany("INSERT INTO lexicon(term, stem, docs) VALUES(?, ?, ?)", new)
    # The regular forms of a new root, though no article holds them yet: without a stemmer in the
    # shell, `cari` knows a word by its row.
    unheard = [(form, root) for root in sorted(roots) for form in derive_forms(root)]
    connection.executemany(
        "INSERT INTO lexicon(term, stem, docs) VALUES(?, ?, 0) ON CONFLICT DO NOTHING", unheard
    )
