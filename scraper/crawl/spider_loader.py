"""The spider loader: one spider per network, made from the declarations; never two on one network, for they would break its pace."""

from typing import TYPE_CHECKING, Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from scraper.crawl.options import config_of
from scraper.crawl.spider import PortalSpider
from scraper.portals import Portal, Registry, user_portals

if TYPE_CHECKING:
    from builtins import list as List  # noqa: N812 (the protocol's own method is called `list`)


class NetworkSpiderLoader:
    """Finds spiders by network slug.

    An ordinary Spider class in SPIDER_MODULES is found too, and takes the place of the made one
    where it bears the network's name.
    """

    def __init__(self, settings: BaseSettings) -> None:
        declarations = user_portals.load(config_of(settings))
        members: dict[str, list[Portal]] = {}
        for portal in declarations:
            members.setdefault(portal.network.slug, []).append(portal)
        self._spiders: dict[str, type[Spider]] = {
            slug: spider_for(slug, tuple(portals), declarations)
            for slug, portals in members.items()
        }
        written = SpiderLoader(settings)
        self._spiders.update({name: written.load(name) for name in written.list()})

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """As Scrapy makes it."""
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of that name.

        Raises:
            KeyError: there is none (Scrapy's own contract).
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


def spider_for(
    slug: str, members: tuple[Portal, ...], declarations: Registry
) -> type[PortalSpider]:
    """The spider class of one network."""
    described = f"Crawls {members[0].network.name}: {len(members)} portals."
    fields = {
        "name": slug,
        "members": members,
        "declarations": declarations,
        "__doc__": described,
        "__module__": __name__,
    }
    return type(f"{slug.title().replace('-', '')}Spider", (PortalSpider,), fields)
