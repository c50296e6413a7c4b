"""Which element prints the headline: the heading that says what the page's own metadata calls it.

The printed heading decides. The metadata's wording takes its place in three cases alone, all of
them about where a headline begins and ends: elements that the heading glues together, a short line
over the headline printed inside the heading, and a name that structured data and social tags both
extend by such a line. A social headline that merely reads otherwise is never believed over the
printed one, though it often is what a scraper of metadata would return.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.metadata.embedded import Claim
from scraper.extract.page.tree import ancestors, clean, text_of

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN: Final = ("div", "p", "span", "td", "strong", "b", "font", "big", "a", "center")
"""Elements that print a headline on pages that have no heading for it."""
_NOT_WORD: Final = re.compile(r"[\W_]+")
_SUFFIX: Final = re.compile(r"(?<!\s)\s+(?:[|–—·•»:]|-{1,2}|::)\s+(?P<name>[^|–—·•»]{1,60})$")
_MARKS: Final = re.compile(r"[:|/–—]|\s-\s")
"""What parts a headline from the line before it."""
_PAGE: Final = re.compile(
    r"(?<!\s)\s+(?:[|–-]\s+)?(?:halaman|page|hal\.?|laman)\s(?:\d{1,2}|all|semua)$", re.IGNORECASE
)
_MOST_READ: Final = 100_000
"""Characters of headings that are read, `h1` first: those that a page does not close hold each
other's texts, and all that follows."""
_SHORTEST: Final = 8
"""Letters and digits: a shorter heading says what a page is, not what an article says."""
_ALIKE: Final = 60
"""Percent of the longer of two texts that both must have in common to resemble each other."""
_SURE: Final = 15
"""Letters and digits from which on a beginning or an end stands for the whole."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline and where it was found."""

    text: str
    reader: str
    element: HtmlElement | None = None
    kicker: str | None = None
    """The short line that the same heading prints before the headline."""


def find_headline(
    body: HtmlElement, claims: Sequence[Claim], outlets: Sequence[str] = ()
) -> Headline | None:
    """The printed headline, or else the best claim; `claims` are those of the metadata, in order of trust.

    A heading that a claim repeats (with or without the site's name behind it) is the headline, `h1`
    before the others; without one the only long `h1` is, then any other element that prints a
    claim, then the first claim without the names of `outlets` behind it.
    """
    heading = _heading(body, claims)
    if heading is not None:
        return _worded(heading, claims)
    return _in_plain_element(body, claims) or _claimed(claims, outlets)


def headline_key(text: str) -> str:
    """The text's letters and digits alone, for comparing."""
    return "".join(filter(str.isalnum, text)).casefold()


def without_suffix(text: str) -> str:
    """A page title without the site's name behind it.

    >>> without_suffix("Jalan Lengang - Tribun Timur")
    'Jalan Lengang'
    """
    return _SUFFIX.sub("", text) or text


def _heading(body: HtmlElement, claims: Sequence[Claim]) -> Headline | None:
    keys = [headline_key(claim.text) for claim in claims]
    ends = ({claim[:1] for claim in keys}, {claim[-1:] for claim in keys})
    near: Headline | None = None
    long: list[Headline] = []
    read = 0
    for heading in sorted(body.iter(*_HEADINGS), key=lambda h: h.tag != "h1"):
        text = text_of(heading)
        read += len(text)
        if read > _MOST_READ:
            break
        if heading.tag != "h1" and not _ends_like_one(text, *ends):
            continue
        own = headline_key(text)
        if len(own) < _SHORTEST:
            continue
        resembles = any(_resembles(own, claim) for claim in keys)
        if not (resembles or heading.tag == "h1") or any(
            above.tag == "nav" for above in ancestors(heading)
        ):
            continue
        found = Headline(text, f"generic:{heading.tag}", heading)
        if (
            resembles
            and any(_agrees(own, claim) for claim in keys)
            and not _is_suffixed(text, keys)
        ):
            return found
        if resembles and near is None:
            near = found
        if heading.tag == "h1":
            long.append(found)
    if near is not None:
        return near
    return long[0] if long and (not claims or len(long) == 1) else None


def _ends_like_one(text: str, firsts: Collection[str], lasts: Collection[str]) -> bool:
    """False where a text resembles no claim by its first and last letter alone: nine headings of ten are other articles'."""
    first, last = next(filter(str.isalnum, text), ""), next(filter(str.isalnum, reversed(text)), "")
    return first.casefold()[:1] in firsts or last.casefold()[-1:] in lasts


def _agrees(heading: str, claim: str) -> bool:
    """True where the claim is the heading, alone or with a suffix."""
    return heading == claim or (
        claim.startswith(heading) and len(heading) >= _SURE and len(heading) * 2 > len(claim)
    )


