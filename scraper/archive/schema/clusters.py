"""SQL of m0005 and m0014: signatures, clusters of the same story, and their views.

The texts never change once released.
"""

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
CREATE INDEX articles_sources ON articles(source, portal_id) WHERE source IS NOT NULL;

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

# The origin: the earliest article of the portal that another portal names as its source; else the
# earliest of all. Daily notices with the same words chain into clusters of thousands, so nothing
# here may look at each pair of members: who is named is one list for the whole query, and dates
# come from an index (an article's row has 2 KB, and no cache holds a million of them).
VIEWS: Final = """
CREATE VIEW cluster_sources AS
  SELECT DISTINCT m.cluster_id, p.id AS portal_id
  FROM articles s INDEXED BY articles_sources
    CROSS JOIN (SELECT lower(name) AS called, id FROM portals UNION SELECT lower(slug), id FROM portals) p
      ON p.called = lower(s.source) AND p.id <> s.portal_id
    CROSS JOIN cluster_members m ON m.article_id = s.id
  WHERE s.source IS NOT NULL;

CREATE VIEW cluster_articles AS
  SELECT m.cluster_id, m.article_id, m.similarity, a.headline, p.slug AS portal, p.network, a.published_at, a.url,
    (SELECT group_concat(b.name, '; ') FROM bylines b WHERE b.article_id = a.id AND b.role = 'agency') AS agency,
    (m.cluster_id, a.portal_id) IN (SELECT cluster_id, portal_id FROM cluster_sources) AS named
  FROM cluster_members m JOIN articles a ON a.id = m.article_id JOIN portals p ON p.id = a.portal_id;

CREATE VIEW cluster_origins AS
  SELECT cluster_id, article_id, named FROM (
    SELECT cluster_id, article_id, named,
      row_number() OVER (PARTITION BY cluster_id ORDER BY named DESC, published_at IS NULL, published_at, article_id) AS place
    FROM (
      SELECT m.cluster_id, m.article_id, a.published_at,
        (m.cluster_id, a.portal_id) IN (SELECT cluster_id, portal_id FROM cluster_sources) AS named
      FROM cluster_members m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id))
  WHERE place = 1;

CREATE VIEW cluster_list AS
  SELECT o.cluster_id, n.articles, n.portals, a.published_at AS first_published_at, a.headline, o.article_id AS origin_id,
    p.slug AS origin_portal, a.url AS origin_url, CASE WHEN o.named THEN 'named as source' ELSE 'published first' END AS origin_by,
    (SELECT group_concat(DISTINCT b.name) FROM cluster_members m JOIN bylines b ON b.article_id = m.article_id AND b.role = 'agency'
      WHERE m.cluster_id = o.cluster_id) AS agencies
  FROM cluster_origins o
    JOIN (SELECT m.cluster_id, count(*) AS articles, count(DISTINCT a.portal_id) AS portals
      FROM cluster_members m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id GROUP BY m.cluster_id) n
      ON n.cluster_id = o.cluster_id
    JOIN articles a ON a.id = o.article_id JOIN portals p ON p.id = a.portal_id;

CREATE VIEW originality AS
  SELECT p.slug AS portal, p.network, sum(g.number) AS articles,
    sum(CASE WHEN g.whose = 'own' THEN g.number ELSE 0 END) AS own,
    sum(CASE WHEN g.whose = 'shared_out' THEN g.number ELSE 0 END) AS shared_out,
    sum(CASE WHEN g.whose = 'taken_over' THEN g.number ELSE 0 END) AS taken_over,
    sum(CASE WHEN g.whose = 'wire' THEN g.number ELSE 0 END) AS wire
  FROM portals p JOIN (
    SELECT a.portal_id, count(*) AS number,
      CASE WHEN EXISTS(SELECT 1 FROM bylines b WHERE b.article_id = a.id AND b.role = 'agency') THEN 'wire'
        WHEN m.article_id IS NULL THEN 'own' WHEN o.article_id IS NOT NULL THEN 'shared_out' ELSE 'taken_over' END AS whose
    FROM articles a LEFT JOIN cluster_members m ON m.article_id = a.id LEFT JOIN cluster_origins o ON o.article_id = a.id
    GROUP BY 1, 3) g ON g.portal_id = p.id
  GROUP BY p.id;
"""

# A cluster says nothing of originality while one portal alone is in it, and its origin speaks for
# the origin's portal: what that portal has of the story is its own work, however often it printed
# it. The numbers add up, because each article is asked once, in this order.
ORIGINALITY: Final = """
DROP VIEW cluster_origins;
CREATE VIEW cluster_origins AS
  SELECT cluster_id, article_id, portal_id, named, shared FROM (
    SELECT cluster_id, article_id, portal_id, named,
      min(portal_id) OVER (PARTITION BY cluster_id) < max(portal_id) OVER (PARTITION BY cluster_id) AS shared,
      row_number() OVER (PARTITION BY cluster_id ORDER BY named DESC, published_at IS NULL, published_at, article_id) AS place
    FROM (
      SELECT m.cluster_id, m.article_id, a.portal_id, a.published_at,
        (m.cluster_id, a.portal_id) IN (SELECT cluster_id, portal_id FROM cluster_sources) AS named
      FROM cluster_members m CROSS JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id))
  WHERE place = 1;

DROP VIEW originality;
CREATE VIEW originality AS
  SELECT p.slug AS portal, p.name AS portal_name, p.network, sum(g.number) AS articles,
    sum(CASE WHEN g.whose = 'own' THEN g.number ELSE 0 END) AS own,
    sum(CASE WHEN g.whose = 'shared_out' THEN g.number ELSE 0 END) AS shared_out,
    sum(CASE WHEN g.whose = 'taken_over' THEN g.number ELSE 0 END) AS taken_over,
    sum(CASE WHEN g.whose = 'wire' THEN g.number ELSE 0 END) AS wire
  FROM portals p JOIN (
    SELECT a.portal_id, count(*) AS number,
      CASE WHEN EXISTS(SELECT 1 FROM bylines b WHERE b.article_id = a.id AND b.role = 'agency') THEN 'wire'
        WHEN o.cluster_id IS NULL THEN 'own' WHEN o.portal_id = a.portal_id THEN 'shared_out' ELSE 'taken_over' END AS whose
    FROM articles a LEFT JOIN cluster_members m ON m.article_id = a.id
      LEFT JOIN cluster_origins o ON o.cluster_id = m.cluster_id AND o.shared
    GROUP BY 1, 3) g ON g.portal_id = p.id
  GROUP BY p.id;
"""
