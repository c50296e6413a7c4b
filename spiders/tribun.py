"""The Tribun network of KG Media: the regional portals and the national one, on one system.

Hosts and brands are those of the network's own menu of January 2024. The provinces are those of the
cities that the brands serve.
"""

from dataclasses import replace
from datetime import date

from scraper.portals import (
    CrawlPolicy,
    Network,
    Parts,
    Photo,
    Placement,
    Province,
    Rules,
    Signed,
    Source,
    SourceKind,
)
from spiders._shared import NO_ARTICLES

LAYOUT_2021 = Rules(
    name="tribun-2021",
    marks="div.txt-article.multi-fontsize, div.txt-article.editcontent, div.editcontent",
    headline="h1#arttitle",
    kicker="#article > h2.red a, #article > div.red a",
    section="#va ul.breadcrumb a, ul.breadcrumb a, #va div.bsht a",
    published="#article time, h1#arttitle + div time, time[datetime]",
    body="div.txt-article.multi-fontsize, div.txt-article.editcontent, div.editcontent",
    drop=(
        "p.baca",
        "[id^=div-]",
        ".ads-placeholder",
        ".reserved_box_ads",
        "blockquote.summary-article",
    ),
    bylines=(Signed("div#penulis"), Signed("div#editor")),
    photos=(
        Photo(
            "#artimg div.pb20, div.pb20.ovh",
            caption="div.arial.f12, a.glightbox@data-glightbox",
            image="img.imgfull",
            credit="div.f11.white, div.f11",
            placement=Placement.LEAD,
        ),
    ),
    tags=".tagcloud3 a",
    source="#editor + div > a, #penulis + div > a",
    distrust=("json-ld:author", "meta:author"),
)
"""Known from public scrapers of 2021 to 2026. A banner for the next article may follow the text."""

LAYOUT_2020 = replace(
    LAYOUT_2021,
    name="tribun-2020",
    valid_until=date(2021, 12, 31),
    marks="#article time, div.txt-article + div.mb5",
    published="#article time",
    body="div.side-article.txt-article",
    bylines=(Signed("div#penulis"), Signed("div#editor"), Signed("div.f12.grey.mb15 > div")),
    source="div.f12.grey.mb15 > div > a",
)
"""Seen on saved pages of 2017, whose byline has no ids, and of 2020.

The layout of 2016 has the same container; its time and the box below the text tell them apart."""

LAYOUT_2016 = replace(
    LAYOUT_2020,
    name="tribun-2016",
    valid_until=date(2016, 12, 31),
    marks="#article div.grey.bdr3 > h3",
    published="#article div.grey.bdr3 > h3",
    bylines=(Signed("div.side-article div.f11.grey > div"),),
    photos=(
        Photo(
            "#slideshow > span", caption="div.ar + div", credit="div.ar", placement=Placement.LEAD
        ),
        *LAYOUT_2021.photos,
        Photo("#artimg > div.cright", caption="img + div", placement=Placement.LEAD),
    ),
    source="div.side-article div.f11.grey > div > a",
)
"""Seen on saved pages of 2016 of a regional portal. Its photos may be a slide show."""

