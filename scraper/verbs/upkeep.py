"""`kliping check` and `kliping backup`: that the archive is whole, and stays."""

import argparse
from dataclasses import asdict
from pathlib import Path

from scraper.archive import Archive, backups, checking, lock
from scraper.archive.checking import Finding
from scraper.errors import DEGRADED, OK
from scraper.render import console, plain
from scraper.verbs.shared import Verbs, print_json


def add(verbs: Verbs) -> None:
    """Declare both verbs."""
    check = verbs.add("check", _check, "look whether the archive is whole: files, search index, counts, ledger, every text and page")
    check.add_argument("--repair", action="store_true", help="mend what can be mended without losing anything")
    check.add_argument("--quick", action="store_true", help="leave out the hashes of texts and pages")
    check.add_argument("--json", action="store_true", help="as a JSON array")

    backup = verbs.add("backup", _backup, "copy the archive into a folder, while a crawl may go on, and check the copy")
    backup.add_argument("folder", type=Path, metavar="FOLDER", help="made where it is missing; no earlier backup is overwritten")


def _check(arguments: argparse.Namespace) -> int:
    err = console(stderr=True)
    with lock(arguments.archive), Archive.open(arguments.archive) as archive:
        findings = checking.check(
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


def _backup(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        made = backups.backup(archive, arguments.folder)
    console().print(
        f"{made.articles} articles in {made.archive}, {made.pages} pages in {made.snapshots}: checked and whole", soft_wrap=True
    )
    return OK


def _print(findings: list[Finding]) -> None:
    out = console()
    if not findings:
        out.print("the archive is whole")
    for finding in findings:
        end = "mended" if finding.mended else finding.remedy
        out.print(f"{finding.count} {finding.what}: {end}", style="green" if finding.mended else "red")
        for example in finding.examples:
            out.print(f"  {plain(example)}", markup=False, soft_wrap=True)
