"""Crawls in the test's own process, without a Twisted reactor, so that many can run in turn."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from tests.crawl.site import Site, serve


@dataclass(slots=True)
class Seen:
    """What came of each URL that a crawl asked for."""

    responses: dict[str, Response] = field(default_factory=dict)
    errors: dict[str, BaseException | None] = field(default_factory=dict)
    slot_delays: dict[str, float] = field(default_factory=dict)


Crawl = Callable[..., Seen]


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture(name="crawl")
def _crawl() -> Iterator[Crawl]:
    """Ask for all `requests` at once, with the project's settings except those in `changed`."""
    levels = {name: logging.getLogger(name).level for name in (None, "scrapy", "twisted")}

    def crawl(requests: Sequence[Request], **changed: Any) -> Seen:
        seen = Seen()

        class Asking(Spider):
            name = "asking"

            async def start(self) -> AsyncIterator[Request]:
                for request in requests:
                    yield request.replace(
                        callback=self.answered, errback=self.failed, dont_filter=True
                    )

            def answered(self, response: Response) -> None:
                assert response.request is not None
                first = response.request.meta.get("redirect_urls", [response.request.url])[0]
                seen.responses[first] = response

            def failed(self, failure: Failure) -> None:
                request: Request = failure.request  # type: ignore[attr-defined]
                seen.errors[request.meta.get("redirect_urls", [request.url])[0]] = failure.value

            def closed(self, reason: str) -> None:
                slots = self.crawler.engine.downloader.slots
                seen.slot_delays.update({key: slot.delay for key, slot in slots.items()})

        settings = Settings()
        settings.setmodule("scraper.crawl.settings", priority="project")
        settings.setdict(
            {
                "TWISTED_REACTOR_ENABLED": False,
                "SPIDER_LOADER_CLASS": "scrapy.spiderloader.DummySpiderLoader",
                "LOG_INSTALL_ROOT_HANDLER": False,
                "USER_AGENT": (
                    "Mozilla/5.0 (compatible; Kliping/test; +mailto:test@kliping.invalid)"
                ),
                "CONCURRENT_REQUESTS": 16,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                "DOWNLOAD_DELAY": 0,
                **changed,
            },
            priority="cmdline",
        )
        process = AsyncCrawlerProcess(settings)
        process.crawl(Crawler(Asking, settings))
        process.start(install_signal_handlers=False)
        return seen

    yield crawl
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
