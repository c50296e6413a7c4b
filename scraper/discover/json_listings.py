"""JSON that lists articles: WordPress's REST API, Nuxt payloads, and JSON inside a page.

A page carries such JSON for its own scripts (`data-page`, Next, Nuxt). Lists are not looked for by
name, for every system has its own names: an object is an article's entry where one of its fields is
the URL of an article of the portal, or where a template that the portal declares
(`Network.entries`) makes one of its fields.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scraper.discover.source_dates import read_instant
from scraper.errors import InputError, PageError
from scraper.model import Link, LinkKind, Links, Page
from scraper.portals import Portal
from scraper.untrusted.parsing import json_of

MOST_VALUES: Final = 500_000
"""Values of one document that are read; a REST answer of 100 whole posts has about 10,000."""

_ADDRESSES: Final = ("url", "link", "permalink", "href", "canonical_url", "canonical", "path")
"""Fields that hold an entry's own URL; all others are tried after them."""
_TITLES: Final = ("title", "headline", "judul", "name")
_DATES: Final = (
    "published_at",
    "publishedAt",
    "date_published",
    "datePublished",
    "published",
    "publish_date",
    "published_date",
    "date",
)
_UTC: Final = "date_gmt"
"""WordPress prints it without an offset (developer.wordpress.org/rest-api/reference/posts)."""
_POSTS: Final = "/wp/v2/posts"
"""In the address of an answer that lists posts only
(developer.wordpress.org/rest-api/reference/posts)."""
_PAGES: Final = ("last_page", "lastPage", "total_pages", "totalPages")
_TAG: Final = re.compile(r"<[^<>]*+>")
_FIELD: Final = re.compile(r"\{([\w.]+)\}")


def read_json(page: Page, text: str, portal: Portal) -> Links:
    """The links of a JSON document.

    Raises:
        PageError: the text is not JSON.
    """
    pages = page.headers.get("x-wp-totalpages", "")
    found = entries(page.url, parsed(page.url, text), portal, listed=_POSTS in page.url)
    counted = int(pages) if pages.isdecimal() else found.pages
    return Links(articles=found.articles, kind=LinkKind.LISTING, pages=counted)


def parsed(url: str, text: str) -> Any:
    """The value of a JSON text; the values of a Nuxt payload, which refer to others, are joined.

    Raises:
        PageError: the text is not JSON, or is nested more deeply than any real page's.
    """
    try:
        return _joined(json_of(text))
    except InputError as error:
        raise PageError(f"{url}: broken JSON ({error}): fetch it again") from error


def entries(base: str, value: Any, portal: Portal, *, listed: bool = False) -> Links:
    """The articles that a JSON value lists, in its own order, and its number of pages.

    `listed` says that it lists articles only: then each `link` is one, whatever its shape.
    """
    found: dict[str, Link] = {}
    pages: int | None = None
    for one in _values(value):
        if isinstance(one, str):
            url = _article_url(base, one, portal)
            if url:
                found.setdefault(url, Link(url, LinkKind.ARTICLE))
            continue
        link = _entry(base, one, portal, listed=listed)
        if link and (link.url not in found or found[link.url].title is None):
            found[link.url] = link
        pages = pages or _page_count(one)
    return Links(articles=tuple(found.values()), pages=pages)


def _page_count(fields: Mapping[str, Any]) -> int | None:
    for key in _PAGES:
        count = fields.get(key)
        if isinstance(count, int) and not isinstance(count, bool):
            return count
    return None


def _values(value: Any) -> Iterator[str | Mapping[str, Any]]:
    """Every object of a JSON value and every text in a list, the outermost and first ones first."""
    pending, count = [value], 0
    while pending and count < MOST_VALUES:
        one = pending.pop()
        count += 1
        if isinstance(one, dict):
            yield one
            pending += [
                inner for inner in reversed(one.values()) if isinstance(inner, (dict, list))
            ]
        elif isinstance(one, list):
            pending += reversed(one)
        elif isinstance(one, str):
            yield one


def _entry(base: str, fields: Mapping[str, Any], portal: Portal, *, listed: bool) -> Link | None:
    """The article that an object describes, or None."""
    url = _own_url(base, fields, portal, listed=listed) or _composed(base, fields, portal)
    if url is None:
        return None
    titles = (_words(fields.get(key)) for key in _TITLES)
    title = next(filter(None, titles), None)
    return Link(url, LinkKind.ARTICLE, read_instant(_stamp(fields), portal.zone), title)


