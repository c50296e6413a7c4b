"""A portal's health: samples of its articles, what is usual for it, and recorded judgements."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.serialization import article_from_json
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import read_instant, storable_text, utc_text
from scraper.model.fields import HAS, present
from scraper.portals import Portal

MOST: Final = 500
"""The most articles of a sample, so that a run of a hundred thousand is judged in flat memory."""
ACTIVE: Final = timedelta(days=28)
"""The period that shows what is usual."""

_LAST_JUDGED: Final = (
    "coalesce((SELECT max(h.run_id) FROM health h WHERE h.portal_id = p.id AND h.run_id < :run), 0)"
)
"""The last run before `:run` in which the portal `p` was judged; 0 for none."""


@dataclass(frozen=True, slots=True)
class SampledArticle:
    """One article of a sample."""

    article_id: int
    url: str
    words: int
    fields: frozenset[str]
    """Those of `model.fields.FIELDS` that it has."""
    body: str
    """Empty in a sample of earlier articles, whose bodies are not examined."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One measure that is not as usual."""

    measure: str
    """`answers`, `sources`, `outcomes`, `articles`, `fields`, `length` or `boilerplate`."""
    reason: str
    """In words, for the operator."""


@dataclass(frozen=True, slots=True)
class PortalHealth:
    """The last judgement of one portal."""

    portal: str
    run_id: int
    judged_at: datetime
    green: bool
    breaches: tuple[Breach, ...]
    measures: Mapping[str, object]


def sample_articles(archive: Archive, portal: Portal, *, run_id: int) -> list[SampledArticle]:
    """The articles that are new or changed since the portal was last judged, this run included.

    Those of killed runs are among them.
    """
    since_then = f"a.run_id > {_LAST_JUDGED} AND a.run_id <= :run"
    return list(_sample(archive, portal, since_then, run_id, body="a.body"))


def sample_earlier(archive: Archive, portal: Portal, *, run_id: int) -> Iterator[SampledArticle]:
    """The latest articles before those, which show what is usual; without their bodies."""
    before_it = f"coalesce(a.run_id, 0) <= {_LAST_JUDGED}"
    return _sample(archive, portal, before_it, run_id, body="''")


def _sample(
    archive: Archive, portal: Portal, which: str, run_id: int, *, body: str
) -> Iterator[SampledArticle]:
    has = ", ".join(field.sql for field in HAS.values())
    rows = archive.connection.execute(
        f"SELECT a.id, a.url, a.word_count, {body}, {has} FROM articles a"
        " JOIN portals p ON p.id = a.portal_id"
        f" WHERE p.slug = :slug AND {which} ORDER BY a.id DESC LIMIT {MOST}",
        {"slug": portal.slug, "run": run_id},
    )
    for article_id, url, words, text, *had in rows:
        yield SampledArticle(
            article_id,
            url,
            words,
            frozenset(name for name, there in zip(HAS, had, strict=True) if there),
            text,
        )


def find_lost_fields(archive: Archive, articles: Iterable[SampledArticle]) -> dict[int, list[str]]:
    """For each changed article, by id: fields that its last state had and the newest lacks."""
    query = (
        "SELECT r.fields, r.headline, r.standfirst, r.body FROM articles a JOIN article_revisions r"
        " ON r.article_id = a.id AND r.revision = a.revision - 1 WHERE a.id = ?"
    )
    found: dict[int, list[str]] = {}
    for article in articles:
        row = archive.connection.execute(query, (article.article_id,)).fetchone()
        if row is None:
            continue
        fields, headline, standfirst, body = row
        had = present(
            article_from_json(fields, headline=headline, standfirst=standfirst, body=body)
        )
        if gone := [name for name in HAS if name in had - article.fields]:
            found[article.article_id] = gone
    return found


def load_usual_day(archive: Archive, portal: Portal, day: date) -> tuple[int, float, int]:
    """The articles of `day`, the median of the four weeks before, and its active days in them."""
    first = day - ACTIVE
    rows = dict(
        archive.connection.execute(
            "SELECT d.published_date, d.articles FROM daily_counts d JOIN portals p ON p.id ="
            " d.portal_id WHERE p.slug = ? AND d.published_date BETWEEN ? AND ?",
            (portal.slug, first.isoformat(), day.isoformat()),
        ).fetchall()
    )
    days = [
        rows.get((first + timedelta(days=number)).isoformat(), 0) for number in range(ACTIVE.days)
    ]
    return rows.get(day.isoformat(), 0), median(days), sum(count > 0 for count in days)


def find_last_new(archive: Archive, portal: Portal) -> date | None:
    """The last day, in the portal's zone, with a new article URL; None where there is none."""
    (day,) = archive.connection.execute(
        "SELECT max(d.day) FROM daily_coverage d JOIN portals p ON p.id = d.portal_id WHERE p.slug"
        " = ? AND d.kind = 'article' AND d.event = 'discovered'",
        (portal.slug,),
    ).fetchone()
    return date.fromisoformat(day) if day else None


