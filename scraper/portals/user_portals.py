"""The operator's own portals: `[[portal]]` tables of kliping.toml.

    [[portal]]
    slug = "kabar-contoh"
    name = "Kabar Contoh"
    hosts = ["www.kabarcontoh.id"]
    like = "wordpress-gmr"
    province = "Jawa Tengah"
    sources = [{kind = "feed", url = "{base}/feed/"}]

Each table names one of two things. `like` is a platform: its patterns, sources and rules hold where
the table does not differ. `network` is the network that the portal belongs to, and whose pace it
shares.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from scraper.config import FILENAME, Config
from scraper.errors import ConfigError, InputError, PortalError
from scraper.portals.network import Network, Portal
from scraper.portals.provinces import Province, Zone
from scraper.portals.registry import Registry
from scraper.portals.sources import Source, SourceKind
from scraper.urls import Parts

__all__ = ["FIELDS", "load", "portal_of", "province_of"]


def load(config: Config) -> Registry:
    """Load every portal that Kliping knows: those of the packages, and the operator's own.

    Raises:
        PortalError: a declaration is wrong; the message names its file and field.
        ConfigError: a table of `differences` belongs to no portal.
    """
    shipped = Registry.load(config.declarations)
    own = [_numbered(number, table, shipped) for number, table in enumerate(config.portal, start=1)]
    try:
        registry = Registry([*shipped, *own], shipped.platforms)
    except PortalError as error:
        raise PortalError(f"{FILENAME if own else 'declarations'}: {error}") from error
    for slug in config.differences:
        try:
            registry.select([slug])
        except InputError as error:
            raise ConfigError(f"{FILENAME}: differences.{slug}: {error}") from error
    return registry


def portal_of(table: Mapping[str, Any], registry: Registry) -> Portal:
    """The portal that one table declares.

    Raises:
        PortalError: the table is wrong; the message names the field.
    """
    unknown = sorted(set(table) - set(FIELDS))
    if unknown:
        raise PortalError(
            f"{unknown[0]}: a portal has no such field; there are {', '.join(sorted(FIELDS))}"
        )
    fields = {name: _read(name, value) for name, value in table.items()}
    for name in ("slug", "hosts"):
        if name not in fields:
            raise PortalError(f"{name}: it is missing")
    like, network = fields.pop("like", None), fields.pop("network", None)
    if (like is None) == (network is None):
        raise PortalError(
            f"like: name a platform ({', '.join(p.slug for p in registry.platforms)}), or a"
            " network as `network`"
        )
    slug, hosts, name = fields.pop("slug"), fields.pop("hosts"), fields.pop("name", None)
    own = {key: fields.pop(key) for key in ("province", "zone") if key in fields}
    model = (
        _member(registry, network)
        if network
        else _own(registry, like, slug, name or hosts[0], hosts[0])
    )
    return replace(model, **fields).portal(
        fields.get("key", hosts[0].partition(".")[0]), name, slug=slug, hosts=hosts, **own
    )


def _numbered(number: int, table: Mapping[str, Any], registry: Registry) -> Portal:
    try:
        return portal_of(table, registry)
    except PortalError as error:
        raise PortalError(
            f"{FILENAME}: [[portal]] {number} ({table.get('slug', 'without slug')}): {error}"
        ) from error


def _member(registry: Registry, slug: str) -> Network:
    network = registry.network(slug)
    if network is None:
        raise PortalError(f"network: no network is called {slug!r}: `kliping portals` lists them")
    return network


def _own(registry: Registry, like: str, slug: str, name: str, host: str) -> Network:
    platform = next((platform for platform in registry.platforms if platform.slug == like), None)
    if platform is None:
        raise PortalError(
            f"like: no platform is called {like!r}: there are"
            f" {', '.join(p.slug for p in registry.platforms)}"
        )
    return platform.network(slug, name, host)


def _read(name: str, value: Any) -> Any:
    try:
        return FIELDS[name](value)
    except (ValueError, TypeError, KeyError) as error:
        raise PortalError(f"{name}: {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"give a text, not {value!r}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"give a list of texts, not {value!r}")
    return tuple(map(_text, value))


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"give a number, not {value!r}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"give true or false, not {value!r}")
    return value


def _port(value: Any) -> int:
    number = _number(value)
    if not isinstance(number, int) or not 0 < number < 65536:
        raise ValueError(f"give a port from 1 to 65535, not {value!r}")
    return number


def province_of(value: Any) -> Province:
    """The province of that name, in upper or lower case.

    Raises:
        ValueError: there is no such province; the message names them all.
    """
    found = next(
        (province for province in Province if province.title.casefold() == _text(value).casefold()),
        None,
    )
    if found is None:
        raise ValueError(
            f"{value!r} is not a province: there are"
            f" {', '.join(province.title for province in Province)}"
        )
    return found


def _zone(value: Any) -> Zone:
    if value not in Zone.__members__:
        raise ValueError(f"{value!r} is not a zone: there are {', '.join(Zone.__members__)}")
    return Zone[value]


def _scheme(value: Any) -> str:
    if value not in ("http", "https"):
        raise ValueError(f"give http or https, not {value!r}")
    return str(value)


def _sources(value: Any) -> tuple[Source, ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError('give a list of tables such as {kind = "feed", url = "{base}/feed"}')
    return tuple(map(_source, value))


def _source(table: Mapping[str, Any]) -> Source:
    unknown = sorted(set(table) - {"kind", "url", "max_pages", "step", "backfill"})
    if unknown:
        raise ValueError(
            f"{unknown[0]!r} is not a field of a source: there are kind, url, max_pages, step and"
            " backfill"
        )
    kinds: Sequence[str] = [kind.value for kind in SourceKind]
    if table.get("kind") not in kinds:
        raise ValueError(f"kind {table.get('kind')!r}: there are {', '.join(kinds)}")
    return Source(
        kind=SourceKind(table["kind"]),
        url=_text(table.get("url")),
        max_pages=int(_number(table.get("max_pages", 1))),
        step=int(_number(table.get("step", 0))),
        backfill=_flag(table.get("backfill", False)),
    )


def _parts(value: Any) -> Parts:
    if value not in (known := [one.value for one in Parts]):
        raise ValueError(f"{value!r}: there are {', '.join(known)}")
    return Parts(value)


FIELDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "slug": _text,
    "name": _text,
    "hosts": _texts,
    "like": _text,
    "network": _text,
    "province": province_of,
    "zone": _zone,
    "scheme": _scheme,
    "port": _port,
    "articles": _texts,
    "not_articles": _texts,
    "entries": _texts,
    "examples": _texts,
    "sources": _sources,
    "parts": _parts,
    "full_page": _text,
    "closing_slash": _flag,
    "delay": _number,
    "language": _text,
    "verified": _text,
}
"""The fields of a table, and the function that reads each."""
