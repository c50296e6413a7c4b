"""Dates: reads a printed or embedded date into one instant.

The zone of an instant is, in this order: a numeric offset or `Z` in the text; a label in the text
("WITA", "CET"); the portal's own zone; else an assumption, which the `Moment` notes. Relative dates
are counted from `fetched_at`; nothing here asks the system for the time. The words are in tables;
dateparser is asked only about what they do not know.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from scraper.extract.text.calendar_days import find_days, read_day
from scraper.extract.text.clock_times import (
    ASSUMED,
    OFFSET,
    PRINTED,
    find_clock,
    find_clock_beside,
    has_clock,
    read_clock,
    read_zone,
    zone_end,
)
from scraper.extract.text.date_words import AGO, BEFORE, DAYS_BACK, INDONESIAN, JUST_NOW, SPANS
from scraper.extract.text.foreign_dates import ForeignDates
from scraper.portals import Zone

__all__ = ["ASSUMED", "OFFSET", "PORTAL", "PRINTED", "Moment", "date_in", "read_date"]

PORTAL: Final = "portal"
"""The zone is the one that the caller gave."""

_EARLIEST: Final = 1994
"""The first Indonesian paper went online in 1994 (Republika in 1995): an earlier year is wrong."""
_TOLERANCE: Final = timedelta(days=1)
"""A local clock may run up to 14 hours ahead of UTC, and fetch clocks are not exact."""
_LONGEST: Final = 160
"""Characters: no printed date is longer, and a longer text is cut."""


def _alternation(words: Iterable[str]) -> str:
    """The words as a pattern, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_RELATIVE: Final = _pattern(
    rf"(?P<before>\b(?:{BEFORE})\s+)?"
    r"(?:(?<![\w:.,/])(?P<count>\d{1,3})|\b(?:se|an?|one|une?|eine[rnm]?))"
    rf"\s?(?P<span>{_alternation(SPANS)}|[mhd])\b(?P<ago>\s+(?:{AGO})\b)?"
)
_DAY_WORDS: Final = _pattern(rf"\b(?P<word>{_alternation(DAYS_BACK)})\b")
_SECONDS: Final = {"m": 60, "h": 3600, "d": 86400, **SPANS}
_EPOCH: Final = re.compile(r"\d{10}|\d{13}")
_SPACES: Final = re.compile(r"\s+")
_WORDS: Final = re.compile(r"[a-z']+")
_RELATIVE_WORDS: Final = _pattern(
    rf"\b(?:{AGO}|{BEFORE}|{_alternation(DAYS_BACK)}|{'|'.join(sorted(JUST_NOW))})\b"
)
_AMERICAN: Final = re.compile(r"\d\s?[APap]\.?[Mm]\b|\bE[SD]?T\b|\bP[SD]?T\b")
"""A clock of the United States, whose dates put the month first."""
_WEEKDAY: Final = _pattern(
    r"\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|\w{3,9}day)\b[\s,/-]{0,4}$"
)
_FALLBACK_LONGEST: Final = 60
_DIGITS: Final = r"[\d٠-٩۰-۹०-९๐-๙]"
_FALLBACK_SHAPE: Final = re.compile(
    rf"(?<!\d){_DIGITS}{{1,2}}\W{{1,3}}(?:\w{{1,3}}\s)?[^\W\d]{{3,}}\W{{1,3}}"
    rf"(?:\w{{1,3}}\s)?{_DIGITS}{{4}}(?!\d)"
    rf"|[^\W\d]{{3}}\W{{1,3}}{_DIGITS}{{1,2}}\W{{1,3}}{_DIGITS}{{4}}(?!\d)"
    rf"|{_DIGITS}{{4}}\W{{1,3}}[^\W\d]{{3,}}\W{{1,3}}{_DIGITS}{{1,2}}(?!\d)"
)
"""A day, a word that may be a month, and a year side by side. dateparser, which takes 20 ms a call,
is not asked about other texts."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant, as a page gives it."""

    at: datetime
    """Aware."""
    raw: str
    """The text as printed, with single spaces."""
    zone_note: str
    """Where the zone comes from: `offset` (numeric, or Z), `printed` (a label), `portal` (the zone
    that the caller gave), `assumed` (from nothing)."""
    clock: bool = True
    """False where the text names only a day; `at` is then its midnight."""


