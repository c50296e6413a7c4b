"""Log lines that a page cannot forge."""

import re
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""The text on one line, with control and direction-changing characters escaped.

    >>> printable("baris\nkedua\x1b[31m")
    'baris\\nkedua\\x1b[31m'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
