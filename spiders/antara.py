"""ANTARA's regional bureaus: each host is named for its bureau."""

from scraper.portal import Network, Province, Source, SourceKind
from spiders._platforms import DECLARED, NO_ARTICLES

P = Province
ANTARA = Network(
    slug="antara",
    name="ANTARA",
    platform="antara_bureau",
    host="{key}.antaranews.com",
    articles=(r"/berita/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    host_aliases=((r"^(m\.)?antaranews\.com$", "www.antaranews.com"),),
    examples=("https://jabar.antaranews.com/berita/472419/pj-gubernur-berharap-jabar-bebas-rabies-pada-2024",),
    sources=(
        Source(kind=SourceKind.FEED, url="{base}/rss/terkini.xml"),
        Source(kind=SourceKind.LISTING, url="{base}/terkini?page={page}", max_pages=10),
    ),
    full_page="?page=all",
    verified=f"saved pages of 2017 (www, kalteng); bureaus {DECLARED}",
)
_BUREAUS = {
    "aceh": P.ACEH, "sumut": P.SUMATERA_UTARA, "sumbar": P.SUMATERA_BARAT, "riau": P.RIAU, "kepri": P.KEPULAUAN_RIAU, "jambi": P.JAMBI,
    "sumsel": P.SUMATERA_SELATAN, "bengkulu": P.BENGKULU, "babel": P.KEPULAUAN_BANGKA_BELITUNG, "lampung": P.LAMPUNG,
    "banten": P.BANTEN, "jabar": P.JAWA_BARAT, "megapolitan": P.JAWA_BARAT, "jateng": P.JAWA_TENGAH, "jogja": P.DI_YOGYAKARTA,
    "jatim": P.JAWA_TIMUR, "bali": P.BALI, "mataram": P.NUSA_TENGGARA_BARAT, "kupang": P.NUSA_TENGGARA_TIMUR,
    "kalbar": P.KALIMANTAN_BARAT, "kalsel": P.KALIMANTAN_SELATAN, "kaltim": P.KALIMANTAN_TIMUR, "kalut": P.KALIMANTAN_UTARA,
    "makassar": P.SULAWESI_SELATAN, "sulteng": P.SULAWESI_TENGAH, "sultra": P.SULAWESI_TENGGARA, "manado": P.SULAWESI_UTARA,
    "gorontalo": P.GORONTALO, "ambon": P.MALUKU, "papua": P.PAPUA, "papuabarat": P.PAPUA_BARAT, "papuatengah": P.PAPUA_TENGAH,
}  # fmt: skip
PORTALS = (
    ANTARA.portal("www", "ANTARA"),
    ANTARA.portal("kalteng", "ANTARA Kalteng", P.KALIMANTAN_TENGAH, hosts=("kalteng.antaranews.com", "www.antarakalteng.com")),
    *(ANTARA.portal(key, f"ANTARA {key.title()}", province) for key, province in _BUREAUS.items()),
)
