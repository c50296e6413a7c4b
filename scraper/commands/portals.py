"""`kliping portals` and `kliping portals check`: what Kliping knows of each portal, and whether that still holds."""

import argparse
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from scraper.archive import Archive
from scraper.archive.frontier import Verification, latest_verifications
from scraper.commands.shared import Verbs, complain, config, declarations, path, print_json
from scraper.errors import DEGRADED, OK, ArchiveError, InputError
from scraper.formats.json_values import portal_json
from scraper.formats.terminal import console, table
from scraper.model.fields import Filled
from scraper.portals import LIVE, SAVED, Portal, Registry


class Standing(StrEnum):
    """How far a portal's declaration is verified."""

    LIVE = "live"
    """It held when it was last tried on the living site."""
    DRIFT = "drift"
    """It did not."""
    SAVED = "saved"
    """It was tried on saved pages of the portal."""
    DECLARED = "declared"
    """It rests on public sources."""


_COLUMNS: Final = ("slug", "name", "network", "platform", "province", "zone", "hosts", "verified")

_FILTERS: Final[Mapping[str, Callable[[Portal], str]]] = {
    "network": lambda portal: portal.network.slug,
    "province": lambda portal: portal.province.title if portal.province else "",
    "platform": lambda portal: portal.network.platform,
}
"""The options that choose portals by a name, and that name of each portal."""


def add(verbs: Verbs) -> None:
    """Declare the verb and what it can do."""
    portals = verbs.add(
        "portals",
        _portals,
        "list the portals that Kliping knows, or try their declarations on the living sites",
    )
    portals.add_argument("--network", metavar="SLUG", help="only of this network")
    portals.add_argument("--province", metavar="NAME", help="only of this province")
    portals.add_argument("--platform", metavar="NAME", help="only on this system")
    portals.add_argument(
        "--verified", choices=[one.value for one in Standing], help="only those verified so far"
    )
    portals.add_argument("--json", action="store_true", help="as a JSON array")
    actions = portals.add_subparsers(metavar="ACTION")
    check = actions.add_parser(
        "check",
        help=(
            "ask each portal for its sources and three articles; what holds is recorded as verified"
        ),
    )
    check.add_argument("slugs", nargs="+", metavar="SLUG", help="slugs of portals or networks")
    # What stands before `check` was read already: a default here would undo it.
    check.add_argument(
        "--archive", default=argparse.SUPPRESS, type=path, metavar="PATH", help="the archive's file"
    )
    check.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="as a JSON array"
    )
    check.set_defaults(verb=_check)


def _portals(arguments: argparse.Namespace) -> int:
    known = declarations(arguments)
    tried = _tried(arguments)
    chosen = [
        portal
        for portal in _chosen(arguments, known)
        if _stands(arguments, portal, tried.get(portal.slug))
    ]
    shown = [
        portal_json(portal) | {"verified": _verified(portal, tried.get(portal.slug))}
        for portal in chosen
    ]
    if arguments.json:
        print_json(shown)
        return OK
    console().print(
        table(
            _COLUMNS, [[", ".join(p[c]) if c == "hosts" else p[c] for c in _COLUMNS] for p in shown]
        )
    )
    return OK


def _chosen(arguments: argparse.Namespace, known: Registry) -> Iterable[Portal]:
    """The portals that pass the filters by name; a name that no portal has is an error, not an empty list."""
    chosen = list(known)
    for field, value_of in _FILTERS.items():
        wanted = getattr(arguments, field)
        if wanted is None:
            continue
        values = {value_of(portal).casefold(): value_of(portal) for portal in known}
        if wanted.casefold() not in values:
            raise InputError(
                f"no portal has the {field} {wanted!r}: there are"
                f" {', '.join(sorted(filter(None, values.values())))}"
            )
        chosen = [portal for portal in chosen if value_of(portal).casefold() == wanted.casefold()]
    return chosen


def _tried(arguments: argparse.Namespace) -> Mapping[str, Verification]:
    """What the archive knows of trials; nothing where there is no archive yet, or none that can be read: the list needs none."""
    if not arguments.archive.exists():
        return {}
    try:
        with Archive.open(arguments.archive, read_only=True) as archive:
            return latest_verifications(archive)
    except ArchiveError as error:
        complain(f"{error}; until then the portals are listed without what it knows of trials")
        return {}


def _standing(portal: Portal, tried: Verification | None) -> Standing:
    if tried is not None:
        return Standing.LIVE if tried.passed else Standing.DRIFT
    if portal.network.verified.startswith(LIVE):
        return Standing.LIVE
    return Standing.SAVED if portal.verified.startswith(SAVED) else Standing.DECLARED


def _stands(arguments: argparse.Namespace, portal: Portal, tried: Verification | None) -> bool:
    return arguments.verified is None or arguments.verified == _standing(portal, tried)


def _verified(portal: Portal, tried: Verification | None) -> str:
    """How far the portal is verified, in words: the last trial first."""
    if tried is None:
        return portal.verified
    said = "verified on" if tried.passed else f"drift ({len(tried.findings)} findings) seen on"
    return f"{said} {tried.checked_at:%Y-%m-%d}; {portal.verified}"


def _check(arguments: argparse.Namespace) -> int:
    from scraper.commands.site_text import check_text
    from scraper.crawl.probe import (
        Probe,
        run_probe,
    )  # only the verbs that fetch may load Scrapy: it costs half a second
    from scraper.recognise import Examined, examine

    settings, known = config(arguments), declarations(arguments)
    portals = known.select(arguments.slugs)
    for portal in portals:
        if portal.network.crawl_policy.refusal:
            raise InputError(
                f"{portal.slug} is not asked for anything: {portal.network.crawl_policy.refusal};"
                " leave it out"
            )

    async def try_all(probe: Probe) -> list[tuple[Portal, Examined, tuple[str, ...]]]:
        done = []
        for portal in portals:
            at = datetime.now(UTC)
            seen = await examine(probe, portal, at.astimezone(portal.zone.tzinfo).date())
            done.append((portal, seen, probe.verify(portal, seen)))
            await probe.file(portal, seen.samples)
        return done

    command = {"command": "portals check", "portals": [portal.slug for portal in portals]}
    done = run_probe(
        settings,
        known,
        arguments.archive,
        command,
        try_all,
        {portal.network.slug: portal.network for portal in portals}.values(),
    )
    if arguments.json:
        print_json(
            [
                {
                    "slug": portal.slug,
                    "fill": Filled.of(seen.articles).having,
                    "findings": list(broke),
                }
                for portal, seen, broke in done
            ]
        )
    else:
        for portal, seen, broke in done:
            console().print(check_text(portal, seen, broke), soft_wrap=True)
    drifted = [portal.slug for portal, _, broke in done if broke]
    if drifted:
        complain(f"{len(drifted)} of {len(done)} portals drifted: {', '.join(drifted)}")
    return DEGRADED if drifted else OK
