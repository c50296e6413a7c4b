"""Obeys robots.txt as RFC 9309 says.

It replaces Scrapy's middleware, which showed two faults in a run of 2.19: requests that wait while
robots.txt is fetched are let through (since 2.14; 6 of 8 disallowed URLs at the start of a crawl),
and a robots.txt that fails allows everything.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scraper.crawl.options import AGENT
from scraper.crawl.refusals import BackedOff, RobotsForbid, RobotsUnreadable
from scraper.crawl.requests import PORTAL, ROBOTS, asks_robots, portal_of
from scraper.crawl.response_outcome import TRANSPORT_ERRORS, error_text

PATH: Final = "/robots.txt"
NAMES: Final = (AGENT, "Scrapy")
"""Groups of a robots.txt that apply to us: our own, and that of the library we are built on, which
some publishers shut out by name."""
LONGEST_DELAY: Final = 60.0
"""The longest delay between two requests that is honoured, in seconds.

A longer one would hold up the whole network, and the run with it, for days: such a host is left
alone.
"""
_RECEIVED: Final = "robots_bytes"
"""The key in `Request.meta` for the bytes of robots.txt received so far."""
MAX_BYTES: Final = 512 * 1024
"""How much of a robots.txt is read; RFC 9309 asks for at least 500 KiB."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one origin's robots.txt says to us."""

    parser: Protego | None
    """None where everything is off limits, …"""
    why: str = ""
    """… for this reason."""

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for; 0 where it asks for nothing."""
        if self.parser is None:
            return 0.0
        rates = [
            rate for name in NAMES if (rate := self.parser.request_rate(name)) and rate.requests
        ]
        delays = [self.parser.crawl_delay(name) or 0.0 for name in NAMES]
        return max([*delays, *(rate.seconds / rate.requests for rate in rates)])


@dataclass(frozen=True, slots=True)
class RobotsRead:
    """A request for a robots.txt, as passed to the spider's method `robots_read`."""

    url: str
    status: int | None
    error: str | None
    """Why it could not be read; None where it was."""
    sitemaps: tuple[str, ...]
    """The sitemaps that it names."""


class Robots:
    """Downloader middleware: a request waits for its origin's robots.txt, which must allow it."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._origins: dict[str, asyncio.Task[_Rules]] = {}
        crawler.signals.connect(self._limit_download, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it as Scrapy does."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            RobotsForbid: robots.txt forbids it.
            RobotsUnreadable: robots.txt could not be read.
        """
        if asks_robots(request):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._origins:
            self._origins[origin] = asyncio.ensure_future(self._fetch(origin, request))
        # Shielded: a request that is cancelled must not cancel the download for the others.
        rules = await asyncio.shield(self._origins[origin])
        if rules.parser is None:
            raise RobotsUnreadable(rules.why)
        forbidden = [name for name in NAMES if not rules.parser.can_fetch(request.url, name)]
        if forbidden:
            raise RobotsForbid(f"{origin}{PATH} forbids it to {forbidden[0]}")

    def _limit_download(self, data: bytes, request: Request) -> None:
        """Stop the download of a robots.txt after the part that is read (RFC 9309, section 2.5)."""
        if not asks_robots(request):
            return
        # From here on the usual limit holds, for the decompressed size.
        request.meta["download_maxsize"] = self._crawler.settings.getint("DOWNLOAD_MAXSIZE")
        request.meta[_RECEIVED] = request.meta.get(_RECEIVED, 0) + len(data)
        if request.meta[_RECEIVED] > MAX_BYTES:
            raise StopDownload(fail=False)

    async def _fetch(self, origin: str, cause: Request) -> _Rules:
        """Download and read the origin's robots.txt for the first request to it, `cause`."""
        request = _robots_request(origin, cause)
        try:
            response = await self._crawler.engine.download_async(request)
        except BackedOff:
            raise
        except (IgnoreRequest, DownloadFailedError, *TRANSPORT_ERRORS) as error:
            why = f"{origin}{PATH} could not be had ({error_text(error)})"
            rules = _Rules(None, f"{why}: everything there is off limits")
            self._report(cause, request.url, None, rules)
            return rules
        rules = _parse(response, origin)
        if rules.delay > LONGEST_DELAY:
            asked = f"{origin}{PATH} asks for {rules.delay:g} s between two requests"
            rules = _Rules(None, f"{asked}: no run can keep to more than {LONGEST_DELAY:g}")
        self._slow_down(cause, rules.delay)
        self._report(cause, request.url, response.status, rules)
        return rules

    def _report(self, cause: Request, url: str, status: int | None, rules: _Rules) -> None:
        """Pass the result to the spider's `robots_read`, where it has that method."""
        portal, spider = portal_of(cause), self._crawler.spider
        robots_read = getattr(spider, "robots_read", None)
        if portal is not None and robots_read is not None:
            sitemaps = tuple(rules.parser.sitemaps) if rules.parser else ()
            robots_read(portal, RobotsRead(url, status, rules.why or None, sitemaps))

    def _slow_down(self, cause: Request, delay: float) -> None:
        """Apply the delay to the request's whole slot: the network's, where `ask` made it."""
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(cause)
        # Kept here too, because Scrapy makes the slot anew after an idle minute.
        settings = downloader.per_slot_settings.setdefault(key, {})
        before = settings.get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        settings["delay"] = max(delay, before)
        if key in downloader.slots:
            downloader.slots[key].delay = settings["delay"]


def _robots_request(origin: str, cause: Request) -> Request:
    inherited = {
        key: value for key, value in cause.meta.items() if key in (PORTAL, "download_slot")
    }
    # No size limit: only the beginning is read, whatever length is announced. No compression: the
    # beginning of a compressed one could not be decompressed.
    return Request(
        origin + PATH,
        meta=inherited | {ROBOTS: True, "download_maxsize": 0},
        headers={"Accept-Encoding": "identity"},
        callback=NO_CALLBACK,
        dont_filter=True,
    )


def _parse(response: Response, origin: str) -> _Rules:
    status = response.status
    if status == 429 or status >= 500 or 300 <= status < 400:
        answered = f"{origin}{PATH} answered {status}"
        return _Rules(None, f"{answered}: everything there is off limits until it can be read")
    if status >= 400:
        return _Rules(Protego.parse(""))  # there is no robots.txt: RFC 9309, section 2.3.1.3
    return _Rules(Protego.parse(response.body[:MAX_BYTES].decode("utf-8-sig", "replace")))
