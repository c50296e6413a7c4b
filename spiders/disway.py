"""The Disway network."""

from scraper.portals import Network, Parts, Province, Rules
from spiders._shared import HOME, NO_ARTICLES

P = Province
LAYOUT = Rules(
    name="disway", body="div.post", drop=(".ads-slot",), tags="ul.list-inline a[href*=listtag]"
)
"""Known from three public scrapers."""

DISWAY = Network(
    slug="disway",
    name="Disway network",
    platform="disway",
    rules=(LAYOUT,),
    host="{key}.disway.id",
    articles=(r"/(?:[a-z0-9-]+/)?read/\d+/[^/]+",),
    not_articles=NO_ARTICLES,
    parts=Parts.PATH,
    examples=(
        "https://jateng.disway.id/read/658095/10-olahan-daging-khas-idhul-adha",
        "https://radartegal.disway.id/read/700001/contoh/15",
    ),
    sources=(HOME,),
    evidence=("disway_network", "AAP", "TEGAL"),
)
"""The pages of an article are offsets of 15 paragraphs: `/15`, `/30`."""
_MEMBERS = {
    "radartegal": P.JAWA_TENGAH, "radarbanyumas": P.JAWA_TENGAH, "radarlampung": P.LAMPUNG,
    "rakyatbengkulu": P.BENGKULU, "bengkuluekspress": P.BENGKULU, "jambiekspres": P.JAMBI,
    "radarcirebon": P.JAWA_BARAT, "radartasik": P.JAWA_BARAT, "radarjabar": P.JAWA_BARAT,
    "radarmajalengka": P.JAWA_BARAT, "radartv": None, "paltv": P.SUMATERA_SELATAN,
    "jateng": P.JAWA_TENGAH, "harian": None, "memorandum": P.JAWA_TIMUR,
    "sumateraekspres": P.SUMATERA_SELATAN,
}  # fmt: skip
"""By the place in the name; Memorandum is a daily of Surabaya, PALTV a station of Palembang.

No source places radartv and harian."""
PORTALS = (
    DISWAY.portal("www", "Disway", hosts=("disway.id",)),
    *(DISWAY.portal(key, province=province) for key, province in _MEMBERS.items()),
)
