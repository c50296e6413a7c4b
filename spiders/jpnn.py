"""JPNN and its regional hosts."""

from scraper.portals import Network, Parts, Province, Rules
from spiders._shared import HOME, NO_ARTICLES

LAYOUT = Rules(name="jpnn", body="div[itemprop=articleBody]", drop=("div.baca-juga",))
"""Seen on a saved page of 2021, and in a public scraper."""

JPNN = Network(
    slug="jpnn",
    name="JPNN",
    platform="jpnn_regional",
    rules=(LAYOUT,),
    host="{key}.jpnn.com",
    articles=(r"/[a-z0-9-]+/\d+/[^/]+", r"/news/[^/]+"),
    not_articles=NO_ARTICLES,
    sources=(HOME,),
    parts=Parts.QUERY,
    evidence=("misc_verified", "AAP"),
)
PORTALS = (
    JPNN.portal("www", "JPNN"),
    JPNN.portal("jabar", province=Province.JAWA_BARAT),
    JPNN.portal("jatim", province=Province.JAWA_TIMUR),
)
