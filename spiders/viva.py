"""Viva and its regional hosts."""

from datetime import date

from scraper.portals import Network, Parts, Province, Rules
from spiders._shared import HOME, NO_ARTICLES, hosts_of, listing, sections_of

LAYOUT = Rules(
    name="viva",
    body="div.main-content-detail",
    drop=(".recommended-article", ".widget-other-article"),
)
"""Known from one public scraper."""
LAYOUT_2016 = Rules(
    name="viva-2016",
    valid_until=date(2016, 12, 31),
    body="div#article-content",
    section="div.upperdeck-kanal",
    standfirst="div.summary",
)
"""Seen on saved pages of 2016. The summary may quote the text."""

VIVA = Network(
    slug="viva",
    name="Viva",
    platform="viva_network",
    rules=(LAYOUT, LAYOUT_2016),
    host="{key}.viva.co.id",
    articles=(r"/(?:[a-z0-9-]+/)+\d+-[^/]+",),
    not_articles=NO_ARTICLES,
    examples=(
        "https://semarang.viva.co.id/berita/1522174-contoh-slug",
        "https://www.viva.co.id/sport/raket/1522266-penakluk-kevin-marcus",
    ),
    sources=(listing("/indeks"), HOME),
    parts=Parts.QUERY,
    full_page="?page=all",
    seen=(("life.viva.co.id", 2016), ("nasional.news.viva.co.id", 2016)),
    evidence=("viva_regional", "AAP"),
)
PORTALS = (
    VIVA.portal(
        "www",
        "Viva",
        hosts=hosts_of("viva.co.id", "www", "life", "nasional.news"),
        sections=sections_of("viva.co.id", "lampung", "semarang"),
    ),
    VIVA.portal("lampung", province=Province.LAMPUNG),
    VIVA.portal("semarang", province=Province.JAWA_TENGAH),
)
