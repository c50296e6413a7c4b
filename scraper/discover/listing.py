"""HTML listings and dated indexes: the portal's article links, in the order of the page.

Losing an article is worse than naming one twice, so nothing is guessed from the shape of "the" list: only regions that say of
themselves that they are something else (aside, nav, footer; popular, trending, related) are left out, and only while other links remain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lxml import etree, html

from scraper.discover.instants import instant
from scraper.errors import PageError
from scraper.model import Link, LinkKind, Links, Page
from scraper.portal import Portal
from scraper.urls import absolute

_SIDE_TAGS: Final = frozenset({"aside", "nav", "footer"})
_SIDE_NAMES: Final = frozenset(
    {"sidebar", "footer", "navbar", "menu", "trending", "related"}
    | {"popular", "most-popular", "populer", "terpopuler", "terkait", "berita-terkait"}
)
"""Whole class names and ids, not words in them: `content-with-sidebar` is the content."""
_CHARSET: Final = re.compile(r"charset=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MANY: Final = ""
"""In place of a URL: the element holds links to several articles."""


@dataclass(slots=True)
class _Anchor:
    url: str
    text: str
    side: bool


@dataclass(slots=True)
class _Walk:
    """What one pass over the tree collects."""

    anchors: list[_Anchor] = field(default_factory=list)
    holds: dict[etree._Element, str] = field(default_factory=dict)
    """The article that an element's links lead to, or `_MANY`."""
    times: list[etree._Element] = field(default_factory=list)


def read(page: Page, body: bytes, portal: Portal) -> Links:
    """The article links of an HTML page; the page is no listing where there is none, and then the result is empty.

    Raises:
        PageError: lxml finds no element in it.
    """
    root = _tree(page, body)
    base = _base(page.url, root)
    walk = _walked(root, base, portal)
    hints = dict(_hints(walk, portal))
    main = [anchor for anchor in walk.anchors if not anchor.side] or walk.anchors
    found: dict[str, str] = {}
    for anchor in main:
        found[anchor.url] = found.get(anchor.url) or anchor.text
    return Links(articles=tuple(Link(url, LinkKind.ARTICLE, hints.get(url), text or None) for url, text in found.items()))


def _tree(page: Page, body: bytes) -> etree._Element:
    declared = _CHARSET.search(page.headers.get("content-type", ""))
    try:
        parser = html.HTMLParser(encoding=declared[1] if declared else None, no_network=True, remove_comments=True, remove_pis=True)
    except LookupError:  # a charset that nobody knows: let libxml2 read the page's own
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.ParserError as error:
        raise PageError(f"{page.url}: no HTML in it ({error}): fetch it again") from error
    if root is None:
        raise PageError(f"{page.url}: no HTML in it: fetch it again")
    return root


def _base(url: str, root: etree._Element) -> str:
    declared = next(root.iter("base"), None)
    return absolute(url, str(declared.get("href", ""))) or url if declared is not None else url


def _walked(root: etree._Element, base: str, portal: Portal) -> _Walk:
    walk = _Walk()
    side_depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            side_depth += _is_side(element)
            if element.tag == "time":
                walk.times.append(element)
            continue
        if element.tag == "a" and element.get("href"):
            url = portal.article_url(base, str(element.get("href")))
            if url:
                walk.anchors.append(_Anchor(url, _text(element), bool(side_depth)))
                walk.holds[element] = url
        side_depth -= _is_side(element)
        _pass_up(element, walk.holds)
    return walk


def _is_side(element: etree._Element) -> bool:
    if element.tag in _SIDE_TAGS:
        return True
    named = [*str(element.get("class", "")).split(), str(element.get("id", ""))]
    return not _SIDE_NAMES.isdisjoint(named) and element.tag not in ("html", "body")


def _pass_up(element: etree._Element, holds: dict[etree._Element, str]) -> None:
    parent, url = element.getparent(), holds.get(element)
    if parent is not None and url is not None:
        holds[parent] = url if holds.get(parent, url) == url else _MANY


def _hints(walk: _Walk, portal: Portal) -> Iterator[tuple[str, datetime]]:
    """Each `<time>` with a machine date belongs to the one article of the smallest element that holds both."""
    for element in reversed(walk.times):  # the first of an article's times is set last, and stays
        printed = instant(element.get("datetime") or element.get("title"), portal.zone)
        if printed is None:
            continue
        url = next((walk.holds[outer] for outer in element.iterancestors() if outer in walk.holds), _MANY)
        if url != _MANY:
            yield url, printed


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split()) or str(element.get("title", "")).strip()
