"""SQL of the first release: tables, full-text index, history triggers and views of the two files.

Each constant is the text of one migration and never changes once released; a new column is a new
migration. docs/SCHEMA.md explains all tables and columns; a test compares it with the database.
"""

from collections.abc import Iterator
from sqlite3 import complete_statement
from typing import Final

URL_KEY: Final = "ltrim(substr(url, instr(url, ':') + 1), '/')"
"""The URL without its scheme, as SQL, so that http and https spellings of a page are one row.

`values.url_key` is the same in Python.
"""

INSTANT: Final = "GLOB '????-??-??T??:??:??Z'"


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; `executescript` would commit the transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise ValueError(f"the script ends inside a statement: {pending.strip()[:80]}")


ARCHIVE_TABLES: Final = f"""
CREATE TABLE portals(
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  base_url TEXT NOT NULL,
  province TEXT,
  network TEXT,
  tz_minutes INTEGER CHECK(tz_minutes BETWEEN -720 AND 840)
) STRICT;

CREATE TABLE sections(
  id INTEGER PRIMARY KEY,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE(portal_id, slug)
) STRICT;

CREATE TABLE people(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tags(
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE crawl_runs(
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL CHECK(started_at {INSTANT}),
  finished_at TEXT CHECK(finished_at {INSTANT}),
  status TEXT NOT NULL DEFAULT 'running' CHECK(status IN ('running', 'finished', 'interrupted', 'failed')),
  tool_version TEXT NOT NULL,
  arguments TEXT NOT NULL CHECK(json_valid(arguments)),
  stats TEXT CHECK(stats IS NULL OR json_valid(stats)),
  CHECK(finished_at IS NOT NULL OR status = 'running')
) STRICT;

CREATE TABLE articles(
  id INTEGER PRIMARY KEY,
  headline TEXT NOT NULL,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  section_id INTEGER REFERENCES sections(id),
  published_at TEXT CHECK(published_at {INSTANT}),
  published_date TEXT CHECK(published_date GLOB '????-??-??'),
  published_offset INTEGER,
  published_raw TEXT,
  modified_at TEXT CHECK(modified_at {INSTANT}),
  modified_offset INTEGER,
  modified_raw TEXT,
  url TEXT NOT NULL CHECK(url <> ''),
  url_key TEXT NOT NULL GENERATED ALWAYS AS ({URL_KEY}) STORED UNIQUE,
  section TEXT,
  kicker TEXT,
  standfirst TEXT,
  dateline TEXT,
  signature TEXT,
  source TEXT,
  language TEXT NOT NULL DEFAULT 'id',
  word_count INTEGER NOT NULL DEFAULT 0,
  part INTEGER NOT NULL DEFAULT 1,
  parts INTEGER NOT NULL DEFAULT 1,
  parts_found INTEGER NOT NULL DEFAULT 1,
  part_urls TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(part_urls)),
  revision INTEGER NOT NULL DEFAULT 1,
  revised_at TEXT NOT NULL CHECK(revised_at {INSTANT}),
  first_seen_at TEXT NOT NULL CHECK(first_seen_at {INSTANT}),
  last_seen_at TEXT NOT NULL CHECK(last_seen_at {INSTANT}),
  gone_at TEXT CHECK(gone_at {INSTANT}),
  run_id INTEGER REFERENCES crawl_runs(id),
  snapshot_ids TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(snapshot_ids)),
  parser_version TEXT NOT NULL,
  content_hash BLOB NOT NULL CHECK(length(content_hash) = 32),
  blocks TEXT NOT NULL CHECK(json_valid(blocks)),
  body TEXT NOT NULL
) STRICT;
CREATE INDEX articles_published ON articles(published_at DESC);
CREATE INDEX articles_date_portal ON articles(published_date, portal_id, section_id);
CREATE INDEX articles_portal_published ON articles(portal_id, published_at DESC);
CREATE INDEX articles_section_published ON articles(section_id, published_at DESC);

CREATE TABLE article_revisions(
  article_id INTEGER NOT NULL REFERENCES articles(id),
  revision INTEGER NOT NULL,
  observed_at TEXT NOT NULL CHECK(observed_at {INSTANT}),
  superseded_at TEXT NOT NULL CHECK(superseded_at {INSTANT}),
  run_id INTEGER REFERENCES crawl_runs(id),
  cause TEXT NOT NULL CHECK(cause IN ('site', 'parser')),
  changed TEXT NOT NULL CHECK(json_valid(changed)),
  content_hash BLOB NOT NULL CHECK(length(content_hash) = 32),
  snapshot_ids TEXT NOT NULL DEFAULT '[]' CHECK(json_valid(snapshot_ids)),
  parser_version TEXT NOT NULL,
  headline TEXT NOT NULL,
  standfirst TEXT,
  fields TEXT NOT NULL CHECK(json_valid(fields)),
  body TEXT NOT NULL,
  PRIMARY KEY(article_id, revision)
) STRICT;
CREATE INDEX article_revisions_superseded ON article_revisions(superseded_at DESC);

CREATE TABLE bylines(
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people(id),
  role TEXT NOT NULL CHECK(role IN ('reporter', 'editor', 'contributor', 'photographer', 'agency')),
  name TEXT NOT NULL,
  label TEXT,
  PRIMARY KEY(article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX bylines_person ON bylines(person_id, role, article_id);

CREATE TABLE images(
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  placement TEXT NOT NULL CHECK(placement IN ('lead', 'inline')),
  url TEXT,
  caption TEXT,
  credit TEXT,
  UNIQUE(article_id, position)
) STRICT;

CREATE TABLE article_tags(
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  tag_id INTEGER NOT NULL REFERENCES tags(id),
  name TEXT NOT NULL,
  PRIMARY KEY(article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_tag ON article_tags(tag_id, article_id);

CREATE TABLE evidence(
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  reader TEXT NOT NULL,
  raw TEXT,
  note TEXT,
  PRIMARY KEY(article_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_reader ON evidence(reader, field);

CREATE TABLE ledger(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL CHECK(url <> ''),
  url_key TEXT NOT NULL GENERATED ALWAYS AS ({URL_KEY}) STORED UNIQUE,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  kind TEXT NOT NULL CHECK(kind IN ('sitemap', 'feed', 'listing', 'article')),
  source TEXT NOT NULL,
  first_seen_at TEXT NOT NULL CHECK(first_seen_at {INSTANT}),
  published_hint TEXT CHECK(published_hint {INSTANT}),
  state TEXT NOT NULL CHECK(state IN ('due', 'in_flight', 'done', 'refused', 'gone')),
  due_at TEXT CHECK(due_at {INSTANT}),
  attempts INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  last_modified TEXT,
  last_outcome TEXT,
  last_fetched_at TEXT CHECK(last_fetched_at {INSTANT}),
  article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
  CHECK(due_at IS NOT NULL OR state NOT IN ('due', 'in_flight'))
) STRICT;
CREATE INDEX ledger_due ON ledger(portal_id, due_at) WHERE state IN ('due', 'in_flight');
CREATE INDEX ledger_article ON ledger(article_id) WHERE article_id IS NOT NULL;

CREATE TABLE fetches(
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES crawl_runs(id),
  portal_id INTEGER REFERENCES portals(id),
  url TEXT NOT NULL,
  fetched_at TEXT NOT NULL CHECK(fetched_at {INSTANT}),
  kind TEXT NOT NULL CHECK(kind IN ('robots', 'sitemap', 'feed', 'listing', 'article', 'image')),
  status INTEGER,
  outcome TEXT NOT NULL CHECK(outcome IN ('archived', 'revised', 'unchanged', 'not_modified', 'not_an_article',
    'refused_by_robots', 'blocked', 'gone', 'failed', 'read')),
  error TEXT,
  elapsed_ms INTEGER,
  size INTEGER,
  article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
  snapshot_id INTEGER
) STRICT;
CREATE INDEX fetches_run ON fetches(run_id, outcome);
CREATE INDEX fetches_url ON fetches(url, fetched_at DESC);
CREATE INDEX fetches_article ON fetches(article_id) WHERE article_id IS NOT NULL;
CREATE INDEX fetches_failed ON fetches(fetched_at DESC) WHERE outcome IN ('blocked', 'failed');

CREATE TABLE daily_counts(
  published_date TEXT NOT NULL,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  articles INTEGER NOT NULL,
  PRIMARY KEY(published_date, portal_id)
) STRICT, WITHOUT ROWID;
"""

