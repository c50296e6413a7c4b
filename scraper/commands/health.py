"""`kliping health`: whether crawls run, portals are as usual and the disk has room.

The operator reads it every morning; a monitor asks for it as JSON.
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from rich.console import Console

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
from scraper.commands.shared import Commands, print_json
from scraper.errors import DEGRADED, OK
from scraper.formats.terminal import console, printable_text, table

IDLE: Final = timedelta(days=2)
"""A last crawl that began longer ago than this is an alarm: news sitemaps reach back no further."""
FULL_SOON: Final = 14
"""A disk that will be full in fewer days than this is an alarm."""


@dataclass(frozen=True, slots=True)
class Health:
    """The health of the archive at one moment."""

    crawl: Run | None
    """The last crawl; None before the first."""
    forecast: Forecast
    portals: list[PortalHealth]
    backoffs: list[Backoff]
    silent: list[SilentPortal]
    field_rates: list[FieldRates]
    flags: int
    """Articles that lack a field that they should have."""
    put_aside: list[str]
    """URLs whose pages have ended three processes."""
    suspect: int
    """Suspect states of articles that wait for a decision."""
    now: datetime

    @property
    def alarms(self) -> list[str]:
        """What is wrong, one line each; empty if all is well."""
        return [
            *self._crawl_alarms(),
            *self._disk_alarms(),
            *self._portal_alarms(),
            *self._silence_alarms(),
        ]

    def _crawl_alarms(self) -> Iterator[str]:
        if self.crawl is None:
            yield "nothing was crawled yet: `kliping crawl PORTAL`"
        elif self.now - self.crawl.started_at > IDLE:
            yield (
                f"the last crawl began on {self.crawl.started_at:%Y-%m-%d %H:%M} UTC:"
                " check that cron still starts it"
            )
        elif self.crawl.status == "failed":
            yield (
                f"the last crawl failed (run {self.crawl.run_id}):"
                " see its log, and the view recent_failures"
            )

    def _disk_alarms(self) -> Iterator[str]:
        days = self.forecast.days_left
        if days is not None and days < FULL_SOON:
            yield (
                f"the disk will be full in {days:.0f} days:"
                " make room, or delete old pages with `kliping prune`"
            )

    def _portal_alarms(self) -> Iterator[str]:
        breaches = [(one.portal, breach) for one in self.portals for breach in one.breaches]
        for portal, breach in breaches:
            yield f"{portal}: {breach.reason}"
        reported = {
            (portal, breach.reason.partition(":")[0])
            for portal, breach in breaches
            if breach.measure == "fields"
        }
        for rates in self.field_rates:
            for reason in rates.fallen:
                if (rates.portal, reason.partition(":")[0]) not in reported:
                    yield f"{rates.portal}: {reason}"

    def _silence_alarms(self) -> Iterator[str]:
        for one in self.silent:
            yield (
                f"{one.portal}: nothing published since {one.last_published},"
                f" asked until {one.asked_until}"
            )


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    health = commands.add(
        "health",
        _run,
        "print whether the portals are as usual, the last crawl, and how long the disk will last;"
        " exit code 3 if something is wrong",
    )
    health.add_argument(
        "portals",
        nargs="*",
        metavar="PORTAL",
        help="slugs of portals or networks (default: all that were crawled)",
    )
    health.add_argument("--json", action="store_true", help="as JSON")


def _run(arguments: argparse.Namespace) -> int:
    with Archive.open(arguments.archive, read_only=True) as archive:
        health = _load(archive, select_portals(archive, arguments.portals))
    if arguments.json:
        print_json(_json(health))
    else:
        _print(health)
    return DEGRADED if health.alarms else OK


def _load(archive: Archive, slugs: list[str]) -> Health:
    now = datetime.now(UTC)

    def chosen(portal: str) -> bool:
        return not slugs or portal in slugs

    return Health(
        crawl=last_crawl(archive),
        forecast=forecast_growth(archive, now=now),
        portals=latest_health(archive, slugs),
        backoffs=[
            one for one in standing_backoffs(archive, now=now).values() if chosen(one.portal)
        ],
        silent=[one for one in list_silent_portals(archive) if chosen(one.portal)],
        field_rates=[one for one in load_field_rates(archive) if chosen(one.portal)],
        flags=count_flagged(archive, slugs),
        put_aside=list_put_aside(archive, slugs),
        suspect=count_suspects(archive, slugs),
        now=now,
    )


def _json(health: Health) -> dict[str, object]:
    values: dict[str, object] = {
        "green": not health.alarms,
        "alarms": health.alarms,
        "crawl": health.crawl and asdict(health.crawl),
        "disk": asdict(health.forecast),
        "portals": [asdict(one) for one in health.portals],
        "left_alone": [asdict(one) for one in health.backoffs],
        "silent": [asdict(one) for one in health.silent],
        "flagged_articles": health.flags,
        "put_aside": health.put_aside,
        "suspect_states": health.suspect,
    }
    return {name: _json_value(value) for name, value in values.items()}


def _json_value(value: object) -> object:
    """The value with its times as text."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, dict):
        return {name: _json_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    return value


def _print(health: Health) -> None:
    out = console()
    if health.portals:
        out.print(
            table(
                ("portal", "health", "judged (UTC)", "run", "articles"),
                map(_portal_row, health.portals),
            )
        )
    for one in health.backoffs:
        _print_line(
            out, f"{one.portal}: left alone until {one.until:%Y-%m-%d %H:%M} UTC: {one.reason}"
        )
    out.print(_forecast_text(health.forecast), soft_wrap=True)
    _print_articles(out, health)
    for alarm in health.alarms:
        _print_line(out, alarm, style="red")
    if not health.alarms:
        out.print("all is as usual", style="green")


def _portal_row(one: PortalHealth) -> tuple[object, ...]:
    return (
        one.portal,
        "green" if one.green else "red",
        f"{one.judged_at:%Y-%m-%d %H:%M}",
        one.run_id,
        one.measures.get("articles", ""),
    )


def _forecast_text(forecast: Forecast) -> str:
    growth = f"{forecast.articles_a_day:.0f} articles and {forecast.bytes_a_day / MIB:.1f} MiB"
    lasts = (
        "it does not grow"
        if forecast.days_left is None
        else f"the disk lasts {forecast.days_left:.0f} days"
    )
    return (
        f"{forecast.size / MIB:.1f} MiB, {growth} a day,"
        f" {forecast.free / MIB:.0f} MiB free: {lasts}"
    )


def _print_articles(out: Console, health: Health) -> None:
    if health.flags:
        _print_line(out, f"{health.flags} articles lack a field that they should have: table flags")
    for url in health.put_aside:
        _print_line(
            out,
            f"{url}: put aside: its page has ended three processes;"
            " `kliping crawl URL` asks for it again",
        )
    if health.suspect:
        _print_line(
            out,
            f"{health.suspect} suspect states of articles wait for a decision:"
            " `kliping revisions --suspect`",
        )


def _print_line(out: Console, text: str, *, style: str = "") -> None:
    out.print(printable_text(text), style=style, soft_wrap=True, markup=False)