def _resembles(heading: str, claim: str) -> bool:
    """True where both begin or end with what is most of the longer, or where the claim is the heading with a suffix."""
    common = -(-max(len(heading), len(claim)) * _ALIKE // 100)
    return (
        heading[:common] == claim[:common]
        or heading[-common:] == claim[-common:]
        or _agrees(heading, claim)
    )


def _is_suffixed(text: str, claims: Sequence[str]) -> bool:
    """True where a heading prints a claim with a name behind it: the page's title repeated in a logo."""
    bare = without_suffix(text)
    return bare != text and headline_key(bare) in claims


def _worded(heading: Headline, claims: Sequence[Claim]) -> Headline:
    """The heading in the metadata's words where those tell better where the headline begins."""
    own = headline_key(heading.text)
    whole = [claim for claim in claims if headline_key(claim.text) == own]
    if whole:
        return next(
            (
                replace(heading, text=claim.text)
                for claim in whole
                if _parts_better(heading, claim.text)
            ),
            heading,
        )
    for claim in claims:
        said = headline_key(claim.text)
        if (
            _SURE <= len(said) < len(own)
            and own.endswith(said)
            and len(said) * 3 > len(own)
            and (kicker := _kicker(heading, said))
        ):
            return replace(heading, text=claim.text, kicker=kicker)
    longer = [
        claim
        for claim in claims
        if claim.reader in _SPOKEN
        and 0 < len(headline_key(claim.text).removesuffix(own)) <= _LONGEST_KICKER
    ]
    if len(own) >= _SURE and {"json-ld:headline", "meta:og:title"} <= {
        claim.reader for claim in longer
    }:
        return replace(heading, text=longer[0].text, reader=longer[0].reader)
    return heading


_LONGEST_KICKER: Final = 60
_SPOKEN: Final = ("json-ld:headline", "meta:og:title", "meta:twitter:title")


def _parts_better(heading: Headline, claim: str) -> bool:
    """True where elements inside a heading stand without the mark or space that the claim prints between them."""
    if (
        heading.element is None
        or not len(heading.element)
        or len({headline_key(text) for text in _own_lines(heading)}) < 2
    ):
        return False
    return len(_words(heading.text)) < len(_words(claim)) or len(
        _MARKS.findall(heading.text)
    ) < len(_MARKS.findall(claim))


def _kicker(heading: Headline, said: str) -> str | None:
    """What the heading's own elements print before the headline `said`, without the mark that sets it off."""
    before: list[str] = []
    for line in _own_lines(heading):
        if said.startswith(headline_key(line)) and headline_key(line):
            return clean(" ".join(before)).strip(" :|–—-/•·.") or None
        before.append(line)
    return None


def _own_lines(heading: Headline) -> list[str]:
    """The texts of a heading's elements, each for itself."""
    return (
        [line for text in heading.element.itertext() if (line := clean(text))]
        if heading.element is not None
        else []
    )


def _words(text: str) -> list[str]:
    return [word for word in _NOT_WORD.split(text) if word]


def _claimed(claims: Sequence[Claim], outlets: Sequence[str]) -> Headline | None:
    """The first claim, without what no other claim has behind it."""
    if not claims:
        return None
    first = claims[0]
    own = headline_key(first.text)
    for claim in claims[1:]:
        said = headline_key(claim.text)
        if _SURE <= len(said) < len(own) and own.startswith(said) and len(said) * 2 > len(own):
            return Headline(claim.text, claim.reader)
    return Headline(_without_outlet(first, outlets), first.reader)


def _without_outlet(claim: Claim, outlets: Iterable[str]) -> str:
    """A claim without page number and outlet; a document's title always names one, other fields may end in a dash of their own."""
    text = _PAGE.sub("", claim.text)
    names = [headline_key(outlet) for outlet in outlets]
    while (suffix := _SUFFIX.search(text)) and suffix.start():
        own = headline_key(suffix["name"])
        if (
            claim.reader != "html:title"
            and "." not in suffix["name"]
            and not any(own in name or name in own for name in names if name)
        ):
            break
        text = text[: suffix.start()]
    return _PAGE.sub("", text)


def _in_plain_element(body: HtmlElement, claims: Sequence[Claim]) -> Headline | None:
    """The first element that prints a claim, with or without the site's name, and nothing else."""
    names = {
        name
        for claim in claims
        for text in (claim.text, without_suffix(claim.text))
        if len(name := headline_key(text)) >= _SHORTEST
    }
    for element in body.iter(*_PLAIN) if names else ():
        text = element.text
        if text and len(text) >= _SHORTEST and headline_key(text) in names:
            return Headline(clean(text), f"generic:{element.tag}", element)
    return None
