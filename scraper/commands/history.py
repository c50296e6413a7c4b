"""`kliping revisions`, `kliping reparse` and `kliping forget`: what an article said before, and what it says when read again."""

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from scraper.archive import Archive, lock_archive
from scraper.archive.articles import (
    Differences,
    Edit,
    Plan,
    Selection,
    Suspect,
    accept_suspect,
    count_articles_by_state,
    count_changes_by_field,
    dismiss_suspect,
    forget_article,
    list_changes,
    load_article,
    load_edits,
    waiting_suspects,
)
from scraper.archive.frontier import select_portals
from scraper.archive.maintenance import MIB, optimise_archive, purge_takedowns
from scraper.commands.shared import Verbs, complain, config, count, day, declarations, print_json
from scraper.errors import DEGRADED, OK, InputError, TakenDown
from scraper.formats.terminal import console, difference_text, printable_text, table
from scraper.ingest import reparse
from scraper.model.diff import compare_texts


def add(verbs: Verbs) -> None:
    """Declare the verbs."""
    shown = verbs.add(
        "revisions",
        _revisions,
        "print what changed in an archived article, word by word; or the states not believed yet",
    )
    shown.add_argument(
        "key",
        metavar="ARTICLE",
        nargs="?",
        help="its number, URL or urn; with --suspect it may be left out",
    )
    shown.add_argument(
        "--suspect",
        action="store_true",
        help="list the states that have lost what their article always had, and wait",
    )
    shown.add_argument(
        "--run", type=count, metavar="N", help="with --suspect: only those that this run saw first"
    )
    shown.add_argument(
        "--portal",
        action="append",
        default=[],
        metavar="SLUG",
        help="with --suspect: only of this portal or network",
    )
    decided = shown.add_mutually_exclusive_group()
    decided.add_argument(
        "--accept",
        action="store_true",
        help="with --suspect: they are edits by the portal: make them revisions",
    )
    decided.add_argument(
        "--dismiss",
        action="store_true",
        help="with --suspect: they are none: the articles stay as they are",
    )
    shown.add_argument("--json", action="store_true", help="as a JSON array, oldest change first")

    again = verbs.add(
        "reparse",
        _reparse,
        "read the kept pages with today's parser: show what would change, or apply it",
    )
    again.add_argument(
        "--portal",
        action="append",
        default=[],
        metavar="SLUG",
        help="only this portal or network; may be repeated",
    )
    again.add_argument(
        "--since",
        type=day,
        metavar="DAY",
        help="only articles published on this day or later (YYYY-MM-DD)",
    )
    again.add_argument("--diff", action="store_true", help="print every change, word by word")
    again.add_argument(
        "--apply",
        action="store_true",
        help="write the changes; what they supersede stays in the history",
    )
    again.add_argument(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: one per core)",
    )
    again.add_argument(
        "--json", action="store_true", help="the summary (with --diff: every change) as JSON"
    )

    taken = verbs.add(
        "forget",
        _forget,
        "take articles out for good, with their pages and their history; a tombstone keeps"
        " each out",
    )
    taken.add_argument(
        "keys", nargs="+", metavar="ARTICLE", help="its number, URL, urn or citation"
    )
    taken.add_argument(
        "--reason", required=True, help="why, for the tombstone: 'court order 12/2026'"
    )


def _revisions(arguments: argparse.Namespace) -> int:
    if arguments.suspect:
        return _suspects(arguments)
    if arguments.run or arguments.portal or arguments.accept or arguments.dismiss:
        raise InputError("--run, --portal, --accept and --dismiss go with --suspect")
    if arguments.key is None:
        raise InputError(
            "name an article: its number, URL or urn; or `kliping revisions --suspect` for what"
            " waits for a decision"
        )
    with Archive.open(arguments.archive, read_only=True) as archive:
        article = load_article(archive, arguments.key)
        edits = load_edits(archive, article.article_id)
    if arguments.json:
        print_json([_edit_json(edit) for edit in edits])
        return OK
    out = console()
    if not edits:
        out.print(
            f"article {article.article_id} never changed since it was first seen on"
            f" {article.first_seen_at}"
        )
    for edit in edits:
        out.print(
            f"revision {edit.before} → {edit.after}, {edit.at}, changed by the {edit.cause}",
            style="bold",
        )
        _print_changes(out, edit.changes)
    return OK


def _suspects(arguments: argparse.Namespace) -> int:
    """List what waits, or decide all that is listed."""
    deciding = arguments.accept or arguments.dismiss
    if deciding and not (arguments.key or arguments.run or arguments.portal):
        raise InputError(
            "say which: an article, --run N or --portal SLUG; `kliping revisions --suspect` lists"
            " them"
        )
    with (
        lock_archive(arguments.archive) if deciding else nullcontext(),
        Archive.open(arguments.archive, read_only=not deciding) as archive,
    ):
        slugs = select_portals(archive, arguments.portal)
        article_id = load_article(archive, arguments.key).article_id if arguments.key else None
        found = _decided(
            archive,
            waiting_suspects(archive, article_id=article_id, run_id=arguments.run, portals=slugs),
            arguments,
        )
        if arguments.json:
            print_json([asdict(one) for one in found])
            return OK
        out, shown = console(), 0
        for one in found:
            shown += 1
            out.print(
                f"article {one.article_id}  {one.headline}  {one.url}",
                style="bold",
                markup=False,
                soft_wrap=True,
            )
            times = f"run {one.run_id}, seen {one.seen} times since {one.observed_at}"
            out.print(
                f"  {one.portal}, {times}: {printable_text(one.reason)}",
                markup=False,
                soft_wrap=True,
            )
        became = (
            "accepted: they are revisions now"
            if arguments.accept
            else "dismissed"
            if arguments.dismiss
            else "wait for a decision"
        )
        out.print(f"{shown} suspect states {became}")
    return OK


