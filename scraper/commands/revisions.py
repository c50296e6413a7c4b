"""`kliping revisions`: what changed in an archived article; which states are suspect."""

import argparse
from typing import Any

from rich.console import Console

from scraper.archive import Archive
from scraper.archive.articles import Differences, Edit, load_article, load_edits
from scraper.commands import suspects
from scraper.commands.shared import Commands, count, print_json
from scraper.errors import OK, InputError
from scraper.formats.terminal import console, difference_text
from scraper.model.diff import compare_texts


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    revisions = commands.add(
        "revisions",
        _run,
        "print what changed in an archived article, word by word; or list the suspect states",
    )
    revisions.add_argument(
        "key",
        metavar="ARTICLE",
        nargs="?",
        help="its number, URL or urn; optional with --suspect",
    )
    _add_suspect_options(revisions)
    revisions.add_argument(
        "--json", action="store_true", help="as a JSON array, oldest change first"
    )


def _add_suspect_options(revisions: argparse.ArgumentParser) -> None:
    revisions.add_argument(
        "--suspect",
        action="store_true",
        help="list the waiting states, which lack something that their article always had",
    )
    revisions.add_argument(
        "--run",
        dest="run_id",
        type=count,
        metavar="N",
        help="with --suspect: only those first seen in this run",
    )
    revisions.add_argument(
        "--portal",
        action="append",
        default=[],
        metavar="SLUG",
        help="with --suspect: only of this portal or network; may be repeated",
    )
    decision = revisions.add_mutually_exclusive_group()
    decision.add_argument(
        "--accept",
        action="store_true",
        help="with --suspect: the portal edited these articles: make the states revisions",
    )
    decision.add_argument(
        "--dismiss",
        action="store_true",
        help="with --suspect: these are not edits: the articles stay as they are",
    )


def _run(arguments: argparse.Namespace) -> int:
    if arguments.suspect:
        return suspects.run(arguments)
    if arguments.run_id or arguments.portal or arguments.accept or arguments.dismiss:
        raise InputError("--run, --portal, --accept and --dismiss go with --suspect")
    if arguments.key is None:
        raise InputError(
            "name an article: its number, URL or urn;"
            " or list what waits for a decision with `kliping revisions --suspect`"
        )
    with Archive.open(arguments.archive, read_only=True) as archive:
        article = load_article(archive, arguments.key)
        edits = load_edits(archive, article.article_id)
    if arguments.json:
        print_json([_json(edit) for edit in edits])
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
        print_changes(out, edit.changes)
    return OK


def print_changes(out: Console, changes: Differences) -> None:
    """Print what changed in each field, word by word."""
    for field, (before, after) in changes.items():
        out.print(difference_text(field, compare_texts(before, after)))


def _json(edit: Edit) -> dict[str, Any]:
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
