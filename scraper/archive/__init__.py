"""The archive: articles, their history, the ledger and every fetched page, in two SQLite files. The only room that knows SQLite.

Archive, lock   the files, and one run at a time on them
store           an observed article in
read, search    articles out: one by its name, many by their words
ledger, runs    every URL ever known; what each run did
snapshots       pages in and out
"""

from scraper.archive.archive import Archive
from scraper.archive.ledger import Due
from scraper.archive.locking import lock
from scraper.archive.read import Archived, Revision
from scraper.archive.store import Saved

__all__ = ["Archive", "Archived", "Due", "Revision", "Saved", "lock"]
