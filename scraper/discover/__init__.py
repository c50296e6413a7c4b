"""Discovery: what links a source page names. Pure: no clock, no network, no disk.

links(page, portal) ── sniff ──▶ sitemap · sitemap index · feed   (feeds.py, one iterparse over the XML)
                             ├─▶ HTML listing or dated index      (listing.py, one walk over the tree, and the JSON in it)
                             └─▶ JSON                             (payloads.py: WordPress's REST API, Nuxt payloads)
"""

from scraper.discover.sources import MAX_BYTES, links

__all__ = ["MAX_BYTES", "links"]
