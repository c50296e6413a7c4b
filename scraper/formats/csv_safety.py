"""CSV that does nothing in a spreadsheet: a text of the web that a spreadsheet would take for a formula is marked as text.

A spreadsheet calculates a cell that begins with `=`, `+`, `-` or `@`, or with their full-width and
small forms, and some drop a tab, a line break or what is not seen before them. Such a text gets a
`'` before its first character: the one change, and the mark that spreadsheets themselves have for
it. A number stays a number, negative ones too.
"""

import re
from collections.abc import Iterator
from typing import Final

MARK: Final = "'"
_FORMULA: Final = re.compile(
    # spaces, controls and what is not seen
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
    "[=+\\-@\u207a\u207c\u208a\u208c\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20]"
    r"|[\t\r\n]"
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")
_CELL: Final = re.compile(r'(?P<quote>")(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<bare>[^",\r\n]+)')


def safe_cell(text: str) -> str:
    """The text of a cell as no spreadsheet calculates it.

    >>> safe_cell("=1+1"), safe_cell("- Jakarta"), safe_cell("-1.5"), safe_cell("e-KTP")
    ("'=1+1", "'- Jakarta", '-1.5', 'e-KTP')
    """
    return MARK + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


class Records:
    """CSV (RFC 4180, as Python writes it) that comes in pieces of any length, made harmless record by record.

    In memory at once: the records that a piece ends in or begins with.
    """

    def __init__(self) -> None:
        self._begun: list[str] = []
        self._half = ""
        """The first half of a line break whose other half is still to come."""
        self._quoted = False
        """Whether the last piece ended within quotes."""

    def feed(self, piece: str) -> str:
        """The records that are whole with this piece."""
        piece = self._half + piece
        self._half = "\r" if piece.endswith("\r") else ""
        piece = piece.removesuffix(self._half)
        whole, newline, rest = piece.rpartition("\r\n")
        self._quoted ^= piece.count('"') % 2 == 1
        if not newline or self._quoted != (
            rest.count('"') % 2 == 1
        ):  # none that ends a record: it stands within quotes
            self._begun.append(piece)
            return ""
        records = "".join([*self._begun, whole, newline])
        self._begun = [rest] if rest else []
        return "".join(_marked(records))

    @property
    def unfinished(self) -> bool:
        """True while a record has begun and not ended."""
        return any(self._begun) or bool(self._half)


def _marked(records: str) -> Iterator[str]:
    at = 0
    for cell in _CELL.finditer(records):
        yield records[at : cell.start()]
        text = cell["quoted"] if cell["quote"] else cell["bare"]
        yield (cell["quote"] or "") + safe_cell(text) + (cell["quote"] or "")
        at = cell.end()
    yield records[at:]
