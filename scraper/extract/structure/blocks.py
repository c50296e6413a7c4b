"""Passages to the blocks of the body: what is kept, what kind each is, and where lines break."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.text_runs import BREAK, HEADINGS, TextRun
from scraper.extract.structure.boilerplate import is_chrome, is_row_of_links, leads_away
from scraper.extract.text.phrases import (
    heads_links,
    is_heading,
    is_promo,
    is_related,
    without_embeds,
)
from scraper.model import Block, BlockKind

_ENDS: Final = frozenset(".!?:;…\"”’'»)]。！？」")
_CAPTIONED: Final = frozenset(("figure", "picture", "caption"))
"""Reasons of text that belongs to a picture: where it is printed a second time, over the picture
or in a gallery, it does so too."""
_SEPARATOR: Final = re.compile(r"\s?[/,&]\s?|\s(?:and|und|dan|et|y|e)\s")
_QUOTATION: Final = "\"'“”„‘’«»‹› ."
_SOME_LINK: Final = 0.25
"""What of an item is link where it stands in a list of links: the rest is what it says of them."""
_ALL_LINK: Final = 0.9
"""More is link of a line that follows the head of a list of links in bare text: a line of the
article's own text is not."""
_HALF_A_HEADLINE: Final = 20
_LONGEST_NAMES: Final = 100
_STARTS_ITEM: Final = re.compile(r"^(?:\d{1,2}[.)]\s|[a-z][.)]\s|[-•*–—▪●►·]\s?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SortedLines:
    """A container's lines, told apart."""

    blocks: tuple[Block, ...]
    """Body text, in reading order."""
    others: tuple[TextRun, ...]
    """What stands in the container and is no body text, one line each: bylines, dates, captions;
    links to other articles and advertisements are left out."""
    holders: frozenset[HtmlElement] = frozenset()
    """The elements that body text stands in."""


def sort_lines(
    runs: Sequence[TextRun],
    container: HtmlElement,
    headline: str | None = None,
    names: Collection[str] = (),
) -> SortedLines:
    """The lines of the runs, those of the body told from the others; `names` are those of the article's bylines."""
    found: list[Block] = []
    others: list[TextRun] = []
    holders: set[HtmlElement] = set()
    living = set(map(id, alive(runs)))
    known = tuple(dict.fromkeys(name.casefold() for name in names))
    heading = headline.casefold() if headline is not None else ""
    captions = {
        run.text
        for run in runs
        if run.dead and len(run.text) > _HALF_A_HEADLINE and not _CAPTIONED.isdisjoint(run.dead)
    }
    listed = leads = opened = False
    headed: HtmlElement | None = None
    for run in runs:
        if id(run) not in living or run.text in captions:
            others.append(run)
            continue
        kind = kind_of(run.holder, container)
        among_items = kind is BlockKind.ITEM
        shares = _with_shares(run.text, run.links or (run.linked,))
        for number, (printed, share) in enumerate(shares):
            line = without_embeds(printed)
            if not line:
                continue
            follows = share > _SOME_LINK if among_items else number > 0 and share > _ALL_LINK
            is_below = share > _ALL_LINK and headed is not None and run.holder.getparent() is headed
            listed, leads = listed and follows, leads and (follows or is_below)
            if leads or leads_away(line, share):
                leads = True
                headed = run.holder.getparent() if heads_links(line) else headed
            elif is_promo(line):
                continue
            elif (
                listed
                or is_chrome(line, share, kind)
                or is_row_of_links(line, run)
                or _repeats(line, heading, leading=kind is BlockKind.SUBHEAD and not opened)
                or _names(line, known)
            ):
                others.append(run if line == run.text else replace(run, text=line))
                listed = listed or is_heading(line)
            else:
                found.append(Block(kind, line))
                holders.add(run.holder)
                opened = opened or kind is not BlockKind.SUBHEAD
    return SortedLines(
        tuple(_without_hanging_subheads(_without_echoes(found))), tuple(others), frozenset(holders)
    )


def alive(runs: Sequence[TextRun]) -> list[TextRun]:
    """The runs that are not dead: a name that covers most of the text names the text, and says nothing against it."""
    total = 0
    by_reason: dict[str, int] = {}
    for run in runs:
        if run.link_share < 0.5:
            length = sum(
                len(part)
                for part in run.text.split(BREAK)
                if not is_promo(part) and not is_related(part)
            )
            total += length
            for reason in set(run.dead):
                by_reason[reason] = by_reason.get(reason, 0) + length
    cleared = {reason for reason, length in by_reason.items() if length > total * 0.4}
    return [run for run in runs if cleared.issuperset(run.dead)]


def block_lines(text: str) -> list[str]:
    r"""The paragraphs of a run: two breaks part them, one break only where a sentence ends or a list item begins.

    >>> block_lines("Satu\x00\x00Dua.\x00Tiga\x00empat\x001. lima")
    ['Satu', 'Dua.', 'Tiga empat', '1. lima']
    """
    return [line for line, _ in _with_shares(text, (0,) * (text.count(BREAK) + 1))]


def _with_shares(text: str, links: Sequence[int]) -> list[tuple[str, float]]:
    """The paragraphs of a run's text, and what share of each is link text; `links` are the link characters of its parts."""
    if BREAK not in text:
        return [(text, min(1.0, links[0] / max(1, len(text))))]
    parts = text.split(BREAK)
    found = []
    for group in _grouped(
        parts, [count > _ALL_LINK * len(part) for part, count in zip(parts, links, strict=True)]
    ):
        line = " ".join(parts[number] for number in group)
        found.append((line, min(1.0, sum(links[number] for number in group) / len(line))))
    return found


def _grouped(parts: Sequence[str], linked: Sequence[bool]) -> list[list[int]]:
    """The numbers of the parts that make one paragraph each; `linked` says which are all link.

    A line that leads to another article is a paragraph whatever it ends with, and so are the links
    below one that heads them.
    """
    found: list[list[int]] = []
    single = listed = False
    for number, part in enumerate(parts):
        if not part:
            single = False
            continue
        alone = is_related(part) or is_promo(part)
        before = parts[found[-1][-1]] if single and not alone and not listed else ""
        if before and before[-1] not in _ENDS and not _STARTS_ITEM.match(part):
            found[-1].append(number)
        else:
            found.append([number])
        listed = alone or (listed and linked[number])
        single = True
    return found


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
    return own.strip().startswith(known) and all(
        name.strip() in known for name in _SEPARATOR.split(own)
    )


def _without_echoes(found: Sequence[Block]) -> list[Block]:
    """The blocks without the quotes that only show a sentence of the text once more."""
    if not any(block.kind is BlockKind.QUOTE for block in found):
        return list(found)
    text = "\n".join(block.text for block in found if block.kind is BlockKind.PARAGRAPH)
    return [
        block
        for block in found
        if block.kind is not BlockKind.QUOTE or block.text.strip(_QUOTATION) not in text
    ]


def _without_hanging_subheads(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the last that is no subhead: a heading with nothing below it introduced what was left out.

    A numbered one is an item of a list of pictures, and says itself what there is to say.
    """
    end = len(found)
    while (
        end
        and found[end - 1].kind is BlockKind.SUBHEAD
        and not _STARTS_ITEM.match(found[end - 1].text)
    ):
        end -= 1
    return found[:end]
