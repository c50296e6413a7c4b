"""SQL of m0012 and m0002_owner: one id in both files, pages named by their hash, purges.

The texts never change once released.
"""

from typing import Final

from scraper.archive.schema.tables import INSTANT

IDENTITY: Final = """
CREATE TABLE identity(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  archive_id TEXT NOT NULL CHECK(archive_id <> ''),
  pages TEXT NOT NULL CHECK(pages IN ('none', 'by_number', 'kept'))
) STRICT;
"""

# A page was a row number of snapshots.db. What was so named becomes a name at the first opening
# that has that file (`pairing`).
NAMED_FETCHES: Final = """
ALTER TABLE fetches RENAME COLUMN snapshot_id TO page_number;
ALTER TABLE fetches ADD COLUMN snapshot_id TEXT;
UPDATE fetches SET snapshot_id = CAST(page_number AS TEXT) WHERE page_number IS NOT NULL;
ALTER TABLE fetches DROP COLUMN page_number;
"""

PURGES: Final = f"ALTER TABLE tombstones ADD COLUMN purged_at TEXT CHECK(purged_at {INSTANT});"

OWNER: Final = """
CREATE TABLE owner(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  archive_id TEXT NOT NULL CHECK(archive_id <> '')
) STRICT;
"""
