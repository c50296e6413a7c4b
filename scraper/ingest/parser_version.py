"""Which parser read an article: the release, and a fingerprint of the code, rules and libraries that it read with."""

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
"""What that code imports from elsewhere, with its distributions: another version may read a page
otherwise. Python's own is left out: its releases differ in letters that news pages do not
print, and an archive goes from one machine to another."""

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
"""Fields of `Network` and `Portal` that say where links are found, how politely, and what is
known of the declaration: no page is read by them, as a test sees that watches the reading. A
new field counts until it stands here."""

_IMPORT: Final = re.compile(
    rb"^[ \t]*(?:from (scraper[\w.]*) import (\([^)]*\)|.*)|import (scraper[\w.]*))", re.MULTILINE
)
"""By pattern and not by `ast`, which takes .3 s for this code, more than most commands do; a
test holds it against what Python loads."""


def parser_version(portal: Portal | None) -> str:
    """The parser of a portal's pages: `0.1.0+5f0c9a1e`. Two of one name read every page alike.

    The release alone would not do: rules and readers change between releases, and an archive
    outlives many states of both.
    """
    return f"{__version__}+{_named(_code(), _declared(portal) if portal else '')}"


def parser_version_of_all(declarations: Registry) -> str:
    """The parser of all declared portals and of undeclared ones together."""
    return (
        f"{__version__}+{_named(_code(), *sorted({_declared(portal) for portal in declarations}))}"
    )


def parser_sources() -> dict[str, bytes]:
    """The files that decide how a page is read, by their path below the package, in order of those paths."""
    root, found, waiting = files("scraper"), {}, [_ROOT]
    while waiting:
        module = waiting.pop()
        path, place = _file(root, module)
        if path in found or not place.is_file():
            continue  # a name that is imported from a module is none itself
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
    """The modules of the package that a source imports, and what it imports from them, which may be modules too."""
    for found in _IMPORT.finditer(source):
        whole, names, plain = (group.decode() if group else "" for group in found.groups())
        yield plain or whole
        yield from (f"{whole}.{name}" for name in re.findall(r"\w+", names.partition("#")[0]))


def _beside(place: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Tables and other files that stand beside the code, as paths and bytes."""
    for entry in place.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _beside(entry, f"{path}/{entry.name}")
        elif entry.is_file() and not entry.name.endswith((".py", ".pyc")):
            yield f"{path}/{entry.name}", entry.read_bytes()


@cache
def _declared(portal: Portal) -> str:
    """What of a declaration decides how a page is read: every field but those that `UNREAD` names."""
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
