"""Which portals a run has stopped asking, and why.

The downloader middlewares `offsite` and `retry` keep it: a middleware sees an answer before the
next request is sent, a spider's callback only afterwards.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scrapy import Request
from scrapy.crawler import Crawler

from scraper.crawl.log_lines import fields
from scraper.crawl.requests import asks_robots, portal_of
from scraper.crawl.response_outcome import error_text, is_no_answer, outcome_of_page
from scraper.model import Outcome, Page
from scraper.portals import Portal

logger = logging.getLogger("kliping.crawl")

MOST_SILENCES: Final = 5
"""Requests in a row without an answer, retries included, after which a portal is left alone: its
host is down."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a portal is left alone."""

    why: str
    refused: bool = False
    """True where the publisher refuses us: later runs then leave the portal alone too."""
    until: datetime | None = None
    """When the publisher asks us to come back; None where it does not say."""


class BackOff:
    """One run's back-off from the portals that refuse it or do not answer.

    `on_stop` is called once for each portal that is left alone. `closed` returns why a portal may
    not be asked at this hour, or None where it may.
    """

    def __init__(
        self,
        on_stop: Callable[[Portal, Stop], None],
        closed: Callable[[Portal], str | None] = lambda _: None,
    ) -> None:
        self._on_stop = on_stop
        self._closed = closed
        self._stops: dict[str, Stop] = {}
        self._silences: Counter[str] = Counter()

    def reason(self, portal: Portal) -> str | None:
        """Why the portal may not be asked now; None where it may."""
        stop = self._stops.get(portal.slug)
        return stop.why if stop else self._closed(portal)

    def stop(self, portal: Portal, stop: Stop) -> None:
        """Leave the portal alone for the rest of the run; its remaining URLs stay due."""
        if portal.slug not in self._stops:
            self._stops[portal.slug] = stop
            logger.warning("left alone", extra=fields(portal=portal.slug, why=stop.why))
            self._on_stop(portal, stop)

    def count_answer(self, portal: Portal, page: Page) -> None:
        """End the portal's silence, and stop asking it where the answer is a refusal of us."""
        self._silences[portal.slug] = 0
        outcome = outcome_of_page(page)
        if outcome and outcome.outcome is Outcome.BLOCKED:
            why = outcome.why or Outcome.BLOCKED.value
            self.stop(portal, Stop(why, refused=True, until=outcome.retry_at))

    def count_error(self, portal: Portal, error: BaseException) -> None:
        """Count a request without an answer; several in a row stop the portal."""
        if not is_no_answer(error):
            return
        self._silences[portal.slug] += 1
        if self._silences[portal.slug] >= MOST_SILENCES:
            last = error_text(error)
            why = f"{MOST_SILENCES} requests in a row got no answer, the last: {last}"
            self.stop(portal, Stop(why))


def backoff_for(crawler: Crawler, request: Request) -> tuple[BackOff, Portal] | None:
    """The run's back-off, and the portal whose answers it counts for this request.

    None for robots.txt itself, and for spiders without a back-off.
    """
    portal, backoff = portal_of(request), getattr(crawler.spider, "backoff", None)
    if portal is None or asks_robots(request) or not isinstance(backoff, BackOff):
        return None
    return backoff, portal
