"""The dates that sources print: ISO 8601, RFC 822, and the long dates of listings.

Relative dates ("3 jam lalu") are not read: a hint that depends on the hour of the fetch is worse
than none.
"""

import re
from datetime import datetime, timedelta, timezone
from typing import Final

from scraper.portals import Zone
from scraper.untrusted.parsing import can_be_meant

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan",
            "feb peb",
            "mar",
            "apr",
            "may mei",
            "jun",
            "jul",
            "aug agu agt ags",
            "sep",
            "oct okt",
            "nov nop",
            "dec des",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES: Final = {"GMT": 0, "UTC": 0, "UT": 0, "Z": 0, **{zone.name: zone.minutes for zone in Zone}}
_CLOCK: Final = (
    r"(?:[\s,|.-]*(?<!\d)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?!\d))?"
)
_OFFSET: Final = r"\s*(?P<zone>[+-]\d{2}:?\d{2}\b|[A-Za-z]{1,4}\b)?"
_LONG: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[A-Za-z]*\.?[\s-]+(?P<year>\d{4})(?!\d)"
    + _CLOCK
    + _OFFSET
)
"""`Tue, 02 Aug 2022 21:05:00 +0700`, `Jum'at, 24 Juli 2026 | 07:08 WIB`, `24 Juli 2026 | 11.32
WIB`."""
_NUMERIC: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)"
    + _CLOCK
    + _OFFSET
)
"""`02/11/2023, 21:34 WIB`, `Minggu 20-07-2025, 20:17 WIB`: the day comes first, as everywhere in
Indonesia."""


def read_instant(text: str | None, zone: Zone) -> datetime | None:
    """The aware datetime of a printed date, in `zone` where it names none; None where it is none.

    A date in a year in which no page was printed is none.

    >>> read_instant("Tue, 02 Aug 2022 21:05:00 +0700", Zone.WIB).isoformat()
    '2022-08-02T21:05:00+07:00'
    >>> read_instant("2022-08-02 21:05:00", Zone.WIT).isoformat()
    '2022-08-02T21:05:00+09:00'
    >>> read_instant("Minggu 20-07-2025, 20:17 WIB", Zone.WITA).isoformat()
    '2025-07-20T20:17:00+07:00'
    """
    if not text:
        return None
    text = text.strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        printed = _printed(text, zone)
        if printed is None:
            return None
        read = printed
    if not can_be_meant(read):
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone.tzinfo)


def _printed(text: str, zone: Zone) -> datetime | None:
    found = _LONG.search(text) or _NUMERIC.search(text)
    if found is None:
        return None
    name = found["month"]
    month = int(name) if name.isdecimal() else _MONTHS.get(name.lower(), 0)
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        return datetime(
            int(found["year"]),
            month,
            int(found["day"]),
            hour,
            minute,
            second,
            tzinfo=_offset(found["zone"], zone),
        )
    except ValueError:
        return None


def _offset(printed: str | None, zone: Zone) -> timezone:
    if not printed:
        return zone.tzinfo
    if printed[0] in "+-":
        digits = printed[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if printed[0] == "-" else minutes))
    named = _ZONES.get(printed.upper())
    return timezone(timedelta(minutes=named)) if named is not None else zone.tzinfo
