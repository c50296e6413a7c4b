"""The answers of a portal's declared sources: feeds, sitemaps, listings and dated indexes.

Each is at the address that the declaration names.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, timedelta
from email.utils import format_datetime
from functools import partial
from html import escape
from typing import Final, Protocol, TypeVar

from scraper.model import Article
from scraper.portals import Portal, Source, SourceKind
from scripts.sample.network.shape import Shape, instant
from scripts.sample.response import Response, html, json, xml

PER_PAGE: Final = 5
DAYS: Final = 7
"""Days back for which a dated index exists."""
NEWEST: Final = 50
"""Articles in a feed, or in a listing without pages."""
Card = tuple[Article, Shape]
E = TypeVar("E")
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Shelf(Protocol[E]):
    """A portal's articles; only those that a page shows are made."""

    def listed(self, day: date | None) -> Sequence[E]:
        """The entries of one day, or all of them, newest first."""

    def card(self, entry: E) -> Card:
        """What a listing prints of an entry."""


def answers(
    portal: Portal, shelf: Shelf[E], today: date
) -> Iterator[tuple[str, Callable[[], Response]]]:
    """Every address of the portal's sources and its answer."""
    for source in portal.network.sources:
        for day in (
            [today - timedelta(days=back) for back in range(DAYS)] if source.by_date else [None]
        ):
            for page in range(1, source.max_pages + 1):
                yield (
                    source.at(portal.base, portal.key, day, page),
                    partial(_answer, portal, source, shelf, day, page),
                )


def _answer(
    portal: Portal, source: Source, shelf: Shelf[E], day: date | None, page: int
) -> Response:
    entries = shelf.listed(day)
    if source.paged:
        entries = entries[(page - 1) * PER_PAGE : page * PER_PAGE]
    elif source.kind not in (SourceKind.SITEMAP, SourceKind.NEWS_SITEMAP):
        entries = entries[:NEWEST]
    cards = [shelf.card(entry) for entry in entries]
    if source.kind is SourceKind.JSON:
        return json(payload(cards))
    return (
        xml(_DOCUMENTS[source.kind](portal, cards))
        if source.kind in _DOCUMENTS
        else html(listing(portal, cards))
    )


def listing(portal: Portal, cards: Sequence[Card]) -> str:
    """A page of entries, each in its platform's markup, and such a page's other links."""
    entries = "\n".join(
        shape.card.format(
            url=article.url, headline=escape(article.headline), clock=instant(article)
        )
        for article, shape in cards
    )
    return (
        '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"/><title>Indeks Berita -'
        f" {escape(portal.name)}</title></head>\n<body><header><a"
        f' href="{portal.base}/">{escape(portal.name)}</a></header><main><h1>Indeks'
        f' Berita</h1>\n<ul>{entries}</ul>\n<nav class="pagination"><a'
        f' href="{portal.base}/tag/panen-raya">Panen Raya</a> <a'
        f' href="{portal.base}/video">Video</a></nav></main></body></html>\n'
    )


def feed(portal: Portal, cards: Sequence[Card]) -> str:
    """RSS; some platforms print the local clock and call it GMT."""
    items = "".join(
        f"<item><title>{escape(article.headline)}</title><link>{article.url}</link>"
        f"<guid>{article.url}</guid><pubDate>{_feed_clock(article, shape)}</pubDate></item>\n"
        for article, shape in cards
    )
    return (
        f'{_XML}<rss version="2.0"><channel><title>{escape(portal.name)}</title>'
        f"<link>{portal.base}</link>\n{items}</channel></rss>\n"
    )


def _feed_clock(article: Article, shape: Shape) -> str:
    at = instant(article)
    return f"{at:%a, %d %b %Y %H:%M:%S} GMT" if shape.feed_says_gmt else format_datetime(at)


def sitemap(portal: Portal, cards: Sequence[Card]) -> str:
    """A plain sitemap of articles."""
    entries = "".join(f"<url><loc>{article.url}</loc></url>\n" for article, _ in cards)
    return (
        f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!--'
        f" {escape(portal.name)} -->\n{entries}</urlset>\n"
    )


def news_sitemap(portal: Portal, cards: Sequence[Card]) -> str:
    """A Google News sitemap."""
    name = (
        f"<news:publication><news:name>{escape(portal.name)}</news:name>"
        "<news:language>id</news:language></news:publication>"
    )
    entries = "".join(
        f"<url><loc>{article.url}</loc><news:news>{name}"
        f"<news:publication_date>{instant(article).isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.headline)}</news:title></news:news></url>\n"
        for article, _ in cards
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"{_XML}<urlset {spaces}>\n{entries}</urlset>\n"


def payload(cards: Sequence[Card]) -> object:
    """A list of posts in the form of WordPress's REST API."""
    return [
        {
            "link": article.url,
            "date_gmt": f"{instant(article).astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "title": {"rendered": escape(article.headline)},
        }
        for article, _ in cards
    ]


_DOCUMENTS: Final = {
    SourceKind.FEED: feed,
    SourceKind.SITEMAP: sitemap,
    SourceKind.NEWS_SITEMAP: news_sitemap,
}
