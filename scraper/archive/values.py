"""How both files write texts, times, URL keys and citations. Pure."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""SQLite's own functions stop at a NUL, and UTF-8 has no lone surrogates (a page's JSON may hold
"\\ud83d")."""

T = TypeVar("T")


def storable_text(text: str) -> str:
    """The text, with U+FFFD in place of characters that SQLite cannot store."""
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def storable(value: T) -> T:
    """The value with every text in it made `storable_text`, and times cut to whole seconds.

    Returns the value itself where nothing changes. No page prints fractions of a second. The type
    is looked up once and the commonest is tested first: every value of every article passes here,
    and a chain of `isinstance` was a third of the cost of saving an article.
    """
    kind, made = type(value), cast("Any", value)
    if kind is str:
        made = storable_text(made)
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
        made = MappingProxyType(
            {storable_text(name): storable(item) for name, item in made.items()}
        )
    return cast("T", made)


@cache
def _field_names(kind: Hashable) -> tuple[str, ...]:
    return (
        tuple(f.name for f in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()
    )


def url_key(url: str) -> str:
    """The URL without its scheme, as the generated column `url_key` has it.

    >>> url_key("https://jateng.tribunnews.com/x")
    'jateng.tribunnews.com/x'
    >>> url_key("http://jateng.tribunnews.com/x")
    'jateng.tribunnews.com/x'
    """
    return url[url.find(":") + 1 :].lstrip("/")


@lru_cache(maxsize=8192)
def citation_of(url: str) -> str:
    """The article's permanent citation, the same in every archive.

    It is `k-` and 16 letters and digits, made from the URL without its scheme.

    >>> citation_of("https://jateng.tribunnews.com/x")
    'k-oeldycbe7ktwc4tr'
    """
    return (
        "k-"
        + base64.b32encode(hashlib.sha256(url_key(url).encode()).digest()[:10]).decode().lower()
    )


def word_key(text: str, joiner: str) -> str:
    """A key that spellings of one name share: its letters, marks and digits, case folded.

    Words are joined by `joiner`. A text without any of these is its own key.

    >>> word_key("Raka F.  Pujangga", " "), word_key("Jawa Tengah", "-")
    ('raka f pujangga', 'jawa-tengah')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split()
    return joiner.join(words) or text


def utc_text(moment: datetime) -> str:
    """An aware datetime as the archive writes it: UTC, whole seconds, `Z`.

    >>> utc_text(datetime(2022, 8, 2, 21, 5, tzinfo=timezone(timedelta(hours=7))))
    '2022-08-02T14:05:00Z'
    """
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def offset_minutes(moment: datetime) -> int:
    """Minutes east of UTC of an aware datetime."""
    return round((moment.utcoffset() or timedelta()).total_seconds() / 60)


def read_instant(text: str, minutes: int = 0) -> datetime:
    """The time that `utc_text` wrote, as a datetime `minutes` east of UTC."""
    return datetime.fromisoformat(text).astimezone(timezone(timedelta(minutes=minutes)))
