"""Plans of re-extraction: what today's parser would change, stored to be reviewed and applied."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from scraper.archive.archive import Archive
from scraper.archive.values import utc_text

TaskState = Literal["planned", "applied", "overtaken", "kept"]
"""Of a change: `overtaken` where the article was read again since the plan, `kept` where the new
extraction did not replace the old one."""

Differences = Mapping[str, tuple[str | None, str | None]]
"""By field: the archived text, and the text that would replace it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are read again."""

    portals: tuple[str, ...] = ()
    """Slugs; empty for all."""
    since: date | None = None
    """Published on this day or later; for an undated article, first seen then."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: begun, complete or applied. Times are UTC, ISO 8601 with Z."""

    id: int
    selection: Selection
    parser_version: str
    begun_at: str
    planned_at: str | None
    applied_at: str | None
    last_article_id: int
    """The last article that was read; a killed plan goes on after it."""
    articles: int
    """How many articles have been read."""
    unreadable: int
    """How many of them have missing or damaged pages."""


@dataclass(frozen=True, slots=True)
class Task:
    """One article to be read again."""

    article_id: int
    portal_slug: str
    revision: int
    snapshot_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One field of one article that a plan changes."""

    article_id: int
    url: str
    headline: str
    field: str
    before: str | None
    after: str | None
    state: TaskState


def resume_plan(
    archive: Archive, selection: Selection, parser_version: str, *, at: datetime
) -> Plan:
    """The unapplied plan of that selection by that parser, or a new one.

    Unapplied plans by other parsers are out of date and deleted, whatever their selection.
    """
    key = json.dumps(asdict(selection), default=str, sort_keys=True)
    execute = archive.connection.execute
    with archive.transaction():
        execute(
            "DELETE FROM reparses WHERE parser_version <> ? AND applied_at IS NULL",
            (parser_version,),
        )
        row = execute(
            "SELECT max(id) FROM reparses WHERE selection = ? AND applied_at IS NULL", (key,)
        ).fetchone()
        plan_id = row[0]
        if plan_id is None:
            insert = (
                "INSERT INTO reparses(selection, parser_version, begun_at) VALUES(?, ?, ?)"
                " RETURNING id"
            )
            (plan_id,) = execute(insert, (key, parser_version, utc_text(at))).fetchone()
    return load_plan(archive, plan_id)


def load_plan(archive: Archive, plan_id: int) -> Plan:
    """The plan as it is stored now."""
    query = (
        "SELECT selection, parser_version, begun_at, planned_at, applied_at, last_article_id,"
        " articles, unreadable FROM reparses WHERE id = ?"
    )
    selection, *rest = archive.connection.execute(query, (plan_id,)).fetchone()
    kept = json.loads(selection)
    since = date.fromisoformat(kept["since"]) if kept["since"] else None
    return Plan(plan_id, Selection(tuple(kept["portals"]), since), *rest)


def unread_tasks(archive: Archive, plan: Plan, *, limit: int) -> list[Task]:
    """The next articles with kept pages that the plan has not read, in the order of their ids."""
    return _tasks(
        archive,
        "a.id > :last AND a.snapshot_ids <> '[]' AND (:portals = '[]' OR p.slug IN (SELECT value"
        " FROM json_each(:portals))) AND (:since IS NULL OR coalesce(a.published_date,"
        " substr(a.first_seen_at, 1, 10)) >= :since)",
        {
            "last": plan.last_article_id,
            "portals": json.dumps(plan.selection.portals),
            "since": plan.selection.since.isoformat() if plan.selection.since else None,
            "limit": limit,
        },
    )


def unapplied_tasks(archive: Archive, plan: Plan, *, limit: int) -> list[Task]:
    """The next articles that the plan changes and that have not been changed yet."""
    return _tasks(  # without the inner limit, each batch would gather all that are left
        archive,
        "a.id IN (SELECT DISTINCT article_id FROM reparse_changes WHERE reparse_id = :plan AND"
        " state = 'planned' ORDER BY article_id LIMIT :limit)",
        {"plan": plan.id, "limit": limit},
    )


def record_changes(
    archive: Archive,
    plan: Plan,
    read: Sequence[Task],
    found: Mapping[int, Differences],
    *,
    unreadable: int,
) -> Plan:
    """Enter in one transaction what would change in the articles that were `read`.

    The plan goes on after them.
    """
    revisions = {task.article_id: task.revision for task in read}
    with archive.transaction():
        archive.connection.executemany(
            "INSERT INTO reparse_changes(reparse_id, article_id, field, before, after, revision)"
            " VALUES(?, ?, ?, ?, ?, ?)",
            [
                (plan.id, article_id, field, before, after, revisions[article_id])
                for article_id, differences in found.items()
                for field, (before, after) in differences.items()
            ],
        )
        archive.connection.execute(
            "UPDATE reparses SET last_article_id = ?, articles = articles + ?, unreadable ="
            " unreadable + ? WHERE id = ?",
            (read[-1].article_id, len(read), unreadable, plan.id),
        )
    return load_plan(archive, plan.id)


def finish_plan(archive: Archive, plan: Plan, *, at: datetime) -> Plan:
    """Mark the plan as complete: every selected article has been read."""
    with archive.transaction():
        archive.connection.execute(
            "UPDATE reparses SET planned_at = coalesce(planned_at, ?) WHERE id = ?",
            (utc_text(at), plan.id),
        )
    return load_plan(archive, plan.id)


def close_plan(archive: Archive, plan: Plan, *, at: datetime) -> Plan:
    """Mark the plan as applied: the next reparse of its selection makes a new plan."""
    with archive.transaction():
        archive.connection.execute(
            "UPDATE reparses SET applied_at = ? WHERE id = ?", (utc_text(at), plan.id)
        )
    return load_plan(archive, plan.id)


def planned_revision(archive: Archive, plan: Plan, article_id: int) -> int:
    """The revision of the article that the plan was made for."""
    query = "SELECT min(revision) FROM reparse_changes WHERE reparse_id = ? AND article_id = ?"
    return int(archive.connection.execute(query, (plan.id, article_id)).fetchone()[0])


def settle_task(archive: Archive, plan: Plan, article_id: int, state: TaskState) -> None:
    """Enter what became of the plan's changes of one article.

    Part of the transaction that changes it.
    """
    with archive.transaction():
        archive.connection.execute(
            "UPDATE reparse_changes SET state = ? WHERE reparse_id = ? AND article_id = ?",
            (state, plan.id, article_id),
        )


def count_changes_by_field(archive: Archive, plan: Plan) -> dict[str, int]:
    """How many articles the plan changes, by field, most first."""
    rows = archive.connection.execute(
        "SELECT field, count(*) FROM reparse_changes WHERE reparse_id = ? GROUP BY field ORDER BY 2"
        " DESC, 1",
        (plan.id,),
    )
    return dict(rows.fetchall())


def count_articles_by_state(archive: Archive, plan: Plan) -> dict[str, int]:
    """How many articles of the plan are in each state."""
    rows = archive.connection.execute(
        "SELECT state, count(DISTINCT article_id) FROM reparse_changes WHERE reparse_id = ? GROUP"
        " BY state",
        (plan.id,),
    )
    return dict(rows.fetchall())


def list_changes(archive: Archive, plan: Plan) -> Iterable[PlannedChange]:
    """Every change of the plan, article by article."""
    rows = archive.connection.execute(
        "SELECT c.article_id, a.url, a.headline, c.field, c.before, c.after, c.state FROM"
        " reparse_changes c JOIN articles a ON a.id = c.article_id WHERE c.reparse_id = ? ORDER BY"
        " c.article_id, c.id",
        (plan.id,),
    )
    return (PlannedChange(*row) for row in rows)


def _tasks(archive: Archive, condition: str, values: dict[str, object]) -> list[Task]:
    rows = archive.connection.execute(
        # CROSS keeps the articles first; else each batch would sort all the remaining ones.
        "SELECT a.id, p.slug, a.revision, a.snapshot_ids FROM articles a"
        " CROSS JOIN portals p ON p.id = a.portal_id"
        f" WHERE {condition} ORDER BY a.id LIMIT :limit",
        values,
    )
    return [
        Task(article_id, slug, revision, tuple(json.loads(pages)))
        for article_id, slug, revision, pages in rows
    ]
