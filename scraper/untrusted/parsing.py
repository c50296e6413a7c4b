"""JSON and times from outside: the one place where it is held that nothing that somebody sends can raise more than one error."""

import json
from datetime import datetime
from typing import Any, Final

from scraper.errors import InputError

_LENIENT: Final = json.JSONDecoder(strict=False)
"""Made once: `json.loads` makes one for every call that is not strict."""
_YEARS: Final = range(1970, 9999)
"""Of an instant that can be meant.

At the calendar's edges ("0001-01-01T00:00:00+07:00", what .NET writes for no date) it has none
in UTC, and no day before or behind it."""


def can_be_meant(moment: datetime) -> bool:
    """True for a time that every zone has, with the days around it: any other is no time of a page, and arithmetic with it raises.

    >>> [can_be_meant(datetime(year, 1, 1)) for year in (1, 1969, 1970, 9998, 9999)]
    [False, False, True, True, False]
    """
    return moment.year in _YEARS


def json_of(text: str | bytes, *, lenient: bool = False) -> Any:
    """The value of a JSON text; `lenient` allows raw line breaks in its strings.

    Raises:
        InputError: it is no JSON, nested more deeply than Python reads, or holds a number of
            thousands of digits.
    """
    try:
        return _LENIENT.decode(str(text)) if lenient else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON ({error}): mend it, or leave it out") from error


def json_at(text: str, start: int) -> tuple[Any, int]:
    """The JSON value that begins at `start`, read leniently, and where it ends.

    Raises:
        InputError: as `json_of`.
    """
    try:
        return _LENIENT.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON ({error}): mend it, or leave it out") from error
