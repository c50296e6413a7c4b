"""RRI, the public radio, with the news of its stations."""

from scraper.portals import CrawlPolicy
from spiders._shared import HOME, listing, site

PORTALS = (
    site(
        "rri",
        "rri.co.id",
        "RRI",
        platform="rri",
        articles=(r"/(?:[a-z-]+/)?[a-z0-9-]+/\d+/[^/]+",),
        examples=(
            "https://rri.co.id/biak/hobi/1895298/tiga-gunung-tertinggi-di-indonesia-ada-di-papua",
            "https://www.rri.co.id/daerah/952723/program-himfa-umy",
        ),
        sources=(
            HOME,
            *(listing(f"/{station}") for station in ("ambon", "banjarmasin", "bandung", "biak")),
        ),
        crawl_policy=CrawlPolicy(
            note="stations in the east may print local time without saying so"
        ),
        evidence=("rri",),
    ),
)
