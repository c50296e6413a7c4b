"""`kliping portals check`: try the declarations of portals on the living sites."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scraper.commands.shared import complain, load_config, load_registry, path, print_json
from scraper.errors import DEGRADED, OK, InputError
from scraper.formats.terminal import console
from scraper.model.fields import Filled
from scraper.portals import Portal

if TYPE_CHECKING:
    from scraper.crawl.probe import Probe
    from scraper.recognise import Examined


def register(actions: Any) -> None:
    """Declare the arguments; `actions` is what `add_subparsers` returned for `portals`."""
    check = actions.add_parser(
        "check",
        help="fetch the sources and three articles of each portal; record whether its declaration"
        " is still right",
    )
    check.add_argument("slugs", nargs="+", metavar="SLUG", help="slugs of portals or networks")
    # `portals` has parsed its own options already: a default here would overwrite them.
    check.add_argument(
        "--archive", default=argparse.SUPPRESS, type=path, metavar="PATH", help="the archive's file"
    )
    check.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="as a JSON array"
    )
    check.set_defaults(run=_run)


@dataclass(frozen=True, slots=True)
class _Trial:
    """How a portal's declaration did on the living site."""

    portal: Portal
    seen: "Examined"
    findings: tuple[str, ...]
    """What was wrong."""


def _run(arguments: argparse.Namespace) -> int:
    from scraper.crawl.probe import run_probe  # loads Scrapy, which takes half a second

    config, registry = load_config(arguments), load_registry(arguments)
    portals = registry.select(arguments.slugs)
    for portal in portals:
        if portal.network.crawl_policy.refusal:
            raise InputError(
                f"{portal.slug} is never fetched: {portal.network.crawl_policy.refusal};"
                " leave it out"
            )
    trials = run_probe(
        config,
        registry,
        arguments.archive,
        {"command": "portals check", "portals": [portal.slug for portal in portals]},
        _try_all(portals),
        {portal.network.slug: portal.network for portal in portals}.values(),
    )
    if arguments.json:
        print_json([_json(trial) for trial in trials])
    else:
        _print(trials)
    drifted = [trial.portal.slug for trial in trials if trial.findings]
    if drifted:
        complain(f"{len(drifted)} of {len(trials)} portals drifted: {', '.join(drifted)}")
    return DEGRADED if drifted else OK


def _try_all(portals: Sequence[Portal]) -> "Callable[[Probe], Awaitable[list[_Trial]]]":
    """The probe's task: examine each portal, record the result, archive what was fetched."""
    from scraper.recognise import examine

    async def try_all(probe: "Probe") -> list[_Trial]:
        trials = []
        for portal in portals:
            today = datetime.now(UTC).astimezone(portal.zone.tzinfo).date()
            seen = await examine(probe, portal, today)
            trials.append(_Trial(portal, seen, probe.verify(portal, seen)))
            await probe.file(portal, seen.samples)
        return trials

    return try_all


def _json(trial: _Trial) -> dict[str, object]:
    return {
        "slug": trial.portal.slug,
        "fill": Filled.of(trial.seen.articles).having,
        "findings": list(trial.findings),
    }


def _print(trials: Sequence[_Trial]) -> None:
    from scraper.commands.site_text import check_text

    for trial in trials:
        text = check_text(trial.portal, trial.seen, trial.findings)
        console().print(text, soft_wrap=True)
