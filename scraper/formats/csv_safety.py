"""CSV that is safe in a spreadsheet: text from the web is never calculated as a formula.

A spreadsheet calculates a cell that begins with `=`, `+`, `-` or `@`, or with their full-width and
small forms; some ignore a tab, a line break or invisible characters before them. Such a text gets
a `'` before its first character: spreadsheets' own mark for text, and the one change made. A number
stays a number, also a negative one.
"""

import re
from collections.abc import Iterator
from typing import Final

MARK: Final = "'"
_FORMULA: Final = re.compile(
    # spaces, control characters and invisible ones
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
    "[=+\\-@\u207a\u207c\u208a\u208c\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]"
    r"|[\t\r\n]"
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_CELL: Final = re.compile(r'(?P<quote>")(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<bare>[^",\r\n]+)')


def safe_cell(text: str) -> str:
    """The text of a cell, marked as text where a spreadsheet would calculate it.

    >>> safe_cell("=1+1"), safe_cell("- Jakarta"), safe_cell("-1.5"), safe_cell("e-KTP")
    ("'=1+1", "'- Jakarta", '-1.5', 'e-KTP')
    """
    return MARK + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


class Records:
    """A stream of CSV (RFC 4180, as Python writes it), made safe record by record.

    It may come in pieces of any length. Only the records of the current piece are in memory.
    """

    def __init__(self) -> None:
        self._begun: list[str] = []
        self._half = ""
        """The first half of a line break whose second half has not come yet."""
        self._quoted = False
        """True where the last piece ended within quotes."""

    def feed(self, piece: str) -> str:
        """The records that this piece completes."""
        piece = self._half + piece
        self._half = "\r" if piece.endswith("\r") else ""
        piece = piece.removesuffix(self._half)
        whole, newline, rest = piece.rpartition("\r\n")
        self._quoted ^= piece.count('"') % 2 == 1
        in_quotes = self._quoted != (rest.count('"') % 2 == 1)
        if not newline or in_quotes:  # a line break within quotes ends no record
            self._begun.append(piece)
            return ""
        records = "".join([*self._begun, whole, newline])
        self._begun = [rest] if rest else []
        return "".join(_marked(records))

    @property
    def unfinished(self) -> bool:
        """True while a record has begun but not ended."""
        return any(self._begun) or bool(self._half)


def _marked(records: str) -> Iterator[str]:
    at = 0
    for cell in _CELL.finditer(records):
        yield records[at : cell.start()]
        text = cell["quoted"] if cell["quote"] else cell["bare"]
        yield (cell["quote"] or "") + safe_cell(text) + (cell["quote"] or "")
        at = cell.end()
    yield records[at:]
