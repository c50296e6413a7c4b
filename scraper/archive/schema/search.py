"""SQL of m0004: the lexicon, the index for filters and facets, and the analysts' view `cari`.

As in `tables`, each constant is one migration's text and never changes once released. The full-text
index itself is in `tables`.
"""

from typing import Final

TOKENIZER: Final = "unicode61 remove_diacritics 2"
"""The tokenizer of `articles_fts`; whatever counts words must split them in the same way."""

MOST_FORMS: Final = 64
"""Forms of one root in a query, the commonest first; the view has the same number."""

# NOCASE, so that `kata = 'Pembangunan'` finds the term. `articles_facets` begins with the key
# itself: a lookup by id in 40 bytes a row in place of one in the articles, whose 2 KB a row do not
# fit into any cache.
LEXICON: Final = """
CREATE TABLE lexicon(
  term TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
  stem TEXT NOT NULL,
  docs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lexicon_stem ON lexicon(stem, docs DESC);

CREATE TABLE unread_articles(article_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO unread_articles SELECT id FROM articles;
CREATE TRIGGER articles_inserted_unread AFTER INSERT ON articles BEGIN
  INSERT INTO unread_articles VALUES(new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_reworded_unread AFTER UPDATE OF headline, standfirst, body ON articles
  WHEN old.headline IS NOT new.headline OR old.standfirst IS NOT new.standfirst OR old.body IS NOT new.body BEGIN
  INSERT INTO unread_articles VALUES(new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER articles_deleted_unread AFTER DELETE ON articles BEGIN
  DELETE FROM unread_articles WHERE article_id = old.id;
END;

-- An entry for each field of each article, far apart: a tenth of the pages that a crawl's commit writes, for a question asked once a year.
DROP INDEX evidence_reader;

CREATE INDEX articles_facets ON articles(id, published_at, published_date, portal_id, section_id);

CREATE VIEW word_forms AS
  SELECT l.term AS kata, l.stem, (
    SELECT group_concat('"' || f.term || '"', ' OR ')
    FROM (SELECT l.term UNION SELECT term FROM (
      SELECT term FROM lexicon WHERE stem = l.stem AND docs > 0 ORDER BY docs DESC LIMIT 64)) f) AS query
  FROM lexicon l;

CREATE VIEW cari AS
  SELECT w.kata, a.id, a.headline, p.name AS portal, a.published_at, a.published_date, a.url,
    snippet(articles_fts, -1, '[', ']', '…', 24) AS cuplikan, f.rank
  FROM word_forms w JOIN articles_fts f ON f.articles_fts MATCH w.query
    JOIN articles a ON a.id = f.rowid JOIN portals p ON p.id = a.portal_id;
"""
