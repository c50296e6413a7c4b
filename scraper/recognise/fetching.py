"""How a site is asked for its pages, and these are read: by whoever may, one page after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from scraper.model import Article, LinkKind, Links, Outcome, Page, Refusal
from scraper.portals import Portal
from scraper.recognise.first_look import Look


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A page that was not had."""

    outcome: Outcome
    why: str


class Fetcher(Protocol):
    """Fetches pages for a portal, politely, records each fetch, and has them read where a page that never ends can be ended."""

    @property
    def sitemaps(self) -> Sequence[str]:
        """The sitemaps that robots.txt named, once a page was asked for."""

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | FailedFetch:
        """The page under a URL of the portal, with a status of success, or why it was not had."""

    async def links(self, page: Page, portal: Portal) -> Links:
        """What a source's page names (`scraper.discover`).

        Raises PageError where it cannot be read as one.
        """

    async def extract(self, page: Page, portal: Portal) -> Article | Refusal:
        """What an article's page holds (`scraper.extract`).

        Raises PageError where it cannot be read.
        """

    async def look(self, page: Page) -> Look:
        """What a page says of its site (`scraper.recognise.first_look`).

        Raises PageError where it cannot be read.
        """
