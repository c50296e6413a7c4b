"""`kliping check`: whether the archive is intact; repair what can be repaired."""

import argparse
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import begin_run, finish_run
from scraper.archive.maintenance import Finding, check_archive
from scraper.archive.storage import abandon_lost_pages
from scraper.commands.shared import Commands, print_json
from scraper.errors import DEGRADED, OK
from scraper.formats.terminal import console, printable_text


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    check = commands.add(
        "check",
        _run,
        "check that the archive is intact: files, search index, counts, ledger, every text and"
        " page",
    )
    check.add_argument(
        "--repair", action="store_true", help="repair what can be repaired without losing anything"
    )
    check.add_argument("--quick", action="store_true", help="skip the hashes of texts and pages")
    check.add_argument(
        "--without-pages",
        action="store_true",
        help="continue without a file of pages that is lost for good: the articles stay, their"
        " pages do not",
    )
    check.add_argument("--json", action="store_true", help="as a JSON array")


def _run(arguments: argparse.Namespace) -> int:
    if arguments.without_pages:
        return _abandon_pages(arguments.archive)
    err = console(stderr=True)
    with lock_archive(arguments.archive), Archive.open(arguments.archive) as archive:
        findings = check_archive(
            archive,
            repair=arguments.repair,
            quick=arguments.quick,
            progress=lambda what: err.print(f"looking at {what}", style="dim"),
        )
    if arguments.json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    return OK if all(finding.mended for finding in findings) else DEGRADED


def _abandon_pages(path: Path) -> int:
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
