"""Which element prints the headline: the heading that says what the page's own metadata calls it.

The printed heading decides. The metadata's wording replaces it in three cases only, all about where
a headline begins and ends: the heading's elements are glued together; the heading prints a short
line before the headline; structured data and social tags both print such a line, which the heading
lacks. A social headline that is merely worded differently never replaces the printed one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.metadata.claims import Claim
from scraper.extract.page.tree import ancestors, clean, text_of

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PLAIN: Final = ("div", "p", "span", "td", "strong", "b", "font", "big", "a", "center")
"""Elements that print a headline on pages that have no heading for it."""
_NOT_WORD: Final = re.compile(r"[\W_]+")
_SUFFIX: Final = re.compile(r"(?<!\s)\s+(?:[|–—·•»:]|-{1,2}|::)\s+(?P<name>[^|–—·•»]{1,60})$")
_MARKS: Final = re.compile(r"[:|/–—]|\s-\s")
"""What separates a headline from the line before it."""
_PAGE: Final = re.compile(
    r"(?<!\s)\s+(?:[|–-]\s+)?(?:halaman|page|hal\.?|laman)\s(?:\d{1,2}|all|semua)$", re.IGNORECASE
)
_MOST_READ: Final = 100_000
"""Characters of headings that are read, `h1` first: headings that a page does not close hold each
other's texts, and all text that follows."""
_SHORTEST: Final = 8
"""Letters and digits: a shorter heading names the kind of page, not the article."""
_ALIKE: Final = 60
"""Percent of the longer of two texts that they must have in common to resemble each other."""
_SURE: Final = 15
"""Letters and digits from which a beginning or an end identifies the whole."""


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
    """The printed headline, or else the best of the metadata's `claims`, given in order of trust.

    The headline is a heading that a claim repeats (with or without the site's name behind it), `h1`
    before the others; else the only long `h1`; else any other element that prints a claim; else the
    first claim, without the names of `outlets` behind it.
    """
    heading = _heading(body, claims)
    if heading is not None:
        return _worded(heading, claims)
    return _in_plain_element(body, claims) or _claimed(claims, outlets)


def headline_key(text: str) -> str:
    """The text's letters and digits only, for comparing."""
    return "".join(filter(str.isalnum, text)).casefold()


def without_suffix(text: str) -> str:
    """A page title without the site's name behind it.

    >>> without_suffix("Jalan Lengang - Tribun Timur")
    'Jalan Lengang'
    """
    return _SUFFIX.sub("", text) or text


def _heading(body: HtmlElement, claims: Sequence[Claim]) -> Headline | None:
    """The first heading that a claim repeats, else one that resembles a claim, else a lone `h1`."""
    keys = [headline_key(claim.text) for claim in claims]
    near: Headline | None = None
    tops: list[Headline] = []
    for found in _candidates(body, keys):
        own = headline_key(found.text)
        if any(_resembles(own, claim) for claim in keys):
            if any(_agrees(own, claim) for claim in keys) and not _is_suffixed(found.text, keys):
                return found
            near = near or found
        if found.element is not None and found.element.tag == "h1":
            tops.append(found)
    if near is not None:
        return near
    return tops[0] if tops and (not claims or len(tops) == 1) else None


def _candidates(body: HtmlElement, keys: Sequence[str]) -> Iterator[Headline]:
    """The headings that may be the headline, `h1` first; `keys` are those of the claims."""
    ends = ({key[:1] for key in keys}, {key[-1:] for key in keys})
    read = 0
    for heading in sorted(body.iter(*_HEADINGS), key=lambda h: h.tag != "h1"):
        text = text_of(heading)
        read += len(text)
        if read > _MOST_READ:
            return
        is_top = heading.tag == "h1"
        if not is_top and not _ends_like_one(text, *ends):
            continue
        own = headline_key(text)
        if len(own) < _SHORTEST:
            continue
        if not is_top and not any(_resembles(own, key) for key in keys):
            continue
        if not any(above.tag == "nav" for above in ancestors(heading)):
            yield Headline(text, f"generic:{heading.tag}", heading)


def _ends_like_one(text: str, firsts: Collection[str], lasts: Collection[str]) -> bool:
    """False where the first and last letter show that a text resembles no claim.

    Nine headings of ten are other articles', and this spares them the full comparison.
    """
    first = next(filter(str.isalnum, text), "")
    last = next(filter(str.isalnum, reversed(text)), "")
    return first.casefold()[:1] in firsts or last.casefold()[-1:] in lasts


