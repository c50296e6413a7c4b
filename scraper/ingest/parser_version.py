"""Which parser read an article: the release, and a fingerprint of its code, rules and libraries."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib.metadata import version as installed
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from lxml import etree

from scraper import __version__
from scraper.portals import Portal, Registry

_ROOT: Final = "scraper.ingest.extraction"
"""What reads a page is this module and whatever of `scraper` it imports, directly or not."""
LIBRARIES: Final = {"bs4": "beautifulsoup4", "dateparser": "dateparser", "lxml": "lxml"}
"""The packages that this code imports, with their distributions: another version may read a page
differently. Python itself is left out: its releases differ in characters that news pages do not
print, and archives move between machines."""

UNREAD: Final = frozenset(
    [
        "key",
        "platform",
        "host",
        "publisher",
        "scheme",
        "port",
        "examples",
        "sources",
        "entries",
        "closing_slash",
        "full_page",
        "delay",
        "crawl_policy",
        "verified",
        "seen",
        "evidence",
        "province",
    ]
)
"""Fields of `Network` and `Portal` about links, politeness and the declaration itself. Reading a
page does not use them (a test watches which fields it uses). A new field counts until it is
added here."""

_IMPORT: Final = re.compile(
    rb"^[ \t]*(?:from (scraper[\w.]*) import (\([^)]*\)|.*)|import (scraper[\w.]*))", re.MULTILINE
)
"""A pattern, because `ast` takes .3 s for this code, longer than most commands; a test compares the
result with what Python loads."""


def parser_version(portal: Portal | None) -> str:
    """The parser of a portal's pages: `0.1.0+5f0c9a1e`. Equal versions read every page alike.

    The release alone is not enough: rules and extraction change between releases, and an archive
    outlives many states of both.
    """
    return f"{__version__}+{_named(_code(), _declared(portal) if portal else '')}"


def parser_version_of_all(registry: Registry) -> str:
    """One version for the parsers of all declared portals and of undeclared ones."""
    return f"{__version__}+{_named(_code(), *sorted({_declared(portal) for portal in registry}))}"


def parser_sources() -> dict[str, bytes]:
    """The files that decide how a page is read, by path below the package, sorted."""
    root, found, waiting = files("scraper"), {}, [_ROOT]
    while waiting:
        module = waiting.pop()
        path, place = _file(root, module)
        if path in found or not place.is_file():
            continue  # seen before, or a name imported from a module and not a module
        found[path] = place.read_bytes()
        waiting += [*_imported(found[path]), module.rpartition(".")[0] or module]
    return dict(sorted((found | dict(_beside(root / "extract", "extract"))).items()))


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for path, text in parser_sources().items():
        digest.update(f"{path} {len(text)}\n".encode() + text)
    libraries = [f"{name} {installed(name)}" for name in LIBRARIES.values()]
    digest.update(repr((libraries, etree.LIBXML_VERSION)).encode())
    return digest.hexdigest()


def _file(root: Traversable, module: str) -> tuple[str, Traversable]:
    names = module.split(".")[1:]
    inside = (
        [*names, "__init__.py"]
        if root.joinpath(*names).is_dir()
        else [*names[:-1], f"{names[-1]}.py"]
    )
    return "/".join(inside), root.joinpath(*inside)


def _imported(source: bytes) -> Iterator[str]:
    """The modules of this package that a source imports, and imported names that may be modules."""
    for found in _IMPORT.finditer(source):
        whole, names, plain = (group.decode() if group else "" for group in found.groups())
        yield plain or whole
        yield from (f"{whole}.{name}" for name in re.findall(r"\w+", names.partition("#")[0]))


def _beside(place: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Tables and other files beside the code, as paths and bytes."""
    for entry in place.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _beside(entry, f"{path}/{entry.name}")
        elif entry.is_file() and not entry.name.endswith((".py", ".pyc")):
            yield f"{path}/{entry.name}", entry.read_bytes()


@cache
def _declared(portal: Portal) -> str:
    """A digest of the fields that decide how a page is read: all but those in `UNREAD`."""
    read_by = [
        (one.name, getattr(of, one.name))
        for of in (portal.network, portal)
        for one in fields(of)
        if one.name not in UNREAD
    ]
    return hashlib.sha256(
        repr([(name, value) for name, value in read_by if value is not portal.network]).encode()
    ).hexdigest()


def _named(*digests: str) -> str:
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:8]
