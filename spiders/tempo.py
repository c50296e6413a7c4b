"""Tempo."""

from scraper.portals import CrawlPolicy, Source, SourceKind
from spiders._shared import HOME, hosts_of, sections_of, site

PORTALS = (
    site(
        "tempo",
        "www.tempo.co",
        "Tempo",
        sections=sections_of("tempo.co"),
        platform="tempo",
        hosts=hosts_of("tempo.co", "www", "rss", "gaya"),
        articles=(r"/[a-z-]+/[a-z0-9-]+-\d{5,8}", r"/read/\d+/[^/]+"),
        examples=(
            "https://www.tempo.co/hukum/contoh-slug-2019071",
            "https://gaya.tempo.co/read/2019071/75-tahun-transplantasi-ginjal",
        ),
        sources=(
            *(
                Source(kind=SourceKind.FEED, url=f"https://rss.tempo.co/{section}")
                for section in ("nasional", "bisnis", "metro", "hukum")
            ),
            Source(kind=SourceKind.JSON, url="{base}/hukum/_payload.json"),
            HOME,
        ),
        crawl_policy=CrawlPolicy(
            note="many pages are cut by a paywall; a Cloudflare challenge was seen"
        ),
        evidence=("tempo", "LAJU"),
    ),
)
