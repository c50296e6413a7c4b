"""Takedowns: an article that must go leaves a tombstone, and nothing files it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scraper.archive import lexicon, snapshots
from scraper.archive.archive import Archive
from scraper.archive.read import load
from scraper.archive.rows import plain, url_key, utc
from scraper.declarations import Declarations
from scraper.errors import InputError

_TEXTS: Final = (
    "SELECT headline || ' ' || coalesce(standfirst, '') || ' ' || body FROM articles WHERE id = :id"
    " UNION ALL SELECT headline || ' ' || coalesce(standfirst, '') || ' ' || body FROM article_revisions WHERE article_id = :id"
)
"""Of an article in all its states: what the lexicon has read of it."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a forgotten article."""

    url: str
    reason: str
    forgotten_at: str
    """UTC, ISO 8601 with Z."""


def find(archive: Archive, urls: Iterable[str]) -> Tombstone | None:
    """The tombstone at the first of the URLs that has one, in either scheme."""
    for url in urls:
        query = "SELECT url, reason, forgotten_at FROM tombstones WHERE url_key = ?"
        row = archive.connection.execute(query, (url_key(plain(url)),)).fetchone()
        if row:
            return Tombstone(*row)
    return None


def forget(archive: Archive, key: str | int, *, reason: str, at: datetime, declarations: Declarations | None = None) -> Tombstone:
    """Take an article out for good: text, history, photos' captions, its pages; every URL that led to it gets a tombstone.

    What stays is the tombstone and, in `fetches`, that something was fetched. The pages go first: killed in between, the article is
    still there to be forgotten again.

    Raises:
        InputError: the archive holds no such article, or no reason is given.
    """
    if not reason.strip():
        raise InputError("a takedown needs its reason: --reason 'court order 12/2026'")
    article_id = load(archive, key, declarations).article_id
    execute, when = archive.connection.execute, utc(at)
    snapshots.drop(archive, _pages_of(archive, article_id))
    execute("PRAGMA secure_delete = ON")  # what is taken down must not lie on in the file's free pages
    with archive.transaction():
        urls = execute(
            "SELECT url FROM articles WHERE id = :id UNION ALL SELECT url FROM ledger WHERE article_id = :id", {"id": article_id}
        )
        led_to = list(dict.fromkeys(url for (url,) in urls))
        for url in led_to:
            execute(
                "INSERT INTO tombstones(url, reason, forgotten_at) VALUES(?, ?, ?) ON CONFLICT(url_key) DO NOTHING",
                (url, plain(reason.strip()), when),
            )
        execute("UPDATE ledger SET state = 'refused', due_at = NULL WHERE article_id = ?", (article_id,))
        execute("UPDATE fetches SET snapshot_id = NULL WHERE article_id = ?", (article_id,))
        texts = execute(_TEXTS, {"id": article_id}).fetchall()
        execute("DELETE FROM article_revisions WHERE article_id = ?", (article_id,))
        people = execute("SELECT person_id FROM bylines WHERE article_id = ?", (article_id,)).fetchall()
        tags = execute("SELECT tag_id FROM article_tags WHERE article_id = ?", (article_id,)).fetchall()
        execute("DELETE FROM articles WHERE id = ?", (article_id,))
        _drop_unused(archive, people, tags)
        lexicon.forget(archive.connection, (text for (text,) in texts))
    return Tombstone(led_to[0], reason.strip(), when)


def _drop_unused(archive: Archive, people: list[tuple[int]], tags: list[tuple[int]]) -> None:
    """A name that stood on no other article goes too."""
    many = archive.connection.executemany
    many("DELETE FROM people WHERE id = ?1 AND NOT EXISTS(SELECT 1 FROM bylines WHERE person_id = ?1)", people)
    many("DELETE FROM tags WHERE id = ?1 AND NOT EXISTS(SELECT 1 FROM article_tags WHERE tag_id = ?1)", tags)


def _pages_of(archive: Archive, article_id: int) -> list[int]:
    """The snapshots that only this article was read from, in any of its states; a page that another article shares stays."""
    every = (
        "SELECT s.value, article_id FROM (SELECT id AS article_id, snapshot_ids FROM articles WHERE {0}"
        " UNION ALL SELECT article_id, snapshot_ids FROM article_revisions WHERE {1}) r, json_each(r.snapshot_ids) s"
    )
    execute = archive.connection.execute
    own = {row[0] for row in execute(every.format("id = :id", "article_id = :id"), {"id": article_id})}
    own |= {row[0] for row in execute("SELECT snapshot_id FROM fetches WHERE article_id = ? AND snapshot_id IS NOT NULL", (article_id,))}
    shared = {row[0] for row in execute(every.format("id <> :id", "article_id <> :id"), {"id": article_id}) if row[0] in own}
    return sorted(own - shared)
