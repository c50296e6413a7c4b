"""Log lines that a page cannot forge and a machine can parse.

One event a line, its facts as `name=value`.
"""

import logging
import re
from datetime import UTC, datetime
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PLAIN: Final = re.compile(r"[^\s\"=\\]+")
_FIELDS: Final = "fields"


def printable(text: str) -> str:
    r"""The text on one line, with control and direction-changing characters escaped.

    >>> printable("baris\nkedua\x1b[31m")
    'baris\\nkedua\\x1b[31m'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def fields(**facts: object) -> dict[str, dict[str, object]]:
    """An event's facts as the `extra` of a logging call; those that are None are left out."""
    return {_FIELDS: {name: value for name, value in facts.items() if value is not None}}


class LogFormatter(logging.Formatter):
    """`2022-08-02T05:00:00Z INFO archived portal=uji url=https://… why="…"`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; a traceback becomes its last fact."""
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{at} {record.levelname} {_event_text(record)}"


class TerminalFormatter(logging.Formatter):
    """The same without time and level, for a terminal handler that prints them itself."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        return _event_text(record)


def _event_text(record: logging.LogRecord) -> str:
    """The event and its facts."""
    facts = dict(getattr(record, _FIELDS, {}))
    if record.exc_info and record.exc_info[1] is not None:
        facts["error"] = logging.Formatter().formatException(record.exc_info)
    words = [
        printable(record.getMessage()),
        *(f"{name}={_value(str(fact))}" for name, fact in facts.items()),
    ]
    return " ".join(words)


def _value(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _CONTROL.search(text):
        return text
    escaped = printable(text.replace("\\", "\\\\")).replace('"', '\\"')
    return f'"{escaped}"'
