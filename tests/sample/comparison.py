"""An article against the truth, field by field; and an archive's rows as articles, read in plain
SQL.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from scraper.model import Article, Block, BlockKind, Byline, Image, Outcome, Placement, Role

FIELDS = (
    "url",
    "portal",
    "headline",
    "kicker",
    "section",
    "standfirst",
    "dateline",
    "bylines",
    "published",
    "body",
)
LATER_FIELDS = ("images", "tags", "signature", "source", "parts", "parts_found")


def differences(found: Article, truth: Article, *, labels: bool = True) -> list[str]:
    """What differs, one line a field: `tags: got …, not …`.

    The instant counts to the minute, with its offset.

    Without `labels` a byline is its name and role alone, in any order: what is printed beside the
    name is then told by nobody.
    """
    ours, theirs = _comparable(found, labels), _comparable(truth, labels)
    return [
        f"{name}: got {ours[name]!r}, not {theirs[name]!r}"
        for name in (*FIELDS, *LATER_FIELDS)
        if ours[name] != theirs[name]
    ]


def _comparable(article: Article, labels: bool) -> dict[str, Any]:
    at = article.published_at
    fields = {
        name: getattr(article, name) for name in (*FIELDS, *LATER_FIELDS) if name != "published"
    }
    if not labels:
        fields["bylines"] = tuple(
            sorted((byline.name, byline.role.value) for byline in article.bylines)
        )
    return {
        **fields,
        "published": at.replace(second=0).isoformat(timespec="minutes") if at else None,
    }


def archived(path: Path) -> dict[str, Article]:
    """Every article in the archive, by URL."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        archive.row_factory = sqlite3.Row
        rows = archive.execute(
            "SELECT articles.*, slug FROM articles JOIN portals ON portals.id = portal_id"
        )
        return {row["url"]: _article(archive, row) for row in rows.fetchall()}


def outcomes(path: Path) -> dict[str, str]:
    """By URL, what the ledger says of the last fetch of each article URL."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        return dict(
            archive.execute(
                "SELECT url, last_outcome FROM ledger WHERE kind = 'article'"
            ).fetchall()
        )


def fetched(path: Path, outcome: Outcome) -> list[str]:
    """The URLs of all fetches with that outcome, in order."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        return [
            url
            for (url,) in archive.execute(
                "SELECT url FROM fetches WHERE outcome = ? ORDER BY id", (outcome.value,)
            )
        ]


def count(path: Path, table: str) -> int:
    """How many rows a table has."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        (rows,) = archive.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(rows)


def _article(archive: sqlite3.Connection, row: sqlite3.Row) -> Article:
    def of_it(columns: str, table: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM {table} WHERE article_id = ? ORDER BY position"
        return [tuple(found) for found in archive.execute(query, (row["id"],))]

    bylines = of_it("name, role, label", "bylines")
    images = of_it("caption, credit, placement, url", "images")
    texts = (
        "url",
        "headline",
        "kicker",
        "section",
        "standfirst",
        "dateline",
        "signature",
        "source",
        "parts",
        "parts_found",
    )
    return Article(
        **{name: row[name] for name in texts},
        portal=row["slug"],
        body=tuple(_blocks(row["body"], json.loads(row["blocks"]))),
        bylines=tuple(Byline(name, Role(role), label) for name, role, label in bylines),
        images=tuple(
            Image(caption, credit, Placement(placement), url)
            for caption, credit, placement, url in images
        ),
        tags=tuple(name for (name,) in of_it("name", "article_tags")),
        published_at=_instant(row["published_at"], row["published_offset"]),
    )


def _blocks(body: str, spans: list[tuple[str, int]]) -> Iterator[Block]:
    start = 0
    for kind, length in spans:
        yield Block(BlockKind(kind), body[start : start + length])
        start += length + 1


def _instant(text: str | None, offset: int | None) -> datetime | None:
    return (
        datetime.fromisoformat(text).astimezone(timezone(timedelta(minutes=offset or 0)))
        if text
        else None
    )