_SOURCES = (
    Source(
        kind=SourceKind.DATED_INDEX,
        url="{base}/index-news?date={date.year}-{date.month}-{date.day}&page={page}",
        max_pages=10,
    ),
    Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml"),
    Source(kind=SourceKind.LISTING, url="{base}/index-news"),
)
_CRAWL_POLICY = CrawlPolicy(
    disallowed=(
        "/api/", "/posts/", "/ajax/", "/json/", "/auth/", "/member/", "/komentar/", "/search",
        "/tag/", "/topic/",
    ),
    note="CloudFront answers 403 to user agents that are no browser's and to any with `bot` in it",
)  # fmt: skip
TRIBUN = Network(
    slug="tribun",
    name="Tribun Network",
    platform="tribun_cms",
    publisher="KG Media",
    host="{key}.tribunnews.com",
    host_aliases=(
        (r"^m\.(?=[a-z0-9-]+\.tribunnews\.com$)", ""),
        (r"^(m\.)?tribunnews\.com$", "www.tribunnews.com"),
    ),
    articles=(r"/[a-z0-9-]+/\d{4,9}/[^/]+", r"/(?:[a-z0-9-]+/)?\d{4}/\d{2}/\d{2}/[^/]+"),
    not_articles=(*NO_ARTICLES, r"/(posts|auth|member|komentar)(/|$)"),
    examples=(
        "https://jateng.tribunnews.com/pendidikan/1236152/contoh-slug-berita",
        "https://www.tribunnews.com/internasional/7858656/contoh-slug",
        (
            "https://solo.tribunnews.com/2020/10/09/"
            "protokol-kesehatan-3m-adalah-vaksin-terbaik-cegah-covid-19-simak-penjelasan-dokter"
        ),
        "https://www.tribunnews.com/pendidikan/2020/05/04/jawaban-soal",
    ),
    sources=_SOURCES,
    rules=(LAYOUT_2021, LAYOUT_2020, LAYOUT_2016),
    parts=Parts.QUERY,
    full_page="?page=all",
    delay=6.0,
    crawl_policy=_CRAWL_POLICY,
    seen=(
        ("makassar.tribunnews.com", 2016),
        ("www.tribunnews.com", 2017),
        ("solo.tribunnews.com", 2020),
        ("www.tribunnews.com", 2020),
    ),
    evidence=("tribun", "T20www", "T20solo", "T24nav", "AAP", "ANTISPLIT", "EGI", "BABEL", "FEN"),
)

