"""Finds Scrapy's spiders: one for each network, made from the registry of portals.

Two spiders on one network would break its pace.
"""

from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from scraper.crawl.options import config_of
from scraper.crawl.spider import PortalSpider
from scraper.portals import Portal, Registry, user_portals

if TYPE_CHECKING:
    from builtins import list as List  # noqa: N812 (the method `list` hides the built-in)


class NetworkSpiderLoader:
    """Finds spiders by network slug.

    Ordinary Spider classes in SPIDER_MODULES are found too; one that is named like a network
    replaces the network's own spider.
    """

    def __init__(self, settings: BaseSettings) -> None:
        registry = user_portals.load(config_of(settings))
        members: dict[str, list[Portal]] = {}
        for portal in registry:
            members.setdefault(portal.network.slug, []).append(portal)
        self._spiders: dict[str, type[Spider]] = {
            slug: spider_for(slug, tuple(portals), registry) for slug, portals in members.items()
        }
        ordinary = SpiderLoader(settings)
        self._spiders.update({name: ordinary.load(name) for name in ordinary.list()})

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Make it as Scrapy does."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of that name.

        Raises:
            KeyError: there is none, as Scrapy expects.
        """
        try:
            return self._spiders[spider_name]
        except KeyError:
            raise KeyError(
                f"Spider not found: {spider_name}: `scrapy list` names them all"
            ) from None

    def list(self) -> "List[str]":
        """The names of all spiders."""
        return [*self._spiders]

    def find_by_request(self, request: Request) -> "List[str]":
        """The names of the spiders that own the request's URL."""
        return [name for name, spider in self._spiders.items() if spider.handles_request(request)]


def spider_for(slug: str, members: tuple[Portal, ...], registry: Registry) -> type[PortalSpider]:
    """The spider class of one network."""
    docstring = f"Crawls {members[0].network.name}: {len(members)} portals."
    fields = {
        "name": slug,
        "members": members,
        "registry": registry,
        "__doc__": docstring,
        "__module__": __name__,
    }
    return type(f"{slug.title().replace('-', '')}Spider", (PortalSpider,), fields)
