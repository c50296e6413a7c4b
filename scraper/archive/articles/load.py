"""Load articles by id, citation, URL or urn, with their earlier states."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from sqlite3 import Row

from scraper.archive.archive import Archive
from scraper.archive.articles.article_rows import article_of_row, find_article_row
from scraper.archive.articles.tombstones import find_cited_tombstone, find_tombstone
from scraper.archive.serialization import article_from_json, citation_of_state
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import storable_text, url_key
from scraper.errors import InputError, TakenDown
from scraper.model import Article
from scraper.model.diff import field_differences
from scraper.urls import URN_PREFIX, likely

_CITATION = re.compile(r"k-[a-z2-7]{16}(\.[0-9a-f]{8})?", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)  # what fits SQLite's integers


@dataclass(frozen=True, slots=True)
class Archived:
    """The newest state of an article, and what the archive knows about it.

    Times are UTC, ISO 8601 with Z.
    """

    article_id: int
    article: Article
    portal_slug: str
    portal_name: str
    revision: int
    revised_at: str
    """When this state was first observed."""
    first_seen_at: str
    last_seen_at: str
    gone_at: str | None
    """When its URL was found to be gone; None while it is there."""
    snapshot_ids: tuple[str, ...]
    parser_version: str

    @property
    def citation(self) -> str:
        """The citation of this state (`citation_of_state`)."""
        return citation_of_state(self.article)


@dataclass(frozen=True, slots=True)
class Revision:
    """One superseded state of an article, in full. Times are UTC, ISO 8601 with Z."""

    revision: int
    article: Article
    observed_at: str
    superseded_at: str
    cause: str
    """`site` where the portal changed it, `parser` where Kliping learned to read it better."""
    changed: tuple[str, ...]
    """The fields in which the next state differed."""
    run_id: int | None
    snapshot_ids: tuple[str, ...]


def load_article(archive: Archive, key: str | int) -> Archived:
    """The article with that id, citation or urn, or at that URL.

    The URL may be in any spelling, or that of the mobile page or a further page. Portals'
    declarations are not consulted, so whoever has the file can read any archive.

    Raises:
        TakenDown: it was archived and then taken down.
        InputError: the archive holds no such article.
    """
    with explain_errors(archive.path):
        row = _find(archive, key)
    if row is None:
        _raise_if_taken_down(archive, str(key).strip())
        raise InputError(
            f"{archive.path} holds no article {key!r}: `kliping search` finds articles by their"
            " words"
        )
    article = article_of_row(archive, row)
    name = "SELECT slug, name FROM portals WHERE id = ?"
    slug, brand = archive.connection.execute(name, (row["portal_id"],)).fetchone()
    return Archived(
        article_id=row["id"],
        article=article,
        portal_slug=slug,
        portal_name=brand,
        revision=row["revision"],
        revised_at=row["revised_at"],
        first_seen_at=row["first_seen_at"],
        last_seen_at=row["last_seen_at"],
        gone_at=row["gone_at"],
        snapshot_ids=tuple(json.loads(row["snapshot_ids"])),
        parser_version=row["parser_version"],
    )


def load_revisions(archive: Archive, article_id: int) -> list[Revision]:
    """The superseded states of an article, oldest first; empty for one that never changed."""
    rows = _rows(
        archive,
        "SELECT * FROM article_revisions WHERE article_id = ? ORDER BY observed_at, revision",
        article_id,
    )
    return [
        Revision(
            revision=row["revision"],
            article=article_from_json(
                row["fields"],
                headline=row["headline"],
                standfirst=row["standfirst"],
                body=row["body"],
            ),
            observed_at=row["observed_at"],
            superseded_at=row["superseded_at"],
            cause=row["cause"],
            changed=tuple(json.loads(row["changed"])),
            run_id=row["run_id"],
            snapshot_ids=tuple(json.loads(row["snapshot_ids"])),
        )
        for row in rows
    ]


def load_cited_state(archive: Archive, key: str) -> tuple[Archived, Revision | None]:
    """The article behind a key, and the superseded state that its citation names, if any.

    The state is None where the key has no hash, or the hash is that of the newest state.

    Raises:
        InputError: the archive holds no such article, or not in that state.
    """
    newest = load_article(archive, key)
    digest = key.strip().partition(".")[2] if _CITATION.fullmatch(key.strip()) else ""
    if not digest or newest.citation.endswith(digest):
        return newest, None
    for old in load_revisions(archive, newest.article_id):
        if citation_of_state(old.article).endswith(digest):
            return newest, old
    raise InputError(
        f"{archive.path} never saw {newest.article.url} in the state {digest}: `kliping revisions"
        f" {newest.article_id}` lists them"
    )


@dataclass(frozen=True, slots=True)
class Edit:
    """One step in an article's history. Times are UTC, ISO 8601 with Z."""

    before: int
    after: int
    """Numbers of the two revisions."""
    at: str
    """When the later state was first observed."""
    cause: str
    """`site` or `parser`, as in `Revision`."""
    run_id: int | None
    changes: Mapping[str, tuple[str | None, str | None]]
    """By field: its text before and after."""


