"""Republika and its regional hosts."""

from datetime import date

from scraper.portals import (
    CrawlPolicy,
    Network,
    Parts,
    Photo,
    Placement,
    Province,
    Rules,
    Source,
    SourceKind,
)
from spiders._shared import HOME, NO_ARTICLES, hosts_of, sections_of

LAYOUT = Rules(
    name="republika",
    body="div.article-content article",
    drop=(".picked-article", "[id^=bn_]", "#next-article", ".parallax"),
    distrust=("json-ld:author",),
)
"""Known from three public scrapers. The JSON-LD author is "Red:"; another article follows below."""
LAYOUT_2017 = Rules(
    name="republika-2017",
    valid_until=date(2017, 12, 31),
    body="div.content-detail",
    headline="div.jdl-detail h2",
    tags="div.tagging a",
)
"""Seen on saved pages of 2017. The `h1` is the channel's logo."""
LAYOUT_2013 = Rules(
    name="republika-2013",
    valid_until=date(2013, 12, 31),
    body="div.txt-detailberita",
    photos=(
        Photo(
            "div.content-detail-center",
            caption="div.caption-foto",
            credit="div.def-foto",
            image="div.img-detailberita img",
            placement=Placement.LEAD,
        ),
    ),
)
"""Seen on a saved page of 2013. The credit is printed above the photo, apart from the caption."""

REPUBLIKA = Network(
    slug="republika",
    name="Republika",
    platform="republika",
    rules=(LAYOUT, LAYOUT_2017, LAYOUT_2013),
    host="{key}.republika.co.id",
    articles=(
        (
            r"/berita/(?:[a-z0-9-]+/)*(?:\d{2}/\d{2}/\d{2}/)?"
            r"(?=[a-z]*\d)[a-z0-9]{6,14}(?:-[^/]+|/[^/]+)"
        ),
    ),
    path_aliases=(("^/berita/+", "/berita/"),),
    not_articles=NO_ARTICLES,
    examples=(
        (
            "https://rejabar.republika.co.id/berita/sy24g3512/"
            "galian-c-argasunya-longsor-tewaskan-dua-orang"
        ),
        "https://khazanah.republika.co.id/berita//ompfk3394/menakar-hukum",
    ),
    sources=(HOME,),
    parts=Parts.SLUG,
    crawl_policy=CrawlPolicy(
        disallowed=("/*?utm_source",),
        refusal=(
            "its robots.txt names Scrapy, on which Kliping is built, among the crawlers that it"
            " shuts out"
        ),
    ),
    seen=(
        ("www.republika.co.id", 2013),
        ("republika.co.id", 2017),
        ("nasional.republika.co.id", 2017),
        ("bola.republika.co.id", 2017),
    ),
    evidence=("republika_regional", "EGI", "AAP"),
)
"""The parts of an article are fetched one by one: sources disagree on its full page (`?page=all`
against `-part1`, `-part2`)."""
_HOSTS = hosts_of("republika.co.id", "www", "news", "nasional", "bola", "khazanah")
_SECTIONS = sections_of("republika.co.id", "rejabar", "rejogja")
_INDEX = Source(
    kind=SourceKind.DATED_INDEX,
    url="{base}/index/{offset}/{date.year}/{date.month}/{date.day}",
    max_pages=20,
    step=50,
)
PORTALS = (
    REPUBLIKA.portal("www", "Republika", hosts=_HOSTS, sections=_SECTIONS, sources=(_INDEX, HOME)),
    REPUBLIKA.portal("rejabar", province=Province.JAWA_BARAT),
    REPUBLIKA.portal(
        "rejogja",
        province=Province.DI_YOGYAKARTA,
        hosts=("rejogja.republika.co.id", "rejogja.co.id"),
    ),
)
