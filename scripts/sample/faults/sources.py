"""Feeds, sitemaps, listings and robots.txt that lie, fail or never end."""

import gzip
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from scraper.portals import Source, SourceKind
from scripts.sample.faults.fault import AT_FAULT, LIST, LISTING, ROBOTS, SOUND, Answer, Fault, Stand
from scripts.sample.faults.pages import bare, document, listing, story
from scripts.sample.faults.wire import HUGE, silence
from scripts.sample.response import XML, Response, html, text, xml

FEED: Final = "/rss"
SITEMAP: Final = "/sitemap.xml"
ENDLESS: Final = "/arsip?hari={day}&hal={page}"
CALENDAR: Final = "/kalender?hari="
DEPTH: Final = 4
"""Pages of the endless index that its portal declares."""
LONG: Final = "https://host.example/" + "a" * 70_000
CHILDREN: Final = 500
_LOST: Final = Response(302, b"", headers={"Location": "http://host:99999/"})
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _declares(kind: SourceKind, url: str, max_pages: int = 1) -> Mapping[str, object]:
    """The source at fault comes first, then the front list."""
    return {"sources": (Source(kind=kind, url="{base}" + url, max_pages=max_pages), LISTING)}


def _with(*answers: tuple[str, Answer]) -> Callable[[Stand], Mapping[str, Answer]]:
    """Those answers, and a sound article."""
    return lambda stand: {AT_FAULT: html(story(stand, 2)), **dict(answers)}


def _sitemap_index(stand: Stand, targets: list[str]) -> Response:
    children = "".join(f"<sitemap><loc>{stand.url(target)}</loc></sitemap>" for target in targets)
    return xml(f"<sitemapindex {_NAMESPACE}>{children}</sitemapindex>")


def _bomb_of_children(stand: Stand) -> Mapping[str, Answer]:
    children = [f"/peta-{number}.xml" for number in range(CHILDREN)]
    return {
        AT_FAULT: html(story(stand, 2)),
        SITEMAP: _sitemap_index(stand, children),
        **dict.fromkeys(children, xml(f"<urlset {_NAMESPACE}></urlset>")),
    }


def _loop(stand: Stand) -> Mapping[str, Answer]:
    return {AT_FAULT: html(story(stand, 2)), SITEMAP: _sitemap_index(stand, [SITEMAP])}


def _endless(stand: Stand) -> Mapping[str, Answer]:
    """Each page names the next pages and two more articles, without end."""
    targets = {
        page: [f"/berita/{100 * page + n}/kabar-lama" for n in range(2)]
        for page in range(1, 2 * DEPTH)
    }
    pages = {
        ENDLESS.format(day=stand.today, page=page): html(listing(stand, named))
        for page, named in targets.items()
    }
    articles = {
        target: html(story(stand, int(target.split("/")[2])))
        for named in targets.values()
        for target in named
    }
    return {AT_FAULT: html(story(stand, 2)), **pages, **articles}


def _calendar(stand: Stand) -> Mapping[str, Answer]:
    """A month of days, each of which links to every day of ten years."""
    years = "".join(
        f'<a href="{CALENDAR}{year}-{month:02}-01">{month}/{year}</a>'
        for year in range(2017, 2027)
        for month in range(1, 13)
    )
    return {
        AT_FAULT: html(story(stand, 2)),
        LIST: html(listing(stand, (AT_FAULT, SOUND), more=f"<nav>{years}</nav>")),
    }


def _among_strangers(stand: Stand) -> Mapping[str, Answer]:
    return {
        AT_FAULT: html(story(stand, 2)),
        LIST: html(listing(stand, (stand.elsewhere, AT_FAULT, SOUND))),
    }


def _broken_feed(stand: Stand) -> Mapping[str, Answer]:
    items = "".join(
        f"<item><title>Kabar</title><link>{stand.url(target)}</link></item>"
        for target in (AT_FAULT, SOUND)
    )
    return {
        AT_FAULT: html(story(stand, 2)),
        FEED: xml(f'<rss version="2.0"><channel>{items}<item><title>Kab'),
    }


def _bad_links(stand: Stand) -> Mapping[str, Answer]:
    """Three links that cannot be one, before, between and behind two good ones."""
    good, bad = (
        [f"<item><link>{stand.url(target)}</link></item>" for target in (AT_FAULT, SOUND)],
        [
            f"<item>{link}</item>"
            for link in (
                "<link>http://host:99999/</link>",
                "<guid>http://[bad</guid>",
                f"<link>{LONG}</link>",
            )
        ],
    )
    items = "".join((bad[0], good[0], bad[1], good[1], bad[2]))
    return {
        AT_FAULT: html(story(stand, 2)),
        FEED: xml(f'<rss version="2.0"><channel>{items}</channel></rss>'),
    }


