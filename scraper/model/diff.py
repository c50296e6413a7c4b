"""An article's fields as text; what changed between two states, by paragraph and word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from scraper.model import Article

COMPARED_FIELDS: Final = (
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
"""The fields that are compared. The URL is not among them: it is what an article is known by."""

_WORD: Final = re.compile(r"\s+|\w+|[^\w\s]")


class DiffMark(StrEnum):
    """What became of a piece of text."""

    KEPT = " "
    TAKEN_OUT = "-"
    PUT_IN = "+"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A run of characters of one line: added, removed or kept."""

    mark: DiffMark
    text: str


DiffLine = tuple[DiffPiece, ...]
"""One paragraph of a comparison."""


def field_texts(article: Article) -> dict[str, str | None]:
    """Each of `COMPARED_FIELDS` as text, lists one entry per line; None where it is missing."""
    lists = {
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
    return {
        name: lists[name] if name in lists else _text(article, name) for name in COMPARED_FIELDS
    }


def field_differences(before: Article, after: Article) -> dict[str, tuple[str | None, str | None]]:
    """The fields in which two states differ, with both texts, in the order of `COMPARED_FIELDS`."""
    old, new = field_texts(before), field_texts(after)
    return {name: (old[name], new[name]) for name in COMPARED_FIELDS if old[name] != new[name]}


def compare_texts(before: str | None, after: str | None) -> list[DiffLine]:
    """The paragraphs of both texts in reading order.

    A kept paragraph is one piece; a changed one shows which words were removed and added.

    >>> (line,) = compare_texts("Dua orang luka", "Tiga orang luka")
    >>> [(piece.mark.value, piece.text) for piece in line]
    [('-', 'Dua'), ('+', 'Tiga'), (' ', ' orang luka')]
    """
    old, new = (before or "").splitlines(), (after or "").splitlines()
    lines: list[DiffLine] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [(DiffPiece(DiffMark.KEPT, text),) for text in old[i:j]]
            continue
        both = min(j - i, m - k)
        lines += [
            tuple(_words(one, other))
            for one, other in zip(old[i : i + both], new[k : k + both], strict=True)
        ]
        lines += [(DiffPiece(DiffMark.TAKEN_OUT, text),) for text in old[i + both : j]]
        lines += [(DiffPiece(DiffMark.PUT_IN, text),) for text in new[k + both : m]]
    return lines


def _words(before: str, after: str) -> Iterator[DiffPiece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield DiffPiece(DiffMark.KEPT, "".join(old[i:j]))
            continue
        if i < j:
            yield DiffPiece(DiffMark.TAKEN_OUT, "".join(old[i:j]))
        if k < m:
            yield DiffPiece(DiffMark.PUT_IN, "".join(new[k:m]))


def _text(article: Article, name: str) -> str | None:
    value = getattr(article, name)
    return None if value in (None, "") else str(value)


def _lines(entries: Iterator[str] | Sequence[str]) -> str | None:
    return "\n".join(entries) or None
