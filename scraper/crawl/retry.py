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
"""What is waited for within a run; the URL is settled as failed, and due again when the server
said, where it asks for more."""


class Retry(RetryMiddleware):
    """The stock middleware, which on top of it honours Retry-After, and does not knock at a bot wall again.

    The wait holds the network's one slot, so that nothing else is asked of it meanwhile.
    """

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry a passing failure of the server, after the pause that it asks for."""
        if response.status not in self.retry_http_codes:
            return response
        printed = response.headers.get("Retry-After")
        wait = retry_after(
            printed.decode("latin-1") if printed else None, datetime.now(UTC)
        ) or timedelta(0)
        challenged = response.status == 503 and is_challenge(
            {"cf-mitigated": ""} if "cf-mitigated" in response.headers else {}, response.body
        )
        if challenged or wait > LONGEST:
            return response
        again = super().process_response(request, response)
        if isinstance(again, Request) and wait:
            await asyncio.sleep(wait.total_seconds())
        return again

    def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Retry after a broken connection, unless the portal has been silent too often."""
        judged = backoff_for(self.crawler, request)
        if judged:
            backoff, portal = judged
            backoff.failed(portal, exception)
            if backoff.reason(portal):
                return None
        return super().process_exception(request, exception)
