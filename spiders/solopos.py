"""Solopos, which has also published as Espos since 2024."""

from scraper.portals import Network, Province
from spiders._shared import HOME, NO_ARTICLES, hosts_of

SOLOPOS = Network(
    slug="solopos",
    name="Solopos / Espos",
    platform="espos",
    host="{key}.espos.id",
    articles=(r"/[a-z0-9-]+-\d{5,8}",),
    not_articles=NO_ARTICLES,
    examples=(
        (
            "https://solopos.espos.id/"
            "cagub-jateng-ahmad-luthfi-sebut-belum-ada-jadwal-kampanye-bersama-jokowi-2020615"
        ),
        "https://soloraya.solopos.com/contoh-slug-1234567",
    ),
    sources=(HOME,),
    evidence=("solopos_espos",),
)
_SECTIONS = r"[a-z]+\.(?:espos\.id|solopos\.com)"
_HOSTS = (
    *hosts_of("espos.id", "solopos", "bisnis"),
    *hosts_of("solopos.com", "www", "soloraya", "news"),
)
PORTALS = (
    SOLOPOS.portal(
        "solopos", "Solopos", Province.JAWA_TENGAH, slug="solopos", hosts=_HOSTS, sections=_SECTIONS
    ),
    SOLOPOS.portal(
        "semarangpos", province=Province.JAWA_TENGAH, slug="semarangpos", hosts=("semarangpos.com",)
    ),
)
