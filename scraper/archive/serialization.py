"""An article as text and columns, and back; the wording that makes a revision, and its hash.

Pure: `article_from_json(article_to_json(a)) == a`.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from scraper.archive.values import citation_of
from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Placement, Role

VERSIONED: Final = ("headline", "standfirst", "bylines", "body", "images")
"""The fields whose change makes a revision: the wording that readers see.

Tags, section and dates change without one.
"""

PLAIN: Final = tuple(
    one.name
    for one in fields(Article)
    if one.name
    not in (
        "portal",
        "body",
        "bylines",
        "images",
        "tags",
        "evidence",
        "published_at",
        "modified_at",
        "part_urls",
    )
)
"""The fields that `articles` holds as they are, each in a column of the same name.

A new field of `Article` is one of them unless it is excluded above. Both saving and loading use
this list, so neither can forget the field: without its column, both fail."""


def body_text(blocks: Sequence[Block]) -> str:
    """The body as plain text: its blocks joined by line breaks."""
    return "\n".join(block.text for block in blocks)


def block_spans(blocks: Sequence[Block]) -> str:
    """Kind and length (in characters) of each block of `body_text`, as JSON.

    The lengths are needed because a block may hold line breaks of its own.
    """
    return json.dumps([[block.kind, len(block.text)] for block in blocks], separators=(",", ":"))


def blocks_of(text: str, spans: str) -> tuple[Block, ...]:
    """The blocks, from `body_text` and `block_spans`."""
    blocks, start = [], 0
    for kind, length in json.loads(spans):
        blocks.append(Block(BlockKind(kind), text[start : start + length]))
        start += length + 1
    return tuple(blocks)


def versioned(article: Article) -> dict[str, object]:
    """The wording of an article; two observations with the same wording are one revision.

    It leaves out photo addresses and byline labels.
    """
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "bylines": [[byline.name, byline.role] for byline in article.bylines],
        "body": [block.text for block in article.body],
        "images": [[image.caption, image.credit] for image in article.images],
    }


def content_hash(article: Article) -> bytes:
    """SHA-256 of `versioned`: it identifies a revision, and is the same in every archive."""
    return hashlib.sha256(
        json.dumps(versioned(article), ensure_ascii=False, sort_keys=True).encode()
    ).digest()


def citation_of_state(article: Article) -> str:
    """The citation of this state: the article's, and the first 8 hex digits of the content hash."""
    return f"{citation_of(article.url)}.{content_hash(article).hex()[:8]}"


def changed_fields(old: Article, new: Article) -> list[str]:
    """Which of the `VERSIONED` fields differ."""
    before, after = versioned(old), versioned(new)
    return [name for name in VERSIONED if before[name] != after[name]]


def article_to_json(article: Article) -> str:
    """All fields but headline, standfirst and the body's text, which have columns of their own."""
    kept = {
        f.name: getattr(article, f.name)
        for f in fields(article)
        if f.name not in ("headline", "standfirst", "body", "evidence")
    }
    evidence = {name: asdict(item) for name, item in article.evidence.items()}
    kept |= {"blocks": json.loads(block_spans(article.body)), "evidence": evidence}
    return json.dumps(kept, default=_jsonable, ensure_ascii=False, separators=(",", ":"))


def article_from_json(text: str, *, headline: str, standfirst: str | None, body: str) -> Article:
    """The article, from `article_to_json` and the columns beside it."""
    kept: dict[str, Any] = json.loads(text)
    for name in ("published_at", "modified_at"):
        kept[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
    return Article(
        headline=headline,
        standfirst=standfirst,
        body=blocks_of(body, json.dumps(kept.pop("blocks"))),
        bylines=tuple(Byline(b["name"], Role(b["role"]), b["label"]) for b in kept.pop("bylines")),
        images=tuple(
            Image(i["caption"], i["credit"], Placement(i["placement"]), i["url"])
            for i in kept.pop("images")
        ),
        tags=tuple(kept.pop("tags")),
        part_urls=tuple(kept.pop("part_urls")),
        evidence=MappingProxyType(
            {name: Evidence(**item) for name, item in kept.pop("evidence").items()}
        ),
        **kept,
    )


def _jsonable(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Byline | Image):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot be stored in an article")
