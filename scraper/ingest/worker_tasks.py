"""What a worker process of the extraction pool does with a page.

A worker loads this module, and so neither the archive nor what files into it: that would be a
third of its start.
"""

import copyreg
from collections.abc import Sequence
from types import MappingProxyType

from scraper import discover
from scraper.ingest.extraction import read_again, read_fetched, read_page
from scraper.model import Article, Links, Page, Refusal
from scraper.portals import Portal, Registry
from scraper.recognise import Look, first_look

Named = str | Portal | None
"""A portal as it is sent to a process: a declared one by its slug, any other (a site that is
being added) as a whole."""


def _proxy(found: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(found)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))
"""An article's evidence is a MappingProxyType and has to come back from its process; `pickle`
cannot send that type by itself."""

_registry: list[Registry] = []
"""In a worker process: the registry that it was started with."""


def begin(registry: Registry) -> None:
    """Keep the registry, before the first page."""
    _registry.append(registry)


def _portal(named: Named) -> Portal | None:
    return _registry[0][named] if isinstance(named, str) else named


def extract_page(page: Page, named: Named) -> Article | Refusal:
    """See `ExtractionPool.extract`."""
    return read_fetched(page, _portal(named)).result


def read_any(page: Page, named: Named) -> tuple[Article | Refusal, str | None]:
    """The result, and the slug of the portal that the page itself named."""
    portal = _portal(named)
    found = read_page(page, portal, _registry[0])
    return found.result, found.portal.slug if found.portal and portal is None else None


def read_kept(pages: Sequence[Page], named: Named) -> Article | Refusal:
    """Read an archived article's pages again (`extraction.read_again`)."""
    return read_again(pages, _portal(named))


def find_links(page: Page, named: Named) -> Links:
    """See `ExtractionPool.links`."""
    portal = _portal(named)
    if portal is None:
        raise TypeError("a source belongs to a portal")
    return discover.links(page, portal)


def look_at(page: Page) -> Look:
    """See `ExtractionPool.look`."""
    return first_look(page, _registry[0].platforms)
