"""The lexicon: every word in the archive with its root, so that a query finds all its forms.

The index holds words as printed; the query is stemmed. So a better stemmer needs no new index,
`"bangunan"` in quotation marks still means just that word, and any SQLite shell has all it needs in
one table.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from scraper.archive.schema.search import MOST_FORMS, TOKENIZER
from scraper.archive.search.stemming import derive_forms, find_root, is_root
from scraper.archive.storage.database import Writable

BATCH: Final = 2_000
"""Articles read in one transaction: it blocks other writers for about half a second."""


def refresh_lexicon(archive: Writable) -> int:
    """Enter the words of new and reworded articles; returns how many articles there were.

    Every command that writes ends with this (`optimise_archive`). A killed process leaves the rest
    to the next one. Until then a search finds the new articles by the words of the query as typed,
    and by forms that the lexicon knows from other articles.
    """
    connection, read = archive.connection, 0
    unread, kept = connection.execute(
        "SELECT (SELECT count(*) FROM unread_articles), (SELECT count(*) FROM articles)"
    ).fetchone()
    if not unread:
        return 0
    if unread > BATCH and unread > kept / 2:
        return _recount(archive)
    with _temporary_index(connection):
        while batch := _read_batch(archive):
            read += batch
    return read


def forget_words(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Delete the words of texts that were taken down, unless another article holds them.

    A word of the dictionary stays, with a count of 0. Call this in the transaction that deletes the
    texts: a rare word may be somebody's name.
    """
    with _temporary_index(connection):
        connection.executemany(
            "INSERT INTO temp.fresh(words) VALUES(?)", ((text,) for text in texts)
        )
        words = [term for (term,) in connection.execute("SELECT term FROM temp.fresh_words")]
    held = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1"
    for term in words:
        if connection.execute(held, (f'"{term}"',)).fetchone() is not None:
            continue
        if is_root(find_root(term)):
            connection.execute("UPDATE lexicon SET docs = 0 WHERE term = ?", (term,))
        else:
            connection.execute("DELETE FROM lexicon WHERE term = ?", (term,))


def find_forms(connection: sqlite3.Connection, term: str) -> Mapping[str, int]:
    """The printed forms of a word's root with their numbers of articles, most frequent first.

    The word itself is always among them.
    """
    rows = connection.execute(
        "SELECT term, docs FROM lexicon WHERE stem = ? AND docs > 0 ORDER BY docs DESC, term"
        " LIMIT ?",
        (find_root(term), MOST_FORMS),
    )
    return {term: 0} | dict(rows.fetchall())


@contextmanager
def _temporary_index(connection: sqlite3.Connection) -> Iterator[None]:
    """A temporary index that splits texts into words exactly as `articles_fts` does."""
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


def _read_batch(archive: Writable) -> int:
    """Enter the words of the next `BATCH` articles; returns how many articles there were."""
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
        _enter_counts(archive.connection, counted)
    return read


def _recount(archive: Writable) -> int:
    """Take the words of all articles from the index: ten times as fast where most are unread."""
    execute = archive.connection.execute
    execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab('main', 'articles_fts', 'row')")
    try:
        with archive.transaction():
            execute("UPDATE lexicon SET docs = 0 WHERE docs > 0")
            counted = execute("SELECT term, doc FROM temp.held").fetchall()
            _enter_counts(archive.connection, counted)
            return execute("DELETE FROM unread_articles").rowcount
    finally:
        execute("DROP TABLE temp.held")


def _enter_counts(connection: sqlite3.Connection, counted: Iterable[tuple[str, int]]) -> None:
    """Add the counts of those words; a new root brings its regular forms along."""
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
    # No article holds these forms yet, but a shell has no stemmer: there `cari` finds a word by its
    # row only.
    unheard = [(form, root) for root in sorted(roots) for form in derive_forms(root)]
    connection.executemany(
        "INSERT INTO lexicon(term, stem, docs) VALUES(?, ?, 0) ON CONFLICT DO NOTHING", unheard
    )
