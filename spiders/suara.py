"""Suara.com and its regional hosts (`bekaci` is spelled like that)."""

from scraper.portals import CrawlPolicy, Network, Parts, Province, Rules, Signed, Source, SourceKind
from spiders._shared import NO_ARTICLES, listing, sections_of

P = Province
LAYOUT = Rules(
    name="suara",
    body="div.article-content, article.article-content",
    drop=(
        ".ten-second",
        ".article-read",
        ".baca-juga",
        "#next-article",
        ".placeholder_belt",
        ".placeholder_read_body",
        ".wrap-pagination",
    ),
    bylines=(Signed(".author-trigger a"),),
    tags=".article-tags a",
)
"""Known from two public scrapers of 2026. Another article follows in a second container."""

SUARA = Network(
    slug="suara",
    name="Suara.com",
    platform="suara_network",
    rules=(LAYOUT,),
    host="{key}.suara.com",
    articles=(r"/[a-z-]+/\d{4}/\d{2}/\d{2}/\d{6}/[^/]+",),
    not_articles=NO_ARTICLES,
    examples=(
        "https://jabar.suara.com/read/2022/09/17/165514/kenaikan-harga-bbm-mulai-makan-korban",
        "https://www.suara.com/lifestyle/2022/09/18/165000/bukan-cuma-jaga-pola-makan",
    ),
    sources=(
        listing("/indeks?page={page}", 10),
        Source(kind=SourceKind.SITEMAP, url="{base}/static/news/{key}-sitemap.xml"),
    ),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(
        disallowed=("/loadmoredetail?",),
        note="the search is behind a wall; article pages were seen plain",
    ),
    evidence=("suara_regional", "AAP", "EGI"),
)
_REGIONS = {
    "jakarta": P.DKI_JAKARTA, "bogor": P.JAWA_BARAT, "bekaci": P.JAWA_BARAT, "jabar": P.JAWA_BARAT,
    "jogja": P.DI_YOGYAKARTA, "jateng": P.JAWA_TENGAH, "malang": P.JAWA_TIMUR,
    "jatim": P.JAWA_TIMUR, "bali": P.BALI, "lampung": P.LAMPUNG, "banten": P.BANTEN,
    "surakarta": P.JAWA_TENGAH, "kaltim": P.KALIMANTAN_TIMUR, "kalbar": P.KALIMANTAN_BARAT,
    "sulsel": P.SULAWESI_SELATAN, "sumut": P.SUMATERA_UTARA, "sumbar": P.SUMATERA_BARAT,
    "sumsel": P.SUMATERA_SELATAN, "batam": P.KEPULAUAN_RIAU, "riau": P.RIAU,
}  # fmt: skip
PORTALS = (
    SUARA.portal(
        "www",
        "Suara.com",
        sections=sections_of("suara.com", *_REGIONS, "yoursay", "bisnis"),
        sources=(listing("/indeks?page={page}", 10),),
    ),
    *(SUARA.portal(key, province=province) for key, province in _REGIONS.items()),
)
