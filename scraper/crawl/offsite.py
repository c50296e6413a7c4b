"""Keeps requests on the portal's own hosts, and off portals that refuse us.

The outermost middleware: requests pass here first, answers last.
"""

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
    """Replaces the stock middleware, which lets redirects of `dont_filter` requests go anywhere.

    A request of an ordinary Spider class names no portal; for it the stock middleware decides.
    """

    def request_scheduled(self, request: Request, spider: object) -> None:
        """Do nothing: a request dropped here would vanish without an outcome.

        `process_request` sees it later.
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
            host = host_of(request.url) or request.url
            raise OffSite(f"redirects off the portal's hosts, to {host}: not followed")
        found = backoff_for(self.crawler, request)
        reason = found[0].reason(portal) if found else None
        if reason:
            raise BackedOff(reason)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass the answer on; one that refuses us stops all further requests to its portal.

        Answers for robots.txt are left to `Robots`.

        Raises:
            Unasked: it says that nothing has changed, and the request did not ask that.
        """
        if response.status == HTTPStatus.NOT_MODIFIED and not any(
            name in request.headers for name in CONDITIONS
        ):
            raise Unasked(
                "HTTP 304 to a request without a condition: nothing is known that could be"
                " unchanged"
            )
        found = backoff_for(self.crawler, request)
        if found:
            backoff, portal = found
            backoff.count_answer(portal, page_of(response))
        return response
