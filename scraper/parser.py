"""Which parser read an article: the release, and a fingerprint of the code and rules that it read with."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from scraper import __version__
from scraper.declarations import Declarations
from scraper.portal import Portal

_READS: Final = ("extract", "model.py", "portal.py", "rules.py", "urls.py")
"""What of the package decides how a page is read."""


def version(portal: Portal | None) -> str:
    """The parser of a portal's pages: `0.1.0+5f0c9a1e`. Two of one name read every page alike.

    The release alone would not do: rules and readers change between releases, and an archive outlives many states of both.
    """
    return f"{__version__}+{_named(_code(), _declared(portal) if portal else '')}"


def version_of_all(declarations: Declarations) -> str:
    """The parser of all declared portals and of undeclared ones together."""
    return f"{__version__}+{_named(_code(), *sorted({_declared(portal) for portal in declarations}))}"


@cache
def _code() -> str:
    root, digest = files("scraper"), hashlib.sha256()
    for name in _READS:
        for source in _sources(root / name):
            digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(place: Traversable) -> list[Traversable]:
    if not place.is_dir():
        return [place]
    inside = sorted(place.iterdir(), key=lambda entry: entry.name)
    return [source for entry in inside if entry.is_dir() or entry.name.endswith(".py") for source in _sources(entry)]


@cache
def _declared(portal: Portal) -> str:
    """What of a declaration decides how a page is read; where links are found, and how politely, does not."""
    network = portal.network
    read_by = (network.rules, network.host_aliases, network.path_aliases, network.drop_query, network.language, portal.zone.name)
    return hashlib.sha256(repr(read_by).encode()).hexdigest()


def _named(*digests: str) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:8]
