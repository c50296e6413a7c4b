"""The two ends of an Indonesian news text: the dateline that opens it and the signature that closes it."""

import re
from typing import Final

from scraper.extract.text.byline_words import SHORT_AGENCIES

__all__ = ["split_bold_dateline", "split_dateline", "split_signature"]

_REACH: Final = 110
"""No dateline is longer."""
_DASH: Final = r"\s*(?:-{1,3}|[–—―])\s*"
_SITE: Final = (
    r"(?:[A-Za-z][\w-]{1,30}(?:\.[A-Za-z]{2,4}){1,2}|[A-Z]{4,20}COM|(?:CNN|CNBC|BBC|VOA) Indonesia)"
)
_CAPS: Final = r"[A-Z][A-Z.'’]{1,24}(?:[ /-][A-Z][A-Z.'’]{0,24}){0,3}"
_TITLE: Final = (
    r"[A-ZÀ-Þ][\w'’.]{1,24}(?:[ /-](?:[A-ZÀ-Þ][\w'’.]{0,24}|d[aieo]l?|la|am|an der)){0,3}"
)
_PLACE: Final = rf"(?:{_CAPS}|{_TITLE})(?:\s?\([^()]{{2,40}}\))?"
_AHEAD: Final = r"(?=[\"“”‘’'«„(\[]{0,2}\s?[^\Wa-zß-ÿ_])"
"""What follows a dateline begins a sentence."""
_DAY: Final = r"(?:,?\s(?:[A-Z][a-z]{2,9}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Za-zà-ÿ]{3,9}\.?))?"

_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<line>{_SITE}(?:\s?[,|]\s?|\s){_PLACE}(?:,\s?{_TITLE})?)(?:{_DASH}|\s?:\s|\s?\|\s)",
        rf"(?P<line>{_PLACE}(?:,\s?{_TITLE})?\s?[,|]\s?{_SITE})(?:{_DASH}|\s?:\s|\s?\|\s)",
        (
            rf"(?P<line>{_PLACE}(?:,\s?{_TITLE})?{_DAY}\s?[(/]\s?[A-Za-z][\w"
            rf" .-]{{1,30}}\)?){_DASH}{_AHEAD}"
        ),
        rf"(?P<line>{_SITE})(?:{_DASH}|\s?:\s|\s?\|\s){_AHEAD}",
        rf"(?P<line>{_CAPS}(?:,\s?(?:{_CAPS}|{_TITLE}))?{_DAY})(?:\s?(?:-{{1,3}}|[–—―])\s?|\.\s|:\s){_AHEAD}",
        rf"(?P<line>{_TITLE}(?:,\s?{_TITLE})?{_DAY})\s(?:-{{1,3}}|[–—―])\s{_AHEAD}",
        rf"(?P<line>{_SITE},\s[A-Z][a-z]{{3,}})\s(?=[A-Z][a-z]+\s[a-z])",
    )
)
_BOLD: Final = re.compile(
    rf"(?P<line>(?:{_SITE}\s?[,|]\s?)?{_PLACE}(?:,\s?{_TITLE})?)\s?(?:,|:|-{{1,3}}|[–—―])"
)
_SECTION_BEFORE: Final = re.compile(r"^Berita [A-Z][a-z]+\s?(?=[A-Z]{3})")

_INITIAL: Final = (
    r"(?:[a-z]{2,12}\d{0,2}|[A-Z]{2,5}|[A-Za-z]{1,3}\d{0,2}|[A-Z]-\d{1,2}|k\d{1,2}|\*{1,3})"
)
_BY_NAME: Final = r"[A-Z][a-z]{2,14}/[a-z]{3,14}"
"""A name and the outlet, which its small letters tell from a second name: `(Sudiarta/balipost)`."""
_INITIALS: Final = rf"(?:{_BY_NAME}|{_INITIAL}(?:\s?[/,&-]\s?{_INITIAL}){{1,4}}|[a-z]{{2,5}}\d{{0,2}}|[A-Z]{{2,4}}|[A-Z]-\d{{1,2}}|\*{{1,3}})"
_SIGNATURE: Final = re.compile(
    rf"(?P<signature>(?>[(\[]\s?{_INITIALS}\s?[)\]]\s?)++|\[\]|(?<!\*)\*{{3,}}|[(\[]\*+[)\]]|(?<=[a-z][a-z][.!?]\s)[A-Z]{{3}}|^[A-Z]{{3}})[\s.]*$"
)
_UNMISTAKABLE: Final = re.compile(r"\([a-z]{2,4}/[a-z]{2,4}\)|\(\*{1,3}\)|\*{3,}|\[\]")
"""Signatures that no sentence ends with, finished or not."""
_CLOSED: Final = re.compile(r"[.!?\"”’»…)]\s*$")
TAIL: Final = 60
"""Characters at the end of a paragraph in which its signature is looked for."""


def split_dateline(paragraph: str) -> str | None:
    """The dateline that opens a paragraph, as printed and without its dash, or None: "TRIBUNJATENG.COM, PEKALONGAN"."""
    opening = _SECTION_BEFORE.sub("", paragraph[:_REACH].lstrip())
    for form in _FORMS:
        match = form.match(opening)
        if match is not None:
            return " ".join(match["line"].split()).rstrip(" ,|-")
    return None


def split_bold_dateline(opening: str) -> str | None:
    """The dateline in a bold run that opens a text and ends with the mark that sets datelines off: "Jakarta," or "MEDAN -".

    Unlike in running text a comma is enough, because the typography says that the place is no part
    of the sentence.
    """
    match = _BOLD.fullmatch(opening.strip())
    return " ".join(match["line"].split()) if match is not None else None


def _ends_like_one(text: str) -> bool:
    """False where a text ends with no character that closes a signature: nearly every text, which the pattern is then not tried on."""
    last = text.rstrip(". ")[-1:]
    return last in ")]*" or "A" <= last <= "Z" or last.isspace()


def split_signature(paragraph: str) -> tuple[str, str | None]:
    """(the paragraph without it, the closing initials as printed, brackets included): "(kff/bar)", "(*)", "[]".

    Initials close a text only behind a finished sentence: an abbreviation in brackets behind a word
    is part of that sentence.
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
