"""The runs of a container sorted: which lines are body text, of what kind, and which are not."""

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
"""Reasons that mark a picture's text; the same text printed again, over the picture or in a
gallery, is its text too."""
_SEPARATOR: Final = re.compile(r"\s?[/,&]\s?|\s(?:and|und|dan|et|y|e)\s")
_QUOTATION: Final = "\"'“”„‘’«»‹› ."
_SOME_LINK: Final = 0.25
"""Share of link text from which an item belongs to a list of links; the rest describes the link."""
_ALL_LINK: Final = 0.9
"""Share of link text above which a line of bare text belongs to the list of links headed above it:
a line of the article's own text has less."""
_HALF_A_HEADLINE: Final = 20
_LONGEST_NAMES: Final = 100
_STARTS_ITEM: Final = re.compile(r"^(?:\d{1,2}[.)]\s|[a-z][.)]\s|[-•*–—▪●►·]\s?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SortedLines:
    """A container's lines, the body's apart from the others."""

    blocks: tuple[Block, ...]
    """Body text, in reading order."""
    others: tuple[TextRun, ...]
    """The container's other lines: bylines, dates, captions; not links to other articles, nor
    advertisements."""
    holders: frozenset[HtmlElement] = frozenset()
    """The elements that body text stands in."""


def sort_lines(
    runs: Sequence[TextRun],
    container: HtmlElement,
    headline: str | None = None,
    names: Collection[str] = (),
) -> SortedLines:
    """The lines of the runs, sorted; `names` are those of the article's bylines."""
    sorter = _Sorter(container, headline, names)
    living = set(map(id, alive(runs)))
    captions = _caption_texts(runs)
    for run in runs:
        if id(run) not in living or run.text in captions:
            sorter.others.append(run)
        else:
            sorter.sort(run)
    blocks = _without_hanging_subheads(_without_echoes(sorter.blocks))
    return SortedLines(tuple(blocks), tuple(sorter.others), frozenset(sorter.holders))


def _caption_texts(runs: Sequence[TextRun]) -> set[str]:
    """The texts that belong to pictures."""
    return {
        run.text
        for run in runs
        if run.dead and len(run.text) > _HALF_A_HEADLINE and not _CAPTIONED.isdisjoint(run.dead)
    }


class _Sorter:
    """The lines sorted so far, and what the last of them says of the next."""

    def __init__(
        self, container: HtmlElement, headline: str | None, names: Collection[str]
    ) -> None:
        self.blocks: list[Block] = []
        self.others: list[TextRun] = []
        self.holders: set[HtmlElement] = set()
        self._container = container
        self._headline = headline.casefold() if headline is not None else ""
        self._names = tuple(dict.fromkeys(name.casefold() for name in names))
        self._has_text = False
        """True once a block that is no subhead was found."""
        self._is_listing = False
        """True below a heading of other articles, while links follow."""
        self._is_leading_away = False
        """True below a line that leads to another article, while links follow."""
        self._links_stand_in: HtmlElement | None = None
        """The element in which a line announced links to other articles."""

    def sort(self, run: TextRun) -> None:
        """Sort the lines of a run that is not dead."""
        kind = kind_of(run.holder, self._container)
        shares = _with_shares(run.text, run.links or (run.linked,))
        for number, (printed, share) in enumerate(shares):
            line = without_embeds(printed)
            if line:
                self._carry_on(run, share, kind, is_first=number == 0)
                self._sort_line(run, line, share, kind)

    def _carry_on(self, run: TextRun, share: float, kind: BlockKind, *, is_first: bool) -> None:
        """End a list of links where the next line is not one of them."""
        if kind is BlockKind.ITEM:
            follows = share > _SOME_LINK
        else:
            follows = not is_first and share > _ALL_LINK
        self._is_listing = self._is_listing and follows
        if self._is_leading_away and not follows:
            announced = self._links_stand_in
            self._is_leading_away = (
                share > _ALL_LINK and announced is not None and run.holder.getparent() is announced
            )

    def _sort_line(self, run: TextRun, line: str, share: float, kind: BlockKind) -> None:
        if self._is_leading_away or leads_away(line, share):
            self._is_leading_away = True
            if heads_links(line):
                self._links_stand_in = run.holder.getparent()
        elif is_promo(line):
            pass
        elif self._is_other(run, line, share, kind):
            self.others.append(run if line == run.text else replace(run, text=line))
            self._is_listing = self._is_listing or is_heading(line)
        else:
            self.blocks.append(Block(kind, line))
            self.holders.add(run.holder)
            self._has_text = self._has_text or kind is not BlockKind.SUBHEAD

    def _is_other(self, run: TextRun, line: str, share: float, kind: BlockKind) -> bool:
        """True where a line of the container is no body text."""
        is_leading = kind is BlockKind.SUBHEAD and not self._has_text
        return (
            self._is_listing
            or is_chrome(line, share, kind)
            or is_row_of_links(line, run)
            or _repeats(line, self._headline, leading=is_leading)
            or _is_names(line, self._names)
        )


def alive(runs: Sequence[TextRun]) -> list[TextRun]:
    """The runs that are not dead.

    A reason that covers most of the text is ignored: such a name is the text's own.
    """
    total = 0
    by_reason: dict[str, int] = {}
    for run in runs:
        if run.link_share < 0.5:
            length = _own_length(run)
            total += length
            for reason in set(run.dead):
                by_reason[reason] = by_reason.get(reason, 0) + length
    cleared = {reason for reason, length in by_reason.items() if length > total * 0.4}
    return [run for run in runs if cleared.issuperset(run.dead)]


def _own_length(run: TextRun) -> int:
    """Characters of a run without advertisements and links to other articles."""
    parts = run.text.split(BREAK)
    return sum(len(part) for part in parts if not is_promo(part) and not is_related(part))


def block_lines(text: str) -> list[str]:
    r"""The paragraphs of a run.

    Two breaks separate them; one break does so only where a sentence ends or a list item begins.

    >>> block_lines("Satu\x00\x00Dua.\x00Tiga\x00empat\x001. lima")
    ['Satu', 'Dua.', 'Tiga empat', '1. lima']
    """
    return [line for line, _ in _with_shares(text, (0,) * (text.count(BREAK) + 1))]


def _with_shares(text: str, links: Sequence[int]) -> list[tuple[str, float]]:
    """The paragraphs of a run's text, each with its share of link text.

    `links` are the link characters of the text's parts.
    """
    if BREAK not in text:
        return [(text, min(1.0, links[0] / max(1, len(text))))]
    parts = text.split(BREAK)
    linked = [count > _ALL_LINK * len(part) for part, count in zip(parts, links, strict=True)]
    found = []
    for group in _grouped(parts, linked):
        line = " ".join(parts[number] for number in group)
        found.append((line, min(1.0, sum(links[number] for number in group) / len(line))))
    return found


def _grouped(parts: Sequence[str], linked: Sequence[bool]) -> list[list[int]]:
    """The numbers of the parts that make up each paragraph; `linked` says which parts are all link.

    A line that leads to another article is always a paragraph of its own, and so are the links
    below it.
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
    """The kind of a block, by the elements it stands in below the container."""
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
    """True where the line is the (casefolded) headline.

    A subhead before all text may also be a half of it, or have the kicker before it.
    """
    if not headline or not (leading or headline.startswith(line[0].casefold())):
        return False
    own = line.casefold()
    if not leading or len(own) < _HALF_A_HEADLINE:
        return own == headline
    return own in headline or headline in own


def _is_names(line: str, known: tuple[str, ...]) -> bool:
    """True where the line holds only names of the article's bylines."""
    if len(line) > _LONGEST_NAMES or not known:
        return False
    own = line.casefold()
    return own.strip().startswith(known) and all(
        name.strip() in known for name in _SEPARATOR.split(own)
    )


def _without_echoes(found: Sequence[Block]) -> list[Block]:
    """The blocks without quotes that only repeat a sentence of the text."""
    if not any(block.kind is BlockKind.QUOTE for block in found):
        return list(found)
    text = "\n".join(block.text for block in found if block.kind is BlockKind.PARAGRAPH)
    return [
        block
        for block in found
        if block.kind is not BlockKind.QUOTE or block.text.strip(_QUOTATION) not in text
    ]


def _without_hanging_subheads(found: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the headings at their end, which introduced what was left out.

    A numbered heading stays: it is an item of a list of pictures, and complete in itself.
    """
    end = len(found)
    while (
        end
        and found[end - 1].kind is BlockKind.SUBHEAD
        and not _STARTS_ITEM.match(found[end - 1].text)
    ):
        end -= 1
    return found[:end]
