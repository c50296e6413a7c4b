"""Fetched pages: kept as they came, loaded, and deleted when they are old."""

from scraper.archive.pages.retention import prune_pages
from scraper.archive.pages.snapshots import keep_pages, load_page

__all__ = [
    "keep_pages",
    "load_page",
    "prune_pages",
]
