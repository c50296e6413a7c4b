"""The archive: articles, their history, the ledger of URLs and every fetched page.

It is two SQLite files, and the only room that imports sqlite3 (`tool.importlinter` of
pyproject.toml holds that). `Archive` is an open archive; each room below does one thing with it.
Other rooms import only from this module and from the `__init__` of those below.
"""

from scraper.archive.archive import Archive
from scraper.archive.serialization import (
    article_from_json,
    article_to_json,
    body_text,
    citation_of_state,
    content_hash,
)
from scraper.archive.storage.lock import lock_archive
from scraper.archive.values import citation_of, read_instant, storable, url_key, utc_text

__all__ = [
    "Archive",
    "article_from_json",
    "article_to_json",
    "body_text",
    "citation_of",
    "citation_of_state",
    "content_hash",
    "lock_archive",
    "read_instant",
    "storable",
    "url_key",
    "utc_text",
]
