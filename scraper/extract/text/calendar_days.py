"""Calendar days: finds printed days in a line, in the formats of our portals, and reads them."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from scraper.extract.text.date_words import BUDDHIST, MONTHS, THAI_MONTHS

__all__ = ["find_days", "read_day"]

_LATEST: Final = 2400
"""A later year is one of the Buddhist era."""
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"


def _by_initial(names: Collection[str]) -> str:
    """The names as one alternation, grouped by their first letter.

    A word that is none of them fails after 30 trials instead of 270.
    """
    under: dict[str, list[str]] = {}
    for name in names:
        under.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{initial}(?:{_alternation(rest)})" for initial, rest in under.items())


def _alternation(names: Collection[str]) -> str:
    """The names as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_NAMES: Final = _by_initial(MONTHS)
_THAI_NAMES: Final = _alternation(THAI_MONTHS)
_CALENDAR: Final = (
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
        r"(?:[T\s_,|]{1,3}(?P<hour>[01]?\d|2[0-3])[:.-](?P<minute>[0-5]\d)"
        r"(?:[:.-](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?P<zulu>Z\b)?)?"
    ),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|ª)?[\s,/-]{{0,3}}(?:de\s|of\s)?"
        rf"\b(?=[^\W\d])(?P<name>{_NAMES})\b\.?[\s,/-]{{0,3}}(?:del?\s)?{_YEAR}"
    ),
    _pattern(
        rf"\b(?=\w++\.?\s{{0,2}}\d)(?P<name>{_NAMES})\b\.?\s{{0,2}}"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s,/]{{0,3}}{_YEAR}"
    ),
    _pattern(
        rf"\b(?=\w++\.?\s\d)(?P<name>{_NAMES})\b\.?\s(?P<day>\d{{1,2}})\s"
        rf"(?:\d\d:\d\d:\d\d)\s(?:[A-Z]{{3,4}}\s)?{_YEAR}"
    ),
    _pattern(
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?m\.|\.)?\s{{0,2}}"
        rf"(?P<name>{_NAMES})\b\.?\s{{0,2}}(?P<day>\d{{1,2}})(?!\d)"
    ),
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년.]\s?(?P<month>\d{1,2})\s?[月월.]\s?"
        r"(?P<day>\d{1,2})(?!\d)[日일.]?"
    ),
    _pattern(rf"(?<!\d)(?P<day>\d{{1,2}})-(?P<name>{_NAMES})-(?P<year>\d\d)(?!\d)"),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<name>{_NAMES})\.?\s['’]?(?P<year>\d\d)"
        r"(?=\W{1,4}\d{1,2}[:.]\d\d(?!\d))"
    ),
    _pattern(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s{{0,2}}(?P<thai>{_THAI_NAMES})\s{{0,2}}"
        r"(?:พ\.ศ\.\s?)?(?P<year>(?:19|2[05])\d\d)(?!\d)"
    ),
    _pattern(rf"(?<!\d)(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})(?:,|\s+năm)?\s+{_YEAR}"),
    _pattern(
        r"(?<![\d.,])(?P<first>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<second_part>\d{1,2})\s?(?P=sep)\s?"
        r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
    ),
    _pattern(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)"
        r"(?:T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?P<zulu>Z)?(?!\d)"
    ),
)
"""The ways to print a calendar day, some with the clock after it.

The first day in a text counts; of two that begin at the same place, the one listed first. Where a
month's name may open a date, the pattern first tests what must follow it: that costs a tenth of
trying the names."""


def find_days(line: str) -> Iterator[re.Match[str]]:
    """The calendar days of a line, in printed order.

    A line that opens with an ISO date, as metadata does, costs one pattern if the caller stops
    there; such a day may come twice.
    """
    opening = _CALENDAR[0].match(line)
    if opening is not None:
        yield opening
    found = [match for pattern in _CALENDAR if (match := pattern.search(line))]
    yield from sorted(found, key=lambda match: match.start())


def read_day(match: re.Match[str], *, american: bool) -> date | None:
    """The day that a match of `find_days` names, or None where there is no such day.

    `american` says that the month comes first where "05/08/2022" leaves that open.
    """
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts.get("day") or 0)
    if year < 100:
        year += 2000
    if parts.get("thai"):
        year = year - BUDDHIST if year > _LATEST else year
        month = THAI_MONTHS[parts["thai"]]
    elif parts.get("name"):
        # The pattern takes "Auguſt" for "August"; 0 is no month.
        month = MONTHS.get(parts["name"].lower(), 0)
    elif parts.get("month"):
        month = int(parts["month"])
    else:
        day, month = _day_and_month(int(parts["first"]), int(parts["second_part"]), american)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_and_month(first: int, second: int, american: bool) -> tuple[int, int]:
    month_first = second > 12 or (first <= 12 and american)
    return (second, first) if month_first else (first, second)
