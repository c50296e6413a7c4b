"""Tombstones: what was taken down, when and why; all that is left of such an article."""

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.archive.archive import Archive
from scraper.archive.values import citation_of, storable_text, url_key
from scraper.urls import spelled

_ROW = "SELECT url, reason, forgotten_at FROM tombstones"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One URL of an article that was taken down."""

    url: str
    reason: str
    forgotten_at: str
    """UTC, ISO 8601 with Z."""


def find_tombstone(archive: Archive, urls: Iterable[str]) -> Tombstone | None:
    """The tombstone of the first URL that has one, in either scheme and any spelling.

    `urls` is not consumed where the archive has no tombstones.
    """
    if archive.connection.execute("SELECT 1 FROM tombstones LIMIT 1").fetchone() is None:
        return None
    for url in (spelling for given in urls for spelling in spelled(storable_text(given))):
        row = archive.connection.execute(f"{_ROW} WHERE url_key = ?", (url_key(url),)).fetchone()
        if row:
            return Tombstone(*row)
    return None


def find_cited_tombstone(archive: Archive, name: str) -> Tombstone | None:
    """The tombstone of the article with that citation (`k-…`, without the hash of a state)."""
    rows = (Tombstone(*row) for row in archive.connection.execute(_ROW))
    return next((left for left in rows if citation_of(left.url) == name), None)
