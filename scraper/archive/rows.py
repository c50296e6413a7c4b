"""An article as rows and back: the pure half of the store. `from_json(to_json(a)) == a`; nothing here touches SQLite."""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Placement, Role

VERSIONED: Final = ("headline", "standfirst", "bylines", "body", "images")
"""The fields whose change makes a revision: what readers are told. Tags, section, dates and widgets change without one."""

PLAIN: Final = tuple(
    one.name
    for one in fields(Article)
    if one.name not in ("portal", "body", "bylines", "images", "tags", "evidence", "published_at", "modified_at", "part_urls")
)
"""The fields that `articles` keeps as they are, each in a column of its own name. A new field is one of them until it is named above: its
column is asked for by whatever saves or loads an article, so that it cannot be forgotten in one of the two."""

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""SQLite's own functions stop at a NUL, and UTF-8 has no lone surrogates (a page's JSON may hold "\\ud83d")."""

T = TypeVar("T")


def plain(text: str) -> str:
    """The text with what SQLite cannot hold replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def storable(value: T) -> T:
    """The value with every text in it made `plain` and times cut to whole seconds (no page prints finer); itself where nothing changes.

    The kind is looked up once and the commonest comes first: every value of every article passes here, and as a chain of `isinstance`
    this was a third of what saving an article costs.
    """
    kind, made = type(value), cast("Any", value)
    if kind is str:
        made = plain(made)
    elif kind is tuple:
        made = tuple(map(storable, made))
    elif names := _field_names(cast("Hashable", kind)):
        before = [getattr(value, name) for name in names]
        after = [storable(item) for item in before]
        if before != after:
            made = replace(made, **dict(zip(names, after, strict=True)))
    elif kind is datetime:
        made = made.replace(microsecond=0)
    elif isinstance(made, Mapping):
        made = MappingProxyType({plain(name): storable(item) for name, item in made.items()})
    return cast("T", made)


@cache
def _field_names(kind: Hashable) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()


def url_key(url: str) -> str:
    """The URL without its scheme, as the generated column `url_key` has it.

    >>> url_key("https://jateng.tribunnews.com/x") == url_key("http://jateng.tribunnews.com/x") == "jateng.tribunnews.com/x"
    True
    """
    return url[url.find(":") + 1 :].lstrip("/")


@lru_cache(maxsize=8192)
def citation(url: str) -> str:
    """What an article is cited by, in every archive and for ever: `k-` and 16 letters and digits made of its URL without the scheme.

    >>> citation("https://jateng.tribunnews.com/x")
    'k-oeldycbe7ktwc4tr'
    """
    return "k-" + base64.b32encode(hashlib.sha256(url_key(url).encode()).digest()[:10]).decode().lower()


def word_key(text: str, joiner: str) -> str:
    """What two spellings of one name have in common: letters, marks and digits in one case, joined; the text itself where it has none.

    >>> word_key("Raka F.  Pujangga", " "), word_key("Jawa Tengah", "-")
    ('raka f pujangga', 'jawa-tengah')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()
    return joiner.join(words) or text


def utc(moment: datetime) -> str:
    """An aware datetime as the archive writes it: UTC, whole seconds, `Z`.

    >>> utc(datetime(2022, 8, 2, 21, 5, tzinfo=timezone(timedelta(hours=7))))
    '2022-08-02T14:05:00Z'
    """
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def offset(moment: datetime) -> int:
    """Minutes east of UTC of an aware datetime."""
    return round((moment.utcoffset() or timedelta()).total_seconds() / 60)


def moment(text: str, minutes: int = 0) -> datetime:
    """What `utc` wrote, in the offset of that many minutes."""
    return datetime.fromisoformat(text).astimezone(timezone(timedelta(minutes=minutes)))


def body_text(blocks: Sequence[Block]) -> str:
    """The body as plain text: its blocks, one a line."""
    return "\n".join(block.text for block in blocks)


def block_spans(blocks: Sequence[Block]) -> str:
    """Kind and length (in characters) of each block of `body_text`, as JSON: a block may hold line breaks of its own."""
    return json.dumps([[block.kind, len(block.text)] for block in blocks], separators=(",", ":"))


def blocks_from(text: str, spans: str) -> tuple[Block, ...]:
    """The blocks again from what `body_text` and `block_spans` made."""
    blocks, start = [], 0
    for kind, length in json.loads(spans):
        blocks.append(Block(BlockKind(kind), text[start : start + length]))
        start += length + 1
    return tuple(blocks)


def versioned(article: Article) -> dict[str, object]:
    """The wording of an article: what two observations must share to be the same revision. Photo addresses and labels are not in it."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "bylines": [[byline.name, byline.role] for byline in article.bylines],
        "body": [block.text for block in article.body],
        "images": [[image.caption, image.credit] for image in article.images],
    }


def content_hash(article: Article) -> bytes:
    """SHA-256 over `versioned`: a revision's name, the same in every archive."""
    return hashlib.sha256(json.dumps(versioned(article), ensure_ascii=False, sort_keys=True).encode()).digest()


def cited(article: Article) -> str:
    """What this very state of the article is cited by: its citation and the first 8 hexadecimal digits of its content hash."""
    return f"{citation(article.url)}.{content_hash(article).hex()[:8]}"


def changes(old: Article, new: Article) -> list[str]:
    """Which of the `VERSIONED` fields differ."""
    before, after = versioned(old), versioned(new)
    return [name for name in VERSIONED if before[name] != after[name]]


def to_json(article: Article) -> str:
    """Every field of the article but headline, standfirst and the body's text, which have columns of their own."""
    kept = {f.name: getattr(article, f.name) for f in fields(article) if f.name not in ("headline", "standfirst", "body", "evidence")}
    evidence = {name: asdict(item) for name, item in article.evidence.items()}
    kept |= {"blocks": json.loads(block_spans(article.body)), "evidence": evidence}
    return json.dumps(kept, default=_jsonable, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, *, headline: str, standfirst: str | None, body: str) -> Article:
    """The article again from `to_json` and its columns."""
    kept: dict[str, Any] = json.loads(text)
    for name in ("published_at", "modified_at"):
        kept[name] = datetime.fromisoformat(kept[name]) if kept[name] else None
    return Article(
        headline=headline,
        standfirst=standfirst,
        body=blocks_from(body, json.dumps(kept.pop("blocks"))),
        bylines=tuple(Byline(b["name"], Role(b["role"]), b["label"]) for b in kept.pop("bylines")),
        images=tuple(Image(i["caption"], i["credit"], Placement(i["placement"]), i["url"]) for i in kept.pop("images")),
        tags=tuple(kept.pop("tags")),
        part_urls=tuple(kept.pop("part_urls")),
        evidence=MappingProxyType({name: Evidence(**item) for name, item in kept.pop("evidence").items()}),
        **kept,
    )


def _jsonable(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Byline | Image):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no place in a stored article")
