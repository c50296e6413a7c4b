"""Printed and embedded dates, read into one instant.

Table-driven; dateparser only for what the tables do not know.

The order of what a text says of its zone: a numeric offset or `Z`; a label ("WITA", "CET"); the
portal's own zone; else an assumption, which the `Moment` admits. Relative dates are read against
`fetched_at` alone: nothing here reads a clock.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from scraper.extract.text.date_words import (
    AGO,
    BEFORE,
    BUDDHIST,
    DAYS_BACK,
    EVENING,
    INDONESIAN,
    JUST_NOW,
    MONTHS,
    MORNING,
    NOON,
    SPANS,
    THAI_MONTHS,
    ZONE_MINUTES,
)
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.portals import Zone

__all__ = ["ASSUMED", "OFFSET", "PORTAL", "PRINTED", "Moment", "date_in", "read_date"]

OFFSET: Final = "offset"
PRINTED: Final = "printed"
PORTAL: Final = "portal"
ASSUMED: Final = "assumed"

_EARLIEST: Final = 1994
"""The first Indonesian paper went online in 1994 (Republika in 1995): an older clock is a broken
one."""
_LATEST: Final = 2400
"""A later year is one of the Buddhist era."""
_TOLERANCE: Final = timedelta(days=1)
"""A local clock may run up to 14 hours ahead of UTC, and fetch clocks are not exact."""
_LONGEST: Final = 160
"""No printed date is longer; a longer text is cut before it is read."""


def _by_initial(names: Collection[str]) -> str:
    """The names as one alternation, those with a first letter in common under it: a word that is none fails after 30 trials, not 270."""
    under = {name[0]: [other[1:] for other in names if other[0] == name[0]] for name in names}
    return "|".join(
        f"{initial}(?:{'|'.join(map(re.escape, sorted(rest, key=len, reverse=True)))})"
        for initial, rest in under.items()
    )


_NAMES: Final = _by_initial(tuple(MONTHS))
_THAI_NAMES: Final = "|".join(
    sorted((re.escape(name) for name in THAI_MONTHS), key=len, reverse=True)
)
_HALF_WORDS: Final = "|".join(sorted((*MORNING, *EVENING, *NOON), key=len, reverse=True))
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_LABELS: Final = "|".join(sorted(ZONE_MINUTES, key=len, reverse=True)).upper()
_SPAN_NAMES: Final = "|".join(sorted(SPANS, key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_CALENDAR: Final = (
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
        r"(?:[T\s_,|]{1,3}(?P<hour>[01]?\d|2[0-3])[:.-](?P<minute>[0-5]\d)(?:[:.-](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?P<zulu>Z\b)?)?"
    ),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|ª)?[\s,/-]{{0,3}}(?:de\s|of\s)?\b(?=[^\W\d])(?P<name>{_NAMES})\b\.?[\s,/-]{{0,3}}(?:del?\s)?{_YEAR}"
    ),
    _pattern(
        rf"\b(?=\w++\.?\s{{0,2}}\d)(?P<name>{_NAMES})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s,/]{{0,3}}{_YEAR}"
    ),
    _pattern(
        rf"\b(?=\w++\.?\s\d)(?P<name>{_NAMES})\b\.?\s(?P<day>\d{{1,2}})\s(?:\d\d:\d\d:\d\d)\s(?:[A-Z]{{3,4}}\s)?{_YEAR}"
    ),
    _pattern(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?m\.|\.)?\s{{0,2}}(?P<name>{_NAMES})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?!\d)"
    ),
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년.]\s?(?P<month>\d{1,2})\s?[月월.]\s?(?P<day>\d{1,2})(?!\d)[日일.]?"
    ),
    _pattern(rf"(?<!\d)(?P<day>\d{{1,2}})-(?P<name>{_NAMES})-(?P<year>\d\d)(?!\d)"),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<name>{_NAMES})\.?\s['’]?(?P<year>\d\d)(?=\W{{1,4}}\d{{1,2}}[:.]\d\d(?!\d))"
    ),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s{{0,2}}(?P<thai>{_THAI_NAMES})\s{{0,2}}(?:พ\.ศ\.\s?)?(?P<year>(?:19|2[05])\d\d)(?!\d)"
    ),
    _pattern(rf"(?<!\d)(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?:,|\s+năm)?\s+{_YEAR}"),
    _pattern(
        r"(?<![\d.,])(?P<first>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<second_part>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
    ),
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?P<zulu>Z)?(?!\d)"
    ),
)
"""Ways to print a calendar day, some with the clock behind it.

