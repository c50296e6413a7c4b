"""The further pages of a multi-page article: in one document where the network has one, else page by page."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import IgnoreRequest

from scraper.crawl.refusals import BackedOff
from scraper.crawl.requests import ask, page_of
from scraper.crawl.response_outcome import (
    TRANSPORT_ERRORS,
    ResponseOutcome,
    outcome_of_error,
    outcome_of_page,
)
from scraper.ingest.extraction import Extraction, find_whole
from scraper.ingest.filing import Filing, outcome_of
from scraper.model import Article, Outcome, Page, Refusal
from scraper.portals import Portal

if TYPE_CHECKING:
    from scraper.crawl.spider import PortalSpider

MOST_PARTS: Final = 30
"""Pages of one article that are asked for; the longest known has 12."""
AGAIN: Final = timedelta(hours=6)
"""After which an article is asked for again when one of its pages failed; one that is gone is
not waited for."""


async def remaining(
    spider: "PortalSpider", portal: Portal, first: Extraction
) -> tuple[Filing, datetime | None]:
    """All pages of the article that `first` begins, and when to come back for those that failed.

    Each further page is asked for like any other: robots.txt, the network's pace and the portal's
    back-off hold for it too.
    """
    article = first.result
    if not isinstance(article, Article) or article.parts <= 1 or article.part != 1:
        return Filing([first]), None
    full_url = _full_url(article, portal)
    if full_url:
        full = await _read(spider, portal, full_url)
        whole = find_whole(full, first) if isinstance(full, Extraction) else None
        if whole:
            return Filing([first], whole=whole), None
    further = [await _read(spider, portal, url) for url in article.part_urls[: MOST_PARTS - 1]]
    may_come = any(_outcome(part) in (Outcome.FAILED, Outcome.BLOCKED) for part in further)
    filing = Filing([first, *(part for part in further if isinstance(part, Extraction))])
    return filing, datetime.now(UTC) + AGAIN if may_come else None


def _outcome(part: Extraction | ResponseOutcome) -> Outcome | None:
    """What became of a further page that could not be had, or is none; None where it was."""
    if isinstance(part, ResponseOutcome):
        return part.outcome
    return outcome_of(part.result) if isinstance(part.result, Refusal) else None


def _full_url(article: Article, portal: Portal) -> str | None:
    form = portal.network.full_page
    if not form:
        return None
    return article.url + (f"&{form[1:]}" if form.startswith("?") and "?" in article.url else form)


async def _read(spider: "PortalSpider", portal: Portal, url: str) -> Extraction | ResponseOutcome:
    """One further page, or why it could not be had; then that is recorded."""
    page: Page | None = None
    try:
        response = await spider.crawler.engine.download_async(ask(url, portal))
        page = page_of(response)
        bad = outcome_of_page(page)
        if bad is None:
            reading = await spider.readers.read(page, portal)
            if isinstance(reading.result, Refusal):  # its row is written when the article is filed
                spider.writer.report.fail(
                    portal, url, outcome_of(reading.result), reading.result.detail
                )
            return reading
    except BackedOff as stopped:
        return ResponseOutcome(
            Outcome.BLOCKED, str(stopped)
        )  # not asked for, so there is nothing to record
    except (IgnoreRequest, *TRANSPORT_ERRORS) as error:
        bad = outcome_of_error(error)
    spider.writer.part_failed(portal, url, bad, page)
    return bad
