"""Classifies the lines of a text dump by their wording: prose, byline, date, caption and so on."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from scraper.extract.page.tree import clean
from scraper.extract.text import phrases
from scraper.extract.text.bylines import is_byline
from scraper.extract.text.credits import split_credit
from scraper.extract.text.dateline import split_dateline
from scraper.extract.text.dates import read_date
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.extract.text.person_names import is_organisation
from scraper.extract.text.signature import split_signature

__all__ = [
    "QUOTING",
    "DumpLine",
    "LineKind",
    "has_clock",
    "is_outlet_byline",
    "read_lines",
    "source_of",
]


class LineKind(StrEnum):
    """What one line of a dump is."""

    PROSE = "prose"
    """A paragraph: long, or a sentence of several words."""
    SENTENCE = "sentence"
    """A short sentence."""
    ITEM = "item"
    """A line after a number or a bullet."""
    SHORT = "short"
    """No sentence: a headline, a subhead, a menu entry, a name."""
    BYLINE = "byline"
    DATE = "date"
    SOURCE = "source"
    """ "Sumber: Tribun Jateng"."""
    TAGS = "tags"
    CAPTION = "caption"
    """A photo's caption, recognised by the credit at its end."""
    PHOTO = "photo"
    """A line that the page prints beside a photo: "lihat foto", "Perbesar"."""
    RELATED = "related"
    PAGING = "paging"
    NOISE = "noise"
    """A share button, a promotion, an advertisement, a copyright line."""
    HEADING = "heading"
    """The head of a list of other articles, of tags or of the comments."""


@dataclass(frozen=True, slots=True)
class DumpLine:
    """One line with text, in the order of the dump."""

    number: int
    """Its position among the lines with text, from 0."""
    text: str
    kind: LineKind
    apart: bool
    """True where a blank line precedes it."""


_LONGEST_DATE: Final = 110
_PROSE_WORDS: Final = 8
_LONG: Final = 150
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*$|[”\"]$|[.!?]\s?[(\[][\w/*, -]{1,30}[)\]]$")
_ITEM: Final = re.compile(r"^(?:\d{1,2}[.)]\s|[a-z][.)]\s|[•●▪■◦*–—-]\s?(?=\S))")
_SOURCE: Final = re.compile(
    r"^(?:sumber|source|dikutip dari|sumber berita|artikel asli)\s?[:：]\s?(?P<outlet>\S.{1,60})$",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"^(?:tags?|tagar|topik|topics?|kata kunci|label|keywords?)\s?[:：]"
    r"|^#\s?\w[\w ]{1,40}+(?:\s*+#\s?\w[\w ]{1,40}+)*+$",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"(?:19|20)\d\d|\b(?:lalu|ago|kemarin)\b", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}|\b(?:lalu|ago)\b", re.IGNORECASE)
_DATE_WORDS: Final = 14
"""Words of the longest date line."""
_PHOTO: Final = re.compile(
    r"^(?:lihat foto|perbesar|foto:?|lihat gambar|zoom|image|gambar)$", re.IGNORECASE
)
QUOTING: Final = re.compile(
    r"[“”\"]|\b(?:kata|ujar|tutur|jelas|ungkap|ucap|tegas|imbuh|papar)(?:nya)?\b", re.IGNORECASE
)
"""Direct speech: a line with it is not taken for a caption."""


def read_lines(text: str, fetched_at: datetime | None) -> tuple[DumpLine, ...]:
    """The lines of a dump that hold text, with ordinary spaces and without invisible characters."""
    found: list[DumpLine] = []
    foreign = ForeignDates()
    apart = True
    for raw in text.splitlines():
        line = clean(raw)
        if not line:
            apart = True
            continue
        found.append(DumpLine(len(found), line, _kind(line, fetched_at, foreign), apart))
        apart = False
    return tuple(found)


def has_clock(line: str) -> bool:
    """True where a date line gives the time too."""
    return _CLOCK.search(line) is not None


def source_of(line: str) -> str | None:
    """The outlet of a "Sumber: …" line, or None."""
    match = _SOURCE.match(line)
    return match["outlet"].strip(" .") if match else None


def _kind(line: str, fetched_at: datetime | None, foreign: ForeignDates) -> LineKind:
    """The kind of a line; the first test that holds decides."""
    if _PHOTO.match(line):
        return LineKind.PHOTO
    if source_of(line):
        return LineKind.SOURCE
    if _TAGS.match(line):
        return LineKind.TAGS
    if _is_date(line, fetched_at, foreign):
        return LineKind.DATE
    if is_byline(line):
        return LineKind.BYLINE
    return _noise(line) or _text(line)


def _is_date(line: str, fetched_at: datetime | None, foreign: ForeignDates) -> bool:
    """True for a line that is a date, with at most a name or a label beside it."""
    if len(line) > _LONGEST_DATE or line.endswith((".", "?", "!", "”", '"')):
        return False
    most = _DATE_WORDS if has_clock(line) else 6
    if len(line.split()) > most or not _DATED.search(line):
        return False
    return read_date(line, zone=None, fetched_at=fetched_at, foreign=foreign) is not None


def _noise(line: str) -> LineKind | None:
    """The kind of a line that is not part of the article, or None."""
    if phrases.is_share(line) or phrases.is_promo(line) or phrases.is_copyright(line):
        return LineKind.NOISE
    if phrases.is_related(line):
        return LineKind.RELATED
    if phrases.is_heading(line):
        return LineKind.HEADING
    if phrases.is_paging(line):
        return LineKind.PAGING
    return LineKind.NOISE if phrases.is_chrome(line) else None


def _text(line: str) -> LineKind:
    """The kind of a line that may be part of the article."""
    count = len(line.split())
    if _is_caption(line, count):
        return LineKind.CAPTION
    signature = split_signature(line)[1]
    if _ITEM.match(line) and count < 40 and signature != line:
        return LineKind.ITEM
    is_sentence = _SENTENCE_END.search(line) is not None or (signature is not None and count > 3)
    if len(line) > _LONG or (count >= _PROSE_WORDS and (is_sentence or _opens_article(line))):
        return LineKind.PROSE
    if is_sentence and (count >= 2 or signature):
        return LineKind.SENTENCE
    return LineKind.SHORT


def _opens_article(line: str) -> bool:
    """True for a line with a dateline, even if it does not end like a sentence."""
    return len(line) > 80 and split_dateline(line) is not None


def _is_caption(line: str, count: int) -> bool:
    if count < 3 or split_signature(line)[1] is not None:
        return False
    caption, credit = split_credit(line)
    return caption is not None and credit is not None and QUOTING.search(caption) is None


def is_outlet_byline(line: str) -> bool:
    """True for a name, a dash and the person's outlet: "Ani Lestari - detikJateng"."""
    name, dash, outlet = line.partition(" - ")
    if not dash or not name[:1].isupper() or len(line.split()) > 9:
        return False
    return is_organisation(outlet) and not is_organisation(name)
