"""The signature that closes a news text: the initials of its writer and editor, in brackets."""

import re
from typing import Final

from scraper.extract.text.byline_words import SHORT_AGENCIES

__all__ = ["TAIL", "split_signature"]

_INITIAL: Final = (
    r"(?:[a-z]{2,12}\d{0,2}|[A-Z]{2,5}|[A-Za-z]{1,3}\d{0,2}|[A-Z]-\d{1,2}|k\d{1,2}|\*{1,3})"
)
_BY_NAME: Final = r"[A-Z][a-z]{2,14}/[a-z]{3,14}"
"""A name and the outlet: `(Sudiarta/balipost)`. A second name would begin with a capital."""
_INITIALS: Final = (
    rf"(?:{_BY_NAME}|{_INITIAL}(?:\s?[/,&-]\s?{_INITIAL}){{1,4}}"
    r"|[a-z]{2,5}\d{0,2}|[A-Z]{2,4}|[A-Z]-\d{1,2}|\*{1,3})"
)
_SIGNATURE: Final = re.compile(
    rf"(?P<signature>(?>[(\[]\s?{_INITIALS}\s?[)\]]\s?)++"
    r"|\[\]|(?<!\*)\*{3,}|[(\[]\*+[)\]]"
    r"|(?<=[a-z][a-z][.!?]\s)[A-Z]{3}|^[A-Z]{3})[\s.]*$"
)
_UNMISTAKABLE: Final = re.compile(r"\([a-z]{2,4}/[a-z]{2,4}\)|\(\*{1,3}\)|\*{3,}|\[\]")
"""Signatures that can never be part of a sentence."""
_CLOSED: Final = re.compile(r"[.!?\"”’»…)]\s*$")
TAIL: Final = 60
"""Characters at the end of a paragraph in which its signature is looked for."""


def _ends_like_one(text: str) -> bool:
    """True where the last character can close a signature.

    This cheap test spares nearly every text the pattern.
    """
    last = text.rstrip(". ")[-1:]
    return last in ")]*" or "A" <= last <= "Z" or last.isspace()


def split_signature(paragraph: str) -> tuple[str, str | None]:
    """(the paragraph without its signature, the signature as printed, brackets included, or None).

    Initials close a text only after a finished sentence: an abbreviation in brackets that follows a
    word is part of that sentence.

    >>> split_signature("Warga mengungsi. (kff/bar)")
    ('Warga mengungsi.', '(kff/bar)')
    """
    text = paragraph.rstrip()
    if not _ends_like_one(text):
        return paragraph, None
    start = max(0, len(text) - TAIL)
    match = _SIGNATURE.search(text, start)
    if match is None:
        return paragraph, None
    rest, signature = text[: match.start()].rstrip(), match["signature"].strip()
    if signature in SHORT_AGENCIES or (
        rest and not (_CLOSED.search(rest) or _UNMISTAKABLE.fullmatch(signature))
    ):
        return paragraph, None
    return rest, signature
