"""What a dump prints around its headline: names, dates, kicker, section, standfirst and the lead photo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scraper.extract.dump.layout import Layout, crumbs
from scraper.extract.dump.lines import QUOTING, DumpLine, LineKind, has_clock, is_outlet_byline
from scraper.extract.text.byline_words import LABELS
from scraper.extract.text.bylines import read_bylines
from scraper.extract.text.credits import MAX_CAPTION, split_credit
from scraper.extract.text.dates import Moment, date_in, read_date
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.extract.text.person_names import is_agency, is_person
from scraper.extract.text.phrases import is_boilerplate
from scraper.model import Byline, Image, Page, Placement, Role
from scraper.portals import Zone

__all__ = ["Dates", "Names", "find_dates", "find_labels", "find_names", "find_photo"]

_MODIFIED: Final = re.compile(r"diperbar|diperbaharui|update|terakhir diubah", re.IGNORECASE)
_DIRECTIONS: Final = re.compile(
    r"\((?:kiri|kanan|tengah|dua dari|kedua|ketiga|berdiri|duduk)\b", re.IGNORECASE
)
_CAPTION_CUES: Final = re.compile(
    r"^(?:suasana|ilustrasi|tampak|potret|foto|tangkapan"
    r" layar|seorang|sejumlah|petugas|warga|kondisi|para)\b|\bsaat\b|\bketika\b",
    re.IGNORECASE,
)
_NEWSROOM: Final = re.compile(r"^tim redaksi$", re.IGNORECASE)
_CONNECTOR: Final = re.compile(r"(?<!\s)\s+(?:pada|on|at|am|le|el)\s*$", re.IGNORECASE)
_DESK: Final = re.compile(r"(?:[A-ZÀ-Þ][\w.'’]*\s){2,4}-\s\w+$")
""" "NAME - detikfinance": above the date, one word behind a dash is the desk."""
_SMALL: Final = frozenset(("bin", "binti", "van", "von", "der", "de", "al", "el"))
_REACH: Final = 60
"""Lines behind the body that are searched for a labelled byline: some pages print lists before
it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The bylines of a dump, and which lines between headline and body they took."""

    bylines: tuple[Byline, ...]
    raw: str
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class Dates:
    """The timestamps of a dump."""

    published: Moment | None = None
    modified: Moment | None = None


def find_names(layout: Layout, lines: Sequence[DumpLine]) -> Names:
    """The bylines: labelled ones anywhere around the body, else the names that stand by the date."""
    found: list[Byline] = []
    raw: list[str] = []
    taken: set[int] = set()
    around = (
        *layout.above[-3:],
        *layout.between,
        *layout.body[:2],
        *lines[layout.end : layout.end + _REACH],
    )
    for line in around:
        far = line.number >= layout.end
        names = () if far and line.kind is not LineKind.BYLINE else _on_line(line, lines)
        if names:
            taken.add(line.number)
        else:
            names, used = _by_label_alone(line, lines, taken)
            taken |= used
        found += names
        raw += [line.text] if names else []
    if all(byline.role is Role.EDITOR for byline in found):
        for line in _names_by_place(layout.between, taken):
            found += read_bylines(line.text)
            raw.append(line.text)
            taken.add(line.number)
        if any(_NEWSROOM.match(line.text) for line in layout.between):
            found = _last_is_editor(found)
    taken.update(line.number for line in layout.between if _NEWSROOM.match(line.text))
    found.sort(key=lambda byline: byline.role is Role.EDITOR)
    return Names(
        tuple({(b.name.casefold(), b.role): b for b in found}.values()),
        " | ".join(raw),
        frozenset(taken),
    )


def _on_line(line: DumpLine, lines: Sequence[DumpLine]) -> tuple[Byline, ...]:
    """The names of one line that says what they did: by a label, beside a date, before an outlet or a desk."""
    after = lines[line.number + 1] if line.number + 1 < len(lines) else None
    desk = after is not None and after.kind is LineKind.DATE and _DESK.match(line.text) is not None
    if line.kind is LineKind.BYLINE or is_outlet_byline(line.text) or desk:
        return read_bylines(line.text)
    return _beside_date(line.text) if line.kind is LineKind.DATE else ()


def _beside_date(text: str) -> tuple[Byline, ...]:
    beside = _CONNECTOR.sub("", text.replace(date_in(text) or text, "")).strip(" ,|-–•·")
    names = read_bylines(beside)
    labelled = tuple(byline for byline in names if byline.label)
    if labelled or len(names) != 1 or len(names[0].name) < len(beside) * 0.5:
        return labelled
    return names if 1 < len(names[0].name.split()) <= 4 and names[0].name[0].isupper() else ()


def _by_label_alone(
    line: DumpLine, lines: Sequence[DumpLine], taken: set[int]
) -> tuple[tuple[Byline, ...], set[int]]:
    """The name above or below a line that is a label and nothing else, and the lines that both take."""
    label = line.text.lower().strip(" :")
    if (
        label not in LABELS
        or len(label) < _SHORTEST_LABEL
        or LABELS[label] not in {Role.REPORTER, Role.EDITOR}
    ):
        return (), set()
    for number in (line.number - 1, line.number + 1):
        if (
            0 <= number < len(lines)
            and number not in taken
            and _is_name(lines[number].text, anything=LABELS[label] is Role.REPORTER)
        ):
            return read_bylines(lines[number].text, line.text.strip(" :")), {line.number, number}
    return (), set()


_SHORTEST_LABEL: Final = 6


def _names_by_place(between: Sequence[DumpLine], taken: set[int]) -> list[DumpLine]:
    """Lines that are nothing but names right above the date, or above "Tim Redaksi"."""
    dates = [line.number for line in between if line.kind is LineKind.DATE]
    newsroom = next((line.number for line in between if _NEWSROOM.match(line.text)), None)
    chosen = [
        line
        for line in between
        if line.kind is LineKind.SHORT
        and any(abs(line.number - number) == 1 for number in dates)
        and _are_names(line.text)
    ]
    if newsroom is not None:
        first = dates[0] if dates else newsroom - 4
        chosen = [
            line for line in between if first < line.number < newsroom and _are_names(line.text)
        ]
    return chosen[:1] if newsroom is None else chosen


def _are_names(text: str) -> bool:
    names = read_bylines(text)
    return (
        bool(names)
        and all(_is_name(b.name) for b in names)
        and sum(len(b.name) for b in names) > len(text) - 8
    )


def _is_name(text: str, *, anything: bool = False) -> bool:
    """True for two to five words printed as names are; with `anything`, for an agency as well."""
    words = text.strip(" ,").split()
    if (
        not 1 < len(words) <= 5
        or is_boilerplate(text)
        or not all(w[0].isupper() or w.lower() in _SMALL for w in words)
    ):
        return False
    return is_person(" ".join(words)) or (anything and is_agency(" ".join(words)))


def _last_is_editor(names: list[Byline]) -> list[Byline]:
    """Names without labels above "Tim Redaksi": the writers come first, the editor last."""
    if len(names) < 2 or any(byline.label for byline in names):
        return names
    return [*names[:-1], Byline(names[-1].name, Role.EDITOR)]


def find_dates(layout: Layout, zone: Zone | None, page: Page) -> Dates:
    """The printed timestamps nearest the headline: one that says so is of the last change.

    Without a zone WIB is assumed.
    """
    published: Moment | None = None
    modified: Moment | None = None
    foreign = ForeignDates()
    local = (zone or Zone.WIB).tzinfo
    below = [line for line in layout.below[:8] if has_clock(line.text) and date_in(line.text)]
    for line in (*layout.between, *reversed(layout.above[-4:]), *below):
        if line.kind is not LineKind.DATE:
            continue
        moment = read_date(
            date_in(line.text) or line.text, zone=local, fetched_at=page.fetched_at, foreign=foreign
        )
        if moment is None:
            continue
        if _MODIFIED.search(line.text):
            modified = modified or moment
        elif published is None or (moment.clock and not published.clock):
            published = moment
    return Dates(published, modified)


def find_photo(layout: Layout, names: Names) -> tuple[str | None, Image | None]:
    """(standfirst, lead photo) of the lines between headline and body.

    A standfirst stands above the byline, a photo below it. Without a byline between, what reads
    like a caption is one.
    """
    header = max(
        (
            line.number
            for line in layout.between
            if line.kind in {LineKind.BYLINE, LineKind.DATE} or line.number in names.taken
        ),
        default=-1,
    )
    kinds = {LineKind.SHORT, LineKind.SENTENCE, LineKind.PROSE, LineKind.CAPTION}
    known = (
        line for line in layout.between if line.kind in kinds and line.number not in names.taken
    )
    texts = [line for line in known if len(line.text) <= MAX_CAPTION]
    standfirst: str | None = None
    credit: str | None = None
    caption: str | None = None
    for line, following in zip(texts, [*texts[1:], None], strict=False):
        own, own_credit = split_credit(line.text)
        below = following is not None and following.number == line.number + 1
        if own is None and own_credit:
            credit = credit or (own_credit if below or following is None else None)
        elif below and following is not None and _is_photo_credit(line, following):
            credit = credit or line.text
        elif (
            own_credit
            or credit
            or standfirst is not None
            or (line.number > header >= 0 and following is None)
        ):
            caption, credit = caption or own, credit or own_credit
        elif line.number < header or not _is_caption(line.text):
            standfirst = (
                line.text if line.kind is not LineKind.SHORT or len(line.text.split()) > 5 else None
            )
        else:
            caption = caption or own
    if caption is None and credit is None:
        return standfirst, None
    return standfirst, Image(caption, credit, Placement.LEAD)


def _is_photo_credit(line: DumpLine, following: DumpLine) -> bool:
    """True for a short line right above a caption: whose photo it is."""
    if line.kind is not LineKind.SHORT or len(line.text.split()) > 7:
        return False
    if following.apart:
        return following.kind in {LineKind.PROSE, LineKind.SENTENCE} and _is_name(line.text)
    return following.kind in {LineKind.PROSE, LineKind.SENTENCE, LineKind.SHORT}


def _is_caption(text: str) -> bool:
    """True for a sentence that tells what a photo shows."""
    return _DIRECTIONS.search(text) is not None or (
        _CAPTION_CUES.search(text) is not None and QUOTING.search(text) is None
    )


def find_labels(layout: Layout) -> tuple[str | None, str | None]:
    """(kicker, section): the short line on the headline; the last step of the breadcrumb above it, in one line or one a line."""
    short = [
        line
        for line in layout.above
        if line.kind is LineKind.SHORT and len(line.text.split()) <= _LABEL_WORDS
    ]
    section: str | None = None
    for line in reversed(layout.above):
        steps = [
            step for step in crumbs(line.text) if step.casefold() != layout.headline.text.casefold()
        ]
        if steps:
            section = steps[-1]
            break
    home = next((line.number for line in reversed(short) if line.text.casefold() in _HOME), None)
    if section is None and home is not None and short[-1].number > home:
        section = short[-1].text
    if not short or layout.above[-1] is not short[-1]:
        return None, section
    line = short[-1]
    if crumbs(line.text) or line.text.casefold() in _HOME:
        return None, section
    first = line.number == 0
    own = (
        line.apart
        and layout.headline.apart
        and (home is None or line.number - home > 3)
        and section != line.text
    )
    return (line.text, section) if first or own or _KICKER.match(line.text) else (None, section)


_HOME: Final = frozenset(("home", "beranda", "depan"))
_KICKER: Final = re.compile(r"berita\s\S", re.IGNORECASE)
_LABEL_WORDS: Final = 6
