"""Two SQLite files as one archive: opened, checked, locked, paired; pages compressed."""

from scraper.archive.storage.database import explain_errors, is_immutable
from scraper.archive.storage.pairing import abandon_lost_pages

__all__ = [
    "abandon_lost_pages",
    "explain_errors",
    "is_immutable",
]
