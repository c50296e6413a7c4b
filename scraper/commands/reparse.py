"""`kliping reparse`: read the stored pages again with the present parser."""

import argparse
import os
from typing import Any

from rich.console import Console

from scraper.archive import Archive, lock_archive
from scraper.archive.articles import (
    Plan,
    Selection,
    count_articles_by_state,
    count_changes_by_field,
    list_changes,
)
from scraper.archive.maintenance import optimise_archive
from scraper.commands.revisions import print_changes
from scraper.commands.shared import (
    Commands,
    count,
    day,
    load_config,
    load_registry,
    print_json,
)
from scraper.errors import DEGRADED, OK
from scraper.formats.terminal import console, table
from scraper.ingest import reparse
from scraper.portals import Registry


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    added = commands.add(
        "reparse",
        _run,
        "read the stored pages with the present parser: show what would change, or apply it",
    )
    added.add_argument(
        "--portal",
        action="append",
        default=[],
        metavar="SLUG",
        help="only this portal or network; may be repeated",
    )
    added.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only articles published on this day or later (YYYY-MM-DD)",
    )
    added.add_argument("--diff", action="store_true", help="print every change, word by word")
    added.add_argument(
        "--apply",
        action="store_true",
        help="write the changes; what they supersede stays in the history",
    )
    added.add_argument(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one per core)",
    )
    added.add_argument(
        "--json", action="store_true", help="the summary (with --diff: every change) as JSON"
    )


def _run(arguments: argparse.Namespace) -> int:
    registry = load_registry(arguments)
    workers, budget = max(1, arguments.workers), load_config(arguments).page_budget
    err = console(stderr=True)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        plan = reparse.plan(
            archive,
            registry,
            _selection(arguments, registry),
            workers=workers,
            told=lambda plan: err.print(f"{plan.articles} articles read", style="dim"),
            budget=budget,
        )
        if arguments.apply:
            plan = reparse.apply(archive, registry, plan, workers=workers, budget=budget)
            optimise_archive(archive)
        if arguments.json:
            print_json(_json(archive, plan, with_changes=arguments.diff))
        else:
            _print(archive, plan, with_changes=arguments.diff)
        fields = count_changes_by_field(archive, plan)
    return DEGRADED if fields.keys() & {reparse.REFUSED, reparse.UNREADABLE} else OK


def _selection(arguments: argparse.Namespace, registry: Registry) -> Selection:
    chosen = registry.select(arguments.portal) if arguments.portal else ()
    return Selection(tuple(sorted(portal.slug for portal in chosen)), arguments.since)


def _json(archive: Archive, plan: Plan, *, with_changes: bool) -> dict[str, Any]:
    summary: dict[str, Any] = {
        "plan": plan.id,
        "parser_version": plan.parser_version,
        "articles": plan.articles,
        "unreadable": plan.unreadable,
        "applied_at": plan.applied_at,
        "fields": count_changes_by_field(archive, plan),
        "states": count_articles_by_state(archive, plan),
    }
    if with_changes:
        summary["changes"] = [
            {
                "article": change.article_id,
                "url": change.url,
                "field": change.field,
                "before": change.before,
                "after": change.after,
                "state": change.state,
            }
            for change in list_changes(archive, plan)
        ]
    return summary


def _print(archive: Archive, plan: Plan, *, with_changes: bool) -> None:
    out = console()
    if with_changes:
        _print_changes(out, archive, plan)
    fields, states = count_changes_by_field(archive, plan), count_articles_by_state(archive, plan)
    out.print(table(("field", "articles"), fields.items()))
    out.print(
        f"{plan.articles} articles read again by {plan.parser_version},"
        f" {sum(states.values())} of them differently"
    )
    if reparse.REFUSED in fields:
        out.print(
            f"{fields[reparse.REFUSED]} are not articles to the present parser:"
            " they stay as they are (--diff names them)"
        )
    if reparse.UNREADABLE in fields:
        out.print(
            f"{fields[reparse.UNREADABLE]} could not be read again:"
            " they stay as they are (--diff says why)"
        )
    if plan.applied_at:
        applied = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        out.print(applied or "nothing to apply")
    elif states:
        out.print("nothing is written yet: look closer with --diff, write with --apply")


def _print_changes(out: Console, archive: Archive, plan: Plan) -> None:
    """Print every change under the heading of its article."""
    printed = None
    for change in list_changes(archive, plan):
        if change.article_id != printed:
            out.print(
                f"\narticle {change.article_id}  {change.headline}  {change.url}",
                style="bold",
                markup=False,
            )
            printed = change.article_id
        print_changes(out, {change.field: (change.before, change.after)})
    out.print()
