"""kliping.toml: what the operator may set. Read once, checked at start, documented in docs/OPERATIONS.md."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from scraper.errors import ConfigError

FILENAME: Final = "kliping.toml"
MAX_DELAY: Final = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The operator's settings; each field is a key of kliping.toml."""

    contact: str | None = None
    """An address or URL that a publisher can reach you at; part of the user agent. No live crawl starts without it."""
    portals: tuple[str, ...] = ()
    """Slugs of the portals or networks that `kliping crawl` takes when none is named."""
    declarations: tuple[str, ...] = ("spiders",)
    """Packages whose modules declare portals."""
    delay: float | None = None
    """Seconds between two requests to one network; never less than the portal's own unless `loopback` is set."""
    loopback: bool = False
    """True lets a crawl reach loopback addresses: the sample portal's, and nothing else's."""
    portal: tuple[Mapping[str, Any], ...] = ()
    """The operator's own portals, as `[[portal]]` tables; `scraper.declared` reads them."""


_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "contact": (str,),
    "portals": (list,),
    "declarations": (list,),
    "delay": (int, float),
    "loopback": (bool,),
    "portal": (list,),
}


def load(folder: Path) -> Config:
    """The settings in `folder`/kliping.toml; the defaults where there is no such file.

    Raises:
        ConfigError: the file is no TOML, or has a key that is unknown or of the wrong type.
    """
    path = folder / FILENAME
    if not path.is_file():
        return Config()
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML ({error}): mend that line") from error
    return Config(**{key: _checked(path, key, value) for key, value in found.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    known = {f.name for f in fields(Config)}
    if key not in known:
        raise ConfigError(f"{path}: {key!r} is no setting: it may hold {', '.join(sorted(known))}")
    wanted = _TYPES[key]
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise ConfigError(f"{path}: {key} must be {' or '.join(t.__name__ for t in wanted)}, not {value!r}")
    if isinstance(value, list):
        of, named = (dict, "tables: write [[portal]]") if key == "portal" else (str, "strings")
        if not all(isinstance(item, of) for item in value):
            raise ConfigError(f"{path}: {key} must be a list of {named}")
        return tuple(value)
    if key == "delay" and not 0 <= float(str(value)) <= MAX_DELAY:
        raise ConfigError(f"{path}: delay must be seconds from 0 to {MAX_DELAY}")
    if key == "contact" and not str(value).strip():
        raise ConfigError(f"{path}: contact is empty: give an address such as mailto:arsip@example.org")
    return value
