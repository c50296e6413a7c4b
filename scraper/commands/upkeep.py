"""`kliping check`, `kliping backup` and `kliping prune`: that the archive is whole, stays, and has room."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import begin_run, finish_run
from scraper.archive.maintenance import MIB, Finding, back_up, check_archive
from scraper.archive.pages import prune_pages
from scraper.archive.storage import abandon_lost_pages
from scraper.commands.shared import Verbs, count, path, print_json
from scraper.errors import DEGRADED, OK
from scraper.formats.terminal import console, printable_text


def add(verbs: Verbs) -> None:
    """Declare the verbs."""
    check = verbs.add(
        "check",
        _check,
        "look whether the archive is whole: files, search index, counts, ledger, every text and"
        " page",
    )
    check.add_argument(
        "--repair", action="store_true", help="mend what can be mended without losing anything"
    )
    check.add_argument(
        "--quick", action="store_true", help="leave out the hashes of texts and pages"
    )
    check.add_argument(
        "--without-pages",
        action="store_true",
        help="go on where the file of pages is lost for good: articles stay, their pages do not",
    )
    check.add_argument("--json", action="store_true", help="as a JSON array")

    backup = verbs.add(
        "backup",
        _backup,
        "copy the archive into a folder, while a crawl may go on, and check the copy",
    )
    backup.add_argument(
        "folder",
        type=path,
        metavar="FOLDER",
        help="made where it is missing; no earlier backup is overwritten",
    )

    prune = verbs.add(
        "prune",
        _prune,
        "delete old pages to make room; no article goes, nor any page that its newest state was"
        " read from",
    )
    prune.add_argument(
        "--older-than",
        type=count,
        required=True,
        metavar="DAYS",
        help="pages that were fetched so long ago",
    )
    prune.add_argument("--dry-run", action="store_true", help="only say how many")


def _check(arguments: argparse.Namespace) -> int:
    if arguments.without_pages:
        return _without_pages(arguments.archive)
    err = console(stderr=True)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        findings = check_archive(
            archive,
            repair=arguments.repair,
            quick=arguments.quick,
            told=lambda what: err.print(f"looking at {what}", style="dim"),
        )
    if arguments.json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    return OK if all(finding.mended for finding in findings) else DEGRADED


def _without_pages(path: Path) -> int:
    now = datetime.now(UTC)
    with lock_archive(path), Archive.open(path, pages_lost=True) as archive, archive.transaction():
        run_id = begin_run(
            archive, arguments={"command": "check", "without_pages": True}, started_at=now
        )
        articles = abandon_lost_pages(archive)
        finish_run(
            archive, run_id, status="finished", stats={"articles": articles}, finished_at=now
        )
    console().print(
        f"{articles} articles have no page now; the next page that is kept begins a new file",
        soft_wrap=True,
    )
    return OK


def _backup(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        made = back_up(archive, arguments.folder)
    console().print(
        f"{made.articles} articles in {made.archive}, {made.pages} pages in {made.snapshots}:"
        " checked and whole",
        soft_wrap=True,
    )
    return OK


def _prune(arguments: argparse.Namespace) -> int:
    before = datetime.now(UTC) - timedelta(days=arguments.older_than)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        pruned = prune_pages(archive, older_than=before, dry_run=arguments.dry_run)
    done = (
        "would go"
        if arguments.dry_run
        else "are gone; the file keeps its size, and the next pages find room in it"
    )
    console().print(
        f"{pruned.pages} pages of before {before:%Y-%m-%d}, {pruned.packed / MIB:.1f} MiB packed,"
        f" {done}",
        soft_wrap=True,
    )
    return OK


def _print(findings: list[Finding]) -> None:
    out = console()
    if not findings:
        out.print("the archive is whole")
    for finding in findings:
        end = "mended" if finding.mended else finding.remedy
        out.print(
            f"{finding.count} {finding.what}: {end}", style="green" if finding.mended else "red"
        )
        for example in finding.examples:
            out.print(f"  {printable_text(example)}", markup=False, soft_wrap=True)
