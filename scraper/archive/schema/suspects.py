"""SQL of m0013: states of articles that are not believed at first sight.

The text never changes once released.
"""

from typing import Final

from scraper.archive.schema.tables import INSTANT

SUSPECTS: Final = f"""
CREATE TABLE suspect_states(
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  run_id INTEGER REFERENCES crawl_runs(id),
  observed_at TEXT NOT NULL CHECK(observed_at {INSTANT}),
  last_seen_at TEXT NOT NULL CHECK(last_seen_at {INSTANT}),
  seen INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK(state IN ('waiting', 'accepted', 'dismissed')),
  decided_by TEXT CHECK(decided_by IN ('second look', 'whole again', 'operator')),
  decided_at TEXT CHECK(decided_at {INSTANT}),
  lost TEXT NOT NULL CHECK(json_valid(lost)),
  reason TEXT NOT NULL,
  content_hash BLOB NOT NULL CHECK(length(content_hash) = 32),
  snapshot_ids TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(snapshot_ids)),
  parser_version TEXT NOT NULL,
  headline TEXT NOT NULL,
  standfirst TEXT,
  fields TEXT NOT NULL CHECK(json_valid(fields)),
  body TEXT NOT NULL,
  UNIQUE(article_id, content_hash),
  CHECK((state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX suspect_states_waiting ON suspect_states(portal_id, article_id) WHERE state = 'waiting';

CREATE VIEW suspects AS
  SELECT s.id, s.article_id, a.headline, p.slug AS portal, p.name AS portal_name, s.run_id, s.observed_at, s.last_seen_at, s.seen,
    s.state, s.decided_by, s.decided_at, s.lost, s.reason, a.url
  FROM suspect_states s JOIN articles a ON a.id = s.article_id JOIN portals p ON p.id = s.portal_id;
"""
