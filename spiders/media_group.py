"""Media Group: Media Indonesia and Metro TV."""

from datetime import date

from scraper.portals import CrawlPolicy, Rules, Source, SourceKind
from spiders._shared import HOME, NUMBERED, READ_DATED, hosts_of, sections_of, site

MEDIAINDONESIA_LAYOUT = Rules(
    name="mediaindonesia",
    body="div.article",
    drop=("div.ext-channel", "div.flying-carpet"),
    distrust=("json-ld:author",),
)
"""Seen on a saved page of 2026. The JSON-LD author is the editor."""
METROTV_2017 = Rules(
    name="metrotvnews-2017",
    valid_until=date(2017, 12, 31),
    body="div.tru",
    kicker="div.detail > h4",
    tags="div.line > a.tag",
)
"""Seen on saved pages of 2017. The layout of 2016 needs no rules."""

PORTALS = (
    site(
        "mediaindonesia",
        "mediaindonesia.com",
        "Media Indonesia",
        sections=sections_of("mediaindonesia.com"),
        platform="mediaindonesia",
        articles=NUMBERED,
        sources=(
            Source(kind=SourceKind.LISTING, url="{base}/indeks/20/{offset}", max_pages=5, step=20),
            Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml"),
        ),
        crawl_policy=CrawlPolicy(note="a Cloudflare challenge was seen on some paths"),
        seen=(("mediaindonesia.com", 2026),),
        rules=(MEDIAINDONESIA_LAYOUT,),
        evidence=("misc_verified",),
    ),
    site(
        "metrotvnews",
        "www.metrotvnews.com",
        sections=sections_of("metrotvnews.com"),
        platform="metrotvnews",
        hosts=hosts_of("metrotvnews.com", "www", "news", "bola"),
        articles=(r"/[a-z-]+/[A-Za-z0-9]{8}-[^/]+", *READ_DATED),
        sources=(HOME,),
        seen=(("news.metrotvnews.com", 2016), ("bola.metrotvnews.com", 2017)),
        rules=(METROTV_2017,),
        evidence=("metrotvnews-9", "metrotvnews-11", "metrotvnews-12"),
    ),
)
