"""The sources of the sample's articles.

They are robots.txt, dated index, section lists, front page, sitemaps and RSS.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from typing import Final

from scraper.portals import Portal
from scripts.sample.printed import long_date, slugify, wib
from scripts.sample.tribun.articles import Story
from scripts.sample.tribun.layouts.frame import footer, menu
from scripts.sample.tribun.traps import Trap, disallowed

PER_PAGE: Final = 4
FORBIDDEN: Final = (
    "/api/",
    "/posts/",
    "/ajax/",
    "/json/",
    "/auth/",
    "/member/",
    "/komentar/",
    "/search",
    "/tag/",
    "/topic/",
)
"""What the real network's robots.txt forbids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a listing."""

    headline: str
    section: str
    path: str
    published: datetime


def card(story: Story) -> Card:
    """The entry of a story."""
    return Card(
        headline=story.headline, section=story.section, path=story.path, published=story.published
    )


def trap_card(trap: Trap, portal: Portal, today: date) -> Card:
    """The entry of a trap, which looks like any other."""
    published = datetime.combine(trap.day(today), time(11, 11, 11), portal.zone.tzinfo)
    return Card(headline=trap.headline, section=trap.section, path=trap.path, published=published)


def robots(portal: Portal) -> str:
    """The portal's robots.txt."""
    lines = [f"Disallow: {path}" for path in (*FORBIDDEN, *disallowed(portal))]
    return "\n".join(["User-agent: *", *lines, "", f"Sitemap: {portal.base}/sitemap.xml", ""])


def of_day(cards: Sequence[Card], day: date) -> list[Card]:
    """The entries of one day of the index.

    As on the real index, one entry of each neighbouring day is among them.
    """
    newest_first = sorted(cards, key=lambda one: one.published, reverse=True)
    own = [one for one in newest_first if one.published.date() == day]
    after = [one for one in newest_first if one.published.date() == day + timedelta(days=1)][-1:]
    before = [one for one in newest_first if one.published.date() == day - timedelta(days=1)][:1]
    return after + own + before


def page_of(cards: Sequence[Card], number: int) -> Sequence[Card]:
    """One page of a listing; a page past the end repeats the last one, as the real index does."""
    last = max(1, -(-len(cards) // PER_PAGE))
    shown = min(max(number, 1), last)
    return cards[(shown - 1) * PER_PAGE : shown * PER_PAGE]


def listing(
    portal: Portal, heading: str, cards: Sequence[Card], spellings: Sequence[str] = ()
) -> str:
    """A page of entries; each carries its link twice.

    `spellings` are further links, to other forms of the same articles.
    """
    entries = "\n".join(_entry(portal, one) for one in cards)
    others = "\n".join(
        f'<li class="ptb15"><h3><a href="{escape(url)}">Baca versi lain</a></h3></li>'
        for url in spellings
    )
    paging = '<div class="paging"><a href="?page=1">1</a> <a href="?page=2">2</a></div>'
    trending = (
        f'<ul class="topik"><li><h4 class="red"><a href="{portal.base}/topic/panen-raya">Panen'
        " Raya</a></h4></li></ul>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="id-ID">\n<head><title>{escape(heading)} -'
        f" {portal.name}</title>\n"
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n<link'
        f' rel="canonical" href="{portal.base}/"/></head>\n'
        f'<body>\n{menu(portal)}<div class="content"><h1>{escape(heading)}</h1>\n<ul'
        f' class="lsi">\n{entries}\n{others}</ul>\n'
        f"{paging}\n{trending}</div>\n{footer()}</body>\n</html>\n"
    )


def _entry(portal: Portal, one: Card) -> str:
    url, name, section = portal.base + one.path, escape(one.headline), escape(one.section)
    picture = f"{portal.base}/foto/bank/medium/{one.path.rpartition('/')[2][:40]}.png"
    image = f'<div class="fr mt5 pos_rel"><a href="{url}"><img src="{picture}"></a></div>'
    return (
        f'<li class="ptb15">{image}<div class="mr140"><h3><a href="{url}" class="f20 ln24 fbo'
        f' txt-oev-2" title="{name}">{name}</a></h3><h4><a'
        f' href="{portal.base}/{slugify(one.section)}" class="fbo2 tsa-2">{section}</a></h4><time'
        f' class="grey">{long_date(one.published)} {one.published:%H:%M}'
        f" {one.published.tzname()}</time></div></li>"
    )


def sitemap_index(portal: Portal, cards: Sequence[Card]) -> str:
    """The index of the sections' news sitemaps."""
    sections = dict.fromkeys(slugify(one.section) for one in cards)
    entries = "".join(
        f"<sitemap><loc>{portal.base}/{section}/sitemap-news.xml</loc></sitemap>\n"
        for section in sections
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{entries}</sitemapindex>\n'


def news_sitemap(portal: Portal, cards: Sequence[Card]) -> str:
    """A section's news sitemap; its times are in WIB, whatever the portal's own clock shows."""
    entries = "".join(
        f"<url><loc>{portal.base}{one.path}</loc><news:news><news:publication>"
        f"<news:name>{escape(portal.name)}</news:name>"
        "<news:language>id</news:language></news:publication>"
        f"<news:publication_date>{wib(one.published).isoformat()}</news:publication_date>"
        f"<news:title>{escape(one.headline)}</news:title></news:news></url>\n"
        for one in cards
    )
    return f'{_XML}<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{entries}</urlset>\n'


def rss(portal: Portal, cards: Sequence[Card]) -> str:
    """The portal's feed."""
    items = "".join(
        f"<item><title>{escape(one.headline)}</title><link>{portal.base}{one.path}</link>"
        f"<guid>{portal.base}{one.path}</guid><category>{escape(one.section)}</category>"
        f"<pubDate>{format_datetime(one.published)}</pubDate></item>\n"
        for one in cards
    )
    return (
        f'{_XML}<rss version="2.0"><channel><title>{escape(portal.name)}</title>'
        f"<link>{portal.base}</link>\n{items}</channel></rss>\n"
    )


_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
