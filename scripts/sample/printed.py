"""How newsrooms print days, instants and headlines in URLs.

Each function takes the instant on the clock that is printed.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
WIB: Final = timezone(timedelta(hours=7), "WIB")
_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_ENGLISH: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def slugify(text: str) -> str:
    """The text as a part of a URL.

    >>> slugify("Jum'at Berkah, Rp1.000 per Porsi!")
    'jumat-berkah-rp1000-per-porsi'
    """
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", text.lower())).strip("-")


def long_date(day: date) -> str:
    """A day as a page prints it: `Selasa, 24 November 2026`."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """A day as a text prints it: `Selasa (24/11/2026)`."""
    return f"{DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"


def weekday(at: datetime, *, apostrophe: bool = False) -> str:
    """The day's name; `Jum'at` where the platform spells it so."""
    name = DAYS[at.weekday()]
    return "Jum'at" if apostrophe and name == "Jumat" else name


def month(at: datetime) -> str:
    """`Agustus`."""
    return MONTHS[at.month - 1]


def short_month(at: datetime) -> str:
    """`Agu`."""
    return _SHORT[at.month - 1]


def english_month(at: datetime) -> str:
    """`Aug`, even in a text that is otherwise Indonesian."""
    return _ENGLISH[at.month - 1]


def wib(at: datetime) -> datetime:
    """The instant on Jakarta's clock."""
    return at.astimezone(WIB)


def naive(at: datetime) -> str:
    """The clock without its zone: `2026-11-23 08:12:09`."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def utc(at: datetime) -> str:
    """`2026-11-23T01:12:09+00:00`."""
    return at.astimezone(UTC).isoformat()
