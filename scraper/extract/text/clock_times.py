"""Clock times: finds the printed time that belongs to a day, and the time zone printed after it."""

import re
from datetime import time, timedelta, timezone, tzinfo
from typing import Final

from scraper.extract.text.date_words import EVENING, MORNING, NOON, ZONE_MINUTES

__all__ = [
    "ASSUMED",
    "OFFSET",
    "PRINTED",
    "find_clock",
    "find_clock_beside",
    "has_clock",
    "read_clock",
    "read_zone",
    "zone_end",
]

OFFSET: Final = "offset"
"""The zone is a numeric offset, or `Z`."""
PRINTED: Final = "printed"
"""The zone is a label: "WITA", "CET"."""
ASSUMED: Final = "assumed"
"""No zone is printed."""

_HALF_WORDS: Final = "|".join(sorted((*MORNING, *EVENING, *NOON), key=len, reverse=True))
_LABELS: Final = "|".join(sorted(ZONE_MINUTES, key=len, reverse=True)).upper()


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_CLOCK: Final = _pattern(
    r"(?<![\d.])(?<!\d:)(?P<hour>[01]?\d|2[0-3])(?:\s?[:h時시]\s?|\.|\sUhr\s)(?P<minute>[0-5]\d)"
    r"(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?[분分]?(?![\d%])"
    rf"(?:\s*(?P<half>[ap])\.?\s?m\b\.?|\s(?:ng\s)?(?P<daytime>{_HALF_WORDS})\b)?"
)
_CLOCK_INSIDE: Final = re.compile(r"(?<!\d)\d\d:\d\d:\d\d(?!\d)")
"""A clock between day and year: "Feb 07 11:48:00 2017".

Full stops are not accepted here, because "05.08.2022" has them.
"""
_HALF_CLOCK: Final = _pattern(r"(?<![\d.:/])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap])\.?m\b")
_ZONE: Final = re.compile(
    rf"[\s(,|\[]{{0,3}}(?:(?P<label>(?i:wib|wita|wit)|{_LABELS})\b)?\s?"
    r"(?P<offset>[+-−](?:0\d|1[0-4]):?[0-5]\d(?!\d)|(?<=T|C)\s?[+-]\d{1,2}(?!\d)"
    r"|[+-](?:0\d|1[0-4])(?!\d))?"
)
_CLOCK_REACH: Final = 40
"""Characters after the day in which its clock is looked for: "11 Feb 2016 at 07:00 WIB"."""


def has_clock(line: str) -> bool:
    """True where a clock time with minutes is anywhere in a line."""
    return _CLOCK.search(line) is not None


def find_clock(line: str, day: re.Match[str]) -> re.Match[str] | None:
    """The clock inside a day, else the first one after it, else the last one before it."""
    inside = _CLOCK_INSIDE.search(line, day.start(), day.end())
    return _CLOCK.match(line, inside.start()) if inside else find_clock_beside(line, day)


def find_clock_beside(line: str, day: re.Match[str]) -> re.Match[str] | None:
    """The first clock after a day, else the last one before it."""
    tail = line[: day.end() + _CLOCK_REACH]
    after = _CLOCK.search(tail, day.end()) or _HALF_CLOCK.search(tail, day.end())
    if after is not None:
        return after
    before = [*_CLOCK.finditer(line, 0, day.start()), *_HALF_CLOCK.finditer(line, 0, day.start())]
    return before[-1] if before else None


def read_clock(match: re.Match[str]) -> time:
    """The time of a clock, or of a day that is printed with its clock."""
    parts = match.groupdict()
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or "").lower() or _half_of(parts.get("daytime"), hour)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))


def _half_of(daytime: str | None, hour: int) -> str:
    """The half of the day that a word such as "sore" names: `a`, `p`, or nothing.

    Twelve at night begins a day, and eleven "siang" is before noon.
    """
    if daytime is None:
        return ""
    if daytime.lower() in NOON:
        return "a" if 6 <= hour < 12 else "p"
    midnight = hour == 12 and daytime.lower() in {"malam", "gabi"}
    return "a" if midnight or daytime.lower() in MORNING else "p"


def zone_end(line: str, position: int) -> int:
    """Where the zone printed at a position ends; `position` where none is printed."""
    match = _ZONE.match(line, position)
    return match.end() if match and (match["label"] or match["offset"]) else position


def read_zone(line: str, position: int) -> tuple[tzinfo | None, str]:
    """The zone printed at a position, and how it is printed: an offset, a label, or not at all."""
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
