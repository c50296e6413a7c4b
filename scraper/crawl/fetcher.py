"""Fetches one page for code that awaits it.

Most of a spider's requests are answered to its callbacks. The further pages of an article, and
whatever `kliping add` and `kliping portals check` ask for, are awaited here.
"""

from dataclasses import dataclass
from typing import Protocol

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from scraper.crawl.refusals import BackedOff
from scraper.crawl.requests import ask, elapsed_ms, page_of
from scraper.crawl.response_outcome import (
    TRANSPORT_ERRORS,
    ResponseOutcome,
    outcome_of_error,
    outcome_of_page,
)
from scraper.model import LinkKind, Outcome, Page
from scraper.portals import Portal


class Engine(Protocol):
    """The part of Scrapy's engine that sends a request through all downloader middlewares."""

    async def download_async(self, request: Request, /) -> Response:
        """The answer; raises what the middlewares and the download raise."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one request."""

    result: Page | ResponseOutcome
    """The page to extract, or why there is none."""
    answer: Page | None = None
    """The answer, whatever its status; None where none came."""
    elapsed_ms: int | None = None
    was_sent: bool = True
    """False where the run had stopped asking the portal: then there is nothing to record."""


async def fetch_page(engine: Engine, url: str, portal: Portal, kind: LinkKind) -> Fetched:
    """Ask for a URL of the portal.

    robots.txt, the network's pace and the portal's back-off hold as for any other request.
    """
    try:
        response = await engine.download_async(ask(url, portal, kind=kind))
    except BackedOff as stopped:
        return Fetched(ResponseOutcome(Outcome.BLOCKED, str(stopped)), was_sent=False)
    except (IgnoreRequest, *TRANSPORT_ERRORS) as error:
        return Fetched(outcome_of_error(error))
    answer = page_of(response)
    return Fetched(outcome_of_page(answer) or answer, answer, elapsed_ms(response))