The one that stands first in a text speaks; of two that begin at one place, the one listed first.
Where a name may open a date, what must follow it is asked first: that costs a tenth of the
names."""
_CLOCK: Final = _pattern(
    r"(?<![\d.])(?<!\d:)(?P<hour>[01]?\d|2[0-3])(?:\s?[:h時시]\s?|\.|\sUhr\s)(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?[분分]?(?![\d%])"
    rf"(?:\s*(?P<half>[ap])\.?\s?m\b\.?|\s(?:ng\s)?(?P<daytime>{_HALF_WORDS})\b)?"
)
_CLOCK_INSIDE: Final = re.compile(r"(?<!\d)\d\d:\d\d:\d\d(?!\d)")
"""A clock between day and year ("Feb 07 11:48:00 2017").

With full stops it would be found in "05.08.2022".
"""
_HALF_CLOCK: Final = _pattern(r"(?<![\d.:/])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap])\.?m\b")
_ZONE: Final = re.compile(
    rf"[\s(,|\[]{{0,3}}(?:(?P<label>(?i:wib|wita|wit)|{_LABELS})\b)?\s?(?P<offset>[+-−](?:0\d|1[0-4]):?[0-5]\d(?!\d)|(?<=T|C)\s?[+-]\d{{1,2}}(?!\d)|[+-](?:0\d|1[0-4])(?!\d))?"
)
_RELATIVE: Final = _pattern(
    rf"(?P<before>\b(?:{BEFORE})\s+)?(?:(?<![\w:.,/])(?P<count>\d{{1,3}})|\b(?:se|an?|one|une?|eine[rnm]?))"
    rf"\s?(?P<span>{_SPAN_NAMES}|[mhd])\b(?P<ago>\s+(?:{AGO})\b)?"
)
_DAY_WORDS: Final = _pattern(
    r"\b(?P<word>" + "|".join(sorted(DAYS_BACK, key=len, reverse=True)) + r")\b"
)
_SECONDS: Final = {"m": 60, "h": 3600, "d": 86400, **SPANS}
_EPOCH: Final = re.compile(r"\d{10}|\d{13}")
_SPACES: Final = re.compile(r"\s+")
_WORDS: Final = re.compile(r"[a-z']+")
_RELATIVE_WORDS: Final = _pattern(
    rf"\b(?:{AGO}|{BEFORE}|"
    + "|".join(sorted(DAYS_BACK, key=len, reverse=True))
    + "|"
    + "|".join(sorted(JUST_NOW))
    + r")\b"
)
_AMERICAN: Final = re.compile(r"\d\s?[APap]\.?[Mm]\b|\bE[SD]?T\b|\bP[SD]?T\b")
"""A clock of the United States, whose dates put the month first."""
_WEEKDAY: Final = _pattern(
    r"\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|\w{3,9}day)\b[\s,/-]{0,4}$"
)
_CLOCK_REACH: Final = 40
"""How far behind the day its clock may stand: "02 Jun 2020, 11:21 WIB", "on 11 Feb 2016 at 07:00
WIB"."""
_FALLBACK_LONGEST: Final = 60
_DIGITS: Final = r"[\d٠-٩۰-۹०-९๐-๙]"
_FALLBACK_SHAPE: Final = re.compile(
    rf"(?<!\d){_DIGITS}{{1,2}}\W{{1,3}}(?:\w{{1,3}}\s)?[^\W\d]{{3,}}\W{{1,3}}(?:\w{{1,3}}\s)?{_DIGITS}{{4}}(?!\d)"
    rf"|[^\W\d]{{3}}\W{{1,3}}{_DIGITS}{{1,2}}\W{{1,3}}{_DIGITS}{{4}}(?!\d)|{_DIGITS}{{4}}\W{{1,3}}[^\W\d]{{3,}}\W{{1,3}}{_DIGITS}{{1,2}}(?!\d)"
)
"""A day, a word that may be a month, and a year beside each other: without them dateparser (20
ms a call) is not asked."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant as a page tells it."""

    at: datetime
    """Aware."""
    raw: str
    """The text as printed, white space trimmed."""
    zone_note: str
    """Why this zone: `offset` (numeric, or Z), `printed` (a label), `portal` (the zone that was
    given), `assumed` (nothing told)."""
    clock: bool = True
    """False where the text names a day alone; `at` is then its midnight."""


@dataclass(frozen=True, slots=True)
class _DateFields:
    """A local time and what the text says of its zone."""

    local: datetime
    clock: bool
    tz: tzinfo | None = None
    note: str = ASSUMED