def _own_url(base: str, fields: Mapping[str, Any], portal: Portal, *, listed: bool) -> str | None:
    """The first article URL among an object's fields, in those for addresses first."""
    texts = [fields[key] for key in _ADDRESSES if key in fields]
    texts += [value for key, value in fields.items() if key not in _ADDRESSES]
    own = fields.get("link") if listed else None
    for text in texts:
        if isinstance(text, str):
            url = _article_url(base, text, portal, listed=text == own)
            if url:
                return url
    return None


def _stamp(fields: Mapping[str, Any]) -> str | None:
    """The date that an object prints, WordPress's with the zone that it lacks."""
    printed = fields.get(_UTC)
    if isinstance(printed, str):
        return f"{printed}Z"
    stamps = (fields.get(key) for key in _DATES)
    return next((stamp for stamp in stamps if isinstance(stamp, str)), None)


def _article_url(base: str, text: str, portal: Portal, *, listed: bool = False) -> str | None:
    """The article's URL in a text that is a URL or a path from the root, or None.

    Any other word would resolve to a URL too.
    """
    if not text.startswith(("http://", "https://", "/")):
        return None
    return portal.article_url(base, text, listed=listed)


def _composed(base: str, fields: Mapping[str, Any], portal: Portal) -> str | None:
    """The URL that the portal's first fitting template makes of an object's fields, or None."""
    for template in portal.network.entries:
        parts = {name: _field(fields, name) for name in _FIELD.findall(template)}
        if all(parts.values()):
            path = _FIELD.sub(lambda found, parts=parts: str(parts[found[1]]), template)  # type: ignore[misc]
            return _article_url(base, path, portal)
    return None


def _field(fields: Mapping[str, Any], dotted: str) -> str | None:
    """A text or number under a dotted name, as a part of a path; None for anything else."""
    value: Any = fields
    for name in dotted.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, (str, int)) or isinstance(value, bool) or "/" in str(value):
        return None
    return str(value)


def _words(value: Any) -> str | None:
    """A title as text: WordPress wraps it in an object and writes it as HTML."""
    text = value.get("rendered") if isinstance(value, dict) else value
    if not isinstance(text, str):
        return None
    return " ".join(html.unescape(_TAG.sub("", text)).split()) or None


def _joined(value: Any) -> Any:
    """A Nuxt 3 payload as ordinary JSON; anything else as it is.

    The payload is one list; the values in its objects and lists are the numbers of other places in
    it, and ["Date", "…"] is a date (github.com/Rich-Harris/devalue). Each entry is joined with its
    own plain fields only: a list of articles needs no more, and cycles cost nothing.
    """
    if not _is_payload(value):
        return value
    objects = [one for one in value if isinstance(one, dict)]
    if not objects or not all(_refers(one, len(value)) for one in objects):
        return value
    return [{key: _plain(value, place, 2) for key, place in one.items()} for one in objects]


def _is_payload(value: Any) -> bool:
    """True for a list that opens with a list or object and holds texts."""
    if not isinstance(value, list) or not value:
        return False
    return isinstance(value[0], (list, dict)) and any(isinstance(one, str) for one in value)


def _refers(fields: Mapping[str, Any], size: int) -> bool:
    """True where all values of an object number places, or are devalue's negative constants."""
    return all(isinstance(place, int) and -7 < place < size for place in fields.values())


def _plain(places: Sequence[Any], place: int, depth: int) -> Any:
    """The value at a place of a payload, objects in it joined down to `depth`."""
    value = places[place] if place >= 0 else None
    if isinstance(value, list):
        return _plain_list(places, value)
    if not isinstance(value, dict):
        return value
    if not depth:
        return None
    numbers = {key: inner for key, inner in value.items() if isinstance(inner, int)}
    return {key: _plain(places, inner, depth - 1) for key, inner in numbers.items()}


def _plain_list(places: Sequence[Any], value: Sequence[Any]) -> Any:
    """The value that a list wraps (`["Date", "2026-…"]`, `["Reactive", 4]`), or None."""
    if len(value) != 2 or not isinstance(value[0], str):
        return None
    inner = value[1]
    refers = isinstance(inner, int) and 0 <= inner < len(places)
    return places[inner] if refers and isinstance(places[inner], str) else inner
