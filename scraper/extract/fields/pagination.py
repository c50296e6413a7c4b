"""How many pages an article has, which one this is, and where the others are."""

import re
from collections.abc import Iterable
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
"""Spellings that count the pages after the first: the second page is number 1."""
_LEAST_STEP: Final = 5
"""Counts that have a common divisor of five or more are offsets (SINDOnews: /5, /10; Disway: /15,
/30), not page numbers."""


@dataclass(frozen=True, slots=True)
class PageParts:
    """The pages of an article."""

    part: int = 1
    parts: int = 1
    found: int = 1
    urls: tuple[str, ...] = ()


def find_parts(page: ParsedPage) -> PageParts:
    """The pages: from the pager's links, and from the dividers ("2 dari 5 halaman") in the text."""
    part, numbered = _pager(page)
    dividers = _dividers(page)
    total = max([1, part, *numbered, *(of for _, of in dividers)])
    if total > _MOST:
        return PageParts()
    inside = {number for number, _ in dividers if number > 1}
    is_joined = page.rules is not None and page.rules.joined
    found = 1 + len(inside) if is_joined else 1
    urls = tuple(numbered[number] for number in sorted(numbered) if number != part)
    return PageParts(part, total, min(found, total), urls)


def _dividers(page: ParsedPage) -> list[tuple[int, int]]:
    """The page number and the number of pages in each divider of a document with several pages."""
    others = page.body.others if page.body else ()
    matches = (_COUNT.fullmatch(run.text) for run in others)
    return [(int(match[1]), int(match[2])) for match in matches if match]


def _pager(page: ParsedPage) -> tuple[int, dict[int, str]]:
    """The number of this page, and the URLs of pages by their number."""
    base = page.raw.url
    if page.portal is None or page.portal.network.parts is None or not base:
        return _number_of(base) or 1, {}
    return _addressed(page, base, page.portal, page.portal.network.parts)


def _addressed(
    page: ParsedPage, base: str, portal: Portal, spelled: Spelling
) -> tuple[int, dict[int, str]]:
    """The number of this page, and the URLs of the others, from the addresses of all links.

    No pager's markup needs to be known.
    """
    home = portal.canonical(base)
    counted = _counted_links(page, base, home, portal, spelled)
    own = _count_of(base, spelled)
    step = _step(counted, own, spelled)
    part = _numbered(own, step) if own else 1
    if not counted:
        return part, {}
    return part, {1: home, **{_numbered(count, step): url for count, url in counted.items()}}


def _counted_links(
    page: ParsedPage, base: str, home: str, portal: Portal, spelled: Spelling
) -> dict[int, str]:
    """The links to other pages of the article at `home`, by what their addresses count."""
    slug = urlsplit(home).path.rpartition("/")[2].removesuffix(".html")[:40]
    counted: dict[int, str] = {}
    for link in page.root.iter("a"):
        href = link.get("href") or ""
        if not href.startswith("?") and (slug not in href or not _may_count(href, spelled)):
            continue  # nearly every link: it needs no resolving
        url = absolute(base, href)
        if url and portal.is_article(url) and _is_at(home, portal.canonical(url)):
            count = _count_of(url, spelled)
            if count:
                counted.setdefault(count, url)
    return counted


def _step(counted: Iterable[int], own: int | None, spelled: Spelling) -> int:
    """By how much an offset grows from page to page; 1 where addresses count pages."""
    step = gcd(*counted, own or 0) if spelled is Spelling.PATH else 1
    return step if step >= _LEAST_STEP else 1


def _numbered(count: int, step: int) -> int:
    """The number of the page whose address counts `count`."""
    return count // step + 1 if step > 1 else count


def _is_at(home: str, url: str) -> bool:
    """True where both are one address, whatever the scheme: https pages link to http ones."""
    return home.partition("://")[2] == url.partition("://")[2]


def _count_of(url: str, spelled: Spelling) -> int | None:
    """The page number or offset in a page's address; None for the first page, which has neither."""
    if spelled is Spelling.QUERY:
        return _number_of(url)
    found = _TAILS[spelled].search(urlsplit(url).path.rstrip("/"))
    return int(found[1]) + (spelled in _BEHIND) if found else None


def _may_count(href: str, spelled: Spelling) -> bool:
    """False where a link as written holds no number: buttons to share an article have none."""
    if spelled is Spelling.QUERY:
        return "?" in href
    path = href.partition("?")[0].partition("#")[0].strip().rstrip("/")
    return _TAILS[spelled].search(path) is not None


def _number_of(url: str) -> int | None:
    """The page number in a URL's query, or None."""
    for name, value in parse_qsl(url.partition("#")[0].partition("?")[2]):
        if name in _PAGE_NAMES and value.isdecimal() and len(value) < 10:
            return int(value)
    return None