def read_date(
    text: str,
    *,
    zone: tzinfo | None,
    fetched_at: datetime | None,
    false_zone: bool = False,
    day_first: bool = False,
    foreign: ForeignDates | None = None,
) -> Moment | None:
    """The instant that a date text names, or None where it names none that is possible.

    `zone` is the portal's or the host's, for a clock without one. `fetched_at` (aware) is what
    relative dates are counted from, and no date may lie more than a day after it. `false_zone` says
    that the platform's offset is known to lie ("…T18:50:00-07:00" for 18:50 WIB): it is then
    overridden by `zone`. `day_first` says that "05/08/2022 7:15 PM" is of August, which a clock of
    twelve hours alone leaves open: without it such a date is read as an American one. `foreign`
    reads what the tables do not know; without it nothing does.
    """
    printed = _SPACES.sub(" ", text).strip()
    if not any(character.isdigit() for character in printed) and not _RELATIVE_WORDS.search(
        printed
    ):
        return None
    line = printed[:_LONGEST]
    moment = _absolute(line, zone, false_zone, day_first) or _relative(line, zone, fetched_at)
    if moment is None and foreign is not None:
        moment = _by_dateparser(line, zone, fetched_at, foreign)
    if moment is None or moment.at.year < _EARLIEST:
        return None
    if fetched_at is not None and moment.at > fetched_at + _TOLERANCE:
        return None
    return Moment(moment.at, printed, moment.zone_note, moment.clock)


def date_in(line: str) -> str | None:
    """The part of a line that is the date as printed: weekday, day, clock and zone, without the name or label beside them.

    >>> date_in("Ani Lestari - Selasa, 2 Agustus 2022 21:05 WIB")
    'Selasa, 2 Agustus 2022 21:05 WIB'
    """
    line = line[:_LONGEST]
    day = next(_days(line), None)
    if day is None:
        return None
    weekday = _WEEKDAY.search(line, 0, day.start())
    clock = _clock_near(line, day)
    zone = _ZONE.match(line, clock.end()) if clock else None
    ends = [
        day.end(),
        clock.end() if clock else 0,
        zone.end() if zone and (zone["label"] or zone["offset"]) else 0,
    ]
    starts = [weekday.start() if weekday else day.start(), clock.start() if clock else day.start()]
    return line[min(starts) : max(ends)].strip()


def _absolute(line: str, zone: tzinfo | None, false_zone: bool, day_first: bool) -> Moment | None:
    """A date with year, month and day, or a Unix time."""
    if _EPOCH.fullmatch(line):
        seconds = int(line) / (1000 if len(line) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), line, OFFSET)
    for match in _days(line):
        reading = _reading(match, line, day_first)
        if reading is not None:
            return _settle(reading, line, zone, false_zone)
    return None


def _days(line: str) -> Iterator[re.Match[str]]:
    """The calendar days of a line, the first one first; metadata opens with one that is known at once."""
    opening = _CALENDAR[0].match(line)
    if opening is not None:
        yield opening
    found = [match for pattern in _CALENDAR if (match := pattern.search(line))]
    yield from sorted(found, key=lambda match: match.start())


def _reading(match: re.Match[str], line: str, day_first: bool) -> _DateFields | None:
    parts = match.groupdict()
    try:
        day = _day(parts, american=not day_first and _AMERICAN.search(line) is not None)
    except ValueError:
        return None
    if day is None:
        return None
    if parts.get("hour"):
        tz, note = (UTC, OFFSET) if parts.get("zulu") else _zone_at(line, match.end())
        return _DateFields(datetime.combine(day, _time(match)), True, tz, note)
    inside = _CLOCK_INSIDE.search(line, match.start(), match.end())
    clock = _CLOCK.match(line, inside.start()) if inside else _clock_near(line, match)
    if clock is None:
        return _DateFields(datetime.combine(day, time()), False)
    tz, note = _zone_at(line, clock.end())
    return _DateFields(datetime.combine(day, _time(clock)), True, tz, note)


def _day(parts: dict[str, str | None], *, american: bool) -> date | None:
    """The calendar day of a match; ValueError where there is no such day."""
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000
    if parts.get("thai"):
        return date(
            year - BUDDHIST if year > _LATEST else year,
            THAI_MONTHS[parts["thai"] or ""],
            int(parts["day"] or 0),
        )
    if parts.get("name"):
        month = MONTHS.get(
            (parts["name"] or "").lower(), 0
        )  # 0, no month, for letters that only patterns take for others: "Auguſt"
        return date(year, month, int(parts["day"] or 0))
    if parts.get("month"):
        return date(year, int(parts["month"] or 0), int(parts["day"] or 0))
    first, second = int(parts["first"] or 0), int(parts["second_part"] or 0)
    day, month = (second, first) if second > 12 or (first <= 12 and american) else (first, second)
    return date(year, month, day)


