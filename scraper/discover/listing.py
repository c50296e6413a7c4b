"""HTML listings and dated indexes: the portal's article links, in the order of the page.

Links in the JSON that a page carries are among them. To lose an article is worse than to name one
twice, so the main list is not guessed from its shape: only regions that name themselves as
something else (aside, nav, footer; popular, trending, related) are left out, and only where other
links remain.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

from lxml import etree, html

from scraper.discover.json_listings import entries, parsed
from scraper.discover.source_dates import read_instant
from scraper.errors import PageError
from scraper.model import Link, LinkKind, Links, Page
from scraper.portals import Portal
from scraper.untrusted.attribute_guard import cut_attributes
from scraper.urls import absolute, is_broken

_SIDE_TAGS: Final = frozenset({"aside", "nav", "footer"})
_SIDE_NAMES: Final = frozenset(
    {"sidebar", "footer", "navbar", "menu", "trending", "related"}
    | {"popular", "most-popular", "populer", "terpopuler", "terkait", "berita-terkait"}
)
"""Whole class names and ids, not words in them: `content-with-sidebar` is the content."""
_CHARSET: Final = re.compile(r"charset=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DATE_NAME: Final = re.compile(
    r"(?:^|[\s_-])(?:date|time|timeago|waktu|tanggal)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_DATE: Final = 60
"""Characters; a longer text beside a link is no date line."""
_MOST_PIECES: Final = 12
"""Pieces of text that are read for a date line: a box named after its date may hold the page."""
_MANY: Final = ""
"""In place of a URL: the element holds links to several articles."""


@dataclass(slots=True)
class _Anchor:
    url: str
    text: str
    side: bool


@dataclass(slots=True)
class _ListingReader:
    """What one pass over the tree collects."""

    anchors: list[_Anchor] = field(default_factory=list)
    holds: dict[etree._Element, str] = field(default_factory=dict)
    """The article that an element's links lead to, or `_MANY`."""
    times: list[etree._Element] = field(default_factory=list)
    """The elements that are marked up or named as a date."""
    payloads: list[str] = field(default_factory=list)
    """JSON that the page carries for its own scripts."""
    left_out: int = 0
    """How many links are broken."""


def read_listing(page: Page, body: bytes, portal: Portal) -> Links:
    """The article links of an HTML page, or none of a page that is no listing.

    Raises:
        PageError: lxml finds no element in the page.
    """
    root = _tree(page, body)
    base = _base(page.url, root)
    walk = _walk(root, base, portal)
    hints = dict(_hints(walk, portal))
    titles = _titles(walk.anchors)
    found = {
        url: Link(url, LinkKind.ARTICLE, hints.get(url), text or None)
        for url, text in titles.items()
    }
    carried, pages, note = _carried(page.url, base, walk.payloads, portal)
    for link in carried:
        known = found.get(link.url, link)
        found[link.url] = replace(
            known,
            published_hint=known.published_hint or link.published_hint,
            title=known.title or link.title,
        )
    return Links(articles=tuple(found.values()), pages=pages, note=note, left_out=walk.left_out)


def _titles(anchors: list[_Anchor]) -> dict[str, str]:
    """The first text of each linked article, without side regions where other links remain."""
    titles: dict[str, str] = {}
    for anchor in [anchor for anchor in anchors if not anchor.side] or anchors:
        titles[anchor.url] = titles.get(anchor.url) or anchor.text
    return titles


def _carried(
    url: str, base: str, texts: list[str], portal: Portal
) -> tuple[list[Link], int | None, str | None]:
    """The links in a page's JSON, its number of pages, and what of it could not be read."""
    links: list[Link] = []
    pages, note = None, None
    for text in texts:
        try:
            read = entries(base, parsed(url, text), portal)
        except PageError as error:
            note = str(error).removeprefix(f"{url}: ")
            continue
        links += read.articles
        pages = pages or read.pages
    return links, pages, note


def _tree(page: Page, body: bytes) -> etree._Element:
    declared = _CHARSET.search(page.headers.get("content-type", ""))
    try:
        parser = html.HTMLParser(
            encoding=declared[1] if declared else None,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
    except LookupError:  # an unknown charset: libxml2 reads the page's own
        parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(cut_attributes(body), parser)
    except etree.ParserError as error:
        raise PageError(f"{page.url}: no HTML in it ({error}): fetch it again") from error
    if root is None:
        raise PageError(f"{page.url}: no HTML in it: fetch it again")
    return root


def _base(url: str, root: etree._Element) -> str:
    declared = next(root.iter("base"), None)
    return absolute(url, str(declared.get("href", ""))) or url if declared is not None else url


def _walk(root: etree._Element, base: str, portal: Portal) -> _ListingReader:
    walk = _ListingReader()
    side_depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            side_depth += _is_side(element)
            if element.tag == "time" or _DATE_NAME.search(str(element.get("class", ""))):
                walk.times.append(element)
            walk.payloads += _payload(element)
            continue
        if element.tag == "a" and element.get("href"):
            href = str(element.get("href"))
            url = portal.article_url(base, href)
            walk.left_out += url is None and is_broken(base, href)
            if url:
                walk.anchors.append(_Anchor(url, _text(element), bool(side_depth)))
                walk.holds[element] = url
        side_depth -= _is_side(element)
        _pass_up(element, walk.holds)
    return walk


def _payload(element: etree._Element) -> list[str]:
    """JSON in an attribute (Inertia) or in a script of that type (Next, Nuxt 3)."""
    if element.tag == "script":
        is_json = str(element.get("type", "")).lower() == "application/json"
        return [element.text] if is_json and element.text else []
    text = str(element.get("data-page", ""))
    return [text] if text.startswith("{") else []


def _is_side(element: etree._Element) -> bool:
    if element.tag in _SIDE_TAGS:
        return True
    named = [*str(element.get("class", "")).split(), str(element.get("id", ""))]
    return not _SIDE_NAMES.isdisjoint(named) and element.tag not in ("html", "body")


def _pass_up(element: etree._Element, holds: dict[etree._Element, str]) -> None:
    parent, url = element.getparent(), holds.get(element)
    if parent is not None and url is not None:
        holds[parent] = url if holds.get(parent, url) == url else _MANY


def _hints(walk: _ListingReader, portal: Portal) -> Iterator[tuple[str, datetime]]:
    """Each date with its article: the one in the smallest element that holds date and links."""
    for element in reversed(walk.times):  # the first of an article's times is set last, and stays
        printed = _instant(element, portal)
        if printed is None:
            continue
        url = next(
            (walk.holds[outer] for outer in element.iterancestors() if outer in walk.holds), _MANY
        )
        if url != _MANY:
            yield url, printed


def _instant(element: etree._Element, portal: Portal) -> datetime | None:
    """The instant of a date line: by its `datetime`, its tooltip or one inside it, or its text."""
    tooltips = (child.get("title") for child in element.iter("span"))
    inner = next((str(title) for title in tooltips if title), None)
    pieces = islice(element.itertext(), _MOST_PIECES)
    printed_text = " ".join("".join(map(str, pieces)).split())
    for said in (element.get("datetime"), element.get("title"), inner, printed_text):
        if said and len(said) <= _LONGEST_DATE:
            instant = read_instant(str(said), portal.zone)
            if instant:
                return instant
    return None


def _text(element: etree._Element) -> str:
    return (
        " ".join("".join(str(text) for text in element.itertext()).split())
        or str(element.get("title", "")).strip()
    )
