"""What syndication adds to the archive's shape, as SQL. The texts never change once released."""

from typing import Final

TABLES: Final = """
CREATE TABLE signatures(
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  minhash BLOB NOT NULL
) STRICT;

CREATE TABLE signature_bands(
  band INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  PRIMARY KEY(band, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE clusters(
  id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE cluster_members(
  article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
  cluster_id INTEGER NOT NULL REFERENCES clusters(id),
  similarity REAL NOT NULL CHECK(similarity BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX cluster_members_cluster ON cluster_members(cluster_id);

CREATE TRIGGER cluster_members_left AFTER DELETE ON cluster_members
  WHEN (SELECT count(*) FROM cluster_members WHERE cluster_id = old.cluster_id) < 2 BEGIN
  DELETE FROM cluster_members WHERE cluster_id = old.cluster_id;
  DELETE FROM clusters WHERE id = old.cluster_id;
END;

CREATE TABLE unclustered_articles(article_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO unclustered_articles SELECT id FROM articles;
CREATE TRIGGER articles_inserted_unclustered AFTER INSERT ON articles BEGIN
  INSERT INTO unclustered_articles VALUES(new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_reworded_unclustered AFTER UPDATE OF body, published_at ON articles
  WHEN old.body IS NOT new.body OR old.published_at IS NOT new.published_at BEGIN
  INSERT INTO unclustered_articles VALUES(new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_deleted_unclustered AFTER DELETE ON articles BEGIN
  DELETE FROM unclustered_articles WHERE article_id = old.id;
END;
"""

# The origin: the earliest article of the portal that another member names as its source; else the earliest of all.
VIEWS: Final = """
CREATE VIEW cluster_articles AS
  SELECT m.cluster_id, m.article_id, m.similarity, a.headline, p.slug AS portal, p.network, a.published_at, a.url,
    (SELECT group_concat(b.name, '; ') FROM bylines b WHERE b.article_id = a.id AND b.role = 'agency') AS agency,
    EXISTS(SELECT 1 FROM cluster_members o JOIN articles s ON s.id = o.article_id
      WHERE o.cluster_id = m.cluster_id AND o.article_id <> m.article_id AND lower(s.source) IN (lower(p.name), lower(p.slug))) AS named
  FROM cluster_members m JOIN articles a ON a.id = m.article_id JOIN portals p ON p.id = a.portal_id;

CREATE VIEW cluster_list AS
  SELECT c.id AS cluster_id,
    (SELECT count(*) FROM cluster_members m WHERE m.cluster_id = c.id) AS articles,
    (SELECT count(DISTINCT a.portal_id) FROM cluster_members m JOIN articles a ON a.id = m.article_id WHERE m.cluster_id = c.id) AS portals,
    o.published_at AS first_published_at, o.headline, o.article_id AS origin_id, o.portal AS origin_portal, o.url AS origin_url,
    CASE WHEN o.named THEN 'named as source' ELSE 'published first' END AS origin_by,
    (SELECT group_concat(DISTINCT b.name) FROM cluster_members m JOIN bylines b ON b.article_id = m.article_id AND b.role = 'agency'
      WHERE m.cluster_id = c.id) AS agencies
  FROM clusters c JOIN cluster_articles o ON o.article_id = (
    SELECT x.article_id FROM cluster_articles x WHERE x.cluster_id = c.id
    ORDER BY x.named DESC, x.published_at IS NULL, x.published_at, x.article_id LIMIT 1);

CREATE VIEW originality AS
  SELECT p.slug AS portal, p.network, count(*) AS articles,
    sum(m.article_id IS NULL AND NOT g.agency) AS own,
    sum(m.article_id IS NOT NULL AND NOT g.agency AND l.origin_id = a.id) AS shared_out,
    sum(m.article_id IS NOT NULL AND NOT g.agency AND l.origin_id <> a.id) AS taken_over,
    sum(g.agency) AS wire
  FROM articles a JOIN portals p ON p.id = a.portal_id
    LEFT JOIN cluster_members m ON m.article_id = a.id LEFT JOIN cluster_list l ON l.cluster_id = m.cluster_id
    JOIN (SELECT id, EXISTS(SELECT 1 FROM bylines b WHERE b.article_id = articles.id AND b.role = 'agency') AS agency FROM articles) g
      ON g.id = a.id
  GROUP BY p.id;
"""