def _agrees(heading: str, claim: str) -> bool:
    """True where the claim is the heading, alone or with a suffix."""
    return heading == claim or (
        claim.startswith(heading) and len(heading) >= _SURE and len(heading) * 2 > len(claim)
    )


def _resembles(heading: str, claim: str) -> bool:
    """True where both share a beginning or end that is most of the longer one.

    So do a heading and a claim that is the heading with a suffix.
    """
    common = -(-max(len(heading), len(claim)) * _ALIKE // 100)
    return (
        heading[:common] == claim[:common]
        or heading[-common:] == claim[-common:]
        or _agrees(heading, claim)
    )


def _is_suffixed(text: str, claims: Sequence[str]) -> bool:
    """True where a heading prints a claim with a name behind it, as a logo repeats the title."""
    bare = without_suffix(text)
    return bare != text and headline_key(bare) in claims


def _worded(heading: Headline, claims: Sequence[Claim]) -> Headline:
    """The heading, in the metadata's words where these show better where the headline begins."""
    own = headline_key(heading.text)
    whole = [claim for claim in claims if headline_key(claim.text) == own]
    if whole:
        better = (claim for claim in whole if _parts_better(heading, claim.text))
        claim = next(better, None)
        return replace(heading, text=claim.text) if claim is not None else heading
    return _without_kicker(heading, own, claims) or _with_kicker(heading, own, claims) or heading


def _without_kicker(heading: Headline, own: str, claims: Sequence[Claim]) -> Headline | None:
    """The heading as the first claim that is its end and leaves a kicker before it, or None."""
    for claim in claims:
        said = headline_key(claim.text)
        is_its_end = _SURE <= len(said) < len(own) and own.endswith(said)
        if is_its_end and len(said) * 3 > len(own) and (kicker := _kicker(heading, said)):
            return replace(heading, text=claim.text, kicker=kicker)
    return None


def _with_kicker(heading: Headline, own: str, claims: Sequence[Claim]) -> Headline | None:
    """The heading with the short line that structured data and social tags both add, or None."""
    longer = [
        claim
        for claim in claims
        if claim.reader in _SPOKEN
        and 0 < len(headline_key(claim.text).removesuffix(own)) <= _LONGEST_KICKER
    ]
    if len(own) >= _SURE and _BOTH.issubset(claim.reader for claim in longer):
        return replace(heading, text=longer[0].text, reader=longer[0].reader)
    return None


_LONGEST_KICKER: Final = 60
_SPOKEN: Final = ("json-ld:headline", "meta:og:title", "meta:twitter:title")
_BOTH: Final = frozenset(("json-ld:headline", "meta:og:title"))


def _parts_better(heading: Headline, claim: str) -> bool:
    """True where the claim prints a mark or space between elements that the heading glues."""
    if heading.element is None or not len(heading.element):
        return False
    if len({headline_key(text) for text in _own_lines(heading)}) < 2:
        return False
    if len(_words(heading.text)) < len(_words(claim)):
        return True
    return len(_MARKS.findall(heading.text)) < len(_MARKS.findall(claim))


def _kicker(heading: Headline, said: str) -> str | None:
    """What the heading's elements print before the headline `said`, without the mark between."""
    before: list[str] = []
    for line in _own_lines(heading):
        if said.startswith(headline_key(line)) and headline_key(line):
            return clean(" ".join(before)).strip(" :|–—-/•·.") or None
        before.append(line)
    return None


def _own_lines(heading: Headline) -> list[str]:
    """The texts of a heading's elements, one by one."""
    if heading.element is None:
        return []
    return [line for text in heading.element.itertext() if (line := clean(text))]


def _words(text: str) -> list[str]:
    return [word for word in _NOT_WORD.split(text) if word]


def _claimed(claims: Sequence[Claim], outlets: Sequence[str]) -> Headline | None:
    """The first claim, in a shorter claim's words where one is most of its beginning."""
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
    """A claim without page number and outlet.

    A document's title always ends in an outlet's name; another field's end behind a dash is cut
    only where it looks like one.
    """
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
    """The first element whose text is a claim, with or without the site's name."""
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
