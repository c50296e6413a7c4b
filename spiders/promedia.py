"""Pikiran Rakyat Media Network (one domain) and the Promedia partners (their own domains): one system, one index by date."""

from dataclasses import replace

from scraper.portal import Network, Province, Source, SourceKind
from spiders._platforms import DECLARED, NO_ARTICLES, NUMBERED

P = Province
_RANGE = "{date:%d}%20{date.month_name}%20{date.year}"
PRMN = Network(
    slug="prmn",
    name="Pikiran Rakyat Media Network",
    platform="promedia",
    host="{key}.pikiran-rakyat.com",
    articles=(r"/[a-z0-9-]+/pr-\d{6,12}/[^/]+",),
    not_articles=NO_ARTICLES,
    path_aliases=((r"/amp(?=/pr-)", ""),),
    examples=("https://bogor.pikiran-rakyat.com/esports/pr-085099961/transfer-kejutan",),
    sources=(
        Source(
            kind=SourceKind.DATED_INDEX,
            url="{base}/indeks-berita?daterange=" + _RANGE + "%20-%20" + _RANGE + "&page={page}",
            max_pages=20,
        ),
        Source(kind=SourceKind.LISTING, url="{base}/"),
    ),
    full_page="?page=all",
    verified=f"{DECLARED}; the system on one saved page of 2020 (evidence P20)",
)
PROMEDIA = replace(
    PRMN,
    slug="promedia",
    name="Promedia partners",
    host="www.{key}.com",
    articles=NUMBERED,
    host_aliases=((r"^m\.", "www."),),
    examples=(
        "https://www.krjogja.com/yogyakarta/1246962799/contoh-slug",
        "https://www.ayocirebon.com/khazanah/pr-946208593/bacaan-sholawat",
    ),
    verified=DECLARED,
)
_PRMN: dict[str, Province | None] = {
    "www": None, "zonajakarta": P.DKI_JAKARTA, "galamedia": P.JAWA_BARAT, "deskjabar": P.JAWA_BARAT, "kabarbanten": P.BANTEN,
    "cirebon": P.JAWA_BARAT, "tasikmalaya": P.JAWA_BARAT, "garut": P.JAWA_BARAT, "bogor": P.JAWA_BARAT, "depok": P.JAWA_BARAT,
    "bekasi": P.JAWA_BARAT, "prfmnews": P.JAWA_BARAT, "portaljember": P.JAWA_TIMUR, "portalsurabaya": P.JAWA_TIMUR,
    "portalkudus": P.JAWA_TENGAH, "portalpurwokerto": P.JAWA_TENGAH, "semarangku": P.JAWA_TENGAH, "kabartegal": P.JAWA_TENGAH,
    "kendalku": P.JAWA_TENGAH, "lensabanyumas": P.JAWA_TENGAH, "lensapurbalingga": P.JAWA_TENGAH, "lingkarkediri": P.JAWA_TIMUR,
    "lingkarmadiun": P.JAWA_TIMUR, "mediablitar": P.JAWA_TIMUR, "ringtimesbali": P.BALI, "ringtimesbanyuwangi": P.JAWA_TIMUR,
    "indobalinews": P.BALI, "denpasarupdate": P.BALI, "seputarlampung": P.LAMPUNG, "fixpalembang": P.SUMATERA_SELATAN,
    "fixpadang": P.SUMATERA_BARAT, "fixpekanbaru": P.RIAU, "fixmakassar": P.SULAWESI_SELATAN, "jurnalpalopo": P.SULAWESI_SELATAN,
    "insulteng": P.SULAWESI_TENGAH, "portalsulut": P.SULAWESI_UTARA, "portalmaluku": P.MALUKU, "wartalombok": P.NUSA_TENGGARA_BARAT,
    "wartapontianak": P.KALIMANTAN_BARAT, "kaltarabicara": P.KALIMANTAN_UTARA, "zonapriangan": P.JAWA_BARAT, "zonabanten": P.BANTEN,
}  # fmt: skip
_PARTNERS: dict[str, Province | None] = {
    "suaramerdeka.com": P.JAWA_TENGAH, "jakarta.suaramerdeka.com": P.DKI_JAKARTA, "surabaya.suaramerdeka.com": P.JAWA_TIMUR,
    "krjogja.com": P.DI_YOGYAKARTA, "harianhaluan.com": P.SUMATERA_BARAT, "riau.harianhaluan.com": P.RIAU,
    "panturapost.com": P.JAWA_TENGAH, "ayobandung.com": P.JAWA_BARAT, "ayosemarang.com": P.JAWA_TENGAH, "ayocirebon.com": P.JAWA_BARAT,
    "ayobogor.com": P.JAWA_BARAT, "ayojakarta.com": P.DKI_JAKARTA, "ayoindonesia.com": None, "jatimnetwork.com": P.JAWA_TIMUR,
    "jatengnetwork.com": P.JAWA_TENGAH, "aboutmalang.com": P.JAWA_TIMUR, "hops.id": None, "pojoksatu.id": None, "kilat.com": None,
    "tapanuli.kilat.com": P.SUMATERA_UTARA, "unews.id": None, "klikanggaran.com": None, "indozone.id": None,
    "jatimhariini.co.id": P.JAWA_TIMUR, "papanskor.com": None,
}  # fmt: skip


def _hosts(domain: str) -> tuple[str, ...]:
    bare = domain.count(".") == 1 or domain.endswith(".co.id")
    return (f"www.{domain}", domain) if bare else (domain,)


PORTALS = (
    *(PRMN.portal(key, "Pikiran Rakyat" if key == "www" else key.title(), province) for key, province in _PRMN.items()),
    *(PROMEDIA.portal(name.replace(".", "-"), name, province, hosts=_hosts(name)) for name, province in _PARTNERS.items()),
)
