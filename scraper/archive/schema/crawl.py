"""SQL of m0008, m0009 and m0011: the frontier, listed days, back-offs, health and deaths.

The texts never change once released.
"""

from typing import Final

from scraper.archive.schema.tables import INSTANT

FRONTIER: Final = f"""
ALTER TABLE ledger ADD COLUMN named_at TEXT CHECK(named_at {INSTANT});
DROP INDEX ledger_due;
CREATE INDEX ledger_frontier ON ledger(portal_id, kind = 'article', coalesce(published_hint, first_seen_at) DESC, id)
  WHERE state = 'due';
CREATE INDEX ledger_in_flight ON ledger(id) WHERE state = 'in_flight';
CREATE INDEX ledger_sitemaps ON ledger(source) WHERE kind = 'sitemap';
"""
"""`list_due` reads the frontier in this index's order: with a million rows due, it sorts none."""

LISTED_DAYS: Final = f"""
CREATE TABLE listed_days(
  id INTEGER PRIMARY KEY,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  day TEXT NOT NULL CHECK(day GLOB '????-??-??'),
  source TEXT NOT NULL,
  listed_at TEXT NOT NULL CHECK(listed_at {INSTANT}),
  UNIQUE(portal_id, day, source)
) STRICT;
"""

BACKOFFS: Final = f"""
CREATE TABLE backoffs(
  id INTEGER PRIMARY KEY,
  portal_id INTEGER NOT NULL UNIQUE REFERENCES portals(id),
  since TEXT NOT NULL CHECK(since {INSTANT}),
  until TEXT NOT NULL CHECK(until {INSTANT}),
  times INTEGER NOT NULL DEFAULT 1,
  reason TEXT NOT NULL
) STRICT;
"""

DEATHS: Final = """
ALTER TABLE ledger ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0 CHECK(deaths >= 0);
CREATE INDEX ledger_deaths ON ledger(portal_id, deaths) WHERE deaths > 0;
"""

HEALTH: Final = f"""
CREATE TABLE health(
  id INTEGER PRIMARY KEY,
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  run_id INTEGER NOT NULL REFERENCES crawl_runs(id),
  judged_at TEXT NOT NULL CHECK(judged_at {INSTANT}),
  state TEXT NOT NULL CHECK(state IN ('green', 'red')),
  measures TEXT NOT NULL CHECK(json_valid(measures)),
  UNIQUE(portal_id, run_id)
) STRICT;
CREATE INDEX health_run ON health(run_id);

CREATE TABLE breaches(
  id INTEGER PRIMARY KEY,
  health_id INTEGER NOT NULL REFERENCES health(id) ON DELETE CASCADE,
  measure TEXT NOT NULL CHECK(measure IN ('answers', 'sources', 'outcomes', 'articles', 'fields', 'length', 'boilerplate')),
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX breaches_health ON breaches(health_id);

CREATE TABLE flags(
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  run_id INTEGER REFERENCES crawl_runs(id),
  flagged_at TEXT NOT NULL CHECK(flagged_at {INSTANT}),
  reason TEXT NOT NULL,
  UNIQUE(article_id, field)
) STRICT;
CREATE INDEX articles_run ON articles(run_id, portal_id);
"""
