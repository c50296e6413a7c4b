"""Sitemaps, sitemap indexes, RSS and Atom, read in one pass over the XML with bounded memory.

Sitemaps may use the Google News namespace; RSS may be 0.9 to 2.0. Scrapy's Sitemap class drops the
news namespace, and with it publication dates and titles (seen in Scrapy 2.19).
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from scraper.discover.source_dates import read_instant
from scraper.errors import PageError
from scraper.model import Link, LinkKind, Links
from scraper.portals import Portal
from scraper.urls import absolute, is_broken

_ENTITIES: Final = re.compile(rb"<!ENTITY|<\0!\0E\0N\0T|\0<\0!\0E\0N\0T")
_SITEMAP: Final = "sitemap"
_OF_SITEMAPS: Final = ("url", _SITEMAP)
_PUBLISHED: Final = ("publication_date", "pubDate", "published", "date", "issued")
"""Fields of a news sitemap, RSS 2.0, Atom 1.0, Dublin Core (RSS 1.0) and Atom 0.3.

A sitemap's `lastmod` is not among them: it dates a change.
"""
_CHANGED: Final = "lastmod"
_NEWS: Final = "news"
_OF_POSTS: Final = re.compile(r"/(?:wp-sitemap-posts-post-\d+|post-sitemap\d*)\.xml$")
"""Sitemaps that WordPress and its usual plug-ins name after posts: they list articles only."""
_WITH_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_TAGS: Final = ("{*}url", "{*}sitemap", "{*}item", "{*}entry")


def read_feed(url: str, body: bytes, portal: Portal) -> Links:
    """The links of an XML source at `url`.

    A document that breaks off is read up to there, and the note says so. Entities are not resolved.

    Raises:
        PageError: the document declares entities, or nothing in it can be read.
    """
    if _ENTITIES.search(body):
        raise PageError(
            f"{url}: XML that declares entities of its own is not read:"
            " no sitemap or feed needs them"
        )
    articles: dict[str, Link] = {}
    sources: dict[str, Link] = {}
    walk = _FeedReader(url, body)
    kind = LinkKind.FEED
    left_out = 0
    for entry in walk.entries():
        name = _name(entry)
        kind = LinkKind.SITEMAP if name in _OF_SITEMAPS else LinkKind.FEED
        found = (
            _child_sitemap(url, entry, portal) if name == _SITEMAP else _article(url, entry, portal)
        )
        if found:
            (sources if name == _SITEMAP else articles).setdefault(found.url, found)
        else:
            left_out += is_broken(url, _ADDRESS[name](entry, _fields(entry)))
    return Links(
        articles=tuple(articles.values()),
        sources=tuple(sources.values()),
        kind=kind,
        note=walk.note,
        left_out=left_out,
    )


class _FeedReader:
    """One pass over the entries of an XML document."""

    def __init__(self, url: str, body: bytes) -> None:
        self._url, self._body = url, body
        self.note: str | None = None
        """What could not be read; complete after the last entry."""

    def entries(self) -> Iterator[etree._Element]:
        """Each entry in turn; it is emptied before the next one, so that memory stays flat."""
        walk = etree.iterparse(
            io.BytesIO(self._body),
            events=("end",),
            tag=_TAGS,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
            huge_tree=False,
        )
        seen, broken = False, ""
        try:
            for _, element in walk:
                seen = True
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            broken = str(error)
        self._note_faults(walk.error_log, broken, seen=seen)

    def _note_faults(self, log: etree._ListErrorLog, broken: str, *, seen: bool) -> None:
        """Note where the document broke off; one without any entry that broke is an error."""
        fatal = [entry for entry in log if entry.level_name == "FATAL"]
        if not broken and fatal:
            broken = f"{fatal[-1].message}, line {fatal[-1].line}"
        if not seen and (broken or len(log)):
            raise PageError(f"{self._url}: broken XML ({broken or log[0].message}): fetch it again")
        if broken:
            self.note = f"broken XML ({broken}): what could be read of it was"


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _fields(entry: etree._Element) -> dict[str, str]:
    """The first text of each name among the children of the entry and of its `<news:news>`."""
    news = [inner for child in entry if _name(child) == _NEWS for inner in child]
    found: dict[str, str] = {}
    for element in [*entry, *news]:
        if element.text and element.text.strip():
            found.setdefault(_name(element), element.text.strip())
    return found


def _child_sitemap(base: str, entry: etree._Element, portal: Portal) -> Link | None:
    named = _fields(entry).get("loc")
    url = absolute(base, named) if named else None
    changed = read_instant(_fields(entry).get(_CHANGED), portal.zone)
    return Link(url, LinkKind.SITEMAP, changed_hint=changed) if url and portal.owns(url) else None


def _article(base: str, entry: etree._Element, portal: Portal) -> Link | None:
    fields = _fields(entry)
    name = _name(entry)
    url = portal.article_url(base, _ADDRESS[name](entry, fields), listed=_is_listed(base, entry))
    if url is None:
        return None
    printed = next((fields[name] for name in _PUBLISHED if name in fields), None)
    title = " ".join(fields.get("title", "").split()) or None
    return Link(
        url,
        LinkKind.ARTICLE,
        read_instant(printed, portal.zone),
        title,
        read_instant(fields.get(_CHANGED), portal.zone),
    )


def _is_listed(base: str, entry: etree._Element) -> bool:
    """True in a source of articles only: a feed, a news sitemap, a sitemap of WordPress's posts."""
    if _name(entry) not in _OF_SITEMAPS:
        return True
    return _OF_POSTS.search(base) is not None or any(_name(child) == _NEWS for child in entry)


def _loc(entry: etree._Element, fields: dict[str, str]) -> str:
    return fields.get("loc", "")


def _rss_link(entry: etree._Element, fields: dict[str, str]) -> str:
    guid = fields.get("guid", "")
    about = next(
        (value for name, value in entry.attrib.items() if str(name).endswith("}about")), ""
    )
    return (
        fields.get("origLink")
        or fields.get("link")
        or (guid if _WITH_SCHEME.match(guid) else "")
        or str(about)
    )


def _atom_link(entry: etree._Element, fields: dict[str, str]) -> str:
    found = [
        child
        for child in entry
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate"
    ]
    return str(found[0].get("href", "")) if found else fields.get("link", "")


_ADDRESS: Final[dict[str, Callable[[etree._Element, dict[str, str]], str]]] = {
    "url": _loc,
    "item": _rss_link,
    "entry": _atom_link,
    _SITEMAP: _loc,
}