def _decided(
    archive: Archive, found: Iterable[Suspect], arguments: argparse.Namespace
) -> Iterator[Suspect]:
    """Each of them, once it is decided as the arguments say."""
    for one in found:
        if arguments.accept:
            accept_suspect(archive, one.id, at=datetime.now(UTC))
        elif arguments.dismiss:
            dismiss_suspect(archive, one.id, at=datetime.now(UTC))
        yield one


def _reparse(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    chosen = known.select(arguments.portal) if arguments.portal else ()
    selection = Selection(tuple(sorted(portal.slug for portal in chosen)), arguments.since)
    workers, err, budget = (
        max(1, arguments.workers),
        console(stderr=True),
        config(arguments).page_budget,
    )
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
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
            optimise_archive(archive)
        if arguments.json:
            print_json(_plan_json(archive, made, every=arguments.diff))
        else:
            _print_plan(archive, made, every=arguments.diff)
        fields = count_changes_by_field(archive, made)
    return DEGRADED if fields.keys() & {reparse.REFUSED, reparse.UNREADABLE} else OK


def _forget(arguments: argparse.Namespace) -> int:
    err = console(stderr=True)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        articles = _to_forget(archive, arguments.keys)
        gone = [
            forget_article(archive, number, reason=arguments.reason, at=datetime.now(UTC)).url
            for number in articles
        ]
        optimise_archive(archive)
        size = (
            sum(
                path.stat().st_size
                for path in (archive.path, archive.snapshots_path)
                if path.exists()
            )
            / MIB
        )
        err.print(f"writing both files anew without them ({size:,.0f} MiB)", style="dim")
        left = purge_takedowns(archive, at=datetime.now(UTC))
    for url in gone:
        console().print(f"{'taken down' if left else 'forgotten'}: {url}", soft_wrap=True)
    for why in left:
        complain(f"words of it are still in the files: {why}; then run `kliping check --repair`")
    return DEGRADED if left else OK


def _to_forget(archive: Archive, keys: Sequence[str]) -> list[int]:
    """The articles' numbers, each once.

    Of one that is gone already at most a trace is left; where one is unknown, none goes.
    """
    numbers: dict[int, None] = {}
    for key in keys:
        try:
            numbers[load_article(archive, key).article_id] = None
        except TakenDown as error:
            complain(str(error))
    return list(numbers)


def _plan_json(archive: Archive, made: Plan, *, every: bool) -> dict[str, Any]:
    summary: dict[str, Any] = {
        "plan": made.id,
        "parser_version": made.parser_version,
        "articles": made.articles,
        "unreadable": made.unreadable,
        "applied_at": made.applied_at,
        "fields": count_changes_by_field(archive, made),
        "states": count_articles_by_state(archive, made),
    }
    if every:
        summary["changes"] = [
            {
                "article": c.article_id,
                "url": c.url,
                "field": c.field,
                "before": c.before,
                "after": c.after,
                "state": c.state,
            }
            for c in list_changes(archive, made)
        ]
    return summary


def _print_plan(archive: Archive, made: Plan, *, every: bool) -> None:
    out = console()
    if every:
        shown = None
        for change in list_changes(archive, made):
            if change.article_id != shown:
                out.print(
                    f"\narticle {change.article_id}  {change.headline}  {change.url}",
                    style="bold",
                    markup=False,
                )
                shown = change.article_id
            _print_changes(out, {change.field: (change.before, change.after)})
        out.print()
    fields, states = count_changes_by_field(archive, made), count_articles_by_state(archive, made)
    out.print(table(("field", "articles"), fields.items()))
    out.print(
        f"{made.articles} articles read again by {made.parser_version}, {sum(states.values())} of"
        " them differently"
    )
    if reparse.REFUSED in fields:
        out.print(
            f"{fields[reparse.REFUSED]} are no articles for today's parser: they stay as they are"
            " (--diff names them)"
        )
    if reparse.UNREADABLE in fields:
        out.print(
            f"{fields[reparse.UNREADABLE]} could not be read again: they stay as they are (--diff"
            " says why)"
        )
    if made.applied_at:
        out.print(
            ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
            or "nothing to apply"
        )
    elif states:
        out.print("nothing is written yet: look closer with --diff, write with --apply")


def _print_changes(out: Console, changes: Differences) -> None:
    for field, (before, after) in changes.items():
        out.print(difference_text(field, compare_texts(before, after)))


def _edit_json(edit: Edit) -> dict[str, Any]:
    changes = {
        field: {"before": before, "after": after} for field, (before, after) in edit.changes.items()
    }
    return {
        "from": edit.before,
        "to": edit.after,
        "at": edit.at,
        "cause": edit.cause,
        "run": edit.run_id,
        "changes": changes,
    }
