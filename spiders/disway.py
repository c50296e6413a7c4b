"""The Disway network."""

from scraper.portal import Network, Province, Source, SourceKind
from spiders._platforms import DECLARED, NO_ARTICLES

P = Province
DISWAY = Network(
    slug="disway",
    name="Disway",
    platform="disway",
    host="{key}.disway.id",
    articles=(r"/(?:[a-z0-9-]+/)?read/\d+/[^/]+",),
    not_articles=(*NO_ARTICLES, r"/listtag/"),
    path_aliases=((r"(/read/\d+/[^/]+)(?:/\d+)+$", r"\1"),),
    examples=(
        "https://jateng.disway.id/read/658095/10-olahan-daging-khas-idhul-adha",
        "https://radartegal.disway.id/read/700001/contoh/15",
    ),
    sources=(Source(kind=SourceKind.LISTING, url="{base}/"),),
    verified=DECLARED,
)
_MEMBERS = {
    "radartegal": P.JAWA_TENGAH, "radarbanyumas": P.JAWA_TENGAH, "radarlampung": P.LAMPUNG, "rakyatbengkulu": P.BENGKULU,
    "bengkuluekspress": P.BENGKULU, "jambiekspres": P.JAMBI, "radarcirebon": P.JAWA_BARAT, "radartasik": P.JAWA_BARAT,
    "radarjabar": P.JAWA_BARAT, "radarmajalengka": P.JAWA_BARAT, "radartv": None, "paltv": P.SUMATERA_SELATAN, "jateng": P.JAWA_TENGAH,
    "harian": None, "memorandum": P.JAWA_TIMUR, "sumateraekspres": P.SUMATERA_SELATAN,
}  # fmt: skip
PORTALS = (
    DISWAY.portal("www", "Disway.id", hosts=("disway.id",)),
    *(DISWAY.portal(key, key.title(), province) for key, province in _MEMBERS.items()),
)