PORTALS = (
    TRIBUN.portal(
        "www",
        "Tribunnews.com",
        sections=r"(?:style|travel|wow|newsmaker|trends|health|shopping)\.tribunnews\.com",
    ),
    TRIBUN.portal("aceh", "SerambiNews.com", Province.ACEH),
    TRIBUN.portal("prohaba", "Prohaba.co", Province.ACEH),
    TRIBUN.portal("gayo", "TribunGayo.com", Province.ACEH),
    TRIBUN.portal("medan", "Tribun-Medan.com", Province.SUMATERA_UTARA),
    TRIBUN.portal("padang", "TribunPadang.com", Province.SUMATERA_BARAT),
    TRIBUN.portal("pekanbaru", "TribunPekanbaru.com", Province.RIAU),
    TRIBUN.portal("batam", "TribunBatam.id", Province.KEPULAUAN_RIAU),
    TRIBUN.portal("jambi", "TribunJambi.com", Province.JAMBI),
    TRIBUN.portal("sumsel", "TribunSumsel.com", Province.SUMATERA_SELATAN),
    TRIBUN.portal("palembang", "Sripoku.com", Province.SUMATERA_SELATAN),
    TRIBUN.portal("bangka", "BangkaPos.com", Province.KEPULAUAN_BANGKA_BELITUNG),
    TRIBUN.portal("belitung", "PosBelitung.co", Province.KEPULAUAN_BANGKA_BELITUNG),
    TRIBUN.portal("babel", "BabelNews.id", Province.KEPULAUAN_BANGKA_BELITUNG),
    TRIBUN.portal("bengkulu", "TribunBengkulu.com", Province.BENGKULU),
    TRIBUN.portal("lampung", "TribunLampung.co.id", Province.LAMPUNG),
    TRIBUN.portal("jakarta", "TribunJakarta.com", Province.DKI_JAKARTA),
    TRIBUN.portal("wartakota", "WartaKotalive.com", Province.DKI_JAKARTA),
    TRIBUN.portal("banten", "TribunBanten.com", Province.BANTEN),
    TRIBUN.portal("tangerang", "TribunTangerang.com", Province.BANTEN),
    TRIBUN.portal("jabar", "TribunJabar.id", Province.JAWA_BARAT),
    TRIBUN.portal("depok", "TribunnewsDepok.com", Province.JAWA_BARAT),
    TRIBUN.portal("bekasi", "TribunBekasi.com", Province.JAWA_BARAT),
    TRIBUN.portal("bogor", "TribunnewsBogor.com", Province.JAWA_BARAT),
    TRIBUN.portal("priangan", "TribunPriangan.com", Province.JAWA_BARAT),
    TRIBUN.portal("cirebon", "TribunCirebon.com", Province.JAWA_BARAT),
    TRIBUN.portal("jateng", "TribunJateng.com", Province.JAWA_TENGAH),
    TRIBUN.portal("solo", "TribunSolo.com", Province.JAWA_TENGAH),
    TRIBUN.portal("banyumas", "TribunBanyumas.com", Province.JAWA_TENGAH),
    TRIBUN.portal("muria", "TribunMuria.com", Province.JAWA_TENGAH),
    TRIBUN.portal("pantura", "Tribun-Pantura.com", Province.JAWA_TENGAH),
    TRIBUN.portal("mataraman", "TribunMataraman.com", Province.JAWA_TIMUR),
    TRIBUN.portal("jatim", "TribunJatim.com", Province.JAWA_TIMUR),
    TRIBUN.portal("surabaya", "Surya.co.id", Province.JAWA_TIMUR),
    TRIBUN.portal("suryamalang", "SuryaMalang.com", Province.JAWA_TIMUR),
    TRIBUN.portal("madura", "TribunMadura.com", Province.JAWA_TIMUR),
    TRIBUN.portal("jatim-timur", "TribunJatim-Timur.com", Province.JAWA_TIMUR),
    TRIBUN.portal("jogja", "TribunJogja.com", Province.DI_YOGYAKARTA),
    TRIBUN.portal("bali", "Tribun-Bali.com", Province.BALI),
    TRIBUN.portal("pontianak", "TribunPontianak.co.id", Province.KALIMANTAN_BARAT),
    TRIBUN.portal("kalteng", "TribunKalteng.com", Province.KALIMANTAN_TENGAH),
    TRIBUN.portal("kaltim", "TribunKaltim.co", Province.KALIMANTAN_TIMUR),
    TRIBUN.portal("kaltara", "TribunKaltara.com", Province.KALIMANTAN_UTARA),
    TRIBUN.portal("banjarmasin", "BanjarmasinPost.co.id", Province.KALIMANTAN_SELATAN),
    TRIBUN.portal("sulbar", "Tribun-Sulbar.com", Province.SULAWESI_BARAT),
    TRIBUN.portal("makassar", "Tribun-Timur.com", Province.SULAWESI_SELATAN),
    TRIBUN.portal("toraja", "TribunToraja.com", Province.SULAWESI_SELATAN),
    TRIBUN.portal("sultra", "TribunnewsSultra.com", Province.SULAWESI_TENGGARA),
    TRIBUN.portal("palu", "TribunPalu.com", Province.SULAWESI_TENGAH),
    TRIBUN.portal("manado", "TribunManado.co.id", Province.SULAWESI_UTARA),
    TRIBUN.portal("gorontalo", "TribunGorontalo.com", Province.GORONTALO),
    TRIBUN.portal("lombok", "TribunLombok.com", Province.NUSA_TENGGARA_BARAT),
    TRIBUN.portal("mataram", "TribunMataram.com", Province.NUSA_TENGGARA_BARAT),
    TRIBUN.portal("flores", "TribunFlores.com", Province.NUSA_TENGGARA_TIMUR),
    TRIBUN.portal("kupang", "Pos-Kupang.com", Province.NUSA_TENGGARA_TIMUR),
    TRIBUN.portal("ternate", "TribunTernate.com", Province.MALUKU_UTARA),
    TRIBUN.portal("ambon", "TribunAmbon.com", Province.MALUKU),
    TRIBUN.portal("papua", "Tribun-Papua.com", Province.PAPUA),
    TRIBUN.portal("papuabarat", "TribunPapuaBarat.com", Province.PAPUA_BARAT),
    TRIBUN.portal("sorong", "TribunSorong.com", Province.PAPUA_BARAT_DAYA),
)
