"""SQL of m0007: places of articles, spelling variants of people, and citations.

The texts never change once released.
"""

from typing import Final

# The view reads two indexes and no article (an article's row is 2 KB, and no cache holds a million
# of them). It groups by all columns that name a place, because SQLite then reads only the rows of
# the place that a query names.
PLACES: Final = """
CREATE TABLE places(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK(kind IN ('provinsi', 'kabupaten', 'kota')),
  name TEXT NOT NULL,
  province_id INTEGER NOT NULL REFERENCES places(id)
) STRICT;

CREATE TABLE article_places(
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  place_id INTEGER NOT NULL REFERENCES places(id),
  basis TEXT NOT NULL CHECK(basis IN ('dateline', 'headline', 'portal')),
  matched TEXT NOT NULL,
  share REAL NOT NULL CHECK(share > 0 AND share <= 1),
  PRIMARY KEY(article_id, place_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_places_place ON article_places(place_id, article_id, basis, share);

CREATE VIEW places_monthly AS
  SELECT p.code, p.kind, p.name, r.name AS province, substr(a.published_date, 1, 7) AS month,
    round(sum(x.share), 2) AS articles, round(sum(CASE WHEN x.basis = 'dateline' THEN x.share ELSE 0 END), 2) AS by_dateline
  FROM places p CROSS JOIN article_places x INDEXED BY article_places_place ON x.place_id = p.id
    CROSS JOIN articles a INDEXED BY articles_facets ON a.id = x.article_id JOIN places r ON r.id = p.province_id
  WHERE a.published_date IS NOT NULL GROUP BY p.code, p.kind, p.name, r.name, month;
"""

PERSONS: Final = """
CREATE TABLE person_merges(
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  into_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  rule TEXT NOT NULL CHECK(rule IN ('initials', 'spacing', 'by hand')),
  merged_at TEXT NOT NULL,
  undone_at TEXT,
  UNIQUE(person_id, into_id),
  CHECK(person_id <> into_id)
) STRICT;
CREATE UNIQUE INDEX person_merges_one ON person_merges(person_id) WHERE undone_at IS NULL;
CREATE INDEX person_merges_into ON person_merges(into_id);

CREATE INDEX people_letters ON people(replace(name_key, ' ', ''));

CREATE TABLE unjudged_people(person_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO unjudged_people SELECT id FROM people;
CREATE TRIGGER people_inserted_unjudged AFTER INSERT ON people BEGIN
  INSERT INTO unjudged_people VALUES(new.id);
END;
CREATE TRIGGER people_deleted_unjudged AFTER DELETE ON people BEGIN
  DELETE FROM unjudged_people WHERE person_id = old.id;
END;

CREATE VIEW persons AS
  SELECT p.id AS person_id, p.name AS printed, coalesce(m.into_id, p.id) AS canonical_id, coalesce(i.name, p.name) AS name, m.rule
  FROM people p LEFT JOIN person_merges m ON m.person_id = p.id AND m.undone_at IS NULL LEFT JOIN people i ON i.id = m.into_id;
"""

CITATIONS: Final = """
ALTER TABLE articles ADD COLUMN citation TEXT;
CREATE UNIQUE INDEX articles_citation ON articles(citation);
"""
