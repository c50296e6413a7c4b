"""What a site's pages are fetched and read with, one after the other; the caller provides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from scraper.model import Article, LinkKind, Links, Outcome, Page, Refusal
from scraper.portals import Portal
from scraper.recognise.look import Look


@dataclass(frozen=True, slots=True)
class FailedFetch:
    """A page that could not be fetched."""

    outcome: Outcome
    why: str


class Fetcher(Protocol):
    """Fetches pages of a portal politely, and records each fetch.

    Pages are read where the reading of one that never ends can be stopped.
    """

    @property
    def sitemaps(self) -> Sequence[str]:
        """The sitemaps that robots.txt names; known after the first page."""

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | FailedFetch:
        """The page under a URL of the portal, with a status of success, or why there is none."""

    async def links(self, page: Page, portal: Portal) -> Links:
        """The links of a source's page (`scraper.discover`).

        Raises PageError where it cannot be read as one.
        """

    async def extract(self, page: Page, portal: Portal) -> Article | Refusal:
        """The article of a page (`scraper.extract`).

        Raises PageError where it cannot be read.
        """

    async def look(self, page: Page) -> Look:
        """What a page says of its site (`first_look`).

        Raises PageError where it cannot be read.
        """
