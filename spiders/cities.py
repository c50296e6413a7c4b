"""National publishers whose regional desks have hosts of their own: IDN Times, iNews, Bisnis.com, Viva, Kompas.com, Republika."""

from scraper.portal import Network, Province, Source, SourceKind
from spiders._platforms import AMP, DECLARED, HOME, NO_ARTICLES

P = Province
IDN = Network(
    slug="idntimes",
    name="IDN Times",
    platform="idn_network",
    host="{key}.idntimes.com",
    articles=(r"/[a-z-]+/[a-z-]+/[^/]+",),
    not_articles=NO_ARTICLES,
    sources=(Source(kind=SourceKind.LISTING, url="{base}/news"),),
    verified=DECLARED,
)
INEWS = Network(
    slug="inews",
    name="iNews",
    platform="inews_network",
    host="{key}.inews.id",
    articles=(r"/read/\d+/[^/]+", r"/berita/[^/]+"),
    not_articles=NO_ARTICLES,
    path_aliases=((r"^(/read/\d+/[^/]+|/berita/[^/]+)(?:/(?:\d+|all))+$", r"\1"),),
    examples=(
        "https://karawang.inews.id/read/183914/serikat-pekerja-tani",
        "https://sleman.inews.id/read/508166/kunjungi-kampung-batik/all",
    ),
    sources=(HOME,),
    verified=DECLARED,
)
BISNIS = Network(
    slug="bisnis",
    name="Bisnis.com",
    platform="bisnis",
    host="{key}.bisnis.com",
    articles=(r"/read/\d{8}/\d+/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    sources=(HOME,),
    full_page="?page=all",
    verified=f"saved page of 2017 (finansial); later {DECLARED}",
)
VIVA = Network(
    slug="viva",
    name="Viva",
    platform="viva_network",
    host="{key}.viva.co.id",
    articles=(r"/(?:[a-z0-9-]+/)+\d+-[^/]+",),
    not_articles=NO_ARTICLES,
    examples=("https://semarang.viva.co.id/berita/1522174-contoh-slug",),
    sources=(Source(kind=SourceKind.LISTING, url="{base}/indeks"),),
    full_page="?page=all",
    verified=f"saved pages of 2016 (life, nasional.news); later {DECLARED}",
)
KOMPAS = Network(
    slug="kompas",
    name="Kompas.com",
    platform="kompas_cms",
    host="{key}.kompas.com",
    articles=(r"/(?:[a-z0-9-]+/)?read/\d{4}/\d{2}/\d{2}/\d{6,10}/[^/]+",),
    not_articles=NO_ARTICLES,
    path_aliases=AMP,
    examples=("https://www.kompas.com/tren/read/2022/09/13/113522626/contoh-slug",),
    sources=(
        Source(kind=SourceKind.DATED_INDEX, url="https://indeks.kompas.com/?site=all&date={date:%Y-%m-%d}&page={page}", max_pages=40),
    ),
    full_page="?page=all",
    verified=f"saved pages of 2013 (travel) and 2023 (money, evidence K23); city hosts {DECLARED}",
)
REPUBLIKA = Network(
    slug="republika",
    name="Republika",
    platform="republika",
    host="{key}.republika.co.id",
    articles=(r"/berita/+(?:[a-z0-9-]+/)*(?:\d{2}/\d{2}/\d{2}/)?[a-z0-9-]{6,}/?[^/]*",),
    not_articles=NO_ARTICLES,
    path_aliases=((r"(?:-part\d+)+$", ""),),
    examples=("https://rejabar.republika.co.id/berita/sy24g3512/galian-c-argasunya-longsor-tewaskan-dua-orang",),
    sources=(HOME,),
    verified=f"saved pages of 2013 and 2017 (www, nasional, bola); regional desks {DECLARED}",
)
_IDN = {
    "bali": P.BALI, "jabar": P.JAWA_BARAT, "jateng": P.JAWA_TENGAH, "jatim": P.JAWA_TIMUR, "jogja": P.DI_YOGYAKARTA,
    "kaltim": P.KALIMANTAN_TIMUR, "lampung": P.LAMPUNG, "ntb": P.NUSA_TENGGARA_BARAT, "sulsel": P.SULAWESI_SELATAN,
    "sumsel": P.SUMATERA_SELATAN, "sumut": P.SUMATERA_UTARA, "banten": P.BANTEN,
}  # fmt: skip
_INEWS = {
    "tasikmalaya": P.JAWA_BARAT, "manado": P.SULAWESI_UTARA, "pemalang": P.JAWA_TENGAH, "gowa": P.SULAWESI_SELATAN,
    "sleman": P.DI_YOGYAKARTA, "cirebon": P.JAWA_BARAT, "surabaya": P.JAWA_TIMUR, "banten": P.BANTEN, "semarang": P.JAWA_TENGAH,
    "jayapura": P.PAPUA, "karawang": P.JAWA_BARAT, "lutra": P.SULAWESI_SELATAN, "joglosemar": P.JAWA_TENGAH, "pantura": P.JAWA_TENGAH,
    "jateng": P.JAWA_TENGAH, "regional": None,
}  # fmt: skip
_BISNIS = {"bandung": P.JAWA_BARAT, "semarang": P.JAWA_TENGAH, "surabaya": P.JAWA_TIMUR, "bali": P.BALI}
_KOMPAS = {
    "bandung": P.JAWA_BARAT, "surabaya": P.JAWA_TIMUR, "medan": P.SUMATERA_UTARA, "makassar": P.SULAWESI_SELATAN,
    "palembang": P.SUMATERA_SELATAN, "balikpapan": P.KALIMANTAN_TIMUR, "samarinda": P.KALIMANTAN_TIMUR, "denpasar": P.BALI,
}  # fmt: skip
_WWW_KOMPAS = tuple(f"{key}.kompas.com" for key in ("www", "nasional", "money", "regional", "megapolitan", "travel", "indeks"))
PORTALS = (
    *(IDN.portal(key, f"IDN Times {key.title()}", province) for key, province in _IDN.items()),
    INEWS.portal("www", "iNews.id", articles=(r"/[a-z-]+/[a-z-]+/[^/]+",), path_aliases=((r"(?:/(?:\d+|all))+$", ""),)),
    *(INEWS.portal(key, f"iNews {key.title()}", province) for key, province in _INEWS.items()),
    BISNIS.portal("www", "Bisnis.com", hosts=("www.bisnis.com", "finansial.bisnis.com", "market.bisnis.com")),
    *(BISNIS.portal(key, f"Bisnis {key.title()}", province) for key, province in _BISNIS.items()),
    *(BISNIS.portal(key, f"Bisnis {key.title()}") for key in ("sulawesi", "sumatra", "kalimantan")),
    VIVA.portal("www", "Viva.co.id", hosts=("www.viva.co.id", "life.viva.co.id", "nasional.news.viva.co.id")),
    VIVA.portal("lampung", "Viva Lampung", P.LAMPUNG),
    VIVA.portal("semarang", "Viva Semarang", P.JAWA_TENGAH),
    KOMPAS.portal("www", "Kompas.com", hosts=_WWW_KOMPAS),
    *(KOMPAS.portal(key, f"Kompas.com {key.title()}", province, sources=(HOME,)) for key, province in _KOMPAS.items()),
    REPUBLIKA.portal(
        "www", "Republika", hosts=tuple(f"{k}republika.co.id" for k in ("www.", "", "news.", "nasional.", "bola.", "khazanah."))
    ),
    REPUBLIKA.portal("rejabar", "ReJabar", P.JAWA_BARAT),
    REPUBLIKA.portal("rejogja", "ReJogja", P.DI_YOGYAKARTA),
)