def _huge_robots() -> Response:
    rules = f"User-agent: *\nDisallow: {AT_FAULT}\n"
    return Response(200, rules.encode() + b"# kosong\n" * (HUGE // 9), "text/plain")


def _html_feed(stand: Stand) -> Mapping[str, Answer]:
    return {AT_FAULT: html(story(stand, 2)), FEED: html(listing(stand, (AT_FAULT, SOUND)))}


@cache
def _packed_bomb() -> Response:
    return Response(200, gzip.compress(b"<urlset>" + b" " * HUGE, mtime=0), XML)


_ENTITIES: Final = (
    '<!DOCTYPE urlset [<!ENTITY a "kabar"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c'
    f' "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><urlset {_NAMESPACE}><url><loc>&c;</loc></url></urlset>'
)
FAULTS: Final = (
    Fault(
        name="robots-forbid",
        answers=_with((ROBOTS, text(f"User-agent: *\nDisallow: {AT_FAULT}\n"))),
    ),
    Fault(name="robots-timeout", answers=_with((ROBOTS, silence())), witness=LIST, closes=True),
    Fault(
        name="robots-error",
        answers=_with((ROBOTS, Response(500, b"<h1>500</h1>"))),
        witness=LIST,
        closes=True,
    ),
    Fault(
        name="robots-shut",
        answers=_with((ROBOTS, text("User-agent: *\nDisallow: /\n"))),
        witness=LIST,
        closes=True,
    ),
    Fault(
        name="crawl-delay",
        answers=_with((ROBOTS, text("User-agent: *\nCrawl-delay: 86400\n"))),
        witness=LIST,
        closes=True,
    ),
    Fault(
        name="robots-page",
        answers=_with((ROBOTS, html(bare("Beranda", "<h1>Beranda</h1><p>Disallow: /</p>")))),
    ),
    Fault(name="robots-huge", answers=_with((ROBOTS, _huge_robots))),
    Fault(name="robots-redirect-bad", answers=_with((ROBOTS, _LOST)), witness=LIST, closes=True),
    Fault(
        name="source-redirect-bad",
        answers=_with((FEED, _LOST)),
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="bad-links",
        answers=_bad_links,
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="html-as-feed",
        answers=_html_feed,
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="maintenance-feed",
        answers=_with((FEED, html(bare("Perbaikan", "<p>Situs sedang diperbaiki.</p>")))),
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="xml-entities",
        answers=_with((SITEMAP, xml(_ENTITIES))),
        witness=SITEMAP,
        differences=_declares(SourceKind.SITEMAP, SITEMAP),
    ),
    Fault(
        name="broken-xml",
        answers=_broken_feed,
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="sitemap-bomb",
        answers=_bomb_of_children,
        witness=SITEMAP,
        differences=_declares(SourceKind.SITEMAP, SITEMAP),
    ),
    Fault(
        name="sitemap-loop",
        answers=_loop,
        witness=SITEMAP,
        differences=_declares(SourceKind.SITEMAP, SITEMAP),
    ),
    Fault(
        name="sitemap-gzip-bomb",
        answers=_with((SITEMAP, _packed_bomb)),
        witness=SITEMAP,
        differences=_declares(SourceKind.SITEMAP, SITEMAP),
    ),
    Fault(
        name="endless-index",
        answers=_endless,
        witness=lambda stand: ENDLESS.format(day=stand.today, page=DEPTH),
        differences=_declares(
            SourceKind.DATED_INDEX, ENDLESS.format(day="{date:%Y-%m-%d}", page="{page}"), DEPTH
        ),
    ),
    Fault(name="calendar-trap", answers=_calendar, witness=LIST),
    Fault(name="off-site-links", answers=_among_strangers, witness=LIST),
    Fault(
        name="source-gone",
        answers=_with(),
        witness=FEED,
        differences=_declares(SourceKind.FEED, FEED),
    ),
    Fault(
        name="silent-source",
        answers=lambda stand: {
            LIST: html(document(stand, "Indeks Berita", "<h1>Indeks Berita</h1><ul></ul>"))
        },
        witness=LIST,
        closes=True,
    ),
)
