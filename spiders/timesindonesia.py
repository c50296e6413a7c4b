"""TIMES Indonesia."""

from scraper.portals import CrawlPolicy
from spiders._shared import HOME, NUMBERED, WORDPRESS, site

PORTALS = (
    site(
        "timesindonesia",
        "timesindonesia.co.id",
        platform="timesindonesia",
        articles=(*NUMBERED, *WORDPRESS),
        sources=(HOME,),
        crawl_policy=CrawlPolicy(note="a Next.js site on an API that asks for a key"),
        evidence=("misc_verified",),
    ),
)
