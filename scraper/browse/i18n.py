"""Indonesian and English: the pages' own words, numbers and dates.

An article's text stays as it is printed.

Templates hold the English words; `words.toml` says each in Indonesian, and a test holds it
complete.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any, ClassVar, Final

from scraper.archive import read_instant
from scraper.errors import InputError
from scraper.portals import Zone

COOKIE: Final = "kliping_language"

_MONTHS: Final = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DAYS: Final = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_ZONES: Final = {zone.minutes: zone.name for zone in Zone}


class Told(InputError):
    """A reader's mistake in words of ours: `words.toml` holds the text, and the values fill it in."""

    status: ClassVar[HTTPStatus]

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values


class Misasked(Told):
    """A parameter of the URL cannot be understood."""

    status = HTTPStatus.BAD_REQUEST


class Missing(Told):
    """The archive has nothing of that name."""

    status = HTTPStatus.NOT_FOUND


class Language(StrEnum):
    """A language of the pages."""

    INDONESIAN = "id"
    ENGLISH = "en"


def preferred(asked: str | None, cookie: str | None, accept: str) -> Language:
    """What the reader asked for by the switch, now or earlier; else the browser's first that we speak; else Indonesian.

    >>> preferred(None, None, "en-GB,en;q=0.9,id;q=0.8"), preferred(None, None, "fr"), preferred("id", "en", "en")
    (<Language.ENGLISH: 'en'>, <Language.INDONESIAN: 'id'>, <Language.INDONESIAN: 'id'>)
    """
    for code in (
        asked,
        cookie,
        *(part.split(";")[0].strip()[:2].lower() for part in accept.split(",")),
    ):
        if code in list(Language):
            return Language(code)
    return Language.INDONESIAN


@cache
def words() -> dict[str, Any]:
    """`texts`: Indonesian by English; `names`: English and Indonesian of what the archive calls by an identifier."""
    return tomllib.loads(files("scraper.browse").joinpath("words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Translator:
    """How one reader is spoken to."""

    language: Language

    def say(self, text: str, **values: object) -> str:
        """A text of ours in the reader's language; `{name}` in it is filled in, whole numbers as they are written there."""
        said = words()["texts"][text] if self.language is Language.INDONESIAN else text
        shown = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return said.format(**shown) if shown else said

    def name(self, identifier: str) -> str:
        """A field, outcome or state in words; one that has none yet as it stands."""
        english, indonesian = words()["names"].get(identifier, (identifier, identifier))
        return str(indonesian if self.language is Language.INDONESIAN else english)

    def number(self, value: float) -> str:
        """A number with its thousands apart.

        >>> Translator(Language.INDONESIAN).number(1234567), Translator(Language.ENGLISH).number(1234567)
        ('1.234.567', '1,234,567')
        """
        written = f"{value:,}"
        return (
            written.translate(str.maketrans(",.", ".,"))
            if self.language is Language.INDONESIAN
            else written
        )

    def percent(self, share: float) -> str:
        """A share of 1 as whole per cent."""
        return f"{share * 100:.0f}%"

    def day(self, text: str | None, *, weekday: bool = False) -> str:
        """A calendar day, `2022-08-02`, in words; a month, `2022-08`, too."""
        if not text:
            return self.say("undated")
        if len(text) == len("2022-08"):
            return f"{_MONTHS[self.language][int(text[5:]) - 1]} {text[:4]}"
        if len(text) < len("2022-08"):
            return text
        one = date.fromisoformat(text)
        named = f"{_DAYS[self.language][one.weekday()]}, " if weekday else ""
        return f"{named}{one.day} {_MONTHS[self.language][one.month - 1]} {one.year}"

    def short_day(self, text: str) -> str:
        """A calendar day or month as short as an axis wants it: `2 Agu`, `Agu 2022`; a year as it is."""
        if len(text) < len("2022-08"):
            return text
        month = _MONTHS[self.language][int(text[5:7]) - 1][:3]
        return f"{int(text[8:])} {month}" if len(text) > len("2022-08") else f"{month} {text[:4]}"

    def time(self, when: datetime | str | None, minutes: int | None = None) -> str:
        """An instant in its own zone, or in that of so many minutes: `Selasa, 2 Agustus 2022 21.05 WIB`."""
        if when is None:
            return self.say("undated")
        local = read_instant(when, minutes or 0) if isinstance(when, str) else when
        apart = "." if self.language is Language.INDONESIAN else ":"
        return (
            f"{self.day(local.date().isoformat(), weekday=True)} {local:%H}{apart}{local:%M}"
            f" {_zone(local)}"
        )


def _zone(local: datetime) -> str:
    minutes = round((offset.total_seconds() if (offset := local.utcoffset()) else 0) / 60)
    if minutes in _ZONES:
        return _ZONES[minutes]
    return "UTC" if not minutes else f"UTC{local:%z}"[:-2] + ":" + f"{local:%z}"[-2:]
