"""Fetches the further pages of a multi-page article.

As one document with all parts where the network has one, else page by page.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from scraper.crawl.fetcher import Fetched
from scraper.crawl.response_outcome import ResponseOutcome
from scraper.ingest.extraction import Extraction, find_whole
from scraper.ingest.extraction_pool import ExtractionPool
from scraper.ingest.filing import Filing, outcome_of
from scraper.model import Article, Outcome, Page, Refusal
from scraper.portals import Portal

MOST_PARTS: Final = 30
"""Pages of one article that are asked for; the longest known has 12."""
AGAIN: Final = timedelta(hours=6)
"""Time until an article is asked for again because one of its pages failed; one that is gone is not
waited for."""

FetchPart = Callable[[str, Portal], Awaitable[Fetched]]


class PartRecord(Protocol):
    """Takes note of further pages that bring no part of the article."""

    def part_refused(self, portal: Portal, url: str, refusal: Refusal) -> None:
        """Report a page that is no part; its row is written when the article is filed."""

    def part_failed(
        self, portal: Portal, url: str, outcome: ResponseOutcome, page: Page | None
    ) -> None:
        """Record a page that could not be fetched."""


class PartFetcher:
    """Completes articles with their further pages."""

    def __init__(self, fetch: FetchPart, pool: ExtractionPool, record: PartRecord) -> None:
        self._fetch = fetch
        self._pool = pool
        self._record = record

    async def complete(self, first: Extraction, portal: Portal) -> tuple[Filing, datetime | None]:
        """All pages of the article that `first` begins, and when to come back for failed ones.

        The latter is None where no page failed in a way that may pass.
        """
        article = first.result
        if not isinstance(article, Article) or article.parts <= 1 or article.part != 1:
            return Filing([first]), None
        full_url = _full_url(article, portal)
        if full_url:
            full = await self._extract(full_url, portal)
            whole = find_whole(full, first) if isinstance(full, Extraction) else None
            if whole:
                return Filing([first], whole=whole), None
        further = [await self._extract(url, portal) for url in article.part_urls[: MOST_PARTS - 1]]
        filing = Filing([first, *(part for part in further if isinstance(part, Extraction))])
        may_come = any(_outcome(part) in (Outcome.FAILED, Outcome.BLOCKED) for part in further)
        return filing, datetime.now(UTC) + AGAIN if may_come else None

    async def _extract(self, url: str, portal: Portal) -> Extraction | ResponseOutcome:
        """One further page, or why it could not be fetched."""
        fetched = await self._fetch(url, portal)
        if isinstance(fetched.result, ResponseOutcome):
            if fetched.was_sent:
                self._record.part_failed(portal, url, fetched.result, fetched.answer)
            return fetched.result
        part = await self._pool.read(fetched.result, portal)
        if isinstance(part.result, Refusal):
            self._record.part_refused(portal, url, part.result)
        return part


def _outcome(part: Extraction | ResponseOutcome) -> Outcome | None:
    """What stands in the place of a further page; None where it is a part of the article."""
    if isinstance(part, ResponseOutcome):
        return part.outcome
    return outcome_of(part.result) if isinstance(part.result, Refusal) else None


def _full_url(article: Article, portal: Portal) -> str | None:
    """The URL of the document with all parts; None where the network has none."""
    form = portal.network.full_page
    if not form:
        return None
    if form.startswith("?") and "?" in article.url:
        return f"{article.url}&{form[1:]}"
    return article.url + form
