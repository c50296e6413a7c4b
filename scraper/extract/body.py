"""Passages to the blocks of the body: what is kept, what kind each is, and where lines break."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.boilerplate import is_chrome
from scraper.extract.phrases import heads_links, without_embeds
from scraper.extract.survey import BREAK, HEADINGS, Passage
from scraper.model import Block, BlockKind

_ENDS: Final = frozenset(".!?:;…\"”’'»)]。！？」")
_CAPTIONED: Final = frozenset(("figure", "picture", "caption"))
"""Reasons of text that belongs to a picture: where it is printed a second time, over the picture or in a gallery, it does so too."""
_SEPARATOR: Final = re.compile(r"\s?[/,&]\s?|\s(?:and|und|dan|et|y|e)\s")
_QUOTATION: Final = "\"'“”„‘’«»‹› ."
_SOME_LINK: Final = 0.25
"""What of an item is link where it stands in a list of links: the rest is what it says of them."""
_HALF_A_HEADLINE: Final = 20
_LONGEST_NAMES: Final = 100
_STARTS_ITEM: Final = re.compile(r"^(?:\d{1,2}[.)]\s|[a-z][.)]\s|[-•*–—▪●►·]\s?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sorted:
    """A container's lines, told apart."""

    blocks: tuple[Block, ...]
    """Body text, in reading order."""
    others: tuple[Passage, ...]
    """What stands in the container and is no body text, one line each: bylines, dates, captions, promotions."""


def sort_lines(passages: Sequence[Passage], container: HtmlElement, headline: str | None = None, names: Collection[str] = ()) -> Sorted:
    """The lines of the passages, those of the body told from the others; `names` are those of the article's bylines."""
    found: list[Block] = []
    others: list[Passage] = []
    living = set(map(id, alive(passages)))
    known = tuple(dict.fromkeys(name.casefold() for name in names))
    heading = headline.casefold() if headline is not None else ""
    captions = {
        passage.text
        for passage in passages
        if passage.dead and len(passage.text) > _HALF_A_HEADLINE and not _CAPTIONED.isdisjoint(passage.dead)
    }
    listed = opened = False
    for passage in passages:
        if id(passage) not in living or passage.text in captions:
            others.append(passage)
            continue
        kind = kind_of(passage.holder, container)
        listed = listed and kind is BlockKind.ITEM and passage.link_share > _SOME_LINK
        for printed in lines(passage.text):
            line = without_embeds(printed)
            if not line:
                continue
            if (
                listed
                or is_chrome(line, passage, kind)
                or _repeats(line, heading, leading=kind is BlockKind.SUBHEAD and not opened)
                or _names(line, known)
            ):
                others.append(passage if line == passage.text else replace(passage, text=line))
                listed = listed or heads_links(line)
            else:
                found.append(Block(kind, line))
                opened = opened or kind is not BlockKind.SUBHEAD
    return Sorted(tuple(_without_hanging_subheads(_without_echoes(found))), tuple(others))


def alive(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that are not dead: a name that covers most of the text names the text, and says nothing against it."""
    total = 0
    by_reason: dict[str, int] = {}
    for passage in passages:
        if passage.link_share < 0.5:
            total += len(passage.text)
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
    found: list[list[str]] = []
    single = False
    for part in text.split(BREAK):
        if not part:
            single = False
            continue
        if single and found and found[-1][-1][-1] not in _ENDS and not _STARTS_ITEM.match(part):
            found[-1].append(part)
        else:
            found.append([part])
        single = True
    return [" ".join(parts) for parts in found]


def kind_of(holder: HtmlElement, container: HtmlElement) -> BlockKind:
    """What a block is, by the elements it stands in below the container."""
    element: HtmlElement | None = holder
    while element is not None and element is not container:
        if element.tag in HEADINGS:
            return BlockKind.SUBHEAD
        if element.tag == "li":
            return BlockKind.ITEM
        if element.tag == "blockquote":
            return BlockKind.QUOTE
        element = element.getparent()
    return BlockKind.PARAGRAPH


def _repeats(line: str, headline: str, *, leading: bool) -> bool:
    """True where the line is the (casefolded) headline; a subhead before all text is one too with the kicker before it, or half of it."""
    if not headline or not (leading or headline.startswith(line[0].casefold())):
        return False
    own = line.casefold()
    if not leading or len(own) < _HALF_A_HEADLINE:
        return own == headline
    return own in headline or headline in own


def _names(line: str, known: tuple[str, ...]) -> bool:
    """True where the line is nothing but names of the article's bylines."""
    if len(line) > _LONGEST_NAMES or not known:
        return False
    own = line.casefold()
    return own.strip().startswith(known) and all(name.strip() in known for name in _SEPARATOR.split(own))


def _without_echoes(found: Sequence[Block]) -> list[Block]:
    """The blocks without the quotes that only show a sentence of the text once more."""
    if not any(block.kind is BlockKind.QUOTE for block in found):
        return list(found)
    text = "\n".join(block.text for block in found if block.kind is BlockKind.PARAGRAPH)
    return [block for block in found if block.kind is not BlockKind.QUOTE or block.text.strip(_QUOTATION) not in text]


def _without_hanging_subheads(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the last that is no subhead: a heading with nothing below it introduced what was left out.

    A numbered one is an item of a list of pictures, and says itself what there is to say.
    """
    end = len(found)
    while end and found[end - 1].kind is BlockKind.SUBHEAD and not _STARTS_ITEM.match(found[end - 1].text):
        end -= 1
    return found[:end]
