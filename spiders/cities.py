"""National publishers with regional hosts: IDN Times, iNews, Bisnis.com, Viva, Kompas.com, Republika, JPNN, Prokal, Solopos."""

from scraper.portals import CrawlPolicy, Network, Province, Source, SourceKind, Zone
from scraper.urls import Parts
from spiders._platforms import HOME, NO_ARTICLES, NUMBERED, hosts_of, listing, sections_of
from spiders.layouts import LAYOUTS

P = Province
IDN = Network(
    slug="idntimes",
    name="IDN Times",
    platform="idn_network",
    rules=LAYOUTS["idntimes"],
    host="{key}.idntimes.com",
    articles=(r"/[a-z-]+/[a-z-]+/[^/]+",),
    not_articles=NO_ARTICLES,
    examples=("https://jateng.idntimes.com/news/jateng/contoh-slug-00-abcde-fghijk",),
    sources=(listing("/news"),),
    crawl_policy=CrawlPolicy(disallowed=("/?*", "/search?*", "/*?utm*")),
    evidence=("idntimes_regional", "AAP", "EGI"),
)
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
BISNIS = Network(
    slug="bisnis",
    name="Bisnis.com",
    platform="bisnis",
    rules=LAYOUTS["bisnis"],
    host="{key}.bisnis.com",
    articles=(r"/read/\d{8}/\d+/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    examples=("https://semarang.bisnis.com/read/20260813/536/1234567/contoh-slug",),
    sources=(HOME,),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(note="a Cloudflare challenge and a paywall were seen"),
    seen=(("finansial.bisnis.com", 2017),),
    evidence=("bisnis_regional", "MATRIX", "NW"),
)
VIVA = Network(
    slug="viva",
    name="Viva",
    platform="viva_network",
    rules=LAYOUTS["viva"],
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
KOMPAS = Network(
    slug="kompas",
    name="Kompas.com",
    platform="kompas_cms",
    rules=LAYOUTS["kompas"],
    host="{key}.kompas.com",
    articles=(r"/(?:[a-z0-9-]+/)?read/\d{4}/\d{2}/\d{2}/\d{6,10}/[^/]+",),
    not_articles=NO_ARTICLES,
    path_aliases=((r"(?<=/read)/xml(?=/)", ""),),
    examples=(
        "https://money.kompas.com/read/2023/11/02/213419026/menhub-bocorkan-penyebab-harga-tiket-pesawat-masih-mahal",
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
REPUBLIKA = Network(
    slug="republika",
    name="Republika",
    platform="republika",
    rules=LAYOUTS["republika"],
    host="{key}.republika.co.id",
    articles=(r"/berita/(?:[a-z0-9-]+/)*(?:\d{2}/\d{2}/\d{2}/)?(?=[a-z]*\d)[a-z0-9]{6,14}(?:-[^/]+|/[^/]+)",),
    path_aliases=(("^/berita/+", "/berita/"),),
    not_articles=NO_ARTICLES,
    examples=(
        "https://rejabar.republika.co.id/berita/sy24g3512/galian-c-argasunya-longsor-tewaskan-dua-orang",
        "https://khazanah.republika.co.id/berita//ompfk3394/menakar-hukum",
    ),
    sources=(HOME,),
    parts=Parts.SLUG,
    crawl_policy=CrawlPolicy(
        disallowed=("/*?utm_source",),
        refusal="its robots.txt names Scrapy, on which Kliping is built, among the crawlers that it shuts out",
    ),
    seen=(
        ("www.republika.co.id", 2013), ("republika.co.id", 2017), ("nasional.republika.co.id", 2017), ("bola.republika.co.id", 2017),
    ),
    evidence=("republika_regional", "EGI", "AAP"),
)  # fmt: skip
"""Sources disagree on its full page (`?page=all` against `-part1`, `-part2`): the parts are
fetched one by one."""
JPNN = Network(
    slug="jpnn",
    name="JPNN",
    platform="jpnn_regional",
    rules=LAYOUTS["jpnn"],
    host="{key}.jpnn.com",
    articles=(r"/[a-z0-9-]+/\d+/[^/]+", r"/news/[^/]+"),
    not_articles=NO_ARTICLES,
    sources=(HOME,),
    parts=Parts.QUERY,
    evidence=("misc_verified", "AAP"),
)
PROKAL = Network(
    slug="prokal",
    name="Prokal",
    platform="prokal",
    rules=LAYOUTS["prokal"],
    host="{key}.prokal.co",
    articles=(*NUMBERED, r"/read/news/\d+-[^/]+"),
    not_articles=NO_ARTICLES,
    path_aliases=((r"^(/read/news/\d+-[^/.]+)$", r"\1.html"),),
    parts=Parts.BEHIND,
    examples=("https://kaltim.prokal.co/read/news/123456-contoh-slug.html",),
    sources=(HOME,),
    seen=(("radarkaltim.prokal.co", 2016), ("balikpapan.prokal.co", 2016)),
    evidence=("prokal_kaltimpost",),
)
SOLOPOS = Network(
    slug="solopos",
    name="Solopos / Espos",
    platform="espos",
    host="{key}.espos.id",
    articles=(r"/[a-z0-9-]+-\d{5,8}",),
    not_articles=NO_ARTICLES,
    examples=(
        "https://solopos.espos.id/cagub-jateng-ahmad-luthfi-sebut-belum-ada-jadwal-kampanye-bersama-jokowi-2020615",
        "https://soloraya.solopos.com/contoh-slug-1234567",
    ),
    sources=(HOME,),
    evidence=("solopos_espos",),
)
_IDN = {
    "bali": P.BALI, "jabar": P.JAWA_BARAT, "jateng": P.JAWA_TENGAH, "jatim": P.JAWA_TIMUR, "jogja": P.DI_YOGYAKARTA,
    "kaltim": P.KALIMANTAN_TIMUR, "lampung": P.LAMPUNG, "ntb": P.NUSA_TENGGARA_BARAT, "sulsel": P.SULAWESI_SELATAN,
    "sumsel": P.SUMATERA_SELATAN, "sumut": P.SUMATERA_UTARA, "banten": P.BANTEN,
}  # fmt: skip
_INEWS = {
    "tasikmalaya": P.JAWA_BARAT, "manado": P.SULAWESI_UTARA, "pemalang": P.JAWA_TENGAH, "gowa": P.SULAWESI_SELATAN,
    "sleman": P.DI_YOGYAKARTA, "cirebon": P.JAWA_BARAT, "surabaya": P.JAWA_TIMUR, "banten": P.BANTEN, "semarang": P.JAWA_TENGAH,
    "jayapura": P.PAPUA, "karawang": P.JAWA_BARAT, "lutra": P.SULAWESI_SELATAN, "joglosemar": None, "pantura": None,
    "jateng": P.JAWA_TENGAH, "regional": None,
}  # fmt: skip
"""Joglosemar is Yogyakarta with Solo and Semarang, pantura the north coast of all Java: no one
province."""
_BISNIS = {
    "bandung": P.JAWA_BARAT,
    "semarang": P.JAWA_TENGAH,
    "surabaya": P.JAWA_TIMUR,
    "bali": P.BALI,
}
_ISLANDS = {"sumatra": Zone.WIB, "sulawesi": Zone.WITA, "kalimantan": Zone.WIB}
"""Desks of several provinces: all of Sumatra is WIB and all of Sulawesi WITA; Kalimantan is
both, so it keeps the default."""
_KOMPAS = {
    "bandung": P.JAWA_BARAT, "surabaya": P.JAWA_TIMUR, "medan": P.SUMATERA_UTARA, "makassar": P.SULAWESI_SELATAN,
    "palembang": P.SUMATERA_SELATAN, "balikpapan": P.KALIMANTAN_TIMUR, "samarinda": P.KALIMANTAN_TIMUR, "denpasar": P.BALI,
}  # fmt: skip
_KOMPAS_HOSTS = hosts_of(
    "kompas.com", "www", "nasional", "money", "regional", "megapolitan", "travel", "indeks"
)
_KOMPAS_SECTIONS = sections_of("kompas.com", *_KOMPAS, "biz", "kilasdaerah")
_KOMPAS_SOURCES = (
    Source(
        kind=SourceKind.DATED_INDEX,
        url="https://indeks.kompas.com/?site=all&date={date:%Y-%m-%d}&page={page}",
        max_pages=40,
    ),
    HOME,
)
_REPUBLIKA_HOSTS = hosts_of("republika.co.id", "www", "news", "nasional", "bola", "khazanah")
_REPUBLIKA_SECTIONS = sections_of("republika.co.id", "rejabar", "rejogja")
_REPUBLIKA_INDEX = Source(
    kind=SourceKind.DATED_INDEX,
    url="{base}/index/{offset}/{date.year}/{date.month}/{date.day}",
    max_pages=20,
    step=50,
)
_SOLOPOS_SECTIONS = r"[a-z]+\.(?:espos\.id|solopos\.com)"
_SOLOPOS_HOSTS = (
    "solopos.espos.id",
    "bisnis.espos.id",
    *hosts_of("solopos.com", "www", "soloraya", "news"),
)
PORTALS = (
    IDN.portal("www", "IDN Times", sources=(HOME,)),
    *(IDN.portal(key, province=province) for key, province in _IDN.items()),
    INEWS.portal(
        "www",
        "iNews",
        articles=(r"/[a-z-]+/[a-z-]+/[^/]+",),
        examples=("https://www.inews.id/regional/jateng/contoh-slug",),
    ),
    *(INEWS.portal(key, province=province) for key, province in _INEWS.items()),
    BISNIS.portal(
        "www",
        "Bisnis.com",
        hosts=hosts_of("bisnis.com", "www", "market", "finansial"),
        sections=sections_of("bisnis.com", *_BISNIS, *_ISLANDS),
    ),
    *(BISNIS.portal(key, province=province) for key, province in _BISNIS.items()),
    *(BISNIS.portal(key, zone=zone) for key, zone in _ISLANDS.items()),
    VIVA.portal(
        "www",
        "Viva",
        hosts=hosts_of("viva.co.id", "www", "life", "nasional.news"),
        sections=sections_of("viva.co.id", "lampung", "semarang"),
    ),
    VIVA.portal("lampung", province=P.LAMPUNG),
    VIVA.portal("semarang", province=P.JAWA_TENGAH),
    KOMPAS.portal(
        "www", "Kompas.com", hosts=_KOMPAS_HOSTS, sections=_KOMPAS_SECTIONS, sources=_KOMPAS_SOURCES
    ),
    *(KOMPAS.portal(key, province=province) for key, province in _KOMPAS.items()),
    REPUBLIKA.portal(
        "www",
        "Republika",
        hosts=_REPUBLIKA_HOSTS,
        sections=_REPUBLIKA_SECTIONS,
        sources=(_REPUBLIKA_INDEX, HOME),
    ),
    REPUBLIKA.portal("rejabar", province=P.JAWA_BARAT),
    REPUBLIKA.portal(
        "rejogja", province=P.DI_YOGYAKARTA, hosts=("rejogja.republika.co.id", "rejogja.co.id")
    ),
    JPNN.portal("www", "JPNN"),
    JPNN.portal("jabar", province=P.JAWA_BARAT),
    JPNN.portal("jatim", province=P.JAWA_TIMUR),
    PROKAL.portal("www", "Prokal", P.KALIMANTAN_TIMUR, hosts=("prokal.co",)),
    PROKAL.portal("kaltim", province=P.KALIMANTAN_TIMUR),
    PROKAL.portal("radarkaltim", "Radar Kaltim", P.KALIMANTAN_TIMUR),
    PROKAL.portal("balikpapan", "Balikpapan Pos", P.KALIMANTAN_TIMUR),
    SOLOPOS.portal(
        "solopos",
        "Solopos",
        P.JAWA_TENGAH,
        slug="solopos",
        hosts=_SOLOPOS_HOSTS,
        sections=_SOLOPOS_SECTIONS,
    ),
    SOLOPOS.portal(
        "semarangpos", province=P.JAWA_TENGAH, slug="semarangpos", hosts=("semarangpos.com",)
    ),
)
