"""Which portals a run has stopped asking, and why.

`offsite` and `retry` keep it, for a middleware sees an answer before the next request may leave,
and a spider's callback after.
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
"""Requests in a row without any answer, retries counted, after which a portal is left alone: its
host is down."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a portal is left alone."""

    why: str
    refused: bool = False
    """True where the publisher refuses us: then later runs leave it alone too."""
    until: datetime | None = None
    """When it wants to be asked again, where it says so."""


class BackOff:
    """One run's back-off; `stopped` is told once of each portal that is left alone, `closed` says why one may not be asked at this hour."""

    def __init__(
        self,
        stopped: Callable[[Portal, Stop], None],
        closed: Callable[[Portal], str | None] = lambda _: None,
    ) -> None:
        self._stopped = stopped
        self._closed = closed
        self._stops: dict[str, Stop] = {}
        self._silences: Counter[str] = Counter()

    def reason(self, portal: Portal) -> str | None:
        """Why the portal is left alone; None where it is not."""
        stop = self._stops.get(portal.slug)
        return stop.why if stop else self._closed(portal)

    def stop(self, portal: Portal, stop: Stop) -> None:
        """Leave the portal alone for the rest of the run; what it still owes stays due."""
        if portal.slug not in self._stops:
            self._stops[portal.slug] = stop
            logger.warning("left alone", extra=fields(portal=portal.slug, why=stop.why))
            self._stopped(portal, stop)

    def answered(self, portal: Portal, page: Page) -> None:
        """An answer came: a refusal of us stops the portal, anything else ends a silence."""
        self._silences[portal.slug] = 0
        verdict = outcome_of_page(page)
        if verdict and verdict.outcome is Outcome.BLOCKED:
            self.stop(
                portal,
                Stop(verdict.why or Outcome.BLOCKED.value, refused=True, until=verdict.retry_at),
            )

    def failed(self, portal: Portal, error: BaseException) -> None:
        """No answer came: several in a row stop the portal."""
        if not is_no_answer(error):
            return
        self._silences[portal.slug] += 1
        if self._silences[portal.slug] >= MOST_SILENCES:
            self.stop(
                portal,
                Stop(
                    f"{MOST_SILENCES} requests in a row got no answer, the last:"
                    f" {error_text(error)}"
                ),
            )


def backoff_for(crawler: Crawler, request: Request) -> tuple[BackOff, Portal] | None:
    """The run's back-off and the portal that a request is judged for; None for robots.txt itself and for spiders that keep none."""
    portal, kept = portal_of(request), getattr(crawler.spider, "backoff", None)
    if portal is None or asks_robots(request) or not isinstance(kept, BackOff):
        return None
    return kept, portal
