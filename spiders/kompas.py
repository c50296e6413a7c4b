"""Kompas.com with its city desks, and Kompasiana, the blogs of its readers."""

from datetime import date

from scraper.portals import (
    CrawlPolicy,
    Network,
    Parts,
    Photo,
    Province,
    Role,
    Rules,
    Signed,
    Source,
    SourceKind,
)
from spiders._shared import HOME, NO_ARTICLES, hosts_of, sections_of, site

P = Province
KOMPAS_2023 = Rules(
    name="kompas-2023",
    body="div.read__content > div.clearfix, div.read__content",
    published="meta[name=content_PublishedDate]@content, div.read__time",
    drop=(
        "div.video",
        "div.fb-quote",
        ".lihatjg",
        ".gate-kgplus",
        ".ads-partner-wrap",
        "[class*=kompasidRec]",
        "[class*=inject-baca-juga]",
    ),
    bylines=(
        Signed(
            "#creditModal div.credit-author-title",
            name=".credit-author-name",
            label_at=".credit-author-position",
        ),
    ),
    tags="a.tag__article__link",
    distrust=("json-ld:author",),
)
"""Seen on a saved page of 2023.

The JSON-LD author is the editor; a pop-up of credits names the roles. The printed time may be that
of the last change ("Diperbarui"); the meta field is always that of publication."""
KOMPAS_2017 = Rules(
    name="kompas-2017",
    valid_until=date(2017, 12, 31),
    body="div.kcm-read-content-text",
    headline="div.kcm-read h2",
    photos=(Photo("div.kcm-read div.photo", credit="span.author"),),
)
"""Seen on a saved page of January 2017.

Its only `h1` is the channel's logo; the credit precedes the caption."""
KOMPASIANA_2024 = Rules(
    name="kompasiana-2024",
    body="div.read-content",
    section="meta[name=content_subcategory]@content",
    published="span.count-item",
    bylines=(Signed("div.read-biografi a.user-name", Role.CONTRIBUTOR),),
    tags="a.tag-link",
)
"""Seen on a saved page of 2024. The writer is a blogger, not a member of the newsroom."""

KOMPAS = Network(
    slug="kompas",
    name="Kompas.com",
    platform="kompas_cms",
    rules=(KOMPAS_2023, KOMPAS_2017),
    host="{key}.kompas.com",
    articles=(r"/(?:[a-z0-9-]+/)?read/\d{4}/\d{2}/\d{2}/\d{6,10}/[^/]+",),
    not_articles=NO_ARTICLES,
    path_aliases=((r"(?<=/read)/xml(?=/)", ""),),
    examples=(
        (
            "https://money.kompas.com/read/2023/11/02/213419026/"
            "menhub-bocorkan-penyebab-harga-tiket-pesawat-masih-mahal"
        ),
        "https://www.kompas.com/tren/read/2022/09/13/113522626/contoh-slug",
    ),
    sources=(HOME,),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(
        note=(
            "a page that says access is blocked was seen; one public scraper treats Kompas as"
            " permission-first"
        )
    ),
    seen=(("travel.kompas.com", 2013), ("money.kompas.com", 2023)),
    evidence=("kompas_regional", "K23", "AAP", "MATRIX", "EGI"),
)
_CITIES = {
    "bandung": P.JAWA_BARAT, "surabaya": P.JAWA_TIMUR, "medan": P.SUMATERA_UTARA,
    "makassar": P.SULAWESI_SELATAN, "palembang": P.SUMATERA_SELATAN,
    "balikpapan": P.KALIMANTAN_TIMUR, "samarinda": P.KALIMANTAN_TIMUR, "denpasar": P.BALI,
}  # fmt: skip
_HOSTS = hosts_of(
    "kompas.com", "www", "nasional", "money", "regional", "megapolitan", "travel", "indeks"
)
_SECTIONS = sections_of("kompas.com", *_CITIES, "biz", "kilasdaerah")
_SOURCES = (
    Source(
        kind=SourceKind.DATED_INDEX,
        url="https://indeks.kompas.com/?site=all&date={date:%Y-%m-%d}&page={page}",
        max_pages=40,
    ),
    HOME,
)
PORTALS = (
    KOMPAS.portal("www", "Kompas.com", hosts=_HOSTS, sections=_SECTIONS, sources=_SOURCES),
    *(KOMPAS.portal(key, province=province) for key, province in _CITIES.items()),
    site(
        "kompasiana",
        "www.kompasiana.com",
        "Kompasiana",
        platform="kompas_cms",
        articles=(r"/[^/]+/[0-9a-f]{24}/[^/]+",),
        parts=Parts.QUERY,
        sources=(HOME,),
        seen=(("www.kompasiana.com", 2024),),
        rules=(KOMPASIANA_2024,),
        evidence=("kompasiana-3",),
    ),
)
