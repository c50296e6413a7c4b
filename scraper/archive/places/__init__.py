"""Indonesia's provinces, kabupaten and kota, and which of them an article is about."""

from scraper.archive.places.gazetteer import all_places

__all__ = [
    "all_places",
]
