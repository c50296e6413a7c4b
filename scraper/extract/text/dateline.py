"""The dateline that opens a news text: the place, often with the outlet, before the text."""

import re
from typing import Final

__all__ = ["split_bold_dateline", "split_dateline"]

_REACH: Final = 110
"""Characters of a paragraph in which its dateline is looked for."""
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
"""A sentence begins after the dateline."""
_DAY: Final = r"(?:,?\s(?:[A-Z][a-z]{2,9}\.?\s\d{1,2}|\d{1,2}\.?\s[A-Za-zà-ÿ]{3,9}\.?))?"

_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<line>{_SITE}(?:\s?[,|]\s?|\s){_PLACE}(?:,\s?{_TITLE})?)(?:{_DASH}|\s?:\s|\s?\|\s)",
        rf"(?P<line>{_PLACE}(?:,\s?{_TITLE})?\s?[,|]\s?{_SITE})(?:{_DASH}|\s?:\s|\s?\|\s)",
        (
            rf"(?P<line>{_PLACE}(?:,\s?{_TITLE})?{_DAY}"
            rf"\s?[(/]\s?[A-Za-z][\w .-]{{1,30}}\)?){_DASH}{_AHEAD}"
        ),
        rf"(?P<line>{_SITE})(?:{_DASH}|\s?:\s|\s?\|\s){_AHEAD}",
        (
            rf"(?P<line>{_CAPS}(?:,\s?(?:{_CAPS}|{_TITLE}))?{_DAY})"
            rf"(?:\s?(?:-{{1,3}}|[–—―])\s?|\.\s|:\s){_AHEAD}"
        ),
        rf"(?P<line>{_TITLE}(?:,\s?{_TITLE})?{_DAY})\s(?:-{{1,3}}|[–—―])\s{_AHEAD}",
        rf"(?P<line>{_SITE},\s[A-Z][a-z]{{3,}})\s(?=[A-Z][a-z]+\s[a-z])",
    )
)
_BOLD: Final = re.compile(
    rf"(?P<line>(?:{_SITE}\s?[,|]\s?)?{_PLACE}(?:,\s?{_TITLE})?)\s?(?:,|:|-{{1,3}}|[–—―])"
)
_SECTION_BEFORE: Final = re.compile(r"^Berita [A-Z][a-z]+\s?(?=[A-Z]{3})")


def split_dateline(paragraph: str) -> str | None:
    """The dateline that opens a paragraph, as printed and without its dash, or None.

    >>> split_dateline("TRIBUNJATENG.COM, PEKALONGAN - Warga mengungsi.")
    'TRIBUNJATENG.COM, PEKALONGAN'
    """
    opening = _SECTION_BEFORE.sub("", paragraph[:_REACH].lstrip())
    for form in _FORMS:
        match = form.match(opening)
        if match is not None:
            return " ".join(match["line"].split()).rstrip(" ,|-")
    return None


def split_bold_dateline(opening: str) -> str | None:
    """The dateline in the bold words that open a text, or None: "Jakarta," or "MEDAN -".

    A comma after it is enough here, unlike in running text: the bold type shows that the place is
    not part of the sentence.
    """
    match = _BOLD.fullmatch(opening.strip())
    return " ".join(match["line"].split()) if match is not None else None
