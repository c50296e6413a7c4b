"""The gate that every request passes first and every answer last: the portal's own hosts only, and only while it lets us."""

from http import HTTPStatus
from typing import Final

from scrapy import Request
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.http import Response

from scraper.crawl.backoff import backoff_for
from scraper.crawl.refusals import BackedOff, OffSite, Unasked
from scraper.crawl.requests import page_of, portal_of
from scraper.urls import host_of

CONDITIONS: Final = ("If-None-Match", "If-Modified-Since")
"""Headers that ask for a page only if it has changed."""


class OffsiteGuard(OffsiteMiddleware):
    """In place of the stock off-site middleware, which lets a redirect of a `dont_filter` request go anywhere.

    A request of an ordinary Spider class, which names no portal, is judged as the stock middleware
    does.
    """

    def request_scheduled(self, request: Request, spider: object) -> None:
        """Nothing: dropped here, a request would vanish without an outcome.

        `process_request` sees it in its turn.
        """

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Let the request pass.

        Raises:
            OffSite: it leads off the portal's hosts.
            BackedOff: this run has stopped asking the portal.
        """
        portal = portal_of(request)
        if portal is None:
            super().process_request(request)
            return
        if not portal.owns(request.url):
            raise OffSite(
                f"redirects off the portal's hosts, to {host_of(request.url) or request.url}: not"
                " followed"
            )
        judged = backoff_for(self.crawler, request)
        reason = judged[0].reason(portal) if judged else None
        if reason:
            raise BackedOff(reason)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass the answer on; a refusal of us closes the gate for its portal.

        What robots.txt answers, `Robots` judges.

        Raises:
            Unasked: it says that nothing has changed, and was not asked that.
        """
        if response.status == HTTPStatus.NOT_MODIFIED and not any(
            name in request.headers for name in CONDITIONS
        ):
            raise Unasked(
                "HTTP 304 to a request without a condition: nothing is known that could be"
                " unchanged"
            )
        judged = backoff_for(self.crawler, request)
        if judged:
            backoff, portal = judged
            backoff.answered(portal, page_of(response))
        return response
