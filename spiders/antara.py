"""ANTARA and its regional bureaus: hosts are named for the province, in the east for the city."""

from datetime import date

from scraper.portals import CrawlPolicy, Network, Parts, Province, Rules, Source, SourceKind
from spiders._shared import NO_ARTICLES, listing

P = Province
LAYOUT = Rules(
    name="antara", body="div.wrap__article-detail-content", drop=(".baca-juga", ".adsbygoogle")
)
"""Known from at least five public scrapers."""
LAYOUT_2017 = Rules(
    name="antara-2017",
    valid_until=date(2017, 12, 31),
    body="div#content_news",
    section="div.menu_bg a.active",
    standfirst="div.bjbrt > blockquote",
    distrust=("meta:article:section",),
)
"""Seen on saved pages of 2017, national and of a bureau.

Only the menu marks the section; the meta field says "Indonesia"."""

ANTARA = Network(
    slug="antara",
    name="ANTARA",
    platform="antara_bureau",
    rules=(LAYOUT, LAYOUT_2017),
    host="{key}.antaranews.com",
    articles=(r"/berita/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    host_aliases=((r"^m\.antaranews\.com$", "www.antaranews.com"),),
    examples=(
        (
            "https://jabar.antaranews.com/berita/472419/"
            "pj-gubernur-berharap-jabar-bebas-rabies-pada-2024"
        ),
        "https://sumut.antaranews.com/berita/540975/kai-sumut-rebut-kembali-sembilan-aset-di-medan",
    ),
    sources=(
        listing("/terkini?page={page}", 10),
        Source(kind=SourceKind.FEED, url="{base}/rss/terkini.xml"),
    ),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(
        note=(
            "one public scraper treats ANTARA as permission-first: read the site's notice before"
            " crawling"
        )
    ),
    seen=(("www.antaranews.com", 2017), ("www.antarakalteng.com", 2017)),
    evidence=("antara_bureaus", "RSSREG", "LAJU"),
)
"""The listing comes first: the feeds of www worked in 2026, those of the bureaus are inferred."""
_BUREAUS = {
    "aceh": P.ACEH, "sumut": P.SUMATERA_UTARA, "sumbar": P.SUMATERA_BARAT, "riau": P.RIAU,
    "kepri": P.KEPULAUAN_RIAU, "jambi": P.JAMBI, "sumsel": P.SUMATERA_SELATAN,
    "bengkulu": P.BENGKULU, "babel": P.KEPULAUAN_BANGKA_BELITUNG, "lampung": P.LAMPUNG,
    "banten": P.BANTEN, "jabar": P.JAWA_BARAT, "megapolitan": None, "jogja": P.DI_YOGYAKARTA,
    "jatim": P.JAWA_TIMUR, "bali": P.BALI, "mataram": P.NUSA_TENGGARA_BARAT,
    "kupang": P.NUSA_TENGGARA_TIMUR, "kalbar": P.KALIMANTAN_BARAT, "kalsel": P.KALIMANTAN_SELATAN,
    "kaltim": P.KALIMANTAN_TIMUR, "kalut": P.KALIMANTAN_UTARA, "makassar": P.SULAWESI_SELATAN,
    "sulteng": P.SULAWESI_TENGAH, "sultra": P.SULAWESI_TENGGARA, "manado": P.SULAWESI_UTARA,
    "gorontalo": P.GORONTALO, "ambon": P.MALUKU, "papua": P.PAPUA, "papuabarat": P.PAPUA_BARAT,
    "papuatengah": P.PAPUA_TENGAH,
}  # fmt: skip
"""Megapolitan is Jakarta with its neighbours in Jawa Barat and Banten: no one province."""
PORTALS = (
    ANTARA.portal("www", "ANTARA"),
    ANTARA.portal(
        "kalteng",
        province=P.KALIMANTAN_TENGAH,
        hosts=("kalteng.antaranews.com", "www.antarakalteng.com"),
    ),
    ANTARA.portal(
        "jateng", province=P.JAWA_TENGAH, hosts=("jateng.antaranews.com", "antarajateng.com")
    ),
    *(ANTARA.portal(key, province=province) for key, province in _BUREAUS.items()),
)
