"""An article's fields as text, and what changed between two states of one: by paragraph, then by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from scraper.model import Article

FIELDS: Final = (
    "portal",
    "headline",
    "kicker",
    "section",
    "standfirst",
    "dateline",
    "bylines",
    "published_at",
    "published_raw",
    "modified_at",
    "modified_raw",
    "images",
    "body",
    "tags",
    "signature",
    "source",
    "language",
    "parts",
    "parts_found",
    "evidence",
)
"""What two readings of one article are compared by. Its URL is its name, and stays."""

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = " "
    TAKEN_OUT = "-"
    PUT_IN = "+"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one line, in or out or as before."""

    mark: Mark
    text: str


Line = tuple[Piece, ...]
"""One paragraph of a comparison."""


def field_texts(article: Article) -> dict[str, str | None]:
    """Every field of `FIELDS` as text, lists one entry a line; None for what the page does not have."""
    texts: dict[str, str | None] = {
        name: None if value in (None, "") else str(value)
        for name in FIELDS
        if not isinstance(value := getattr(article, name), tuple)
    }
    texts |= {
        "bylines": _lines(f"{byline.name} ({byline.role})" for byline in article.bylines),
        "images": _lines(
            f"{image.caption or ''} [{image.credit or ''}]" for image in article.images
        ),
        "body": _lines(block.text for block in article.body),
        "tags": _lines(article.tags),
        "evidence": _lines(
            f"{name}: {item.reader}" for name, item in sorted(article.evidence.items())
        ),
    }
    return {name: texts[name] for name in FIELDS}


def field_differences(before: Article, after: Article) -> dict[str, tuple[str | None, str | None]]:
    """The fields in which two readings differ, with both texts, in the order of `FIELDS`."""
    old, new = field_texts(before), field_texts(after)
    return {name: (old[name], new[name]) for name in FIELDS if old[name] != new[name]}


def compare_texts(before: str | None, after: str | None) -> list[Line]:
    """The paragraphs of both texts in reading order: kept ones whole, changed ones with the words that went and came.

    >>> [[(piece.mark.value, piece.text) for piece in line] for line in compare_texts("Dua orang luka", "Tiga orang luka")]
    [[('-', 'Dua'), ('+', 'Tiga'), (' ', ' orang luka')]]
    """
    old, new = (before or "").splitlines(), (after or "").splitlines()
    lines: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [(Piece(Mark.KEPT, text),) for text in old[i:j]]
            continue
        both = min(j - i, m - k)
        lines += [
            tuple(_words(one, other))
            for one, other in zip(old[i : i + both], new[k : k + both], strict=True)
        ]
        lines += [(Piece(Mark.TAKEN_OUT, text),) for text in old[i + both : j]]
        lines += [(Piece(Mark.PUT_IN, text),) for text in new[k + both : m]]
    return lines


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.KEPT, "".join(old[i:j]))
            continue
        if i < j:
            yield Piece(Mark.TAKEN_OUT, "".join(old[i:j]))
        if k < m:
            yield Piece(Mark.PUT_IN, "".join(new[k:m]))


def _lines(entries: Iterator[str] | Sequence[str]) -> str | None:
    return "\n".join(entries) or None
