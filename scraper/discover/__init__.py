"""Discovery: which articles and further sources a source page links to.

Pure: no clock, no network, no disk. What a page is decides how it is read: a sitemap or feed, an
HTML listing with the JSON in it, or JSON.
"""

from scraper.discover.sources import MAX_BYTES, links

__all__ = ["MAX_BYTES", "links"]
