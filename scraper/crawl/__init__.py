"""The crawl: the only room that knows Scrapy.

run       one crawl of one process: `run_crawl(…) -> RunReport`
loader    one spider per network, for `scrapy list` and `scrapy crawl`
spider    sources → ledger → articles → archive; parts, walk and requests beside it
gate, robots, patience, compression, resolver
          what stands between a spider and a server
writer    the one place where a crawl writes
verdict   what an answer, or the lack of one, means
report, progress
          what happened, afterwards and meanwhile
"""

from scraper.crawl.report import RunReport
from scraper.crawl.run import run_crawl

__all__ = ["RunReport", "run_crawl"]
