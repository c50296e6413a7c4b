"""`kliping portals`: list the portals that Kliping knows, and how far each is verified."""

import argparse
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from scraper.archive import Archive
from scraper.archive.frontier import Verification, latest_verifications
from scraper.commands import portals_check
from scraper.commands.shared import Commands, complain, load_registry, print_json
from scraper.errors import OK, ArchiveError, InputError
from scraper.formats.json_values import portal_json
from scraper.formats.terminal import console, table
from scraper.portals import LIVE, SAVED, Portal, Registry


class Standing(StrEnum):
    """How far a portal's declaration is verified."""

    LIVE = "live"
    """It was right when it was last tried on the living site."""
    DRIFT = "drift"
    """It was wrong then."""
    SAVED = "saved"
    """It was tried on saved pages of the portal."""
    DECLARED = "declared"
    """It rests on public sources."""


COLUMNS: Final = ("slug", "name", "network", "platform", "province", "zone", "hosts", "verified")

_FILTERS: Final[Mapping[str, Callable[[Portal], str]]] = {
    "network": lambda portal: portal.network.slug,
    "province": lambda portal: portal.province.title if portal.province else "",
    "platform": lambda portal: portal.network.platform,
}
"""The options that choose portals by a name, and where each portal has that name."""


def register(commands: Commands) -> None:
    """Declare the arguments of the command and of `portals check`."""
    portals = commands.add(
        "portals",
        _run,
        "list the portals that Kliping knows, or try their declarations on the living sites",
    )
    portals.add_argument("--network", metavar="SLUG", help="only of this network")
    portals.add_argument("--province", metavar="NAME", help="only of this province")
    portals.add_argument("--platform", metavar="NAME", help="only on this system")
    portals.add_argument(
        "--verified", choices=[one.value for one in Standing], help="only those verified this far"
    )
    portals.add_argument("--json", action="store_true", help="as a JSON array")
    portals_check.register(portals.add_subparsers(metavar="ACTION"))


def _run(arguments: argparse.Namespace) -> int:
    registry = load_registry(arguments)
    verifications = _load_verifications(arguments)
    rows = []
    for portal in _select(registry, arguments):
        tried = verifications.get(portal.slug)
        if arguments.verified in (None, _standing(portal, tried)):
            rows.append(portal_json(portal) | {"verified": _verified_text(portal, tried)})
    if arguments.json:
        print_json(rows)
    else:
        console().print(table(COLUMNS, map(_cells, rows)))
    return OK


def _select(registry: Registry, arguments: argparse.Namespace) -> list[Portal]:
    """The portals that pass the filters by name.

    Raises:
        InputError: no portal has the name; an empty list would hide the typing error.
    """
    chosen = list(registry)
    for field, name_of in _FILTERS.items():
        wanted = getattr(arguments, field)
        if wanted is None:
            continue
        names = {name_of(portal).casefold(): name_of(portal) for portal in registry}
        if wanted.casefold() not in names:
            raise InputError(
                f"no portal has the {field} {wanted!r}: there are"
                f" {', '.join(sorted(filter(None, names.values())))}"
            )
        chosen = [portal for portal in chosen if name_of(portal).casefold() == wanted.casefold()]
    return chosen


def _load_verifications(arguments: argparse.Namespace) -> Mapping[str, Verification]:
    """The last trial of each portal, by slug.

    The list of portals needs no archive: if there is none, or it cannot be read, this is empty.
    """
    if not arguments.archive.exists():
        return {}
    try:
        with Archive.open(arguments.archive, read_only=True) as archive:
            return latest_verifications(archive)
    except ArchiveError as error:
        complain(f"{error}; until then the portals are listed without the archive's trials")
        return {}


def _standing(portal: Portal, tried: Verification | None) -> Standing:
    if tried is not None:
        return Standing.LIVE if tried.passed else Standing.DRIFT
    if portal.network.verified.startswith(LIVE):
        return Standing.LIVE
    return Standing.SAVED if portal.verified.startswith(SAVED) else Standing.DECLARED


def _verified_text(portal: Portal, tried: Verification | None) -> str:
    """How far the portal is verified, in words; the last trial comes first."""
    if tried is None:
        return portal.verified
    result = "verified on" if tried.passed else f"drift ({len(tried.findings)} findings) seen on"
    return f"{result} {tried.checked_at:%Y-%m-%d}; {portal.verified}"


def _cells(row: dict[str, Any]) -> list[object]:
    shown = row | {"hosts": ", ".join(row["hosts"])}
    return [shown[column] for column in COLUMNS]
