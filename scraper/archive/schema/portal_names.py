"""SQL of m0014: views in which `portal` is the slug and `portal_name` the brand.

The text never changes once released.
"""

from typing import Final

# Until m0014 these four called the brand `portal`, and the other views the slug: a join of the two
# by that name found nothing.
VIEWS: Final = """
DROP VIEW article_list;
CREATE VIEW article_list AS
  SELECT a.id, a.headline, p.slug AS portal, p.name AS portal_name, s.name AS section, a.published_at, a.published_date,
    (SELECT group_concat(name, '; ') FROM (SELECT b.name FROM bylines b
      WHERE b.article_id = a.id AND b.role IN ('reporter', 'contributor', 'agency') ORDER BY b.position)) AS reporters,
    (SELECT group_concat(name, '; ') FROM (SELECT b.name FROM bylines b
      WHERE b.article_id = a.id AND b.role = 'editor' ORDER BY b.position)) AS editors,
    (SELECT json_group_array(name) FROM (SELECT t.name FROM article_tags t
      WHERE t.article_id = a.id ORDER BY t.position)) AS tags,
    a.word_count, a.revision, a.url
  FROM articles a JOIN portals p ON p.id = a.portal_id LEFT JOIN sections s ON s.id = a.section_id;

DROP VIEW coverage_daily;
CREATE VIEW coverage_daily AS
  SELECT nullif(d.published_date, '') AS published_date, p.slug AS portal, p.name AS portal_name, d.articles
  FROM daily_counts d JOIN portals p ON p.id = d.portal_id WHERE d.articles > 0;

DROP VIEW recent_failures;
CREATE VIEW recent_failures AS
  SELECT f.fetched_at, p.slug AS portal, p.name AS portal_name, f.kind, f.outcome, f.status, f.error, f.url, f.run_id
  FROM fetches f LEFT JOIN portals p ON p.id = f.portal_id
  WHERE f.outcome IN ('blocked', 'failed') ORDER BY f.fetched_at DESC;

DROP VIEW cari;
CREATE VIEW cari AS
  SELECT w.kata, a.id, a.headline, p.slug AS portal, p.name AS portal_name, a.published_at, a.published_date, a.url,
    snippet(articles_fts, -1, '[', ']', '…', 24) AS cuplikan, f.rank
  FROM word_forms w JOIN articles_fts f ON f.articles_fts MATCH w.query
    JOIN articles a ON a.id = f.rowid JOIN portals p ON p.id = a.portal_id;
"""
