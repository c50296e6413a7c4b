"""SQL of m0003: reasons of refusals, and daily counts of discovered and fetched URLs.

The texts never change once released.
"""

from typing import Final

REASONS: Final = """
ALTER TABLE fetches ADD COLUMN reason TEXT;
UPDATE fetches SET reason = substr(error, 1, instr(error, ': ') - 1) WHERE substr(error, 1, instr(error, ': ') - 1)
  IN ('empty', 'no_body', 'index', 'bot_wall', 'soft_404', 'login', 'truncated', 'not_html', 'forgotten');
"""

_DAY: Final = "coalesce((SELECT date({0}, coalesce(p.tz_minutes, 0) || ' minutes') FROM portals p WHERE p.id = {1}), substr({0}, 1, 10))"
"""The day of an instant in the portal's own time zone."""

DAILY: Final = f"""
CREATE TABLE daily_coverage(
  day TEXT NOT NULL CHECK(day GLOB '????-??-??'),
  portal_id INTEGER NOT NULL REFERENCES portals(id),
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  number INTEGER NOT NULL,
  PRIMARY KEY(portal_id, day, kind, event, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX daily_coverage_day ON daily_coverage(day);

INSERT INTO daily_coverage(day, portal_id, kind, event, reason, number)
  SELECT {_DAY.format("f.fetched_at", "f.portal_id")}, f.portal_id, f.kind, f.outcome, coalesce(f.reason, ''), count(*)
  FROM fetches f WHERE f.portal_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
INSERT INTO daily_coverage(day, portal_id, kind, event, number)
  SELECT {_DAY.format("l.first_seen_at", "l.portal_id")}, l.portal_id, l.kind, 'discovered', count(*) FROM ledger l GROUP BY 1, 2, 3;

CREATE TRIGGER fetches_counted AFTER INSERT ON fetches WHEN new.portal_id IS NOT NULL BEGIN
  INSERT INTO daily_coverage(day, portal_id, kind, event, reason, number)
    VALUES({_DAY.format("new.fetched_at", "new.portal_id")}, new.portal_id, new.kind, new.outcome, coalesce(new.reason, ''), 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER ledger_counted AFTER INSERT ON ledger BEGIN
  INSERT INTO daily_coverage(day, portal_id, kind, event, number)
    VALUES({_DAY.format("new.first_seen_at", "new.portal_id")}, new.portal_id, new.kind, 'discovered', 1)
    ON CONFLICT DO UPDATE SET number = number + 1;
END;
"""


VIEWS: Final = """
CREATE VIEW coverage AS
  SELECT d.day, p.slug AS portal, p.network, p.province,
    sum(CASE WHEN d.event = 'discovered' THEN d.number ELSE 0 END) AS discovered,
    sum(CASE WHEN d.event <> 'discovered' THEN d.number ELSE 0 END) AS fetched,
    sum(CASE WHEN d.event = 'archived' THEN d.number ELSE 0 END) AS archived,
    sum(CASE WHEN d.event = 'revised' THEN d.number ELSE 0 END) AS revised,
    sum(CASE WHEN d.event = 'unchanged' THEN d.number ELSE 0 END) AS unchanged,
    sum(CASE WHEN d.event = 'not_modified' THEN d.number ELSE 0 END) AS not_modified,
    sum(CASE WHEN d.event = 'not_an_article' THEN d.number ELSE 0 END) AS not_an_article,
    sum(CASE WHEN d.event = 'refused_by_robots' THEN d.number ELSE 0 END) AS refused_by_robots,
    sum(CASE WHEN d.event = 'blocked' THEN d.number ELSE 0 END) AS blocked,
    sum(CASE WHEN d.event = 'gone' THEN d.number ELSE 0 END) AS gone,
    sum(CASE WHEN d.event = 'failed' THEN d.number ELSE 0 END) AS failed,
    (SELECT json_group_object(reason, number) FROM (SELECT r.reason, sum(r.number) AS number FROM daily_coverage r
      WHERE r.portal_id = d.portal_id AND r.day = d.day AND r.kind = 'article' AND r.reason <> '' GROUP BY r.reason)) AS reasons
  FROM daily_coverage d JOIN portals p ON p.id = d.portal_id WHERE d.kind = 'article' GROUP BY d.portal_id, d.day;

CREATE VIEW silent_portals AS
  SELECT portal, last_published, active_days, asked_until,
    CAST(julianday(asked_until) - julianday(last_published) AS INTEGER) AS silent_days
  FROM (
    SELECT p.slug AS portal, l.last_published,
      (SELECT count(*) FROM daily_counts c WHERE c.portal_id = p.id AND c.articles > 0
        AND c.published_date > date(l.last_published, '-28 days') AND c.published_date <= l.last_published) AS active_days,
      (SELECT max(d.day) FROM daily_coverage d WHERE d.portal_id = p.id AND d.event IN ('read', 'not_modified')
        AND d.kind IN ('listing', 'feed', 'sitemap')) AS asked_until
    FROM portals p JOIN (SELECT portal_id, max(published_date) AS last_published FROM daily_counts
      WHERE articles > 0 AND published_date <> '' GROUP BY portal_id) l ON l.portal_id = p.id)
  WHERE active_days >= 14 AND julianday(asked_until) - julianday(last_published) > max(2, 3 * 28.0 / active_days)
  ORDER BY silent_days DESC;
"""
