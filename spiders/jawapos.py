"""Jawa Pos and its Radar hosts: three generations of URLs on the same hosts."""

from scraper.portals import CrawlPolicy, Network, Province, Source, SourceKind
from scraper.urls import Parts
from spiders._platforms import HOME, NO_ARTICLES, NUMBERED, PROMEDIA_INDEX, listing
from spiders.layouts import LAYOUTS

P = Province
JAWAPOS = Network(
    slug="jawapos",
    name="Jawa Pos and Radar network",
    platform="jawapos_inertia",
    rules=LAYOUTS["jawapos"],
    host="{key}.jawapos.com",
    articles=(*NUMBERED, r"/(?:[a-z0-9-]+/)*\d{4}/\d{2}/\d{2}/[^/]+"),
    not_articles=NO_ARTICLES,
    examples=(
        "https://radarmalang.jawapos.com/malang-raya/2609200082/contoh-slug",
        "https://pontianakpost.jawapos.com/daerah/1462386892/contoh-slug",
        "https://radarsemarang.jawapos.com/berita/2021/05/01/contoh-slug/",
    ),
    sources=(HOME, PROMEDIA_INDEX, Source(kind=SourceKind.FEED, url="{base}/rss")),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(
        disallowed=("/fonts/", "/search", "/api/"),
        note="a Cloudflare challenge was seen on radarbogor",
    ),
    evidence=("jawapos_radar", "MALANG", "FEN", "RSURABAYA", "RBOGOR", "LAJU", "MIDETA"),
)
"""Which generation a host runs today is not known.

Index by date and full page are of the middle one (Promedia); the
newest prints all in one and lists in its own JSON."""
_EAST_JAVA = (
    "radarmadura", "radarsurabaya", "radarkediri", "radarsitubondo", "radarbanyuwangi", "radartulungagung", "radarjombang",
    "radarbojonegoro", "radarmadiun", "radarmalang", "radarmojokerto", "radarlamongan", "radarsidoarjo", "radarbromo", "radartuban",
)  # fmt: skip
_ELSEWHERE = {
    "radarsolo": P.JAWA_TENGAH, "radarsemarang": P.JAWA_TENGAH, "solobalapan": P.JAWA_TENGAH, "radarbogor": P.JAWA_BARAT,
    "radarjogja": P.DI_YOGYAKARTA, "radarbali": P.BALI, "radarbanjarmasin": P.KALIMANTAN_SELATAN, "riaupos": P.RIAU,
    "sumutpos": P.SUMATERA_UTARA, "manadopost": P.SULAWESI_UTARA, "prokalteng": P.KALIMANTAN_TENGAH, "balikpapantv": P.KALIMANTAN_TIMUR,
    "zetizen": None,
}  # fmt: skip
PORTALS = (
    JAWAPOS.portal(
        "www",
        "Jawa Pos",
        sources=(Source(kind=SourceKind.FEED, url="{base}/rss.xml"), listing("/indeks")),
    ),
    JAWAPOS.portal("pontianakpost", "Pontianak Post", P.KALIMANTAN_BARAT),
    JAWAPOS.portal("kaltimpost", "Kaltim Post", P.KALIMANTAN_TIMUR),
    *(JAWAPOS.portal(key, province=P.JAWA_TIMUR) for key in _EAST_JAVA),
    *(JAWAPOS.portal(key, province=province) for key, province in _ELSEWHERE.items()),
)