def _clock_near(line: str, day: re.Match[str]) -> re.Match[str] | None:
    """The clock that belongs to a day: the first one behind it, else the last one before it."""
    tail = line[: day.end() + _CLOCK_REACH]
    behind = _CLOCK.search(tail, day.end()) or _HALF_CLOCK.search(tail, day.end())
    if behind is not None:
        return behind
    before = [*_CLOCK.finditer(line, 0, day.start()), *_HALF_CLOCK.finditer(line, 0, day.start())]
    return before[-1] if before else None


def _time(match: re.Match[str]) -> time:
    parts = match.groupdict()
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower() or _half_of(parts.get("daytime"), hour)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))


def _half_of(daytime: str | None, hour: int) -> str:
    """The half of the day that a word names: `a`, `p`, or nothing.

    Twelve at night begins a day, and eleven is no afternoon.
    """
    if daytime is None:
        return ""
    if daytime.lower() in NOON:
        return "a" if 6 <= hour < 12 else "p"
    midnight = hour == 12 and daytime.lower() in {"malam", "gabi"}
    return "a" if midnight or daytime.lower() in MORNING else "p"


def _zone_at(line: str, position: int) -> tuple[tzinfo | None, str]:
    """What stands behind a clock about its zone."""
    match = _ZONE.match(line, position)
    if match is None:
        return None, ASSUMED
    label, offset = match["label"], match["offset"]
    if offset:
        return timezone(timedelta(minutes=_minutes(offset))), OFFSET
    if label and label.lower() in ZONE_MINUTES:
        return timezone(timedelta(minutes=ZONE_MINUTES[label.lower()]), label.upper()), PRINTED
    return None, ASSUMED


def _minutes(offset: str) -> int:
    digits = offset[1:].replace(":", "").strip()
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    total = hours * 60 + minutes
    return total if offset[0] == "+" else -total


def _settle(reading: _DateFields, line: str, zone: tzinfo | None, false_zone: bool) -> Moment:
    """The instant of a reading: its own zone, else the portal's, else the one its words suggest."""
    tz, note = reading.tz, reading.note
    if zone is not None and (tz is None or false_zone):
        tz, note = zone, PORTAL
    elif tz is None:
        tz = Zone.WIB.tzinfo if INDONESIAN.intersection(_WORDS.findall(line.lower())) else UTC
    return Moment(reading.local.replace(tzinfo=tz), line, note, reading.clock)


def _relative(line: str, zone: tzinfo | None, fetched_at: datetime | None) -> Moment | None:
    """A time counted back from the fetch: "2 jam yang lalu", "Kemarin, 14:20"."""
    if fetched_at is None:
        return None
    for match in _RELATIVE.finditer(line):
        if not (match["ago"] or match["before"]) or match["span"].lower() not in _SECONDS:
            continue
        count = int(match["count"] or 1)
        span = match["span"].lower()
        seconds = _SECONDS[span]
        return Moment(
            fetched_at - timedelta(seconds=count * seconds),
            line,
            OFFSET,
            clock=seconds < SPANS["hari"],
        )
    if line.lower().strip(" .") in JUST_NOW:
        return Moment(fetched_at, line, OFFSET)
    word = _DAY_WORDS.search(line)
    if word is None or word["word"].lower() not in DAYS_BACK:
        return None
    tz = zone or (Zone.WIB.tzinfo if INDONESIAN.intersection(_WORDS.findall(line.lower())) else UTC)
    day = fetched_at.astimezone(tz).date() - timedelta(days=DAYS_BACK[word["word"].lower()])
    clock = _clock_near(line, word)
    own, note = _zone_at(line, clock.end()) if clock else (None, ASSUMED)
    reading = _DateFields(
        datetime.combine(day, _time(clock) if clock else time()), clock is not None, own, note
    )
    return _settle(reading, line, zone, false_zone=False)


def _by_dateparser(
    line: str, zone: tzinfo | None, fetched_at: datetime | None, foreign: ForeignDates
) -> Moment | None:
    """The fallback for languages that the tables do not know; a short text with a year alone may go there."""
    if len(line) > _FALLBACK_LONGEST or not _FALLBACK_SHAPE.search(line):
        return None
    found = foreign.read(line, fetched_at)
    if found is None:
        return None
    clock = bool(_CLOCK.search(line))
    reading = _DateFields(
        found.replace(tzinfo=None), clock, found.tzinfo, OFFSET if found.tzinfo else ASSUMED
    )
    return _settle(reading, line, zone, false_zone=False)
