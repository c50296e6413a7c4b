"""`kliping portals`: what Kliping knows of each portal."""

import argparse

from scraper.errors import OK
from scraper.render import console, portal_json, table
from scraper.verbs.shared import Verbs, declarations, print_json


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    portals = verbs.add("portals", _portals, "list the portals that Kliping knows")
    portals.add_argument("--json", action="store_true", help="as a JSON array")


def _portals(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    if arguments.json:
        print_json([portal_json(portal) for portal in known])
        return OK
    columns = ("slug", "name", "network", "province", "zone", "hosts", "verified")
    shown = [portal_json(portal) for portal in known]
    console().print(table(columns, [[", ".join(p[c]) if c == "hosts" else p[c] for c in columns] for p in shown]))
    return OK
