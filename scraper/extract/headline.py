"""Which element prints the headline: the heading that says what the page's own metadata calls it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.embedded import Claim
from scraper.extract.tree import ancestors, text_of

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_SUFFIX: Final = re.compile(r"\s+(?:[|–—·•»:]|-{1,2}|::)\s+[^|–—·•»]{1,60}$")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it was found."""

    text: str
    reader: str
    element: HtmlElement | None = None


def find_headline(body: HtmlElement, claims: Sequence[Claim]) -> Headline | None:
    """The printed headline, or else the best claim; `claims` are those of the metadata, in order of trust.

    A heading that a claim repeats (with or without the site's name behind it) is the headline, `h1` before the others; without one
    the only long `h1` is, then the first claim without its suffix.
    """
    keys = [key(claim.text) for claim in claims]
    headings = sorted(body.iter(*_HEADINGS), key=lambda h: h.tag != "h1")
    near: Headline | None = None
    long: list[Headline] = []
    for heading in headings:
        text = text_of(heading)
        own = key(text)
        if len(own) < 8 or any(above.tag == "nav" for above in ancestors(heading)):
            continue
        found = Headline(text, f"generic:{heading.tag}", heading)
        agreement = max((_agreement(own, claim) for claim in keys), default=0.0)
        if agreement == 1.0:
            return found
        if agreement >= 0.6 and near is None:
            near = found
        if heading.tag == "h1":
            long.append(found)
    if near is not None:
        return near
    if long and (not claims or len(long) == 1):
        return long[0]
    return next((Headline(without_suffix(claim.text), claim.reader) for claim in claims), long[0] if long else None)


def key(text: str) -> str:
    """The text's letters and digits alone, for comparing."""
    return _NOT_WORD.sub("", text).casefold()


def without_suffix(text: str) -> str:
    """A page title without the site's name behind it.

    >>> without_suffix("Jalan Lengang - Tribun Timur")
    'Jalan Lengang'
    """
    return _SUFFIX.sub("", text) or text


def _agreement(heading: str, claim: str) -> float:
    """1 where the claim is the heading, alone or with a suffix; else the share of the longer that the shorter begins."""
    if heading == claim or (claim.startswith(heading) and len(heading) >= 15 and len(heading) * 2 > len(claim)):
        return 1.0
    common = 0
    for a, b in zip(heading, claim, strict=False):
        if a != b:
            break
        common += 1
    return common / max(len(heading), len(claim), 1)
