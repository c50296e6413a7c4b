"""`kliping health`: whether the archive is being fed as it should be; what cron's operator looks at, and what a monitor asks."""

import argparse
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from scraper.archive import Archive
from scraper.archive.articles import count_suspects
from scraper.archive.frontier import (
    Backoff,
    Run,
    last_crawl,
    list_put_aside,
    select_portals,
    standing_backoffs,
)
from scraper.archive.maintenance import MIB, Forecast, forecast_growth
from scraper.archive.statistics import (
    FieldRates,
    PortalHealth,
    SilentPortal,
    count_flagged,
    latest_health,
    list_silent_portals,
    load_field_rates,
)
from scraper.commands.shared import Verbs, print_json
from scraper.errors import DEGRADED, OK
from scraper.formats.terminal import console, printable_text, table

IDLE: Final = timedelta(days=2)
"""Since the last crawl began; then nobody starts it any more, for news sitemaps reach no further
back."""
FULL_SOON: Final = 14
"""Days until the disk is full."""


@dataclass(frozen=True, slots=True)
class Health:
    """The archive's at one moment."""

    crawl: Run | None
    forecast: Forecast
    portals: list[PortalHealth]
    refusals: list[Backoff]
    silent: list[SilentPortal]
    fills: list[FieldRates]
    flags: int
    """Articles that lack a field which they should have."""
    put_aside: list[str]
    """URLs whose pages have cost three processes."""
    suspect: int
    """States of articles that are not believed, and wait for a decision."""
    now: datetime

    @property
    def alarms(self) -> list[str]:
        """What is wrong, one line each; empty where all is well."""
        found = []
        if self.crawl is None:
            found.append("nothing was crawled yet: `kliping crawl PORTAL`")
        elif self.now - self.crawl.started_at > IDLE:
            found.append(
                f"the last crawl began on {self.crawl.started_at:%Y-%m-%d %H:%M} UTC: see whether"
                " cron still starts it"
            )
        elif self.crawl.status == "failed":
            found.append(
                f"the last crawl failed (run {self.crawl.run_id}): see its log, and the view"
                " recent_failures"
            )
        if self.forecast.days_left is not None and self.forecast.days_left < FULL_SOON:
            found.append(
                f"the disk is full in {self.forecast.days_left:.0f} days: make room, or `kliping"
                " prune` old pages"
            )
        found += [
            f"{one.portal}: {breach.reason}" for one in self.portals for breach in one.breaches
        ]
        found += [
            f"{fill.portal}: {reason}"
            for fill in self.fills
            for reason in fill.fallen
            if not self._said(fill.portal, reason)
        ]
        found += [
            f"{one.portal}: nothing published since {one.last_published}, asked until"
            f" {one.asked_until}"
            for one in self.silent
        ]
        return found

    def _said(self, portal: str, reason: str) -> bool:
        """True where the last run found the same field lost."""
        lost = reason.partition(":")[0]
        return any(
            one.portal == portal
            and breach.measure == "fields"
            and breach.reason.startswith(f"{lost}:")
            for one in self.portals
            for breach in one.breaches
        )


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    shown = verbs.add(
        "health",
        _health,
        "print whether the portals are as usual, the last crawl, and how long the disk lasts; 3"
        " where not",
    )
    shown.add_argument(
        "portals",
        nargs="*",
        metavar="PORTAL",
        help="slugs of portals or networks (default: all that were crawled)",
    )
    shown.add_argument("--json", action="store_true", help="as JSON")


def _health(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        found = _look(archive, select_portals(archive, arguments.portals))
    if arguments.json:
        print_json(_json(found))
    else:
        _print(found)
    return DEGRADED if found.alarms else OK


def _look(archive: Archive, slugs: list[str]) -> Health:
    now = datetime.now(UTC)
    return Health(
        last_crawl(archive),
        forecast_growth(archive, now=now),
        latest_health(archive, slugs),
        [
            one
            for one in standing_backoffs(archive, now=now).values()
            if not slugs or one.portal in slugs
        ],
        [one for one in list_silent_portals(archive) if not slugs or one.portal in slugs],
        [one for one in load_field_rates(archive) if not slugs or one.portal in slugs],
        count_flagged(archive, slugs),
        list_put_aside(archive, slugs),
        count_suspects(archive, slugs),
        now,
    )


def _json(found: Health) -> dict[str, object]:
    def printed(value: object) -> object:
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%dT%H:%M:%SZ}"
        if isinstance(value, dict):
            return {name: printed(item) for name, item in value.items()}
        return [printed(item) for item in value] if isinstance(value, list | tuple) else value

    values: dict[str, object] = {
        "green": not found.alarms,
        "alarms": found.alarms,
        "crawl": found.crawl and asdict(found.crawl),
        "disk": asdict(found.forecast),
        "portals": [asdict(one) for one in found.portals],
        "left_alone": [asdict(one) for one in found.refusals],
        "silent": [asdict(one) for one in found.silent],
        "flagged_articles": found.flags,
        "put_aside": found.put_aside,
        "suspect_states": found.suspect,
    }
    return {name: printed(value) for name, value in values.items()}


def _print(found: Health) -> None:
    out = console()
    if found.portals:
        rows = [
            (
                one.portal,
                "green" if one.green else "red",
                f"{one.judged_at:%Y-%m-%d %H:%M}",
                one.run_id,
                one.measures.get("articles", ""),
            )
            for one in found.portals
        ]
        out.print(table(("portal", "health", "judged (UTC)", "run", "articles"), rows))
    for one in found.refusals:
        out.print(
            printable_text(
                f"{one.portal}: left alone until {one.until:%Y-%m-%d %H:%M} UTC: {one.reason}"
            ),
            soft_wrap=True,
            markup=False,
        )
    forecast = found.forecast
    lasts = (
        "it does not grow"
        if forecast.days_left is None
        else f"the disk lasts {forecast.days_left:.0f} days"
    )
    grows = f"{forecast.articles_a_day:.0f} articles and {forecast.bytes_a_day / MIB:.1f} MiB a day"
    out.print(
        f"{forecast.size / MIB:.1f} MiB, {grows}, {forecast.free / MIB:.0f} MiB free: {lasts}",
        soft_wrap=True,
    )
    if found.flags:
        out.print(
            f"{found.flags} articles lack a field that they should have: table flags",
            soft_wrap=True,
        )
    for url in found.put_aside:
        out.print(
            printable_text(
                f"{url}: put aside: its page has ended three processes; `kliping crawl URL` asks"
                " for it again"
            ),
            soft_wrap=True,
        )
    if found.suspect:
        out.print(
            f"{found.suspect} states of articles are not believed: `kliping revisions --suspect`",
            soft_wrap=True,
        )
    for alarm in found.alarms:
        out.print(printable_text(alarm), style="red", soft_wrap=True, markup=False)
    if not found.alarms:
        out.print("all is as usual", style="green")
