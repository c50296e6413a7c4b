"""What a text dump prints around its headline: dates, kicker, section, standfirst, lead photo."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from scraper.extract.dump.layout import Layout, crumbs
from scraper.extract.dump.lines import QUOTING, DumpLine, LineKind, has_clock
from scraper.extract.dump.names import Names, is_name
from scraper.extract.text.credits import MAX_CAPTION, split_credit
from scraper.extract.text.dates import Moment, date_in, read_date
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.model import Image, Page, Placement
from scraper.portals import Zone

__all__ = ["Dates", "find_dates", "find_labels", "find_lead"]

_MODIFIED: Final = re.compile(r"diperbar|diperbaharui|update|terakhir diubah", re.IGNORECASE)
_DIRECTIONS: Final = re.compile(
    r"\((?:kiri|kanan|tengah|dua dari|kedua|ketiga|berdiri|duduk)\b", re.IGNORECASE
)
_CAPTION_CUES: Final = re.compile(
    r"^(?:suasana|ilustrasi|tampak|potret|foto|tangkapan layar|seorang|sejumlah|petugas|warga"
    r"|kondisi|para)\b|\bsaat\b|\bketika\b",
    re.IGNORECASE,
)
_TEXTS: Final = frozenset((LineKind.SHORT, LineKind.SENTENCE, LineKind.PROSE, LineKind.CAPTION))
_HOME: Final = frozenset(("home", "beranda", "depan"))
_KICKER: Final = re.compile(r"berita\s\S", re.IGNORECASE)
_LABEL_WORDS: Final = 6
"""Words of the longest kicker or section."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The timestamps of a dump."""

    published: Moment | None = None
    modified: Moment | None = None


def find_dates(layout: Layout, zone: Zone | None, page: Page) -> Dates:
    """The printed timestamps nearest to the headline.

    A line that says so gives the last change. Without a zone, WIB is assumed.
    """
    published: Moment | None = None
    modified: Moment | None = None
    foreign = ForeignDates()
    local = (zone or Zone.WIB).tzinfo
    for line in _date_lines(layout):
        printed = date_in(line.text) or line.text
        moment = read_date(printed, zone=local, fetched_at=page.fetched_at, foreign=foreign)
        if moment is None:
            continue
        if _MODIFIED.search(line.text):
            modified = modified or moment
        elif published is None or (moment.clock and not published.clock):
            published = moment
    return Dates(published, modified)


def _date_lines(layout: Layout) -> list[DumpLine]:
    """The date lines around headline and body, the nearest first; those below only with a clock."""
    below = [line for line in layout.below[:8] if has_clock(line.text) and date_in(line.text)]
    lines = (*layout.between, *reversed(layout.above[-4:]), *below)
    return [line for line in lines if line.kind is LineKind.DATE]


def find_lead(layout: Layout, names: Names) -> tuple[str | None, Image | None]:
    """(standfirst, lead photo) of the lines between headline and body.

    The standfirst is above the byline, the photo below it. Where no byline separates them, a line
    that reads like a caption is one.
    """
    header = -1
    texts: list[DumpLine] = []
    for line in layout.between:
        is_taken = line.number in names.taken
        if is_taken or line.kind in {LineKind.BYLINE, LineKind.DATE}:
            header = line.number
        if not is_taken and line.kind in _TEXTS and len(line.text) <= MAX_CAPTION:
            texts.append(line)
    lead = _Lead(header)
    for line, following in zip_longest(texts, texts[1:]):
        lead.take(line, following)
    return lead.standfirst, lead.photo()


class _Lead:
    """The standfirst and the lead photo, filled line by line."""

    def __init__(self, header: int) -> None:
        """`header` is the number of the last byline or date line, or -1."""
        self.standfirst: str | None = None
        self._header = header
        self._caption: str | None = None
        self._credit: str | None = None

    def photo(self) -> Image | None:
        """The lead photo, if a caption or a credit was found."""
        if self._caption is None and self._credit is None:
            return None
        return Image(self._caption, self._credit, Placement.LEAD)

    def take(self, line: DumpLine, following: DumpLine | None) -> None:
        """Use one line; `following` is the next one that is a text."""
        caption, credit = split_credit(line.text)
        is_next = following is not None and following.number == line.number + 1
        if caption is None and credit:
            if is_next or following is None:
                self._credit = self._credit or credit
        elif following and is_next and _is_photo_credit(line, following):
            self._credit = self._credit or line.text
        elif not credit and self._is_above_photo(line, following):
            self.standfirst = line.text if _is_long(line) else None
        else:
            self._caption = self._caption or caption
            self._credit = self._credit or credit

    def _is_above_photo(self, line: DumpLine, following: DumpLine | None) -> bool:
        """True where a line can be the standfirst."""
        if self._credit or self.standfirst is not None:
            return False
        if line.number > self._header >= 0 and following is None:
            return False
        return line.number < self._header or not _is_caption(line.text)


def _is_long(line: DumpLine) -> bool:
    """False for a line too short for a standfirst."""
    return line.kind is not LineKind.SHORT or len(line.text.split()) > 5


def _is_photo_credit(line: DumpLine, following: DumpLine) -> bool:
    """True for a short line right above a caption that can be the credit of its photo."""
    if line.kind is not LineKind.SHORT or len(line.text.split()) > 7:
        return False
    if following.apart:
        return following.kind in {LineKind.PROSE, LineKind.SENTENCE} and is_name(line.text)
    return following.kind in {LineKind.PROSE, LineKind.SENTENCE, LineKind.SHORT}


def _is_caption(text: str) -> bool:
    """True for a sentence that says what a photo shows."""
    if _DIRECTIONS.search(text) is not None:
        return True
    return _CAPTION_CUES.search(text) is not None and QUOTING.search(text) is None


def find_labels(layout: Layout) -> tuple[str | None, str | None]:
    """(kicker, section): the line right above the headline; the last step of the breadcrumb."""
    short = [
        line
        for line in layout.above
        if line.kind is LineKind.SHORT and len(line.text.split()) <= _LABEL_WORDS
    ]
    if not short:
        return None, _section(layout)
    nearest = short[-1]
    home = max((line.number for line in short if line.text.casefold() in _HOME), default=None)
    section = _section(layout)
    if section is None and home is not None and nearest.number > home:
        section = nearest.text
    is_kicker = layout.above[-1] is nearest and _is_kicker(nearest, layout, section, home)
    return nearest.text if is_kicker else None, section


def _is_kicker(line: DumpLine, layout: Layout, section: str | None, home: int | None) -> bool:
    """True where the line above the headline is set apart and is no step of a breadcrumb.

    `home` is the number of the line that begins a breadcrumb of one step a line.
    """
    if line.number == home or crumbs(line.text):
        return False
    if line.number == 0 or _KICKER.match(line.text):
        return True
    if not line.apart or not layout.headline.apart or line.text == section:
        return False
    return home is None or line.number - home > 3


def _section(layout: Layout) -> str | None:
    """The last step, other than the headline, of a breadcrumb that is printed in one line."""
    headline = layout.headline.text.casefold()
    for line in reversed(layout.above):
        steps = [step for step in crumbs(line.text) if step.casefold() != headline]
        if steps:
            return steps[-1]
    return None
