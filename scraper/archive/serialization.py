"""An article as rows and back: the pure half of the store.

`from_json(to_json(a)) == a`; nothing here touches SQLite.
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
"""The fields whose change makes a revision: what readers are told.

Tags, section, dates and widgets change without one.
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
"""The fields that `articles` keeps as they are, each in a column of its own name.

A new field is one of them until it is named above: its column is asked for by whatever saves or
loads an article, so that it cannot be forgotten in one of the two."""


def body_text(blocks: Sequence[Block]) -> str:
    """The body as plain text: its blocks, one a line."""
    return "\n".join(block.text for block in blocks)


def block_spans(blocks: Sequence[Block]) -> str:
    """Kind and length (in characters) of each block of `body_text`, as JSON: a block may hold line breaks of its own."""
    return json.dumps([[block.kind, len(block.text)] for block in blocks], separators=(",", ":"))


def blocks_of(text: str, spans: str) -> tuple[Block, ...]:
    """The blocks again from what `body_text` and `block_spans` made."""
    blocks, start = [], 0
    for kind, length in json.loads(spans):
        blocks.append(Block(BlockKind(kind), text[start : start + length]))
        start += length + 1
    return tuple(blocks)


def versioned(article: Article) -> dict[str, object]:
    """The wording of an article: what two observations must share to be the same revision.

    Photo addresses and labels are not in it.
    """
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "bylines": [[byline.name, byline.role] for byline in article.bylines],
        "body": [block.text for block in article.body],
        "images": [[image.caption, image.credit] for image in article.images],
    }


def content_hash(article: Article) -> bytes:
    """SHA-256 over `versioned`: a revision's name, the same in every archive."""
    return hashlib.sha256(
        json.dumps(versioned(article), ensure_ascii=False, sort_keys=True).encode()
    ).digest()


def citation_of_state(article: Article) -> str:
    """What this very state of the article is cited by: its citation and the first 8 hexadecimal digits of its content hash."""
    return f"{citation_of(article.url)}.{content_hash(article).hex()[:8]}"


def changed_fields(old: Article, new: Article) -> list[str]:
    """Which of the `VERSIONED` fields differ."""
    before, after = versioned(old), versioned(new)
    return [name for name in VERSIONED if before[name] != after[name]]


def article_to_json(article: Article) -> str:
    """Every field of the article but headline, standfirst and the body's text, which have columns of their own."""
    kept = {
        f.name: getattr(article, f.name)
        for f in fields(article)
        if f.name not in ("headline", "standfirst", "body", "evidence")
    }
    evidence = {name: asdict(item) for name, item in article.evidence.items()}
    kept |= {"blocks": json.loads(block_spans(article.body)), "evidence": evidence}
    return json.dumps(kept, default=_jsonable, ensure_ascii=False, separators=(",", ":"))


def article_from_json(text: str, *, headline: str, standfirst: str | None, body: str) -> Article:
    """The article again from `article_to_json` and its columns."""
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
    raise TypeError(f"{type(value).__name__} has no place in a stored article")
