"""How many pages an article has, which one this is, and where the others are."""

import re
from dataclasses import dataclass
from math import gcd
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from scraper.extract.reading import Reading
from scraper.extract.select import find_all
from scraper.extract.tree import text_of
from scraper.portal import Portal
from scraper.urls import Parts as Spelling
from scraper.urls import absolute

_COUNT: Final = re.compile(r"(?:halaman\s*)?(\d{1,2})\s*(?:dari|/|of|von)\s*(\d{1,2})(?:\s*halaman)?", re.IGNORECASE)
_PAGE_NAMES: Final = frozenset(("page", "p", "hal", "halaman", "page_num"))
_MOST: Final = 60
_TAILS: Final = {Spelling.PATH: re.compile(r"/(\d{1,3})$"), Spelling.SLUG: re.compile(r"-part(\d{1,2})$")}
_LEAST_STEP: Final = 5
"""Counts that are all multiples of five and more are offsets (SINDOnews: /5, /10; Disway: /15, /30), not numbers of pages."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of an article."""

    part: int = 1
    parts: int = 1
    found: int = 1
    urls: tuple[str, ...] = ()


def find_parts(reading: Reading) -> Parts:
    """The pages: from the pager's links, and from the dividers ("2 dari 5 halaman") of a document that holds several."""
    part, numbered = _pager(reading)
    counts = [match for passage in (reading.body.others if reading.body else ()) if (match := _COUNT.fullmatch(passage.text))]
    total = max([1, part, *numbered, *(int(match[2]) for match in counts)])
    if total > _MOST:
        return Parts()
    inside = {int(match[1]) for match in counts if int(match[1]) > 1}
    rules = reading.rules
    found = 1 + len(inside) if inside and rules is not None and rules.joined else 1
    urls = tuple(numbered[number] for number in sorted(numbered) if number != part)
    return Parts(part, total, min(found, total), urls)


def _pager(reading: Reading) -> tuple[int, dict[int, str]]:
    """Which page this is, and the links to pages by their number: where the rules name the pager, else wherever they stand."""
    base = reading.page.url
    named = _named(reading, base)
    if named or reading.portal is None or reading.portal.network.parts is None or not base:
        return _number_of(base) or 1, named
    return _addressed(reading, base, reading.portal, reading.portal.network.parts)


def _named(reading: Reading, base: str) -> dict[int, str]:
    """The links of the pager that the rules name; page 1 is linked by the bare address.

    A pager that opens with a word ("Intro, 1, 2") counts from the page behind it.
    """
    rules = reading.rules
    links = find_all(reading.index, rules.part_links) if rules is not None and rules.part_links else []
    shift = int(len(links) > 1 and not text_of(links[0]).isdigit() and text_of(links[1]) == "1")
    found: dict[int, str] = {}
    for link in links:
        url = absolute(base, link.get("href") or "") if base else link.get("href")
        if not url:
            continue
        text = text_of(link)
        number = int(text) + shift if text.isdigit() else _number_of(url)
        if number and 0 < number <= _MOST and (not base or urlsplit(url).path.startswith(urlsplit(base).path.rstrip("/")[:40])):
            found.setdefault(number, url)
    return found


def _addressed(reading: Reading, base: str, portal: Portal, spelled: Spelling) -> tuple[int, dict[int, str]]:
    """The links that lead to another page of this article, known by their address alone: no pager's markup needs to be known."""
    home = portal.canonical(base)
    slug = urlsplit(home).path.rpartition("/")[2][:40]
    counted: dict[int, str] = {}
    for link in reading.root.iter("a"):
        href = link.get("href") or ""
        if slug not in href and not href.startswith("?"):  # nearly every link of a page: they need no resolving
            continue
        url = absolute(base, href)
        count = _count_of(url, spelled) if url and portal.is_article(url) and portal.canonical(url) == home else None
        if url and count:
            counted.setdefault(count, url)
    own = _count_of(base, spelled)
    step = gcd(*counted, own or 0) if spelled is Spelling.PATH else 1
    step = step if step >= _LEAST_STEP else 1

    def number(count: int) -> int:
        return count // step + 1 if step > 1 else count

    part = number(own) if own else 1
    return part, {1: home, **{number(count): url for count, url in counted.items()}} if counted else {}


def _count_of(url: str, spelled: Spelling) -> int | None:
    """What a page's address counts by, a page's number or an offset; None for the first, which has neither."""
    if spelled is Spelling.QUERY:
        return _number_of(url)
    found = _TAILS[spelled].search(urlsplit(url).path.rstrip("/"))
    return int(found[1]) if found else None


def _number_of(url: str) -> int | None:
    """The page number in a URL's query, or None."""
    for name, value in parse_qsl(urlsplit(url).query):
        if name in _PAGE_NAMES and value.isdigit():
            return int(value)
    return None
