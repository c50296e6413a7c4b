"""How a site is asked for its pages: by whoever may, one page after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from scraper.model import LinkKind, Outcome, Page
from scraper.portal import Portal


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that was not had."""

    outcome: Outcome
    why: str


class Asker(Protocol):
    """Fetches pages for a portal, politely, and records each fetch."""

    @property
    def sitemaps(self) -> Sequence[str]:
        """The sitemaps that robots.txt named, once a page was asked for."""

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | Failed:
        """The page under a URL of the portal, with a status of success, or why it was not had."""
