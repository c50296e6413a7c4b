"""An article as a row of `articles` and rows of the tables beside it: written, and read back."""

import json
from collections.abc import Mapping
from sqlite3 import Row
from types import MappingProxyType
from typing import Final, Literal

from scraper.archive.archive import Archive
from scraper.archive.people.shared_names import enter_person, enter_section, enter_tag
from scraper.archive.places.article_places import place_article
from scraper.archive.serialization import (
    PLAIN,
    block_spans,
    blocks_of,
    body_text,
    content_hash,
)
from scraper.archive.values import offset_minutes, read_instant, utc_text
from scraper.model import Article, Byline, Evidence, Image, Placement, Role

UNUSED_PERSON: Final = (
    "NOT EXISTS(SELECT 1 FROM bylines WHERE person_id = people.id)"
    " AND NOT EXISTS(SELECT 1 FROM person_merges WHERE person_id = people.id)"
    " AND NOT EXISTS(SELECT 1 FROM person_merges WHERE into_id = people.id)"
)
"""In `people`: a name that no article has, and that nobody has merged with another or set apart
again."""
UNUSED_TAG: Final = "NOT EXISTS(SELECT 1 FROM article_tags WHERE tag_id = tags.id)"

_CHILD_TABLES: Final = ("bylines", "images", "article_tags", "article_places", "evidence")


def find_article_row(
    archive: Archive, column: Literal["id", "url_key", "citation"], value: object
) -> Row | None:
    """The row of `articles` with that value; None where there is none."""
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    row: Row | None = cursor.execute(
        f"SELECT * FROM articles WHERE {column} = ?", (value,)
    ).fetchone()
    return row


def article_of_row(archive: Archive, row: Row) -> Article:
    """The article of a row of `articles`, as it was saved."""
    execute, article_id = archive.connection.execute, row["id"]
    tags = execute(
        "SELECT name FROM article_tags WHERE article_id = ? ORDER BY position", (article_id,)
    )
    portal = execute(
        "SELECT slug FROM portals WHERE id = ? AND network IS NOT NULL", (row["portal_id"],)
    ).fetchone()
    published, modified = row["published_at"], row["modified_at"]
    return Article(
        body=blocks_of(row["body"], row["blocks"]),
        portal=portal[0] if portal else None,
        bylines=_load_bylines(archive, article_id),
        published_at=read_instant(published, row["published_offset"]) if published else None,
        modified_at=read_instant(modified, row["modified_offset"]) if modified else None,
        images=_load_images(archive, article_id),
        tags=tuple(name for (name,) in tags),
        part_urls=tuple(json.loads(row["part_urls"])),
        evidence=_load_evidence(archive, article_id),
        **{name: row[name] for name in PLAIN},
    )


def _load_bylines(archive: Archive, article_id: int) -> tuple[Byline, ...]:
    rows = archive.connection.execute(
        "SELECT name, role, label FROM bylines WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    return tuple(Byline(name, Role(role), label) for name, role, label in rows)


def _load_images(archive: Archive, article_id: int) -> tuple[Image, ...]:
    rows = archive.connection.execute(
        "SELECT caption, credit, placement, url FROM images WHERE article_id = ? ORDER BY position",
        (article_id,),
    )
    return tuple(
        Image(caption, credit, Placement(placement), url)
        for caption, credit, placement, url in rows
    )


def _load_evidence(archive: Archive, article_id: int) -> Mapping[str, Evidence]:
    rows = archive.connection.execute(
        "SELECT field, reader, raw, note FROM evidence WHERE article_id = ?", (article_id,)
    )
    return MappingProxyType({name: Evidence(reader, raw, note) for name, reader, raw, note in rows})


def article_columns(archive: Archive, article: Article, portal_id: int) -> dict[str, object]:
    """The article's own columns of its row; a section that is new to the portal is entered."""
    body = body_text(article.body)
    published, modified = article.published_at, article.modified_at
    return {name: getattr(article, name) for name in PLAIN} | {
        "portal_id": portal_id,
        "section_id": enter_section(archive.connection, portal_id, article.section),
        "published_at": utc_text(published) if published else None,
        "published_date": published.date().isoformat() if published else None,
        "published_offset": offset_minutes(published) if published else None,
        "modified_at": utc_text(modified) if modified else None,
        "modified_offset": offset_minutes(modified) if modified else None,
        "word_count": len(body.split()),
        "part_urls": json.dumps(article.part_urls),
        "content_hash": content_hash(article),
        "blocks": block_spans(article.body),
        "body": body,
    }


def insert_children(archive: Archive, article_id: int, article: Article) -> None:
    """Insert the article's bylines, images, tags, evidence and places."""
    connection = archive.connection
    connection.executemany(
        "INSERT INTO bylines(article_id, position, person_id, role, name, label)"
        " VALUES(?, ?, ?, ?, ?, ?)",
        [
            (article_id, n, enter_person(connection, b.name), b.role, b.name, b.label)
            for n, b in enumerate(article.bylines, 1)
        ],
    )
    connection.executemany(
        "INSERT INTO images(article_id, position, placement, url, caption, credit)"
        " VALUES(?, ?, ?, ?, ?, ?)",
        [
            (article_id, n, i.placement, i.url, i.caption, i.credit)
            for n, i in enumerate(article.images, 1)
        ],
    )
    connection.executemany(
        "INSERT INTO article_tags(article_id, position, tag_id, name) VALUES(?, ?, ?, ?)",
        [(article_id, n, enter_tag(connection, tag), tag) for n, tag in enumerate(article.tags, 1)],
    )
    connection.executemany(
        "INSERT INTO evidence(article_id, field, reader, raw, note) VALUES(?, ?, ?, ?, ?)",
        [(article_id, name, e.reader, e.raw, e.note) for name, e in article.evidence.items()],
    )
    place_article(connection, article_id, article.headline, article.dateline)


def replace_children(archive: Archive, article_id: int, article: Article) -> None:
    """Replace them; a person or tag that no article has any more is deleted."""
    before = _names(archive, article_id)
    for table in _CHILD_TABLES:
        archive.connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    insert_children(archive, article_id, article)
    for table, number in before - _names(archive, article_id):
        unused = UNUSED_PERSON if table == "people" else UNUSED_TAG
        archive.connection.execute(f"DELETE FROM {table} WHERE id = ? AND {unused}", (number,))


def _names(archive: Archive, article_id: int) -> set[tuple[str, int]]:
    """The article's people and tags, each as its table and row id."""
    rows = archive.connection.execute(
        "SELECT 'people', person_id FROM bylines WHERE article_id = ?1"
        " UNION SELECT 'tags', tag_id FROM article_tags WHERE article_id = ?1",
        (article_id,),
    )
    return set(rows)
