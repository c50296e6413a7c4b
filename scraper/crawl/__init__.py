"""The crawl: the only room that knows Scrapy.

job, run  what is to be done, and one crawl of one process that does it: `run_crawl(…, job, …) -> RunReport`
plan      what a job would fetch
loader    one spider per network, for `scrapy list` and `scrapy crawl`
spider    sources → ledger → articles → archive; parts, walk, window, revisits and requests beside it
gate, robots, patience, compression, resolver
          what stands between a spider and a server
writer    the one place where a crawl writes
verdict   what an answer, or the lack of one, means
report, progress
          what happened, afterwards and meanwhile
"""

from scraper.crawl.job import Job
from scraper.crawl.plan import Planned, plan
from scraper.crawl.report import RunReport
from scraper.crawl.run import run_crawl

__all__ = ["Job", "Planned", "RunReport", "plan", "run_crawl"]
