"""`kliping coverage`: what the archive has of each portal, day by day, and which fell silent."""

import argparse
from dataclasses import asdict, astuple
from typing import Final

from scraper.archive import Archive
from scraper.archive.frontier import select_portals
from scraper.archive.statistics import (
    PortalDay,
    SilentPortal,
    list_portal_days,
    list_silent_portals,
)
from scraper.commands.shared import Commands, day, print_json
from scraper.errors import OK
from scraper.formats.terminal import console, table

DAY_COLUMNS: Final = (
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
    "reasons",
)
SILENT_COLUMNS: Final = (
    "silent portal",
    "last article",
    "days of 28",
    "asked until",
    "silent days",
)


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    coverage = commands.add(
        "coverage",
        _run,
        "print what was discovered, fetched, archived and refused per portal and day, and why",
    )
    coverage.add_argument(
        "portals", nargs="*", metavar="PORTAL", help="slugs of portals or networks (default: all)"
    )
    coverage.add_argument("--since", type=day, metavar="DAY", help="this day or later (YYYY-MM-DD)")
    coverage.add_argument("--until", type=day, metavar="DAY", help="this day or earlier")
    coverage.add_argument(
        "--silent",
        action="store_true",
        help="only portals that published on most days and then stopped",
    )
    coverage.add_argument("--json", action="store_true", help="as JSON")


def _run(arguments: argparse.Namespace) -> int:
    days: list[PortalDay] = []
    with Archive.open(arguments.archive, read_only=True) as archive:
        slugs = select_portals(archive, arguments.portals)
        silent = [one for one in list_silent_portals(archive) if not slugs or one.portal in slugs]
        if not arguments.silent:
            days = list_portal_days(
                archive, portals=slugs, since=arguments.since, until=arguments.until
            )
    if arguments.json:
        print_json(
            {"days": [asdict(one) for one in days], "silent": [asdict(one) for one in silent]}
        )
        return OK
    if not arguments.silent:
        console().print(table(DAY_COLUMNS, map(_day_row, days)))
    _print_silent(silent)
    return OK


def _day_row(one: PortalDay) -> tuple[object, ...]:
    reasons = ", ".join(f"{number} {reason}" for reason, number in one.reasons.items())
    return (*astuple(one)[:-1], reasons)


def _print_silent(silent: list[SilentPortal]) -> None:
    out = console()
    if silent:
        out.print(table(SILENT_COLUMNS, map(astuple, silent)))
    else:
        out.print("no portal that published on most days fell silent")
