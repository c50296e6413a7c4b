"""How many pages an article has, which one this is, and where the others are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from scraper.extract.reading import Reading
from scraper.extract.select import find_all
from scraper.extract.tree import text_of
from scraper.urls import absolute

_COUNT: Final = re.compile(r"(?:halaman\s*)?(\d{1,2})\s*(?:dari|/|of|von)\s*(\d{1,2})(?:\s*halaman)?", re.IGNORECASE)
_PAGE_NAMES: Final = frozenset(("page", "p", "hal", "halaman", "page_num"))
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of an article."""

    part: int = 1
    parts: int = 1
    found: int = 1
    urls: tuple[str, ...] = ()


def find_parts(reading: Reading) -> Parts:
    """The pages: from the pager's links, and from the dividers ("2 dari 5 halaman") of a document that holds several."""
    base = reading.page.url
    part = _number_of(base) or 1
    numbered = _linked(reading, base)
    counts = [match for passage in (reading.body.others if reading.body else ()) if (match := _COUNT.fullmatch(passage.text))]
    total = max([1, part, *numbered, *(int(match[2]) for match in counts)])
    if total > _MOST:
        return Parts()
    inside = {int(match[1]) for match in counts if int(match[1]) > 1}
    rules = reading.rules
    found = 1 + len(inside) if inside and rules is not None and rules.joined else 1
    urls = tuple(numbered[number] for number in sorted(numbered) if number != part)
    return Parts(part, total, min(found, total), urls)


def _linked(reading: Reading, base: str) -> dict[int, str]:
    """The pager's links by page number; page 1 is linked by the bare address."""
    rules = reading.rules
    links: Iterable[HtmlElement] = find_all(reading.index, rules.part_links) if rules is not None and rules.part_links else ()
    found: dict[int, str] = {}
    for link in links:
        url = absolute(base, link.get("href") or "") if base else link.get("href")
        if not url:
            continue
        text = text_of(link)
        number = int(text) if text.isdigit() else _number_of(url)
        if number and 0 < number <= _MOST and (not base or urlsplit(url).path.startswith(urlsplit(base).path.rstrip("/")[:40])):
            found.setdefault(number, url)
    return found


def _number_of(url: str) -> int | None:
    """The page number in a URL's query, or None."""
    for name, value in parse_qsl(urlsplit(url).query):
        if name in _PAGE_NAMES and value.isdigit():
            return int(value)
    return None
