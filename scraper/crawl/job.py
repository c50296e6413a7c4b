"""What one run is to do: which portals, which days, how many articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from scraper.errors import InputError
from scraper.portals import Portal, Registry

ARGUMENTS: Final = ("portals", "days", "since", "until", "limit", "revisit")
"""The names that `scrapy crawl NETWORK -a NAME=VALUE` accepts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one run is to do.

    The portals may be of several networks; each spider takes its own.
    """

    portals: tuple[Portal, ...]
    since: date | None = None
    until: date | None = None
    """Days of the dated sources, both included; None: yesterday and today, in the portal's zone."""
    limit: int | None = None
    """The most articles in the whole run; None: all that are due."""
    urls: tuple[str, ...] = ()
    """These articles instead of what is due; no source is asked."""
    revisit: bool = False
    """True to make now the visits planned for later (`scraper.crawl.revisits`)."""

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise InputError(f"since {self.since} is after until {self.until}: swap them")
        for portal in self.portals:
            refusal = portal.network.crawl_policy.refusal
            if refusal:
                raise InputError(
                    f"{portal.slug} is not crawled: {refusal}; leave it out, `kliping import` reads"
                    " its saved pages"
                )
        for url in self.urls:
            if not any(portal.is_article(url) for portal in self.portals):
                raise InputError(
                    f"{url} is no article of {', '.join(portal.slug for portal in self.portals)}:"
                    " name its portal, or correct it"
                )

    def arguments(self) -> dict[str, object]:
        """The job as `crawl_runs.arguments` stores it."""
        return {
            "command": "crawl",
            "portals": [portal.slug for portal in self.portals],
            "since": self.since,
            "until": self.until,
            "limit": self.limit,
            "urls": list(self.urls),
            "revisit": self.revisit,
        }


def from_arguments(
    members: tuple[Portal, ...], registry: Registry, given: Mapping[str, str]
) -> Job:
    """The job that the `-a` arguments of `scrapy crawl NETWORK` ask for.

    All of the network's portals where none is named.

    Raises:
        InputError: an argument is unknown or wrong, or names a portal of another network.
    """
    unknown = sorted(set(given) - set(ARGUMENTS))
    if unknown:
        raise InputError(f"-a {unknown[0]} is no argument: there are {', '.join(ARGUMENTS)}")
    if "days" in given and ("since" in given or "until" in given):
        raise InputError("-a days goes back from today: leave out since and until")
    chosen = registry.select(given["portals"].split(",")) if "portals" in given else members
    strangers = [portal.slug for portal in chosen if portal not in members]
    if strangers:
        raise InputError(
            f"-a portals: {strangers[0]} is of another network: crawl"
            f" {registry[strangers[0]].network.slug} for it"
        )
    since = _day(given, "since")
    if "days" in given:
        since = datetime.now(UTC).astimezone(members[0].zone.tzinfo).date() - timedelta(
            days=max(_count(given, "days"), 1) - 1
        )
    return Job(
        portals=tuple(chosen),
        since=since,
        until=_day(given, "until"),
        limit=_count(given, "limit") if "limit" in given else None,
        revisit=given.get("revisit", "").lower() in ("1", "true", "yes"),
    )


def _day(given: Mapping[str, str], name: str) -> date | None:
    if name not in given:
        return None
    try:
        return date.fromisoformat(given[name])
    except ValueError:
        raise InputError(f"-a {name}={given[name]} is no day: give YYYY-MM-DD") from None


def _count(given: Mapping[str, str], name: str) -> int:
    if not given[name].isdecimal():
        raise InputError(f"-a {name}={given[name]} is no count: give a whole number")
    return int(given[name])