def load_usual_outcomes(archive: Archive, portal: Portal, day: date) -> dict[str, int]:
    """The outcomes of fetches of the portal's articles in the four weeks before `day`, counted."""
    rows = archive.connection.execute(
        "SELECT d.event, sum(d.number) FROM daily_coverage d JOIN portals p ON p.id = d.portal_id"
        " WHERE p.slug = ? AND d.kind = 'article' AND d.event <> 'discovered' AND d.day >= ? AND"
        " d.day < ? GROUP BY d.event",
        (portal.slug, (day - ACTIVE).isoformat(), day.isoformat()),
    )
    return dict(rows.fetchall())


def load_usual_leaks(archive: Archive, portal: Portal) -> float:
    """The share of articles with a line of boilerplate, over the last judged runs."""
    rows = archive.connection.execute(
        "SELECT measures ->> 'leaks', measures ->> 'articles' FROM health h JOIN portals p ON p.id"
        " = h.portal_id WHERE p.slug = ? ORDER BY h.id DESC LIMIT ?",
        (portal.slug, ACTIVE.days),
    ).fetchall()
    articles = sum(number for _, number in rows)
    return sum(leaks for leaks, _ in rows) / articles if articles else 0.0


def record_health(
    archive: Archive,
    portal: Portal,
    *,
    run_id: int,
    judged_at: datetime,
    measures: Mapping[str, object],
    breaches: Sequence[Breach],
) -> None:
    """Record a judgement: red where there is a breach."""
    with archive.transaction():
        (health_id,) = archive.connection.execute(
            "INSERT INTO health(portal_id, run_id, judged_at, state, measures) VALUES(?, ?, ?, ?,"
            " ?) RETURNING id",
            (
                upsert_portal(archive, portal),
                run_id,
                utc_text(judged_at),
                "red" if breaches else "green",
                json.dumps(dict(measures)),
            ),
        ).fetchone()
        archive.connection.executemany(
            "INSERT INTO breaches(health_id, measure, reason) VALUES(?, ?, ?)",
            [(health_id, breach.measure, storable_text(breach.reason)) for breach in breaches],
        )


def flag_article(
    archive: Archive, article_id: int, reasons: Mapping[str, str], *, run_id: int, at: datetime
) -> None:
    """Flag the article for the fields it lacks; flags for fields that it now has are deleted."""
    with archive.transaction():
        archive.connection.execute(
            "DELETE FROM flags WHERE article_id = ? AND field NOT IN (SELECT value FROM"
            " json_each(?))",
            (article_id, json.dumps(list(reasons))),
        )
        archive.connection.executemany(
            "INSERT INTO flags(article_id, field, run_id, flagged_at, reason) VALUES(?, ?, ?, ?, ?)"
            " ON CONFLICT(article_id, field) DO NOTHING",
            [
                (article_id, field, run_id, utc_text(at), storable_text(reason))
                for field, reason in reasons.items()
            ],
        )


def latest_health(archive: Archive, slugs: Sequence[str] = ()) -> list[PortalHealth]:
    """The last judgement of each of those portals, or of all; the red ones first."""
    query = (
        "SELECT h.id, p.slug, h.run_id, h.judged_at, h.state, h.measures FROM health h JOIN portals"
        " p ON p.id = h.portal_id WHERE h.id IN (SELECT max(id) FROM health GROUP BY portal_id) AND"
        " (:slugs = '[]' OR p.slug IN (SELECT value FROM json_each(:slugs))) ORDER BY h.state DESC,"
        " p.slug"
    )
    why = "SELECT measure, reason FROM breaches WHERE health_id = ? ORDER BY id"
    found = []
    with explain_errors(archive.path):
        rows = archive.connection.execute(query, {"slugs": json.dumps(list(slugs))}).fetchall()
        for health_id, slug, run_id, at, state, measures in rows:
            breaches = tuple(Breach(*row) for row in archive.connection.execute(why, (health_id,)))
            found.append(
                PortalHealth(
                    slug, run_id, read_instant(at), state == "green", breaches, json.loads(measures)
                )
            )
    return found


def count_flagged(archive: Archive, slugs: Sequence[str] = ()) -> int:
    """How many articles of those portals, or of all, are flagged."""
    query = (
        "SELECT count(DISTINCT f.article_id) FROM flags f JOIN articles a ON a.id = f.article_id"
        " JOIN portals p ON p.id = a.portal_id WHERE :slugs = '[]' OR p.slug IN (SELECT value FROM"
        " json_each(:slugs))"
    )
    with explain_errors(archive.path):
        return int(
            archive.connection.execute(query, {"slugs": json.dumps(list(slugs))}).fetchone()[0]
        )
