"""Jawa Pos and its Radar hosts: three generations of URLs on the same hosts."""

from scraper.portal import Network, Province, Source, SourceKind
from spiders._platforms import DECLARED, NO_ARTICLES, NUMBERED

P = Province
JAWAPOS = Network(
    slug="jawapos",
    name="Jawa Pos",
    platform="jawapos_inertia",
    host="{key}.jawapos.com",
    articles=(*NUMBERED, r"/(?:[a-z0-9-]+/)*\d{4}/\d{2}/\d{2}/[^/]+"),
    not_articles=NO_ARTICLES,
    examples=("https://pontianakpost.jawapos.com/daerah/1462386892/contoh-slug",),
    sources=(Source(kind=SourceKind.FEED, url="{base}/rss"), Source(kind=SourceKind.LISTING, url="{base}/")),
    verified=DECLARED,
)
_EAST_JAVA = (
    "radarmadura",
    "radarsurabaya",
    "radarkediri",
    "radarsitubondo",
    "radarbanyuwangi",
    "radartulungagung",
    "radarjombang",
    "radarbojonegoro",
    "radarmadiun",
    "radarmalang",
    "radarmojokerto",
    "radarlamongan",
    "radarsidoarjo",
    "radarbromo",
    "radartuban",
)
_ELSEWHERE = {
    "radarsolo": P.JAWA_TENGAH, "radarsemarang": P.JAWA_TENGAH, "solobalapan": P.JAWA_TENGAH, "radarbogor": P.JAWA_BARAT,
    "radarjogja": P.DI_YOGYAKARTA, "radarbali": P.BALI, "radarbanjarmasin": P.KALIMANTAN_SELATAN, "pontianakpost": P.KALIMANTAN_BARAT,
    "kaltimpost": P.KALIMANTAN_TIMUR, "riaupos": P.RIAU, "sumutpos": P.SUMATERA_UTARA, "manadopost": P.SULAWESI_UTARA,
    "prokalteng": P.KALIMANTAN_TENGAH, "balikpapantv": P.KALIMANTAN_TIMUR, "zetizen": None,
}  # fmt: skip
PORTALS = (
    JAWAPOS.portal("www", "JawaPos.com", sources=(Source(kind=SourceKind.FEED, url="{base}/rss.xml"),)),
    *(JAWAPOS.portal(key, key.title(), P.JAWA_TIMUR) for key in _EAST_JAVA),
    *(JAWAPOS.portal(key, key.title(), province) for key, province in _ELSEWHERE.items()),
)
