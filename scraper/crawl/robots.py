"""robots.txt, obeyed as RFC 9309 says.

In place of Scrapy's middleware, of which two things were seen in a run of 2.19: requests that wait
while robots.txt is fetched are let through (since 2.14; 6 of 8 disallowed URLs at the start of a
crawl), and a robots.txt that fails allows everything.
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
from scraper.crawl.requests import ROBOTS, asks_robots, portal_of
from scraper.crawl.response_outcome import TRANSPORT_ERRORS, error_text

PATH: Final = "/robots.txt"
NAMES: Final = (AGENT, "Scrapy")
"""Groups of a robots.txt that are for us: our own, and that of the library we are built on,
which some publishers shut out by name."""
LONGEST_DELAY: Final = 60.0
"""Seconds between two requests that are kept to.

What asks for more would hold up its whole network, and the run with it, for days.
"""
_HAD: Final = "robots_bytes"
MAX_BYTES: Final = 512 * 1024
"""What of a robots.txt is read; RFC 9309 asks for at least 500 KiB."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one origin's robots.txt says."""

    parser: Protego | None
    """None where everything is off limits."""
    why: str = ""
    """Then, the reason in words."""

    @property
    def delay(self) -> float:
        """Seconds between requests that it asks of us; 0 where it asks for nothing."""
        if self.parser is None:
            return 0.0
        rates = [
            rate for name in NAMES if (rate := self.parser.request_rate(name)) and rate.requests
        ]
        delays = [self.parser.crawl_delay(name) or 0.0 for name in NAMES]
        return max([*delays, *(rate.seconds / rate.requests for rate in rates)])


@dataclass(frozen=True, slots=True)
class RobotsRead:
    """A robots.txt that was asked for, as it is told to the spider's `robots_read(portal, read)`."""

    url: str
    status: int | None
    error: str | None
    """Why it could not be had."""
    sitemaps: tuple[str, ...]
    """That it names."""


class Robots:
    """Downloader middleware: a request goes on only once its origin's robots.txt is there and allows it."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._origins: dict[str, asyncio.Task[_Rules]] = {}
        crawler.signals.connect(self._received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            RobotsForbid: robots.txt forbids it.
            RobotsUnreadable: robots.txt could not be had.
        """
        if asks_robots(request):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._origins:
            self._origins[origin] = asyncio.ensure_future(self._fetch(origin, request))
        rules = await asyncio.shield(
            self._origins[origin]
        )  # one request that is cancelled must not cancel it for the others
        if rules.parser is None:
            raise RobotsUnreadable(rules.why)
        forbidden = [name for name in NAMES if not rules.parser.can_fetch(request.url, name)]
        if forbidden:
            raise RobotsForbid(f"{origin}{PATH} forbids it to {forbidden[0]}")

    def _received(self, data: bytes, request: Request) -> None:
        """End the download of a robots.txt behind what of it is read (RFC 9309, section 2.5)."""
        if not asks_robots(request):
            return
        request.meta["download_maxsize"] = self._crawler.settings.getint(
            "DOWNLOAD_MAXSIZE"
        )  # for what it may unpack to
        request.meta[_HAD] = request.meta.get(_HAD, 0) + len(data)
        if request.meta[_HAD] > MAX_BYTES:
            raise StopDownload(fail=False)

    async def _fetch(self, origin: str, cause: Request) -> _Rules:
        meta = {
            key: value for key, value in cause.meta.items() if key in ("portal", "download_slot")
        }
        request = Request(
            origin + PATH,
            meta=meta
            | {
                ROBOTS: True,
                "download_maxsize": 0,
            },  # whatever length it announces: its beginning is read
            headers={
                "Accept-Encoding": "identity"
            },  # the beginning of a packed one could not be unpacked
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            response = await self._crawler.engine.download_async(request)
        except BackedOff:
            raise
        except (IgnoreRequest, DownloadFailedError, *TRANSPORT_ERRORS) as error:
            rules = _Rules(
                None,
                f"{origin}{PATH} could not be had ({error_text(error)}): everything there is off"
                " limits",
            )
            self._record(cause, request.url, None, rules)
            return rules
        rules = _read(response, origin)
        if rules.delay > LONGEST_DELAY:
            why = (
                f"{origin}{PATH} asks for {rules.delay:g} s between two requests: no run can keep"
                f" to more than {LONGEST_DELAY:g}"
            )
            rules = _Rules(None, why)
        self._slow_down(cause, rules.delay)
        self._record(cause, request.url, response.status, rules)
        return rules

    def _record(self, cause: Request, url: str, status: int | None, rules: _Rules) -> None:
        portal, spider = portal_of(cause), self._crawler.spider
        recorder = getattr(spider, "robots_read", None)
        if portal is not None and recorder is not None:
            recorder(
                portal,
                RobotsRead(
                    url,
                    status,
                    rules.why or None,
                    tuple(rules.parser.sitemaps) if rules.parser else (),
                ),
            )

    def _slow_down(self, cause: Request, delay: float) -> None:
        """Hold the request's whole slot to the delay: the network's, when `scraper.crawl.requests` made it."""
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(cause)
        agreed = downloader.per_slot_settings.setdefault(
            key, {}
        )  # read when Scrapy makes the slot anew after an idle minute
        agreed["delay"] = max(
            delay, agreed.get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        )
        if key in downloader.slots:
            downloader.slots[key].delay = agreed["delay"]


def _read(response: Response, origin: str) -> _Rules:
    status = response.status
    if status == 429 or status >= 500 or 300 <= status < 400:
        return _Rules(
            None,
            f"{origin}{PATH} answered {status}: everything there is off limits until it can be"
            " read",
        )
    if status >= 400:
        return _Rules(Protego.parse(""))  # there is none: RFC 9309, section 2.3.1.3
    return _Rules(Protego.parse(response.body[:MAX_BYTES].decode("utf-8-sig", "replace")))
