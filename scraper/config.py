"""kliping.toml: what the operator may set.

Read once, checked at start, documented in docs/OPERATIONS.md.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Final

from scraper.errors import ConfigError

FILENAME: Final = "kliping.toml"
MAX_DELAY: Final = 3600
MOST_AT_ONCE: Final = 8
MIN_BUDGET: Final = 0.05
MAX_BUDGET: Final = 600
REVISITS: Final = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
)
"""Ages at which an article is fetched again by default: most silent edits are made within a day."""

_UNITS: Final = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of the day, by a portal's own clock, in which it may be crawled."""

    first: int
    """From this hour …"""
    last: int
    """… to the start of this one; less than `first` where midnight is between them."""

    def hold(self, clock: time) -> bool:
        """True where the time of day is within them.

        >>> [Hours(22, 5).hold(time(hour)) for hour in (21, 22, 4, 5)]
        [False, True, True, False]
        """
        if self.first < self.last:
            return self.first <= clock.hour < self.last
        return clock.hour >= self.first or clock.hour < self.last

    def __str__(self) -> str:
        return f"{self.first:02d}-{self.last:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The operator's settings; each field is a key of kliping.toml."""

    contact: str | None = None
    """An address or URL at which a publisher can reach you; part of the user agent.

    No live crawl starts without it.
    """
    portals: tuple[str, ...] = ()
    """Slugs of the portals or networks that `kliping crawl` visits when none is named."""
    declarations: tuple[str, ...] = ("spiders",)
    """Packages whose modules declare portals."""
    delay: float | None = None
    """Seconds between two requests to one network; never less than the portal's own unless
    `loopback` is set."""
    at_once: int = 1
    """The most requests to one network at a time."""
    workers: int = 1
    """Processes that read pages, besides the command's own; one is enough at any polite pace."""
    page_budget: float = 10.0
    """Seconds of CPU time that reading one page may take.

    Beyond that the process is ended, and the page is recorded and fetched again later.
    """
    hours: Hours | None = None
    """When portals may be crawled; None: at any time."""
    revisits: tuple[timedelta, ...] = REVISITS
    """Ages of an article at which it is fetched again, ascending; none: never."""
    reserve: int = 512
    """MiB of the archive's disk that a crawl leaves free: it stops before it uses them."""
    notify: tuple[str, ...] = ()
    """Apprise URLs (mail, webhook, …) that are notified of a run that went wrong."""
    loopback: bool = False
    """True lets a crawl reach loopback addresses, such as the sample portal's."""
    portal: tuple[Mapping[str, Any], ...] = ()
    """The operator's own portals, as `[[portal]]` tables; `scraper.portals.user_portals` reads
    them."""
    differences: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By slug of a network or portal, the settings that differ: `[differences.tribun-jateng]`."""

    def at(self, *slugs: str) -> "Config":
        """The settings for a portal, by the slugs of its network and itself; the last wins."""
        changed = {
            key: value for slug in slugs for key, value in self.differences.get(slug, {}).items()
        }
        return replace(self, **changed) if changed else self


def load(folder: Path) -> Config:
    """The settings in `folder`/kliping.toml; the defaults where there is no such file.

    Raises:
        ConfigError: the file is not TOML, or has a key that is unknown or of the wrong type.
    """
    path = folder / FILENAME
    if not path.is_file():
        return Config()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return Config(**_read(tables, _KEYS))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not TOML ({error}): mend that line") from error
    except ValueError as error:
        raise ConfigError(f"{path}: {error}") from error


def _read(
    found: Mapping[str, Any], known: Mapping[str, Callable[[str, Any], Any]]
) -> dict[str, Any]:
    for key in found:
        if key not in known:
            raise ValueError(f"{key!r} is not a setting: it may hold {', '.join(sorted(known))}")
    return {key: known[key](key, value) for key, value in found.items()}


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{key} must be str, not {value!r}")
    if not value.strip():
        raise ValueError(f"{key} is empty: give an address such as mailto:arsip@example.org")
    return value


def _yes_or_no(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{key} must be bool, not {value!r}")
    return value


def _texts(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{key} must be list, not {value!r}")
    if not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key} must be a list of strings")
    return tuple(value)


def _tables(key: str, value: Any) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{key} must be a list of tables: write [[portal]]")
    return tuple(value)


def _seconds(key: str, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ValueError(f"{key} must be int or float, not {value!r}")
    if not 0 <= value <= MAX_DELAY:
        raise ValueError(f"{key} must be seconds from 0 to {MAX_DELAY}")
    return value


def _budget(key: str, value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not MIN_BUDGET <= value <= MAX_BUDGET:
        raise ValueError(f"{key} must be seconds from {MIN_BUDGET} to {MAX_BUDGET}, not {value!r}")
    return float(value)


def _whole(least: int, most: int) -> Callable[[str, Any], int]:
    def read(key: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{key} must be a whole number from {least} to {most}, not {value!r}")
        return value

    return read


def _hours(key: str, value: Any) -> Hours:
    text = value if isinstance(value, str) else ""
    found = re.fullmatch(r"([01]?\d|2[0-3])-([01]?\d|2[0-4])", text)
    if found is None or int(found[1]) == int(found[2]) % 24:
        raise ValueError(f'{key} must be hours of the day such as "22-05", not {value!r}')
    return Hours(int(found[1]), int(found[2]) % 24)


def _ages(key: str, value: Any) -> tuple[timedelta, ...]:
    found = [re.fullmatch(r"([1-9]\d{0,3})([mhd])", text) for text in _texts(key, value)]
    ages = tuple(int(age[1]) * _UNITS[age[2]] for age in found if age)
    if len(ages) != len(found) or list(ages) != sorted(set(ages)):
        raise ValueError(
            f'{key} must be ages that grow, such as ["1h", "6h", "1d", "7d", "30d"], not {value!r}'
        )
    return ages


def _differences(key: str, value: Any) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        raise ValueError(f"{key} must be tables: write [{key}.SLUG]")
    return {slug: _read(table, _BY_PORTAL) for slug, table in value.items()}


_BY_PORTAL: Final[Mapping[str, Callable[[str, Any], Any]]] = {"hours": _hours, "revisits": _ages}
"""What may be set for one portal or network.

Its pace may not: that is part of its declaration.
"""
_KEYS: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "contact": _text,
    "portals": _texts,
    "declarations": _texts,
    "delay": _seconds,
    "at_once": _whole(1, MOST_AT_ONCE),
    "workers": _whole(1, 64),
    "page_budget": _budget,
    "reserve": _whole(0, 10**9),
    "notify": _texts,
    "loopback": _yes_or_no,
    "portal": _tables,
    "differences": _differences,
    **_BY_PORTAL,
}
