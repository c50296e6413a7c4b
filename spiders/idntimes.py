"""IDN Times and its regional hosts."""

from scraper.portals import CrawlPolicy, Network, Province, Rules
from spiders._shared import HOME, NO_ARTICLES, listing

P = Province
LAYOUT = Rules(name="idntimes", body="#article-description")
"""Known from one public scraper."""

IDNTIMES = Network(
    slug="idntimes",
    name="IDN Times",
    platform="idn_network",
    rules=(LAYOUT,),
    host="{key}.idntimes.com",
    articles=(r"/[a-z-]+/[a-z-]+/[^/]+",),
    not_articles=NO_ARTICLES,
    examples=("https://jateng.idntimes.com/news/jateng/contoh-slug-00-abcde-fghijk",),
    sources=(listing("/news"),),
    crawl_policy=CrawlPolicy(disallowed=("/?*", "/search?*", "/*?utm*")),
    evidence=("idntimes_regional", "AAP", "EGI"),
)
_REGIONS = {
    "bali": P.BALI, "jabar": P.JAWA_BARAT, "jateng": P.JAWA_TENGAH, "jatim": P.JAWA_TIMUR,
    "jogja": P.DI_YOGYAKARTA, "kaltim": P.KALIMANTAN_TIMUR, "lampung": P.LAMPUNG,
    "ntb": P.NUSA_TENGGARA_BARAT, "sulsel": P.SULAWESI_SELATAN, "sumsel": P.SUMATERA_SELATAN,
    "sumut": P.SUMATERA_UTARA, "banten": P.BANTEN,
}  # fmt: skip
PORTALS = (
    IDNTIMES.portal("www", "IDN Times", sources=(HOME,)),
    *(IDNTIMES.portal(key, province=province) for key, province in _REGIONS.items()),
)
