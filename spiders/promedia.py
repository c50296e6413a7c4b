"""Promedia: Pikiran Rakyat Media Network on one domain, and partners on their own domains.

One system prints both, with one dated index.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from scraper.portals import DECLARED, CrawlPolicy, Network, Parts, Portal, Province, Rules
from spiders._shared import HOME, NO_ARTICLES, NUMBERED, PROMEDIA_INDEX, PROMEDIA_LAYOUT, hosts_of

P = Province
AKURAT_2017 = Rules(
    name="akurat-2017",
    valid_until=date(2017, 12, 31),
    body="div#artikel",
    section="div.main_content > section > div > a[href*=-kategori-]",
    tags="a#tag_detail",
)
"""Seen on a saved page of 2017, which has hardly any classes."""

PRMN = Network(
    slug="prmn",
    name="Pikiran Rakyat Media Network",
    platform="promedia",
    rules=(PROMEDIA_LAYOUT,),
    host="{key}.pikiran-rakyat.com",
    articles=(r"/[a-z0-9-]+/pr-\d{6,12}/[^/]+",),
    not_articles=NO_ARTICLES,
    path_aliases=((r"/amp(?=/(?:pr-)?\d)", ""),),
    examples=(
        "https://zonajakarta.pikiran-rakyat.com/internasional/pr-18808737/walau-kena-covid-19",
        "https://bogor.pikiran-rakyat.com/esports/pr-085099961/transfer-kejutan",
    ),
    sources=(PROMEDIA_INDEX, HOME),
    parts=Parts.QUERY,
    full_page="?page=all",
    crawl_policy=CrawlPolicy(
        note="the search is rate-limited by Cloudflare (1015); article pages were seen plain"
    ),
    seen=(("zonajakarta.pikiran-rakyat.com", 2020),),
    evidence=("promedia_prmn", "P20", "AAP", "ANTISPLIT"),
)
PROMEDIA = replace(
    PRMN,
    slug="promedia",
    rules=(PROMEDIA_LAYOUT, AKURAT_2017),
    name="Promedia partners",
    host="www.{key}",
    host_aliases=((r"^m\.", "www."),),
    articles=NUMBERED,
    examples=(
        "https://www.krjogja.com/yogyakarta/1246962799/contoh-slug",
        "https://www.ayocirebon.com/khazanah/pr-946208593/bacaan-sholawat",
        "https://www.papanskor.com/umpan-lambung/37312787546/mengapa-liga-conference",
    ),
    crawl_policy=CrawlPolicy(),
    seen=(),
)
_PRMN: dict[str, Province | None] = {
    "zonajakarta": P.DKI_JAKARTA, "galamedia": P.JAWA_BARAT, "deskjabar": P.JAWA_BARAT,
    "kabarbanten": P.BANTEN, "cirebon": P.JAWA_BARAT, "tasikmalaya": P.JAWA_BARAT,
    "garut": P.JAWA_BARAT, "bogor": P.JAWA_BARAT, "depok": P.JAWA_BARAT, "bekasi": P.JAWA_BARAT,
    "prfmnews": P.JAWA_BARAT, "portaljember": P.JAWA_TIMUR, "portalsurabaya": P.JAWA_TIMUR,
    "portalkudus": P.JAWA_TENGAH, "portalpurwokerto": P.JAWA_TENGAH, "semarangku": P.JAWA_TENGAH,
    "kabartegal": P.JAWA_TENGAH, "kendalku": P.JAWA_TENGAH, "lensabanyumas": P.JAWA_TENGAH,
    "lensapurbalingga": P.JAWA_TENGAH, "lingkarkediri": P.JAWA_TIMUR, "lingkarmadiun": P.JAWA_TIMUR,
    "mediablitar": P.JAWA_TIMUR, "ringtimesbali": P.BALI, "ringtimesbanyuwangi": P.JAWA_TIMUR,
    "indobalinews": P.BALI, "denpasarupdate": P.BALI, "seputarlampung": P.LAMPUNG,
    "fixpalembang": P.SUMATERA_SELATAN, "fixpadang": P.SUMATERA_BARAT, "fixpekanbaru": P.RIAU,
    "fixmakassar": P.SULAWESI_SELATAN, "jurnalpalopo": P.SULAWESI_SELATAN,
    "insulteng": P.SULAWESI_TENGAH, "portalsulut": P.SULAWESI_UTARA, "portalmaluku": P.MALUKU,
    "wartalombok": P.NUSA_TENGGARA_BARAT, "wartapontianak": P.KALIMANTAN_BARAT,
    "kaltarabicara": P.KALIMANTAN_UTARA, "zonapriangan": P.JAWA_BARAT, "zonabanten": P.BANTEN,
}  # fmt: skip
_PARTNERS: dict[str, Province | None] = {
    "suaramerdeka.com": P.JAWA_TENGAH, "krjogja.com": P.DI_YOGYAKARTA,
    "harianhaluan.com": P.SUMATERA_BARAT, "panturapost.com": P.JAWA_TENGAH,
    "ayobandung.com": P.JAWA_BARAT, "ayosemarang.com": P.JAWA_TENGAH,
    "ayocirebon.com": P.JAWA_BARAT, "ayobogor.com": P.JAWA_BARAT, "ayojakarta.com": P.DKI_JAKARTA,
    "ayoindonesia.com": None, "jatimnetwork.com": P.JAWA_TIMUR, "aboutmalang.com": P.JAWA_TIMUR,
    "hops.id": None, "pojoksatu.id": None, "kilat.com": None, "unews.id": None,
    "jatimhariini.co.id": P.JAWA_TIMUR, "papanskor.com": None,
}  # fmt: skip
_REGIONAL = {
    "jakarta.suaramerdeka.com": P.DKI_JAKARTA, "surabaya.suaramerdeka.com": P.JAWA_TIMUR,
    "riau.harianhaluan.com": P.RIAU, "tapanuli.kilat.com": P.SUMATERA_UTARA,
}  # fmt: skip
_SAME_SHAPE = {"jatengnetwork.com": P.JAWA_TENGAH, "klikanggaran.com": None, "indozone.id": None}
_INFERRED = f"{DECLARED}; that it runs on Promedia is inferred from the shape of its URLs"


def _partner(domain: str, province: Province | None, *hosts: str, **differences: Any) -> Portal:
    return PROMEDIA.portal(
        domain.replace(".", "-"), domain, province, hosts=hosts or (f"www.{domain}",), **differences
    )


PORTALS = (
    PRMN.portal("www", "Pikiran Rakyat"),
    *(PRMN.portal(key, province=province) for key, province in _PRMN.items()),
    *(_partner(domain, province) for domain, province in _PARTNERS.items()),
    *(_partner(domain, province, domain) for domain, province in _REGIONAL.items()),
    *(_partner(domain, province, verified=_INFERRED) for domain, province in _SAME_SHAPE.items()),
    _partner(
        "akurat.co",
        None,
        *hosts_of("akurat.co", "www", "news"),
        articles=(*NUMBERED, r"/id-\d+-read-[^/]+"),
        verified=_INFERRED,
        seen=(("news.akurat.co", 2017),),
    ),
)
