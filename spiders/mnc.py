"""MNC Media: Okezone, SINDOnews, and iNews with its city desks."""

from datetime import date

from scraper.portals import CrawlPolicy, Network, Parts, Province, Rules, Signed, Source, SourceKind
from spiders._shared import HOME, NO_ARTICLES, READ_DATED, hosts_of, sections_of, site

P = Province
OKEZONE_LAYOUT = Rules(
    name="okezone",
    body="div.c-detail.read",
    published=".journalist span",
    bylines=(Signed(".journalist a"),),
    drop=("#baca-juga", "#bacajuga", ".vicon", "#rctiplus", ".box-gnews", ".box-ads-konten"),
    tags="#tag .box-tag a",
)
"""Known from at least three public scrapers of 2025."""
OKEZONE_2020 = Rules(
    name="okezone-2020",
    valid_until=date(2020, 12, 31),
    body="div#contentx",
    drop=("#lastread", "div.detads", "._popIn_recommend"),
    distrust=("microdata:datepublished",),
)
"""Seen on saved pages of 2016, 2017 and 2020. The microdata's date is a constant of 2014."""
SINDONEWS_LAYOUT = Rules(
    name="sindonews",
    body="#detail-desc",
    bylines=(Signed(".detail-nama-redaksi a[rel=author]"),),
    drop=("div.editor", "[class^=v-]", ".baca-inline"),
)
"""Known from at least three public scrapers. The text has line breaks instead of paragraphs."""

INEWS = Network(
    slug="inews",
    name="iNews",
    platform="inews_network",
    host="{key}.inews.id",
    articles=(r"/read/\d+/[^/]+", r"/berita/[^/]+"),
    not_articles=NO_ARTICLES,
    parts=Parts.PATH,
    full_page="/all",
    examples=(
        "https://karawang.inews.id/read/183914/serikat-pekerja-tani",
        "https://sleman.inews.id/read/508166/kunjungi-kampung-batik/all",
        "https://regional.inews.id/berita/gempa-terkini-magnitudo-40-guncang-nagekeo-ntt",
    ),
    sources=(HOME,),
    crawl_policy=CrawlPolicy(
        note=(
            "one public scraper notes that iNews gives no permission to crawl: read the site's"
            " notice before crawling"
        )
    ),
    evidence=("inews", "AAP", "EGI"),
)
_OKEZONE = hosts_of(
    "okezone.com", "news", "megapolitan", "nasional", "economy", "sports", "techno", "index",
    "sindikasi", "www",
)  # fmt: skip
_INEWS = {
    "tasikmalaya": P.JAWA_BARAT, "manado": P.SULAWESI_UTARA, "pemalang": P.JAWA_TENGAH,
    "gowa": P.SULAWESI_SELATAN, "sleman": P.DI_YOGYAKARTA, "cirebon": P.JAWA_BARAT,
    "surabaya": P.JAWA_TIMUR, "banten": P.BANTEN, "semarang": P.JAWA_TENGAH, "jayapura": P.PAPUA,
    "karawang": P.JAWA_BARAT, "lutra": P.SULAWESI_SELATAN, "joglosemar": None, "pantura": None,
    "jateng": P.JAWA_TENGAH, "regional": None,
}  # fmt: skip
"""Several provinces: Joglosemar (Yogyakarta, Solo, Semarang), pantura (the north coast of Java)."""
PORTALS = (
    site(
        "okezone",
        "news.okezone.com",
        "Okezone",
        sections=sections_of("okezone.com", "mpi"),
        platform="okezone",
        hosts=_OKEZONE,
        articles=READ_DATED,
        parts=Parts.QUERY,
        full_page="?page=all",
        examples=(
            (
                "https://techno.okezone.com/read/2025/06/16/57/3147776/"
                "tak-perlu-panik-jika-hp-android-hilang"
            ),
        ),
        sources=(
            Source(
                kind=SourceKind.DATED_INDEX,
                url="{base}/indeks/{date:%Y/%m/%d}/{offset}",
                max_pages=20,
                step=10,
            ),
            Source(
                kind=SourceKind.DATED_INDEX,
                url="https://megapolitan.okezone.com/indeks/{date:%Y/%m/%d}/{offset}",
                max_pages=20,
                step=10,
            ),
        ),
        crawl_policy=CrawlPolicy(disallowed=("/more/*", "/mmore/*")),
        seen=(
            ("news.okezone.com", 2016),
            ("sports.okezone.com", 2017),
            *(("economy.okezone.com", year) for year in (2017, 2020)),
        ),
        rules=(OKEZONE_LAYOUT, OKEZONE_2020),
        evidence=("okezone",),
    ),
    site(
        "sindonews-daerah",
        "daerah.sindonews.com",
        "SINDOnews Daerah",
        sections=sections_of("sindonews.com"),
        platform="sindonews",
        hosts=hosts_of("sindonews.com", "daerah", "www", "edukasi"),
        articles=(r"/read/\d+/\d+/[^/]+-\d{10}",),
        parts=Parts.PATH,
        full_page="?showpage=all",
        examples=("https://edukasi.sindonews.com/read/888397/211/azyumardi-azra-1663481346/10",),
        sources=(
            Source(
                kind=SourceKind.DATED_INDEX,
                url="https://www.sindonews.com/indeks/7/{offset}?t={date:%Y-%m-%d}",
                max_pages=20,
                step=20,
            ),
            Source(kind=SourceKind.FEED, url="{base}/rss"),
            Source(kind=SourceKind.NEWS_SITEMAP, url="{base}/sitemap-news.xml"),
        ),
        rules=(SINDONEWS_LAYOUT,),
        evidence=("sindonews_daerah", "MATRIX", "AAP"),
    ),
    INEWS.portal(
        "www",
        "iNews",
        articles=(r"/[a-z-]+/[a-z-]+/[^/]+",),
        examples=("https://www.inews.id/regional/jateng/contoh-slug",),
    ),
    *(INEWS.portal(key, province=province) for key, province in _INEWS.items()),
)
