"""Landak Pusat Informasi, a news site on Blogger."""

from scraper.portals import Province, Source, SourceKind
from spiders._shared import HOME, site

PORTALS = (
    site(
        "landakpusatinformasi",
        "landakpusatinformasi.com",
        province=Province.KALIMANTAN_BARAT,
        platform="blogger",
        articles=(r"/\d{4}/\d{2}/[^/]+\.html",),
        sources=(Source(kind=SourceKind.FEED, url="{base}/feeds/posts/default?alt=rss"), HOME),
        evidence=("misc_verified", "blogger"),
    ),
)
