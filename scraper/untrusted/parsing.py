"""JSON and times from outside: whatever a site sends raises one kind of error at most.

`tests/untrusted/test_parsing.py` holds that.
"""

import json
from datetime import datetime
from typing import Any, Final

from scraper.errors import InputError

_LENIENT: Final = json.JSONDecoder(strict=False)
"""Made once: `json.loads` would make one for each call with `strict=False`."""
_YEARS: Final = range(1970, 9999)
"""Years of a time that can be meant.

At the edges of the calendar ("0001-01-01T00:00:00+07:00", what .NET writes for no date) a time
has no equivalent in UTC, and no day before or after it."""


def can_be_meant(moment: datetime) -> bool:
    """True for a time that exists in every zone, with the days around it.

    Any other cannot be the time of a page, and arithmetic with it raises.

    >>> [can_be_meant(datetime(year, 1, 1)) for year in (1, 1969, 1970, 9998, 9999)]
    [False, False, True, True, False]
    """
    return moment.year in _YEARS


def json_of(text: str | bytes, *, lenient: bool = False) -> Any:
    """The value of a JSON text; `lenient` allows raw line breaks in strings.

    Raises:
        InputError: it is not JSON, is nested more deeply than Python reads, or holds a number of
            thousands of digits.
    """
    try:
        return _LENIENT.decode(str(text)) if lenient else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({error}): mend it, or leave it out") from error


def json_at(text: str, start: int) -> tuple[Any, int]:
    """The JSON value that begins at `start`, read leniently, and where it ends.

    Raises:
        InputError: as `json_of`.
    """
    try:
        return _LENIENT.raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({error}): mend it, or leave it out") from error
