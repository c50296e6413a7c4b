"""The URLs that a run takes from the ledger, and gives back where it does not fetch them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from scraper.archive import Archive
from scraper.archive.frontier import (
    Due,
    enter_links,
    hasten_visits,
    list_due,
    recall_urls,
    release_urls,
    take_urls,
)
from scraper.model import Link, LinkKind
from scraper.portals import Portal


class DueQueue:
    """One run's share of the ledger: URLs are taken, then either settled or given back."""

    def __init__(self, archive: Archive, limit: int | None) -> None:
        self._archive = archive
        self._left = limit
        """Articles that the run may still take; None for any number."""
        self._taken: set[str] = set()

    def take_due(self, portal: Portal, most: int) -> list[Due]:
        """Take URLs of the portal that are due, newest first.

        At most `most`; fewer where the run's limit is near.
        """
        if self._left is not None:
            most = min(most, self._left)
        due = list_due(self._archive, portal, now=datetime.now(UTC), limit=most) if most else []
        self.take([item.url for item in due])
        if self._left is not None:
            self._left -= sum(item.kind is LinkKind.ARTICLE for item in due)
        return due

    def take_deadly(self, portal: Portal) -> Due | None:
        """Take one article whose page has ended two processes (`ledger`).

        None where none is due, or the limit is reached.
        """
        if self._left == 0:
            return None
        now = datetime.now(UTC)
        due = list_due(self._archive, portal, now=now, limit=1, deadly=True)
        self.take([item.url for item in due])
        if self._left is not None:
            self._left -= len(due)
        return due[0] if due else None

    def take_named(self, portal: Portal, urls: Sequence[str]) -> list[Due]:
        """Take articles that the user named, whether or not they are known or due."""
        now = datetime.now(UTC)
        links = [Link(url, LinkKind.ARTICLE) for url in urls]
        enter_links(self._archive, links, portal=portal, source="named by the user", seen_at=now)
        recall_urls(self._archive, urls, at=now)
        self.take(urls)
        return [Due(url, portal.slug, LinkKind.ARTICLE, 0, None, None, now) for url in urls]

    def take(self, urls: Sequence[str]) -> None:
        """Mark the URLs as in flight."""
        take_urls(self._archive, urls)
        self._taken.update(urls)

    def settle(self, url: str) -> None:
        """Forget a URL whose outcome is in the ledger."""
        self._taken.discard(url)

    def give_back(self, *urls: str) -> None:
        """Make URLs that were taken and not fetched due as before."""
        release_urls(self._archive, urls)
        self._taken.difference_update(urls)

    def give_all_back(self) -> None:
        """Make whatever was taken and not settled due as before: the run ends here."""
        self.give_back(*self._taken)

    def hasten(self, portal: Portal) -> None:
        """Make the portal's visits that are planned for later due now."""
        hasten_visits(self._archive, portal, at=datetime.now(UTC))
