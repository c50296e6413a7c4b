"""Passages to the blocks of the body: what is kept, what kind each is, and where lines break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.boilerplate import is_chrome
from scraper.extract.phrases import without_embeds
from scraper.extract.survey import BREAK, Passage
from scraper.model import Block, BlockKind

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS: Final = re.compile(r"[.!?:;…\"”’'»)\]。！？」]$")
_STARTS_ITEM: Final = re.compile(r"^(?:\d{1,2}[.)]\s|[a-z][.)]\s|[-•*–—▪●►·]\s?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A container's lines, told apart."""

    blocks: tuple[Block, ...]
    """Body text, in reading order."""
    others: tuple[Passage, ...]
    """What stands in the container and is no body text, one line each: bylines, dates, captions, promotions."""


def sort_lines(passages: Sequence[Passage], container: HtmlElement, headline: str | None = None) -> Sorted:
    """The lines of the passages, those of the body told from the others."""
    found: list[Block] = []
    others: list[Passage] = []
    living = set(map(id, alive(passages)))
    for passage in passages:
        if id(passage) not in living:
            others.append(passage)
            continue
        kind = kind_of(passage.holder, container)
        for printed in lines(passage.text):
            line = without_embeds(printed)
            if line and not is_chrome(line, passage, kind) and not _repeats(line, headline):
                found.append(Block(kind, line))
            elif line:
                others.append(replace(passage, text=line))
    return Sorted(tuple(_without_hanging_subheads(found)), tuple(others))


def alive(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that are not dead: a name that covers most of the text names the text, and says nothing against it."""
    total = sum(len(passage.text) for passage in passages if passage.link_share < 0.5)
    by_reason: dict[str, int] = {}
    for passage in passages:
        if passage.dead and passage.link_share < 0.5:
            for reason in set(passage.dead):
                by_reason[reason] = by_reason.get(reason, 0) + len(passage.text)
    cleared = {reason for reason, length in by_reason.items() if length > total * 0.4}
    return [passage for passage in passages if cleared.issuperset(passage.dead)]


def lines(text: str) -> list[str]:
    r"""The paragraphs of a passage: two breaks part them, one break only where a sentence ends or a list item begins.

    >>> lines("Satu\x00\x00Dua.\x00Tiga\x00empat\x001. lima")
    ['Satu', 'Dua.', 'Tiga empat', '1. lima']
    """
    if BREAK not in text:
        return [text]
    found: list[str] = []
    single = False
    for part in text.split(BREAK):
        if not part:
            single = False
            continue
        if single and found and not _ENDS.search(found[-1]) and not _STARTS_ITEM.match(part):
            found[-1] += " " + part
        else:
            found.append(part)
        single = True
    return found


def kind_of(holder: HtmlElement, container: HtmlElement) -> BlockKind:
    """What a block is, by the elements it stands in below the container."""
    element: HtmlElement | None = holder
    while element is not None and element is not container:
        if element.tag in _HEADINGS:
            return BlockKind.SUBHEAD
        if element.tag == "li":
            return BlockKind.ITEM
        if element.tag == "blockquote":
            return BlockKind.QUOTE
        element = element.getparent()
    return BlockKind.PARAGRAPH


def _repeats(line: str, headline: str | None) -> bool:
    return headline is not None and line.casefold() == headline.casefold()


def _without_hanging_subheads(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the last that is no subhead: a heading with nothing below it introduced what was left out."""
    end = len(found)
    while end and found[end - 1].kind is BlockKind.SUBHEAD:
        end -= 1
    return found[:end]
