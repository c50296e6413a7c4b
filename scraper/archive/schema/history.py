"""SQL of m0002 and m0010: tombstones, plans of re-extraction, provenance and edits.

The texts never change once released.
"""

from typing import Final

from scraper.archive.schema.tables import INSTANT, URL_KEY

TOMBSTONES: Final = f"""
CREATE TABLE tombstones(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL CHECK(url <> ''),
  url_key TEXT NOT NULL GENERATED ALWAYS AS ({URL_KEY}) STORED UNIQUE,
  reason TEXT NOT NULL CHECK(reason <> ''),
  forgotten_at TEXT NOT NULL CHECK(forgotten_at {INSTANT})
) STRICT;
"""

REPARSES: Final = f"""
CREATE TABLE reparses(
  id INTEGER PRIMARY KEY,
  selection TEXT NOT NULL CHECK(json_valid(selection)),
  parser_version TEXT NOT NULL,
  begun_at TEXT NOT NULL CHECK(begun_at {INSTANT}),
  planned_at TEXT CHECK(planned_at {INSTANT}),
  applied_at TEXT CHECK(applied_at {INSTANT}),
  last_article_id INTEGER NOT NULL DEFAULT 0,
  articles INTEGER NOT NULL DEFAULT 0,
  unreadable INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE reparse_changes(
  id INTEGER PRIMARY KEY,
  reparse_id INTEGER NOT NULL REFERENCES reparses(id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  before TEXT,
  after TEXT,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'planned' CHECK(state IN ('planned', 'applied', 'overtaken', 'kept')),
  UNIQUE(reparse_id, article_id, field)
) STRICT;
CREATE INDEX reparse_changes_article ON reparse_changes(article_id);
CREATE INDEX reparse_changes_planned ON reparse_changes(reparse_id, article_id) WHERE state = 'planned';
"""

PROVENANCE: Final = """
CREATE VIEW provenance AS
  SELECT e.article_id, e.field, e.reader, e.raw, e.note, a.parser_version, a.snapshot_ids, a.url
  FROM evidence e JOIN articles a ON a.id = e.article_id;
"""

EDITS: Final = "CREATE INDEX article_revisions_edits ON article_revisions(superseded_at DESC) WHERE cause = 'site';"
