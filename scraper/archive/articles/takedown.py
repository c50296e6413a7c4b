"""Takedowns: delete an article that must go, and leave a tombstone so it is not archived again."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.articles.load import load_article
from scraper.archive.articles.tombstones import Tombstone
from scraper.archive.pages.snapshots import drop_pages, pages_at
from scraper.archive.search.lexicon import forget_words
from scraper.archive.storage import page_names
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import storable_text, utc_text
from scraper.errors import InputError
from scraper.urls import URN_PREFIX, spelled

_TEXTS: Final = (
    "SELECT headline || ' ' || coalesce(standfirst, '') || ' ' || body FROM articles WHERE id = :id"
    " UNION ALL SELECT headline || ' ' || coalesce(standfirst, '') || ' ' || body FROM"
    " article_revisions WHERE article_id = :id"
)
"""The texts of all states of an article: what the lexicon has counted."""

_QUOTED: Final = {"breaches": "reason", "verifications": "findings"}
"""Texts about a portal that may quote a line of an article, as table and column."""
_LONGEST_QUOTE: Final = 60
"""A quotation is recognised by this many first characters of a line."""


def forget_article(archive: Archive, key: str | int, *, reason: str, at: datetime) -> Tombstone:
    """Delete an article for good: its text, history, photo captions and pages.

    Every URL that led to it gets a tombstone. What stays is the tombstones and, in `fetches`, that
    something was fetched. The tombstones are written first, then the pages are deleted, then the
    rows. If the process is killed in between, the article is not archived again, `kliping check`
    names it, and forgetting it again finishes the work. `purge.purge_takedowns` removes the last
    traces from the files.

    Raises:
        TakenDown: it was taken down already.
        InputError: the archive holds no such article, or no reason is given.
        ArchiveError: the archive may not be written, or the disk is full.
    """
    if not reason.strip():
        raise InputError("a takedown needs its reason: --reason 'court order 12/2026'")
    known = load_article(archive, key)
    left = Tombstone(known.article.url, storable_text(reason.strip()), utc_text(at))
    with explain_errors(archive.path):
        places = {
            url
            for url in (
                *_write_tombstones(archive, known.article_id, left),
                *known.article.part_urls,
            )
            if not url.startswith(URN_PREFIX)
        }
        drop_pages(archive, _pages_of(archive, known.article_id, places))
        _delete(archive, known.article_id, places)
    return left


def _write_tombstones(archive: Archive, article_id: int, left: Tombstone) -> list[str]:
    """Write the tombstones; returns the URLs that led to the article."""
    execute = archive.connection.execute
    with archive.transaction():
        urls = execute(
            "SELECT url FROM articles WHERE id = :id UNION ALL SELECT url FROM ledger WHERE"
            " article_id = :id",
            {"id": article_id},
        )
        led_to = [url for (url,) in urls]
        archive.connection.executemany(
            "INSERT INTO tombstones(url, reason, forgotten_at) VALUES(?, ?, ?) ON CONFLICT(url_key)"
            " DO UPDATE SET reason = excluded.reason, forgotten_at = excluded.forgotten_at,"
            " purged_at = NULL",
            [(one, left.reason, left.forgotten_at) for url in led_to for one in spelled(url)],
        )
        execute(
            "UPDATE ledger SET state = 'refused', due_at = NULL WHERE article_id = ?", (article_id,)
        )
    return led_to


def _delete(archive: Archive, article_id: int, places: Iterable[str]) -> None:
    execute = archive.connection.execute
    with archive.transaction():
        execute(
            "UPDATE fetches SET snapshot_id = NULL, error = reason WHERE article_id = ?",
            (article_id,),
        )
        execute(
            "UPDATE fetches SET snapshot_id = NULL, error = reason WHERE url IN (SELECT value FROM"
            " json_each(?))",
            (json.dumps(sorted(places)),),
        )
        texts = execute(_TEXTS, {"id": article_id}).fetchall()
        people = execute(
            "SELECT person_id FROM bylines WHERE article_id = ?", (article_id,)
        ).fetchall()
        tags = execute(
            "SELECT tag_id FROM article_tags WHERE article_id = ?", (article_id,)
        ).fetchall()
        for table, column in owned_tables(archive):
            execute(f"DELETE FROM [{table}] WHERE {column} = ?", (article_id,))
        execute("DELETE FROM articles WHERE id = ?", (article_id,))
        _drop_unused(archive, people, tags)
        _unquote(archive, [text for (text,) in texts])
        forget_words(archive.connection, (text for (text,) in texts))


def owned_tables(archive: Archive) -> list[tuple[str, str]]:
    """The tables whose rows are deleted with their article, and the column that names it.

    They are read from the file's foreign keys, so a table that a later release adds is included.
    Rows that only lose their article (`ON DELETE SET NULL`: `ledger`, `fetches`) stay, without
    what they quote of it.
    """
    return archive.connection.execute(
        'SELECT t.name, f."from" FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE'
        " t.type = 'table' AND f.\"table\" = 'articles' AND f.on_delete <> 'SET NULL' ORDER BY 1"
    ).fetchall()


def _unquote(archive: Archive, texts: Iterable[str]) -> None:
    """Cut the article's lines out of what runs said of its portal."""
    quotes = {
        line[:_LONGEST_QUOTE].strip()
        for text in texts
        for line in text.splitlines()
        if " " in line.strip()
    }
    for table, column in _QUOTED.items():
        rows = archive.connection.execute(f"SELECT id, {column} FROM {table}").fetchall()
        for row_id, text in rows:
            cut = _cut_quotes(text, quotes)
            if cut != text:
                archive.connection.execute(
                    f"UPDATE {table} SET {column} = ? WHERE id = ?", (cut, row_id)
                )


def _cut_quotes(text: str, quotes: Iterable[str]) -> str:
    """The text with `…` in place of each quotation, up to its closing quotation mark."""
    for quote in quotes:
        while (start := text.find(quote)) >= 0:
            end = text.find("”", start)
            text = text[:start] + "…" + text[end if end >= 0 else start + len(quote) :]
    return text


def _drop_unused(archive: Archive, people: list[tuple[int]], tags: list[tuple[int]]) -> None:
    """Delete the people and tags that no other article has."""
    many = archive.connection.executemany
    many(
        "DELETE FROM people WHERE id = ?1 AND NOT EXISTS(SELECT 1 FROM bylines WHERE person_id"
        " = ?1)",
        people,
    )
    many(
        "DELETE FROM tags WHERE id = ?1 AND NOT EXISTS(SELECT 1 FROM article_tags WHERE tag_id"
        " = ?1)",
        tags,
    )


def _pages_of(archive: Archive, article_id: int, places: Iterable[str]) -> list[str]:
    """The names of the pages that only this article was read from, in any of its states.

    A page that another article shares is not among them. Pages at the article's URLs that were
    refused are: half a page holds half of its text.
    """
    own, shared = set(pages_at(archive, places)), set[str]()
    for table, column in page_names.places(archive.connection):
        id_column = "id" if table == "articles" else "article_id"
        if column == "snapshot_ids":
            names = (
                f"SELECT e.value FROM [{table}] t, json_each(t.snapshot_ids) e WHERE t.{id_column}"
            )
            shared |= _select_names(archive, f"{names} <> ?", article_id)
        else:
            names = f"SELECT {column} FROM [{table}] WHERE {column} IS NOT NULL AND {id_column}"
        own |= _select_names(archive, f"{names} = ?", article_id)
    return sorted(own - shared)


def _select_names(archive: Archive, query: str, article_id: int) -> set[str]:
    return {name for (name,) in archive.connection.execute(query, (article_id,))}
