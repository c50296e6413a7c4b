"""JSON from outside: the one place where it is parsed, so that nothing that somebody sends can raise more than one error."""

import json
from typing import Any, Final

from scraper.errors import InputError

_LENIENT: Final = json.JSONDecoder(strict=False)
"""Made once: `json.loads` makes one for every call that is not strict."""


def json_of(text: str | bytes, *, lenient: bool = False) -> Any:
    """The value of a JSON text; `lenient` allows raw line breaks in its strings.

    Raises:
        InputError: it is no JSON, nested more deeply than Python reads, or holds a number of thousands of digits.
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
