"""The crawl: fetches what is due from the portals and archives it.

No other room loads Scrapy. `run_crawl` does a `Job` and returns its `RunReport`; `plan` says what
it would fetch. Each network has one spider, so that its pace holds for all its portals together;
the middlewares keep every request within robots.txt and on the portal's hosts; one writer records
what became of each URL.
"""

from scraper.crawl.job import Job
from scraper.crawl.plan import Planned, plan
from scraper.crawl.report import RunReport
from scraper.crawl.run import run_crawl

__all__ = ["Job", "Planned", "RunReport", "plan", "run_crawl"]
