"""Measures Scrapy by itself: a spider that throws every answer away.

It has the project's settings and middlewares and makes the same requests as a crawl.
"""

import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response

from scraper.config import load
from scraper.crawl.requests import ask
from scraper.crawl.run import project_settings
from scripts.bench.crawl.pages import PORTALS, path


class Throwing(Spider):
    """Requests each article once."""

    name = "throwing"
    count = 0

    async def start(self) -> AsyncIterator[Request]:
        """All articles."""
        portal = PORTALS[0]
        for number in range(1, self.count + 1):
            yield ask(portal.base + path(number), portal, callback=self.thrown_away)

    def thrown_away(self, response: Response) -> None:
        """Ignore the answer."""
        if response.status != 200:
            raise RuntimeError(f"{response.url} answered {response.status}")


def main() -> None:
    """Fetch the articles with the settings of the working folder; print seconds and CPU seconds."""
    count, at_once = map(int, sys.argv[1:])
    folder = Path.cwd()
    settings = project_settings(load(folder), folder / "archive.db")
    for name, value in {
        "CONCURRENT_REQUESTS": at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
        "DOWNLOAD_DELAY": 0,
    }.items():
        settings.set(name, value, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    started, begun = time.perf_counter(), time.process_time()
    crawler = Crawler(Throwing, settings)
    process.crawl(crawler, count=count)
    process.start()
    took = time.perf_counter() - started
    answered = (
        crawler.stats.get_value("downloader/response_status_count/200") if crawler.stats else 0
    )
    if answered < count:
        raise SystemExit(f"{answered} of {count} pages were had")
    print(took, time.process_time() - begun, 0)


if __name__ == "__main__":
    main()