def load_edits(archive: Archive, article_id: int) -> list[Edit]:
    """What changed in an article, oldest step first; empty for one that never changed.

    Raises:
        InputError: the archive holds no such article.
    """
    newest, history = load_article(archive, article_id), load_revisions(archive, article_id)
    states = [*((old.revision, old.article) for old in history), (newest.revision, newest.article)]
    return [
        Edit(
            old.revision,
            number,
            old.superseded_at,
            old.cause,
            old.run_id,
            field_differences(old.article, article),
        )
        for old, (number, article) in zip(history, states[1:], strict=True)
    ]


def _find(archive: Archive, key: str | int) -> Row | None:
    if isinstance(key, int) or _DIGITS.fullmatch(key):
        return find_article_row(archive, "id", int(key))
    key = key.strip()
    if _CITATION.fullmatch(key):
        return find_article_row(archive, "citation", key.partition(".")[0])
    return _find_by_url(archive, storable_text(key))


def _find_by_url(archive: Archive, url: str) -> Row | None:
    """The article at a URL; a further page's URL finds only an article of several pages."""
    by_url = "SELECT * FROM articles WHERE url_key = ?"
    # A URL that once redirected to the article has a ledger row that names it.
    by_ledger = (
        "SELECT * FROM articles WHERE id = (SELECT article_id FROM ledger WHERE url_key = ?)"
    )
    for query, spellings in (
        (by_url, _spellings(url)),
        (by_ledger, _spellings(url)),
        (f"{by_url} AND parts > 1", _first_pages(url)),
    ):
        for spelling in spellings:
            for row in _rows(archive, query, url_key(spelling)):
                return row
    return None


def _raise_if_taken_down(archive: Archive, key: str) -> None:
    with explain_errors(archive.path):
        if _CITATION.fullmatch(key):
            left = find_cited_tombstone(archive, key.partition(".")[0])
        else:
            left = find_tombstone(
                archive, chain(_spellings(storable_text(key)), _first_pages(storable_text(key)))
            )
    if left:
        raise TakenDown(
            f"{left.url} was taken down on {left.forgotten_at[:10]}: {left.reason}",
            left.forgotten_at,
        )


def _spellings(url: str) -> Iterator[str]:
    """The URL as given, then every other spelling it may stand for."""
    yield url
    yield from _likely(url)


def _first_pages(url: str) -> Iterator[str]:
    """The URLs that the first page may have, where this is a further page's."""
    return _likely(url, first=True)


def _likely(url: str, *, first: bool = False) -> Iterator[str]:
    """A host without a scheme is taken as http; a text that is not a URL gives no spellings."""
    if url.startswith(URN_PREFIX):
        return
    with suppress(InputError):  # `load_article` reports what was not found
        yield from likely(url if "://" in url else f"http://{url}", first=first)


def _rows(archive: Archive, query: str, value: object) -> list[Row]:
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    return cursor.execute(query, (value,)).fetchall()
