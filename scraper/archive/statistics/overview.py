"""The archive at a glance: totals, the last run, the latest errors and silent edits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from scraper.archive.archive import Archive
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import citation_of


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the archive holds.

    Days are local days at the portals; None for an archive without a dated article.
    """

    articles: int
    portals: int
    provinces: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class Brand:
    """A portal as readers know it."""

    slug: str
    name: str
    base_url: str
    network: str | None
    province: str | None
    minutes: int | None
    """Its zone, in minutes east of UTC; None for an undeclared portal."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest crawl or import. Times are UTC, ISO 8601 with Z."""

    run_id: int
    status: str
    """`running`, `finished`, `interrupted` or `failed`."""
    started_at: str
    finished_at: str | None
    outcomes: Mapping[str, int]
    """Numbers of fetches by outcome, most first."""


@dataclass(frozen=True, slots=True)
class SilentEdit:
    """A change that a portal made after publication."""

    citation: str
    headline: str
    """The headline as it is now."""
    portal: str
    revision: int
    """Number of the superseded state."""
    superseded_at: str
    """UTC, ISO 8601 with Z."""
    changed: tuple[str, ...]


def load_totals(archive: Archive) -> Totals:
    """How much the archive holds."""
    with explain_errors(archive.path):
        row = archive.connection.execute(
            "SELECT coalesce((SELECT sum(articles) FROM daily_counts), 0), count(*), count(DISTINCT"
            " province), (SELECT min(published_date) FROM daily_counts WHERE published_date <> ''"
            " AND articles > 0), (SELECT max(published_date) FROM daily_counts WHERE published_date"
            " <> '' AND articles > 0) FROM portals p WHERE EXISTS(SELECT 1 FROM articles a WHERE"
            " a.portal_id = p.id)"
        ).fetchone()
    return Totals(*row)


def load_brands(archive: Archive) -> dict[str, Brand]:
    """All portals in the archive by slug, in the order of their names."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT slug, name, base_url, network, province, tz_minutes FROM portals ORDER BY name"
            " COLLATE NOCASE"
        )
        return {row[0]: Brand(*row) for row in rows}


def count_articles(archive: Archive) -> dict[str, int]:
    """How many articles each portal has, by slug; portals without any are left out."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT p.slug, sum(d.articles) FROM daily_counts d JOIN portals p ON p.id ="
            " d.portal_id GROUP BY p.id HAVING sum(d.articles) > 0"
        )
        return dict(rows.fetchall())


def count_per_day(archive: Archive, *, days: int) -> list[tuple[str, int]]:
    """Articles on each of the last `days` days up to the latest with one, in order; 0 for none."""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "WITH RECURSIVE latest(day) AS (SELECT max(published_date) FROM daily_counts WHERE"
            " articles > 0 AND published_date <> ''), span(day) AS (SELECT date(day, (1 - :days) ||"
            " ' days') FROM latest WHERE day IS NOT NULL UNION ALL SELECT date(span.day, '1 day')"
            " FROM span, latest WHERE span.day < latest.day) SELECT s.day, coalesce((SELECT"
            " sum(d.articles) FROM daily_counts d WHERE d.published_date = s.day), 0) FROM span s",
            {"days": days},
        )
        return [(day, articles) for day, articles in rows]


def load_last_run(archive: Archive) -> LastRun | None:
    """The latest crawl or import; None where there was none."""
    with explain_errors(archive.path):
        row = archive.connection.execute(
            "SELECT id, status, started_at, finished_at FROM crawl_runs ORDER BY started_at DESC,"
            " id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        outcomes = archive.connection.execute(
            "SELECT outcome, count(*) FROM fetches WHERE run_id = ? GROUP BY outcome ORDER BY 2"
            " DESC",
            (row[0],),
        ).fetchall()
    run_id, status, started_at, finished_at = row
    return LastRun(run_id, status, started_at, finished_at, dict(map(tuple, outcomes)))


def list_silent_edits(
    archive: Archive, *, limit: int, portal: str | None = None
) -> list[SilentEdit]:
    """What portals changed after publication, latest first; of that portal (slug), or of all."""
    only = "AND p.slug = :portal" if portal is not None else ""
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT a.url, a.headline, p.slug, r.revision, r.superseded_at, r.changed"
            " FROM article_revisions r INDEXED BY article_revisions_edits"
            " JOIN articles a ON a.id = r.article_id JOIN portals p ON p.id = a.portal_id"
            f" WHERE r.cause = 'site' {only} ORDER BY r.superseded_at DESC, a.id LIMIT :limit",
            {"limit": limit, "portal": portal},
        )
        return [
            SilentEdit(
                citation_of(url),
                headline,
                slug,
                revision,
                superseded_at,
                tuple(json.loads(changed)),
            )
            for url, headline, slug, revision, superseded_at, changed in rows
        ]


def list_last_errors(
    archive: Archive, *, limit: int
) -> list[tuple[str, str, str, int | None, str, str]]:
    """The latest fetches that failed or were blocked.

    Each is its time (UTC), the portal's slug, outcome, HTTP status, error and URL.
    """
    with explain_errors(archive.path):
        rows = archive.connection.execute(
            "SELECT fetched_at, coalesce(portal, ''), outcome, status, coalesce(error, ''), url"
            " FROM recent_failures LIMIT ?",
            (limit,),
        )
        return [tuple(row) for row in rows]
