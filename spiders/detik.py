"""detikcom with its regional channels, and CNN Indonesia on a sister template."""

from typing import Final

from scraper.portals import CrawlPolicy, Parts, Rules, Source, SourceKind
from spiders._shared import NO_ARTICLES, READ_DATED, hosts_of, listing, sections_of, site

_BOXES = (
    "table.linksisip",
    "div.linksisip",
    ".parallaxindetail",
    ".paradetail",
    ".noncontent",
    ".staticdetail_ads",
    "[class^=ads-scrollpage]",
    "a.embed",
)
DETIK_2023 = Rules(
    name="detik-2023",
    body="div.detail__body-text",
    drop=(*_BOXES, "div.detail__body-tag"),
    tags="div.detail__body-tag a",
    distrust=("meta:pubdate",),
)
"""Seen on a saved page of 2023; the regional channels share the template.

`pubdate` is local time with a false Z. The layouts of 2013 and 2016 need no rules."""
CNN_LAYOUT = Rules(
    name="cnn-indonesia",
    body="div.detail-text, div.detail_text",
    section="a.gtm_breadcrumb_kanal",
    drop=(*_BOXES, ".newstag", ".end-of-article"),
)
"""Known from at least four public scrapers."""

_HOSTS: Final = hosts_of(
    "detik.com", "www", "news", "finance", "sport", "health", "travel", "hot", "inet", "oto",
    "food", "wolipop",
)  # fmt: skip
_REGIONS: Final = ("jateng", "jatim", "jabar", "jogja", "sumut", "sumbagsel", "sulsel", "bali")
DETIK = site(
    "detik",
    "www.detik.com",
    "detikcom",
    sections=sections_of("detik.com", "20"),
    hosts=_HOSTS,
    platform="detik_ctcorp",
    articles=(r"/(?:[a-z0-9-]+/)*d-\d+/[^/]+", *READ_DATED, r"/berita/\d+/[^/]+"),
    not_articles=(*NO_ARTICLES, r"/(?:[a-z0-9-]+/)?foto-"),
    parts=Parts.PATH,
    full_page="?single=1",
    examples=(
        "https://www.detik.com/jatim/berita/d-7971189/contoh-slug",
        "https://health.detik.com/true-story/d-7016153/curhat-wanita-kena-stroke",
    ),
    sources=(
        *(
            Source(kind=SourceKind.NEWS_SITEMAP, url=f"{{base}}/{region}/berita/sitemap_news.xml")
            for region in _REGIONS
        ),
        *(listing(f"/{region}/berita/indeks?page={{page}}", 5) for region in _REGIONS),
        Source(
            kind=SourceKind.DATED_INDEX,
            url="https://news.detik.com/indeks?page={page}&date={date:%m/%d/%Y}",
            max_pages=50,
        ),
    ),
    crawl_policy=CrawlPolicy(note="answers cloud machines with 403; home lines were served"),
    seen=(
        *(("finance.detik.com", year) for year in (2013, 2017)),
        ("news.detik.com", 2016),
        ("sport.detik.com", 2016),
        ("health.detik.com", 2023),
    ),
    rules=(DETIK_2023,),
    evidence=("detik_regional", "D23", "MATRIX", "AAP", "LAJU"),
)
PORTALS = (
    DETIK,
    site(
        "cnn-indonesia",
        "www.cnnindonesia.com",
        "CNN Indonesia",
        platform="detik_ctcorp",
        articles=(r"/[a-z0-9-]+/\d{14}-\d+-\d+/[^/]+",),
        parts=Parts.PATH,
        examples=("https://www.cnnindonesia.com/nasional/20260724085405-36-1234568/contoh-slug",),
        sources=(
            listing("/indeks?page={page}", 10),
            Source(kind=SourceKind.NEWS_SITEMAP, url="{base}/sitemap_news.xml"),
            Source(kind=SourceKind.FEED, url="{base}/nasional/rss"),
        ),
        crawl_policy=CrawlPolicy(note="answers cloud machines with 403; home lines were served"),
        rules=(CNN_LAYOUT,),
        evidence=("cnn_indonesia", "AAP", "LAJU"),
    ),
)