@dataclass(frozen=True, slots=True)
class _LocalTime:
    """A printed time, and what the text says of its zone."""

    time: datetime
    """Naive."""
    clock: bool
    zone: tzinfo | None = None
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
    """The instant that a date text names, or None where it names no possible one.

    `zone` is the portal's or the host's, for a time printed without one. `fetched_at` (aware) is
    what relative dates are counted from; a date more than a day later is refused. `false_zone` says
    that the offset printed by this platform is wrong ("…T18:50:00-07:00" for 18:50 WIB), so that
    `zone` replaces it. `day_first` says that "05/08/2022 7:15 PM" is in August; without it, a
    twelve-hour clock makes the date an American one. `foreign` reads what the tables do not know;
    without it such dates are not read.
    """
    printed = _SPACES.sub(" ", text).strip()
    if not any(map(str.isdigit, printed)) and not _RELATIVE_WORDS.search(printed):
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
    """The part of a line that is the date as printed: weekday, day, clock and zone.

    >>> date_in("Ani Lestari - Selasa, 2 Agustus 2022 21:05 WIB")
    'Selasa, 2 Agustus 2022 21:05 WIB'
    """
    line = line[:_LONGEST]
    day = next(find_days(line), None)
    if day is None:
        return None
    start, end = day.span()
    weekday = _WEEKDAY.search(line, 0, start)
    if weekday is not None:
        start = weekday.start()
    clock = find_clock_beside(line, day)
    if clock is not None:
        start, end = min(start, clock.start()), max(end, zone_end(line, clock.end()))
    return line[start:end].strip()


def _absolute(line: str, zone: tzinfo | None, false_zone: bool, day_first: bool) -> Moment | None:
    """A date with year, month and day, or a Unix time."""
    if _EPOCH.fullmatch(line):
        seconds = int(line) / (1000 if len(line) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC), line, OFFSET)
    for day in find_days(line):
        local = _local_time(day, line, day_first)
        if local is not None:
            return _instant(local, line, zone, false_zone)
    return None


def _local_time(match: re.Match[str], line: str, day_first: bool) -> _LocalTime | None:
    """The local time of a printed day and its clock, or None where there is no such day."""
    day = read_day(match, american=not day_first and _AMERICAN.search(line) is not None)
    if day is None:
        return None
    parts = match.groupdict()
    clock = match if parts.get("hour") else find_clock(line, match)
    if clock is None:
        return _LocalTime(datetime.combine(day, time()), clock=False)
    zone, note = (UTC, OFFSET) if parts.get("zulu") else read_zone(line, clock.end())
    return _LocalTime(datetime.combine(day, read_clock(clock)), clock=True, zone=zone, note=note)


def _instant(local: _LocalTime, line: str, zone: tzinfo | None, false_zone: bool) -> Moment:
    """The instant of a local time: in its own zone, else the portal's, else the assumed one."""
    own, note = local.zone, local.note
    if zone is not None and (own is None or false_zone):
        own, note = zone, PORTAL
    return Moment(local.time.replace(tzinfo=own or _assumed_zone(line)), line, note, local.clock)


def _assumed_zone(line: str) -> tzinfo:
    """WIB where the words of a date are Indonesian, else UTC."""
    return Zone.WIB.tzinfo if INDONESIAN.intersection(_WORDS.findall(line.lower())) else UTC


def _relative(line: str, zone: tzinfo | None, fetched_at: datetime | None) -> Moment | None:
    """A time counted back from the fetch: "2 jam yang lalu", "Kemarin, 14:20"."""
    if fetched_at is None:
        return None
    for match in _RELATIVE.finditer(line):
        seconds = _SECONDS.get(match["span"].lower())
        if seconds is not None and (match["ago"] or match["before"]):
            at = fetched_at - timedelta(seconds=int(match["count"] or 1) * seconds)
            return Moment(at, line, OFFSET, clock=seconds < SPANS["hari"])
    if line.lower().strip(" .") in JUST_NOW:
        return Moment(fetched_at, line, OFFSET)
    return _days_back(line, zone, fetched_at)


def _days_back(line: str, zone: tzinfo | None, fetched_at: datetime) -> Moment | None:
    """The day that a word names, with the clock beside it: "Kemarin, 14:20"."""
    word = _DAY_WORDS.search(line)
    days = DAYS_BACK.get(word["word"].lower()) if word else None
    if word is None or days is None:
        return None
    day = fetched_at.astimezone(zone or _assumed_zone(line)).date() - timedelta(days=days)
    clock = find_clock_beside(line, word)
    if clock is None:
        local = _LocalTime(datetime.combine(day, time()), clock=False)
    else:
        own, note = read_zone(line, clock.end())
        local = _LocalTime(datetime.combine(day, read_clock(clock)), True, own, note)
    return _instant(local, line, zone, false_zone=False)


def _by_dateparser(
    line: str, zone: tzinfo | None, fetched_at: datetime | None, foreign: ForeignDates
) -> Moment | None:
    """The fallback for languages that the tables do not know."""
    if len(line) > _FALLBACK_LONGEST or not _FALLBACK_SHAPE.search(line):
        return None
    found = foreign.read(line, fetched_at)
    if found is None:
        return None
    note = OFFSET if found.tzinfo else ASSUMED
    local = _LocalTime(found.replace(tzinfo=None), has_clock(line), found.tzinfo, note)
    return _instant(local, line, zone, false_zone=False)
