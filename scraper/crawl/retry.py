"""Retries that wait as long as the server asks."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

from scraper.crawl.backoff import backoff_for
from scraper.crawl.response_outcome import is_challenge, retry_after

LONGEST: Final = timedelta(seconds=60)
"""The longest wait within a run. Where the server asks for more, the URL is settled as failed and
is due again when the server said."""


class Retry(RetryMiddleware):
    """The stock middleware, which also honours Retry-After and does not retry at a bot wall.

    The wait holds the network's one slot, so that nothing else is asked of the network meanwhile.
    """

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry a passing failure of the server, after the pause that it asks for."""
        if response.status not in self.retry_http_codes:
            return response
        printed = response.headers.get("Retry-After")
        asked = retry_after(printed.decode("latin-1") if printed else None, datetime.now(UTC))
        wait = asked or timedelta(0)
        if wait > LONGEST or _is_challenged(response):
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request) and wait:
            await asyncio.sleep(wait.total_seconds())
        return again

    def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Retry after a broken connection, unless the run has stopped asking the portal."""
        found = backoff_for(self.crawler, request)
        if found:
            backoff, portal = found
            backoff.count_error(portal, exception)
            if backoff.reason(portal):
                return None
        return super().process_exception(request, exception)


def _is_challenged(response: Response) -> bool:
    headers = {"cf-mitigated": ""} if "cf-mitigated" in response.headers else {}
    return response.status == 503 and is_challenge(headers, response.body)
