"""The archive: articles, their history, the ledger and every fetched page, in two SQLite files.

The only room that knows SQLite.

Each room below has a face, its `__init__`, and others import from faces alone:

archive        `Archive`, one lock, and how values are written
articles       articles in and out, their revisions, suspects, takedowns, and plans to read them again
search         the articles that hold a query's words
people, places who is named in bylines; which regions articles are about
pages          fetched pages in and out
frontier       every URL ever known, what each run did, back-offs
stories        the same story on several portals
statistics     what there is, in numbers
maintenance    integrity, backup, room, limits on readers' queries
schema         migrations, and what tables and columns mean
storage        two SQLite files as one archive
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
