"""Cut tags with hundreds of attributes before the parser sees them.

libxml2 walks all attributes of a tag to append the next: quadratic time, 145 s for 200,000 in one
tag. No real page has such a tag, so looking for one must cost next to nothing. Only the places of a
wide raster are looked at first, and at each place only whether a tag may run on past it.
"""

import re
from typing import Final

_STEP: Final = 4096
"""Bytes between two places of the raster.

A tag shorter than three steps is cheap, whatever it holds.
"""
_LONG: Final = 2 * _STEP
_MANY: Final = 400
"""A long tag with more attributes loses them; a player or a tracker has 60."""

_START: Final = re.compile(rb"<[a-zA-Z]")
_QUOTED: Final = re.compile(rb"=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))")
_BEFORE_VALUE: Final = b"= \t\n\r\f"
_VALUES: Final = rb"(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+"
"""The rest of a tag up to its end; a quotation mark opens a value only after an equals sign."""
_REST: Final = re.compile(_VALUES)
_MARKUP: Final = re.compile(
    rb"<!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+)"
    rb"|(?P<tag>(?P<name><(?:(?P<raw>script|style)\b|[a-z][\w:-]*))"
    + _VALUES
    + rb")(?(raw)[^<]*+(?:<(?!/(?:script|style)\b)[^<]*+)*+)",
    re.IGNORECASE,
)
"""A comment, a tag, or the tag of a script or style with its text."""
_MOST_TRIED: Final = 256
"""After so many beginnings of tags were tried, or …"""
_MOST_LONG: Final = 3
"""… so many long tags among them, the whole page is gone through instead."""


def cut_attributes(source: bytes) -> bytes:
    """The page's source; a long tag with more than `_MANY` attributes keeps only its name."""
    if not _may_hold_one(source):
        return source
    kept: list[bytes] = []
    position = 0
    for found in _MARKUP.finditer(source):
        start, end = found.span("tag")
        if end - start > _LONG and _is_crowded(found["tag"]):
            kept += (source[position:start], found["name"])
            position = end
    return b"".join((*kept, source[position:]))


def _may_hold_one(source: bytes) -> bool:
    """True where something like a tag is crowded; scripts and comments are not recognised here."""
    since = run = tried = long = 0
    for place in range(0, len(source), _STEP):
        mark = source.rfind(b">", place, place + _STEP)
        if mark >= 0 and not _may_be_quoted(source, place, mark):
            since, run = mark, 0
            continue
        run += 1
        if run == 1:
            continue
        for start in _START.finditer(source, since, place + _STEP):
            tried += 1
            is_long = _runs_on(source, start.end())
            long += is_long
            if tried > _MOST_TRIED or long > _MOST_LONG:
                return True
            if is_long and _is_crowded(_tag_at(source, start.start())):
                return True
        since = place + _STEP - 1
    return False


def _runs_on(source: bytes, place: int) -> bool:
    """True where a tag that is open at `place` does not end within `_LONG`."""
    end = min(place + _LONG, len(source))
    rest = _REST.match(source, place, end)
    return rest is not None and rest.end() == end


def _tag_at(source: bytes, start: int) -> bytes:
    rest = _REST.match(source, start)
    return rest[0] if rest else b""


def _may_be_quoted(source: bytes, place: int, mark: int) -> bool:
    """True where the `>` at `mark` may be in a quoted value.

    Then the last quotation mark before it looks like an opening one. A value that was opened more
    than a step before `place` fills all the space since, so there is no further attribute.
    """
    for quote in (b'"', b"'"):
        at = source.rfind(quote, max(place - _STEP, 0), mark)
        if at > 0 and source[at - 1] in _BEFORE_VALUE:
            return True
    return False


def _is_crowded(tag: bytes) -> bool:
    """True where a tag has more attributes than any real tag, whatever their values hold.

    White space, a slash or the end of a quoted value separates two attributes (`a="1"b="2"/c`). One
    quotation mark too many makes a tag seem to run on into the text, where other tags begin: that
    counts only where it is huge.
    """
    quoted = tag.count(b'"') // 2 + tag.count(b"'") // 2
    if len(tag.split(None, _MANY)) + quoted + tag.count(b"/") <= _MANY:
        return False
    names = _QUOTED.sub(b" ", tag).replace(b"/", b" ")
    count = len(names.split())
    return count > _MANY and (b"<" not in names[1:] or count > 10 * _MANY)
