"""SQL of m0006: when a portal's declaration was tried on the live site, and what broke.

The text never changes once released.
"""

from typing import Final

from scraper.archive.schema.tables import INSTANT

VERIFICATIONS: Final = f"""
CREATE TABLE verifications(
  id INTEGER PRIMARY KEY,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  run_id INTEGER REFERENCES crawl_runs(id),
  checked_at TEXT NOT NULL CHECK(checked_at {INSTANT}),
  passed INTEGER NOT NULL CHECK(passed IN (0, 1)),
  fill TEXT NOT NULL CHECK(json_valid(fill)),
  findings TEXT NOT NULL CHECK(json_valid(findings)),
  UNIQUE(portal_id, checked_at)
) STRICT;
"""
