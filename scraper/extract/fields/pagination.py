"""How many pages an article has, which one this is, and where the others are."""

import re
from dataclasses import dataclass
from math import gcd
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from scraper.extract.parsed_page import ParsedPage
from scraper.portals import Portal
from scraper.urls import Parts as Spelling
from scraper.urls import absolute

_COUNT: Final = re.compile(
    r"(?:halaman\s*)?(\d{1,2})\s*(?:dari|/|of|von)\s*(\d{1,2})(?:\s*halaman)?", re.IGNORECASE
)
_PAGE_NAMES: Final = frozenset(("page", "p", "hal", "halaman", "page_num"))
_MOST: Final = 60
_TAILS: Final = {
    Spelling.PATH: re.compile(r"/(\d{1,3})$"),
    Spelling.SLUG: re.compile(r"-part(\d{1,2})$"),
    Spelling.BEHIND: re.compile(r"/(\d{1,2})$"),
    Spelling.FILE: re.compile(r"-[0-9a-f]{6}-(\d{1,2})\.html$"),
}
_BEHIND: Final = (Spelling.BEHIND, Spelling.FILE)
"""That count the pages behind the first, so that the second is number 1."""
_LEAST_STEP: Final = 5
"""Counts that are all multiples of five and more are offsets (SINDOnews: /5, /10; Disway: /15,
/30), not numbers of pages."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """The pages of an article."""

    part: int = 1
    parts: int = 1
    found: int = 1
    urls: tuple[str, ...] = ()


def find_parts(page: ParsedPage) -> PageParts:
    """The pages: from the pager's links, and from the dividers ("2 dari 5 halaman") of a document that holds several."""
    part, numbered = _pager(page)
    counts = [
        match
        for run in (page.body.others if page.body else ())
        if (match := _COUNT.fullmatch(run.text))
    ]
    total = max([1, part, *numbered, *(int(match[2]) for match in counts)])
    if total > _MOST:
        return PageParts()
    inside = {int(match[1]) for match in counts if int(match[1]) > 1}
    rules = page.rules
    found = 1 + len(inside) if inside and rules is not None and rules.joined else 1
    urls = tuple(numbered[number] for number in sorted(numbered) if number != part)
    return PageParts(part, total, min(found, total), urls)


def _pager(page: ParsedPage) -> tuple[int, dict[int, str]]:
    """Which page this is, and the links to pages by their number, wherever they stand."""
    base = page.raw.url
    if page.portal is None or page.portal.network.parts is None or not base:
        return _number_of(base) or 1, {}
    return _addressed(page, base, page.portal, page.portal.network.parts)


def _addressed(
    page: ParsedPage, base: str, portal: Portal, spelled: Spelling
) -> tuple[int, dict[int, str]]:
    """The links that lead to another page of this article, known by their address alone: no pager's markup needs to be known."""
    home = portal.canonical(base)
    slug = urlsplit(home).path.rpartition("/")[2].removesuffix(".html")[:40]
    counted: dict[int, str] = {}
    for link in page.root.iter("a"):
        href = link.get("href") or ""
        if not href.startswith("?") and (
            slug not in href or not _may_count(href, spelled)
        ):  # nearly every link: it needs no resolving
            continue
        url = absolute(base, href)
        count = (
            _count_of(url, spelled)
            if url and portal.is_article(url) and _is_at(home, portal.canonical(url))
            else None
        )
        if url and count:
            counted.setdefault(count, url)
    own = _count_of(base, spelled)
    step = gcd(*counted, own or 0) if spelled is Spelling.PATH else 1
    step = step if step >= _LEAST_STEP else 1

    def number(count: int) -> int:
        return count // step + 1 if step > 1 else count

    part = number(own) if own else 1
    return part, (
        {
            1: home,
            **{number(count): url for count, url in counted.items()},
        }
        if counted
        else {}
    )


def _is_at(home: str, url: str) -> bool:
    """True where both are one address: pages of https link to pages of http."""
    return home.partition("://")[2] == url.partition("://")[2]


def _count_of(url: str, spelled: Spelling) -> int | None:
    """What a page's address counts by, a page's number or an offset; None for the first, which has neither."""
    if spelled is Spelling.QUERY:
        return _number_of(url)
    found = _TAILS[spelled].search(urlsplit(url).path.rstrip("/"))
    return int(found[1]) + (spelled in _BEHIND) if found else None


def _may_count(href: str, spelled: Spelling) -> bool:
    """False where a link as written has nothing to count by: the buttons that share an article name its address, too."""
    if spelled is Spelling.QUERY:
        return "?" in href
    return (
        _TAILS[spelled].search(href.partition("?")[0].partition("#")[0].strip().rstrip("/"))
        is not None
    )


def _number_of(url: str) -> int | None:
    """The page number in a URL's query, or None."""
    for name, value in parse_qsl(url.partition("#")[0].partition("?")[2]):
        if name in _PAGE_NAMES and value.isdecimal() and len(value) < 10:
            return int(value)
    return None
