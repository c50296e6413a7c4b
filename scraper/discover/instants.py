"""The dates that sources print for machines: ISO 8601 (sitemaps, Atom, `<time datetime>`) and RFC 822 (RSS)."""

import re
from datetime import datetime, timedelta, timezone
from typing import Final

from scraper.provinces import Zone

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may mei", "jun", "jul", "aug agu ags", "sep", "oct okt", "nov nop", "dec des"), start=1
    )
    for name in names.split()
}
_ZONES: Final = {"GMT": 0, "UTC": 0, "UT": 0, "Z": 0, **{zone.name: zone.minutes for zone in Zone}}
_RFC_822: Final = re.compile(
    r"(?:\w+,\s*)?(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[A-Za-z]*[\s-]+(?P<year>\d{4})"
    r"(?:\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{1,4})?"
)


def instant(text: str | None, zone: Zone) -> datetime | None:
    """The aware datetime behind a machine-readable date, or None; `zone` is meant where the text names none.

    >>> instant("Tue, 02 Aug 2022 21:05:00 +0700", Zone.WIB).isoformat()
    '2022-08-02T21:05:00+07:00'
    >>> instant("2022-08-02 21:05:00", Zone.WIT).isoformat()
    '2022-08-02T21:05:00+09:00'
    """
    if not text:
        return None
    text = text.strip()
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return _rfc_822(text, zone)
    return read if read.tzinfo else read.replace(tzinfo=zone.tzinfo)


def _rfc_822(text: str, zone: Zone) -> datetime | None:
    found = _RFC_822.match(text)
    month = _MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    try:
        return datetime(int(found["year"]), month, int(found["day"]), hour, minute, second, tzinfo=_offset(found["zone"], zone))
    except ValueError:
        return None


def _offset(printed: str | None, zone: Zone) -> timezone:
    if not printed:
        return zone.tzinfo
    if printed[0] in "+-":
        digits = printed[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if printed[0] == "-" else minutes))
    return timezone(timedelta(minutes=_ZONES[printed])) if printed in _ZONES else zone.tzinfo
