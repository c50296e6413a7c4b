"""The sample network with as many stories as wanted, on portals whose sitemaps name all of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.portals import posts_of
from scripts.sample.network.site import Network
from scripts.sample.response import Response

PORTALS: Final = ("mediaindonesia", "merdeka", "lampost", "beritajatim", "balipost")
"""Each belongs to a network of its own, so that five spiders work; the third prints every third
article on three pages."""
MOST: Final = 50_000 * len(PORTALS)
"""Articles a portal: a sitemap may name 50,000 (sitemaps.org/protocol.html)."""


class Soaked:
    """What is served: the network, with sitemaps that are made once."""

    def __init__(self, *, port: int, today: date, articles: int) -> None:
        each, more = divmod(articles, len(PORTALS))
        shares = {slug: each + (number < more) for number, slug in enumerate(PORTALS)}
        posts = {
            slug: [replace(posts_of(slug)[0], stories=share, per_day=share)]
            for slug, share in shares.items()
        }
        self._network = Network(port=port, today=today, posts=posts)
        self._sources = cache(self._network.respond)

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals to crawl."""
        return self._network.portals

    def truths(self) -> Iterator[Article]:
        """What the archive must hold, one article at a time."""
        for member in self._network.members:
            yield from member.truths()

    def warm(self) -> None:
        """Make the sources before they are requested.

        A sitemap of tens of thousands takes longer to make than a crawl waits for it.
        """
        for portal in self.portals:
            for source in portal.network.sources:
                address = source.at(portal.base, portal.key)
                self.respond(portal.hosts[0], address.removeprefix(portal.base))

    def respond(self, host: str, target: str) -> Response:
        """The answer to GET `target` at `host`."""
        return (
            self._sources(host, target)
            if target.endswith(".xml")
            else self._network.respond(host, target)
        )
