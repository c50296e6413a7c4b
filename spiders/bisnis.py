"""Bisnis.com and its desks in cities and on islands."""

from datetime import date

from scraper.portals import CrawlPolicy, Network, Parts, Province, Rules, Signed, Zone
from spiders._shared import HOME, NO_ARTICLES, hosts_of, sections_of

P = Province
LAYOUT = Rules(name="bisnis", body="article.detailsContent", drop=(".baca-juga-box",))
"""Known from one public scraper."""
LAYOUT_2017 = Rules(
    name="bisnis-2017",
    valid_until=date(2017, 12, 31),
    marks="div.wrapper-date",
    body="div.description div.col-sm-10",
    section="div.title-channel > a",
    published="div.wrapper-date",
    drop=("ul.list-news", "div.tags"),
    bylines=(Signed("div.description div.author"), Signed("div.description div.editor")),
    tags="div.description div.tags > a",
)
"""Seen on a saved page of 2017. Month, day, year and time are boxes of their own."""

BISNIS = Network(
    slug="bisnis",
    name="Bisnis.com",
    platform="bisnis",
    rules=(LAYOUT, LAYOUT_2017),
    host="{key}.bisnis.com",
    articles=(r"/read/\d{8}/\d+/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    examples=("https://semarang.bisnis.com/read/20260813/536/1234567/contoh-slug",),
    sources=(HOME,),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(note="a Cloudflare challenge and a paywall were seen"),
    seen=(("finansial.bisnis.com", 2017),),
    evidence=("bisnis_regional", "MATRIX", "NW"),
)
_CITIES = {
    "bandung": P.JAWA_BARAT,
    "semarang": P.JAWA_TENGAH,
    "surabaya": P.JAWA_TIMUR,
    "bali": P.BALI,
}
_ISLANDS = {"sumatra": Zone.WIB, "sulawesi": Zone.WITA, "kalimantan": Zone.WIB}
"""Desks of several provinces. All Sumatra is WIB, all Sulawesi WITA; Kalimantan is both, and keeps
the default."""
PORTALS = (
    BISNIS.portal(
        "www",
        "Bisnis.com",
        hosts=hosts_of("bisnis.com", "www", "market", "finansial"),
        sections=sections_of("bisnis.com", *_CITIES, *_ISLANDS),
    ),
    *(BISNIS.portal(key, province=province) for key, province in _CITIES.items()),
    *(BISNIS.portal(key, zone=zone) for key, zone in _ISLANDS.items()),
)
