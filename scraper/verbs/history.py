"""`kliping revisions`, `kliping reparse` and `kliping forget`: what an article said before, and what it says when read again."""

import argparse
import os
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from scraper import reparse
from scraper.archive import Archive, lock, read, reparses, tombstones
from scraper.archive.read import Edit
from scraper.archive.reparses import Differences, Plan, Selection
from scraper.errors import DEGRADED, OK
from scraper.render import console, difference_text, table
from scraper.verbs.shared import Verbs, config, count, day, declarations, print_json
from scraper.wording import compare


def add(verbs: Verbs) -> None:
    """Declare the verbs."""
    shown = verbs.add("revisions", _revisions, "print what changed in an archived article, state by state, word by word")
    shown.add_argument("key", metavar="ARTICLE", help="its number, URL or urn")
    shown.add_argument("--json", action="store_true", help="as a JSON array, oldest change first")

    again = verbs.add("reparse", _reparse, "read the kept pages with today's parser: show what would change, or apply it")
    again.add_argument("--portal", action="append", default=[], metavar="SLUG", help="only this portal or network; may be repeated")
    again.add_argument("--since", type=day, metavar="DAY", help="only articles published on this day or later (YYYY-MM-DD)")
    again.add_argument("--diff", action="store_true", help="print every change, word by word")
    again.add_argument("--apply", action="store_true", help="write the changes; what they supersede stays in the history")
    again.add_argument("--workers", type=count, default=os.cpu_count() or 1, metavar="N", help="processes (default: one per core)")
    again.add_argument("--json", action="store_true", help="the summary (with --diff: every change) as JSON")

    taken = verbs.add("forget", _forget, "take an article out for good, with its pages and its history; a tombstone keeps it out")
    taken.add_argument("key", metavar="ARTICLE", help="its number, URL or urn")
    taken.add_argument("--reason", required=True, help="why, for the tombstone: 'court order 12/2026'")


def _revisions(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    with Archive.open(arguments.archive, read_only=True) as archive:
        article = read.load(archive, arguments.key, known)
        edits = read.edits(archive, article.article_id)
    if arguments.json:
        print_json([_edit_json(edit) for edit in edits])
        return OK
    out = console()
    if not edits:
        out.print(f"article {article.article_id} never changed since it was first seen on {article.first_seen_at}")
    for edit in edits:
        out.print(f"revision {edit.before} → {edit.after}, {edit.at}, changed by the {edit.cause}", style="bold")
        _print_changes(out, edit.changes)
    return OK


def _reparse(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    chosen = known.select(arguments.portal) if arguments.portal else ()
    selection = Selection(tuple(sorted(portal.slug for portal in chosen)), arguments.since)
    workers, err, budget = max(1, arguments.workers), console(stderr=True), config(arguments).page_budget
    with lock(arguments.archive), Archive.open(arguments.archive) as archive:
        made = reparse.plan(
            archive,
            known,
            selection,
            workers=workers,
            told=lambda plan: err.print(f"{plan.articles} articles read", style="dim"),
            budget=budget,
        )
        if arguments.apply:
            made = reparse.apply(archive, known, made, workers=workers, budget=budget)
            archive.optimise()
        if arguments.json:
            print_json(_plan_json(archive, made, every=arguments.diff))
        else:
            _print_plan(archive, made, every=arguments.diff)
        fields = reparses.by_field(archive, made)
    return DEGRADED if fields.keys() & {reparse.REFUSED, reparse.UNREADABLE} else OK


def _forget(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    with lock(arguments.archive), Archive.open(arguments.archive) as archive:
        left = tombstones.forget(archive, arguments.key, reason=arguments.reason, at=datetime.now(UTC), declarations=known)
        archive.optimise()
    console().print(f"forgotten: {left.url}", soft_wrap=True)
    return OK


def _plan_json(archive: Archive, made: Plan, *, every: bool) -> dict[str, Any]:
    summary: dict[str, Any] = {
        "plan": made.id,
        "parser_version": made.parser_version,
        "articles": made.articles,
        "unreadable": made.unreadable,
        "applied_at": made.applied_at,
        "fields": reparses.by_field(archive, made),
        "states": reparses.by_state(archive, made),
    }
    if every:
        summary["changes"] = [
            {"article": c.article_id, "url": c.url, "field": c.field, "before": c.before, "after": c.after, "state": c.state}
            for c in reparses.changes(archive, made)
        ]
    return summary


def _print_plan(archive: Archive, made: Plan, *, every: bool) -> None:
    out = console()
    if every:
        shown = None
        for change in reparses.changes(archive, made):
            if change.article_id != shown:
                out.print(f"\narticle {change.article_id}  {change.headline}  {change.url}", style="bold", markup=False)
                shown = change.article_id
            _print_changes(out, {change.field: (change.before, change.after)})
        out.print()
    fields, states = reparses.by_field(archive, made), reparses.by_state(archive, made)
    out.print(table(("field", "articles"), fields.items()))
    out.print(f"{made.articles} articles read again by {made.parser_version}, {sum(states.values())} of them differently")
    if reparse.REFUSED in fields:
        out.print(f"{fields[reparse.REFUSED]} are no articles for today's parser: they stay as they are (--diff names them)")
    if reparse.UNREADABLE in fields:
        out.print(f"{fields[reparse.UNREADABLE]} could not be read again: they stay as they are (--diff says why)")
    if made.applied_at:
        out.print(", ".join(f"{number} {state}" for state, number in sorted(states.items())) or "nothing to apply")
    elif states:
        out.print("nothing is written yet: look closer with --diff, write with --apply")


def _print_changes(out: Console, changes: Differences) -> None:
    for field, (before, after) in changes.items():
        out.print(difference_text(field, compare(before, after)))


def _edit_json(edit: Edit) -> dict[str, Any]:
    changes = {field: {"before": before, "after": after} for field, (before, after) in edit.changes.items()}
    return {"from": edit.before, "to": edit.after, "at": edit.at, "cause": edit.cause, "run": edit.run_id, "changes": changes}
