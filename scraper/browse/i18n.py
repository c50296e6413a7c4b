"""The pages in Indonesian and English: their own words, numbers and dates.

Templates and code hold the English; `words.toml` has the Indonesian of each text, and a test holds
it complete. Texts of articles are never translated.
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
from scraper.model.months import INDONESIAN_MONTHS
from scraper.portals import Zone

COOKIE: Final = "kliping_language"

_MONTHS: Final = {
    "id": INDONESIAN_MONTHS,
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


class ReaderError(InputError):
    """A reader's mistake; `words.toml` has the text's translation, and the values fill it in."""

    status: ClassVar[HTTPStatus]

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values


class InvalidParameter(ReaderError):
    """A parameter of the URL has a value that it cannot have."""

    status = HTTPStatus.BAD_REQUEST


class NotFound(ReaderError):
    """The archive has nothing with that name."""

    status = HTTPStatus.NOT_FOUND


class Language(StrEnum):
    """A language of the pages."""

    INDONESIAN = "id"
    ENGLISH = "en"


def preferred_language(asked: str | None, cookie: str | None, accept: str) -> Language:
    """The language of a reader's pages.

    It is what the reader chose, now (`asked`) or earlier (`cookie`); else the first of the
    browser's languages (`accept`) that we have; else Indonesian.

    >>> preferred_language(None, None, "en-GB,en;q=0.9,id;q=0.8").value
    'en'
    >>> preferred_language(None, None, "fr").value, preferred_language("id", "en", "en").value
    ('id', 'id')
    """
    accepted = [part.split(";")[0].strip()[:2].lower() for part in accept.split(",")]
    for code in (asked, cookie, *accepted):
        if code in list(Language):
            return Language(code)
    return Language.INDONESIAN


@cache
def words() -> dict[str, Any]:
    """The tables of words.toml.

    `texts` has the Indonesian by the English; `names` has both by an identifier of the archive.
    """
    return tomllib.loads(files("scraper.browse").joinpath("words.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Translator:
    """Words, numbers and dates in one reader's language."""

    language: Language

    def say(self, text: str, **values: object) -> str:
        """One of our texts in the reader's language, its `{name}` filled in.

        Whole numbers are written as is usual in that language.
        """
        translated = words()["texts"][text] if self.language is Language.INDONESIAN else text
        shown = {
            name: self.number(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return translated.format(**shown) if shown else translated

    def name(self, identifier: str) -> str:
        """The name of a field, outcome or state; the identifier itself if it has no name yet."""
        english, indonesian = words()["names"].get(identifier, (identifier, identifier))
        return str(indonesian if self.language is Language.INDONESIAN else english)

    def number(self, value: float) -> str:
        """A number with separators for thousands.

        >>> [Translator(language).number(1234567) for language in Language]
        ['1.234.567', '1,234,567']
        """
        written = f"{value:,}"
        if self.language is Language.INDONESIAN:
            return written.translate(str.maketrans(",.", ".,"))
        return written

    def percent(self, share: float) -> str:
        """A share between 0 and 1, rounded to whole per cent."""
        return f"{share * 100:.0f}%"

    def day(self, text: str | None, *, weekday: bool = False) -> str:
        """A calendar day (`2022-08-02`) or month (`2022-08`) in words."""
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
        """A calendar day or month, short enough for an axis: `2 Agu`, `Agu 2022`; or a year."""
        if len(text) < len("2022-08"):
            return text
        month = _MONTHS[self.language][int(text[5:7]) - 1][:3]
        return f"{int(text[8:])} {month}" if len(text) > len("2022-08") else f"{month} {text[:4]}"

    def time(self, when: datetime | str | None, minutes: int | None = None) -> str:
        """An instant in words: `Selasa, 2 Agustus 2022 21.05 WIB`.

        A datetime is shown in its own zone, a text (UTC) in the zone `minutes` east of UTC.
        """
        if when is None:
            return self.say("undated")
        local = read_instant(when, minutes or 0) if isinstance(when, str) else when
        day = self.day(local.date().isoformat(), weekday=True)
        clock = f"{local:%H.%M}" if self.language is Language.INDONESIAN else f"{local:%H:%M}"
        return f"{day} {clock} {_zone(local)}"


def _zone(local: datetime) -> str:
    """The name of the time's zone: WIB, WITA, WIT, UTC, or as `UTC+05:30`."""
    offset = local.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    if minutes in _ZONES:
        return _ZONES[minutes]
    if not minutes:
        return "UTC"
    digits = f"{local:%z}"
    return f"UTC{digits[:-2]}:{digits[-2:]}"
