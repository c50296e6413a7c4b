"""JSON that lists articles: WordPress's REST API, a Nuxt payload, and what a page carries for its own scripts (`data-page`, Next, Nuxt).

No list is looked for by its name, for every system has another: an object is an article's entry
where one of its fields is the URL of an article of the portal, or where its fields make one by a
template that the portal declares (`Network.entries`).
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
"""Values of one document that are looked at; a REST answer of 100 whole posts has about 10,000."""

_ADDRESSES: Final = ("url", "link", "permalink", "href", "canonical_url", "canonical", "path")
"""Where an entry's own URL stands; any other field is asked after them."""
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
"""In the address of an answer that lists posts and nothing else
(developer.wordpress.org/rest-api/reference/posts)."""
_PAGES: Final = ("last_page", "lastPage", "total_pages", "totalPages")
_TAG: Final = re.compile(r"<[^<>]*+>")
_FIELD: Final = re.compile(r"\{([\w.]+)\}")


def read_json(page: Page, text: str, portal: Portal) -> Links:
    """The links of a JSON document.

    Raises:
        PageError: it is no JSON.
    """
    pages = page.headers.get("x-wp-totalpages", "")
    found = entries(page.url, parsed(page.url, text), portal, listed=_POSTS in page.url)
    counted = int(pages) if pages.isdecimal() else found.pages
    return Links(articles=found.articles, kind=LinkKind.LISTING, pages=counted)


def parsed(url: str, text: str) -> Any:
    """The value of a JSON text; a Nuxt payload, in which values refer to one another by number, is put together first.

    Raises:
        PageError: it is no JSON, or nested more deeply than any real page's.
    """
    try:
        return _joined(json_of(text))
    except InputError as error:
        raise PageError(f"{url}: broken JSON ({error}): fetch it again") from error


def entries(base: str, value: Any, portal: Portal, *, listed: bool = False) -> Links:
    """The articles that a JSON value lists, in its own order, and its count of pages.

    `listed` says that it lists nothing else: then each `link` is one, whatever its shape.
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
        pages = pages or next(
            (n for key in _PAGES if isinstance(n := one.get(key), int) and not isinstance(n, bool)),
            None,
        )
    return Links(articles=tuple(found.values()), pages=pages)


def _values(value: Any) -> Iterator[str | Mapping[str, Any]]:
    """Every object of a JSON value, and every text that stands in a list, outermost and first ones first."""
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
    texts = [fields[key] for key in _ADDRESSES if key in fields]
    texts += [value for key, value in fields.items() if key not in _ADDRESSES]
    own = fields.get("link") if listed else None
    urls = (
        _article_url(base, text, portal, listed=text == own)
        for text in texts
        if isinstance(text, str)
    )
    url = next((url for url in urls if url), None) or _composed(base, fields, portal)
    if url is None:
        return None
    title = next((said for key in _TITLES if (said := _words(fields.get(key)))), None)
    printed = fields.get(_UTC)
    stamp = (
        f"{printed}Z"
        if isinstance(printed, str)
        else next((v for k in _DATES if isinstance(v := fields.get(k), str)), None)
    )
    return Link(url, LinkKind.ARTICLE, read_instant(stamp, portal.zone), title)


def _article_url(base: str, text: str, portal: Portal, *, listed: bool = False) -> str | None:
    """The article behind a text that is a URL or a path from the root: any other word would resolve to something too."""
    return (
        portal.article_url(base, text, listed=listed)
        if text.startswith(("http://", "https://", "/"))
        else None
    )


def _composed(base: str, fields: Mapping[str, Any], portal: Portal) -> str | None:
    for template in portal.network.entries:
        parts = {name: _field(fields, name) for name in _FIELD.findall(template)}
        if all(parts.values()):
            path = _FIELD.sub(lambda found, parts=parts: str(parts[found[1]]), template)  # type: ignore[misc]
            return _article_url(base, path, portal)
    return None


def _field(fields: Mapping[str, Any], dotted: str) -> str | None:
    value: Any = fields
    for name in dotted.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return (
        str(value)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and "/" not in str(value)
        else None
    )


def _words(value: Any) -> str | None:
    """A title as text: WordPress wraps it in an object and writes it as HTML."""
    text = value.get("rendered") if isinstance(value, dict) else value
    return (
        " ".join(html.unescape(_TAG.sub("", text)).split()) or None
        if isinstance(text, str)
        else None
    )


def _joined(value: Any) -> Any:
    """A Nuxt 3 payload as ordinary JSON; anything else as it is.

    The payload is one list; the values in its objects and lists are numbers of other places in it,
    and ["Date", "…"] is a date (github.com/Rich-Harris/devalue). Each entry is joined with its own
    plain fields: that is all a list of articles needs, and loops cost nothing.
    """
    if not (
        isinstance(value, list)
        and value
        and isinstance(value[0], (list, dict))
        and any(isinstance(one, str) for one in value)
    ):
        return value
    objects = [one for one in value if isinstance(one, dict)]
    if not objects or not all(_refers(one, len(value)) for one in objects):
        return value
    return [{key: _plain(value, place, 2) for key, place in one.items()} for one in objects]


def _refers(fields: Mapping[str, Any], size: int) -> bool:
    return all(isinstance(place, int) and -7 < place < size for place in fields.values())


def _plain(places: Sequence[Any], place: int, depth: int) -> Any:
    value = places[place] if place >= 0 else None
    if isinstance(value, list):
        return _plain_list(places, value)
    if isinstance(value, dict):
        return (
            {
                key: _plain(places, inner, depth - 1)
                for key, inner in value.items()
                if isinstance(inner, int)
            }
            if depth
            else None
        )
    return value


def _plain_list(places: Sequence[Any], value: Sequence[Any]) -> Any:
    """What a list of a payload is worth to an entry: a wrapped value (`["Date", "2026-…"]`, `["Reactive", 4]`), or nothing."""
    if len(value) == 2 and isinstance(value[0], str):
        inner = value[1]
        return (
            places[inner]
            if isinstance(inner, int)
            and 0 <= inner < len(places)
            and isinstance(places[inner], str)
            else inner
        )
    return None
