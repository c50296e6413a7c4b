"""Jawa Pos and its Radar newspapers: three generations of URLs on the same hosts."""

from scraper.portals import CrawlPolicy, Network, Parts, Province, Source, SourceKind
from spiders._shared import (
    HOME,
    NO_ARTICLES,
    NUMBERED,
    PROMEDIA_INDEX,
    PROMEDIA_LAYOUT,
    UNKNOWN,
    listing,
    site,
)

P = Province
JAWAPOS = Network(
    slug="jawapos",
    name="Jawa Pos and Radar network",
    platform="jawapos_inertia",
    rules=(PROMEDIA_LAYOUT,),
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

The dated index and the full page are those of the middle one, Promedia. The newest prints an
article on one page and lists articles in its own JSON."""
_EAST_JAVA = (
    "radarmadura", "radarsurabaya", "radarkediri", "radarsitubondo", "radarbanyuwangi",
    "radartulungagung", "radarjombang", "radarbojonegoro", "radarmadiun", "radarmalang",
    "radarmojokerto", "radarlamongan", "radarsidoarjo", "radarbromo", "radartuban",
)  # fmt: skip
_ELSEWHERE = {
    "radarsolo": P.JAWA_TENGAH, "radarsemarang": P.JAWA_TENGAH, "solobalapan": P.JAWA_TENGAH,
    "radarbogor": P.JAWA_BARAT, "radarjogja": P.DI_YOGYAKARTA, "radarbali": P.BALI,
    "radarbanjarmasin": P.KALIMANTAN_SELATAN, "riaupos": P.RIAU, "sumutpos": P.SUMATERA_UTARA,
    "manadopost": P.SULAWESI_UTARA, "prokalteng": P.KALIMANTAN_TENGAH,
    "balikpapantv": P.KALIMANTAN_TIMUR, "zetizen": None,
}  # fmt: skip
_OWN_DOMAINS = {
    "radarbandung.id": P.JAWA_BARAT, "radardepok.com": P.JAWA_BARAT,
    "sapos.co.id": P.KALIMANTAN_TIMUR, "jabarekspres.com": P.JAWA_BARAT,
    "pasundanekspres.id": P.JAWA_BARAT,
}  # fmt: skip
"""Newspapers of the group on domains of their own; no source names their system."""
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
    site("ceposonline", "ceposonline.com", province=P.PAPUA, evidence=("jawapos_radar", "RSSREG")),
    *(
        site(
            host.partition(".")[0], host, province=province, evidence=("jawapos_radar",), **UNKNOWN
        )
        for host, province in _OWN_DOMAINS.items()
    ),
)
