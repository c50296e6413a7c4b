"""`kliping coverage`: what of each portal is in the archive, day by day, and which portals fell silent."""

import argparse
from dataclasses import asdict, astuple

from scraper.archive import Archive
from scraper.archive.frontier import select_portals
from scraper.archive.statistics import (
    PortalDay,
    SilentPortal,
    list_portal_days,
    list_silent_portals,
)
from scraper.commands.shared import Verbs, day, print_json
from scraper.errors import OK
from scraper.formats.terminal import console, table


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    shown = verbs.add(
        "coverage",
        _coverage,
        "print per portal and day what was discovered, fetched, archived and refused, and why",
    )
    shown.add_argument(
        "portals", nargs="*", metavar="PORTAL", help="slugs of portals or networks (default: all)"
    )
    shown.add_argument("--since", type=day, metavar="DAY", help="this day or later (YYYY-MM-DD)")
    shown.add_argument("--until", type=day, metavar="DAY", help="this day or earlier")
    shown.add_argument(
        "--silent", action="store_true", help="only portals that published on most days and stopped"
    )
    shown.add_argument("--json", action="store_true", help="as JSON")


def _coverage(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        slugs = select_portals(archive, arguments.portals)
        quiet = [one for one in list_silent_portals(archive) if not slugs or one.portal in slugs]
        days = (
            []
            if arguments.silent
            else list_portal_days(
                archive, portals=slugs, since=arguments.since, until=arguments.until
            )
        )
    if arguments.json:
        print_json(
            {"days": [asdict(one) for one in days], "silent": [asdict(one) for one in quiet]}
        )
        return OK
    if not arguments.silent:
        _print_days(days)
    _print_silent(quiet)
    return OK


def _print_days(days: list[PortalDay]) -> None:
    columns = (
        "day",
        "portal",
        "discovered",
        "fetched",
        "archived",
        "revised",
        "unchanged",
        "no article",
        "robots",
        "blocked",
        "gone",
        "failed",
    )
    rows = [
        (
            *astuple(one)[:-1],
            ", ".join(f"{number} {reason}" for reason, number in one.reasons.items()),
        )
        for one in days
    ]
    console().print(table((*columns, "reasons"), rows))


def _print_silent(quiet: list[SilentPortal]) -> None:
    out = console()
    if quiet:
        out.print(
            table(
                ("silent portal", "last article", "days of 28", "asked until", "silent days"),
                map(astuple, quiet),
            )
        )
    else:
        out.print("no portal that published on most days fell silent")