# content="articles" must stand in double quotes or brackets, or Datasette does not see that the
# table is searchable.
ARCHIVE_SEARCH: Final = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
  headline, standfirst, body, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2");
INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(8.0, 3.0, 1.0)');

CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, headline, standfirst, body) VALUES(new.id, new.headline, new.standfirst, new.body);
  INSERT INTO daily_counts VALUES(coalesce(new.published_date, ''), new.portal_id, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, headline, standfirst, body)
    VALUES('delete', old.id, old.headline, old.standfirst, old.body);
  UPDATE daily_counts SET articles = articles - 1
    WHERE published_date = coalesce(old.published_date, '') AND portal_id = old.portal_id;
END;
CREATE TRIGGER articles_reworded AFTER UPDATE OF headline, standfirst, body ON articles
  WHEN old.headline IS NOT new.headline OR old.standfirst IS NOT new.standfirst OR old.body IS NOT new.body BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, headline, standfirst, body)
    VALUES('delete', old.id, old.headline, old.standfirst, old.body);
  INSERT INTO articles_fts(rowid, headline, standfirst, body) VALUES(new.id, new.headline, new.standfirst, new.body);
END;
CREATE TRIGGER articles_moved AFTER UPDATE OF published_date, portal_id ON articles
  WHEN old.published_date IS NOT new.published_date OR old.portal_id <> new.portal_id BEGIN
  UPDATE daily_counts SET articles = articles - 1
    WHERE published_date = coalesce(old.published_date, '') AND portal_id = old.portal_id;
  INSERT INTO daily_counts VALUES(coalesce(new.published_date, ''), new.portal_id, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
"""

ARCHIVE_HISTORY: Final = """
CREATE TRIGGER articles_history BEFORE UPDATE OF headline, standfirst, body, content_hash ON articles
  WHEN (old.content_hash IS NOT new.content_hash OR old.headline IS NOT new.headline OR old.standfirst IS NOT new.standfirst
      OR old.body IS NOT new.body)
    AND (new.revision <= old.revision OR NOT EXISTS(
      SELECT 1 FROM article_revisions r
      WHERE r.article_id = old.id AND r.revision = old.revision AND r.content_hash = old.content_hash)) BEGIN
  SELECT RAISE(ABORT, 'save the old version in article_revisions first, and count articles.revision up');
END;
CREATE TRIGGER article_revisions_kept BEFORE UPDATE OF content_hash, headline, standfirst, fields, body ON article_revisions BEGIN
  SELECT RAISE(ABORT, 'a superseded version never changes');
END;
"""

ARCHIVE_VIEWS: Final = """
CREATE VIEW article_list AS
  SELECT a.id, a.headline, p.name AS portal, s.name AS section, a.published_at, a.published_date,
    (SELECT group_concat(name, '; ') FROM (SELECT b.name FROM bylines b
      WHERE b.article_id = a.id AND b.role IN ('reporter', 'contributor', 'agency') ORDER BY b.position)) AS reporters,
    (SELECT group_concat(name, '; ') FROM (SELECT b.name FROM bylines b
      WHERE b.article_id = a.id AND b.role = 'editor' ORDER BY b.position)) AS editors,
    (SELECT json_group_array(name) FROM (SELECT t.name FROM article_tags t
      WHERE t.article_id = a.id ORDER BY t.position)) AS tags,
    a.word_count, a.revision, a.url
  FROM articles a JOIN portals p ON p.id = a.portal_id LEFT JOIN sections s ON s.id = a.section_id;

CREATE VIEW coverage_daily AS
  SELECT nullif(d.published_date, '') AS published_date, p.name AS portal, d.articles
  FROM daily_counts d JOIN portals p ON p.id = d.portal_id WHERE d.articles > 0;

CREATE VIEW recent_failures AS
  SELECT f.fetched_at, p.name AS portal, f.kind, f.outcome, f.status, f.error, f.url, f.run_id
  FROM fetches f LEFT JOIN portals p ON p.id = f.portal_id
  WHERE f.outcome IN ('blocked', 'failed') ORDER BY f.fetched_at DESC;

CREATE VIEW revision_log AS
  SELECT r.article_id, a.headline, r.revision, r.observed_at, r.superseded_at, r.cause, r.changed,
    length(a.body) - length(r.body) AS body_delta
  FROM article_revisions r JOIN articles a ON a.id = r.article_id ORDER BY r.superseded_at DESC;
"""

SNAPSHOT_TABLES: Final = """
CREATE TABLE dictionaries(
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  sample BLOB NOT NULL
) STRICT;
CREATE INDEX dictionaries_host ON dictionaries(host);

CREATE TABLE snapshots(
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL CHECK(length(sha256) = 32),
  url TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL,
  headers TEXT NOT NULL CHECK(json_valid(headers)),
  size INTEGER NOT NULL,
  dictionary_id INTEGER REFERENCES dictionaries(id),
  body BLOB NOT NULL,
  UNIQUE(sha256, url)
) STRICT;
CREATE INDEX snapshots_url ON snapshots(url, fetched_at);
"""
