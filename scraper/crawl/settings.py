"""Scrapy's settings, each with its reason.

Read by `scrapy` through scrapy.cfg and by `kliping crawl` alike.

What differs by operator (contact, pace) is not here but in kliping.toml; what differs by network is
its declaration. The spider puts both in place
(`scraper.crawl.spider.PortalSpider.update_settings`).
"""

from typing import Final

# --- who we are, and what is crawled
# -----------------------------------------------------------------------------------------------
BOT_NAME: Final = "kliping"
# one spider per network, made from the declarations
SPIDER_LOADER_CLASS: Final = "scraper.crawl.spider_loader.NetworkSpiderLoader"
SPIDER_MODULES: Final = [
    "spiders"
]  # ordinary Spider classes too, for a network that needs a crawl of its own
# for `scrapy crawl`; `kliping crawl --archive` overrides it. kliping.toml stands beside it
KLIPING_ARCHIVE: Final = "archive.db"

# --- politeness
# --------------------------------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY: Final = True  # by our own middleware: see DOWNLOADER_MIDDLEWARES
# one at a time to a network: after a block not one more request leaves; the delay is the limit
# anyway
CONCURRENT_REQUESTS: Final = 1
CONCURRENT_REQUESTS_PER_DOMAIN: Final = 1
DOWNLOAD_DELAY: Final = 2.0  # overridden by the network's own
DOWNLOAD_DELAY_JITTER: Final = 0.0  # the default (±50 %) would halve a delay that we promise
DEFAULT_REQUEST_HEADERS: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
}

# --- what a server may do to us
# ----------------------------------------------------------------------------------------------------
DOWNLOAD_HANDLERS: Final = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}  # a URL from a page must not read our files
# no private addresses; a spider's own settings come too late
TWISTED_DNS_RESOLVER: Final = "scraper.crawl.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES: Final = True  # off by default in Scrapy
DOWNLOAD_MAXSIZE: Final = (
    8 * 1024 * 1024
)  # bytes, also after decompression; the largest live blog seen is 1.3 MB
DOWNLOAD_WARNSIZE: Final = 0  # the maximum says enough
DOWNLOAD_TIMEOUT: Final = 30  # seconds; a portal that needs longer is down
REDIRECT_MAX_TIMES: Final = 5
METAREFRESH_ENABLED: Final = False  # a page's own idea of where to go next; soft 404s use it
COOKIES_ENABLED: Final = False  # we are nobody's session
HTTPCACHE_ENABLED: Final = False  # the ledger knows what was fetched
HTTPPROXY_ENABLED: Final = False  # a proxy would resolve names for us, past the guard
REFERRER_POLICY: Final = (
    "scrapy.spidermiddlewares.referer.NoReferrerPolicy"  # no business of theirs how we found it
)
TELNETCONSOLE_ENABLED: Final = False  # a shell on a port
REMOTE_CONTROL_ENABLED: Final = False  # code execution on a port, on by default in Scrapy 2.19

# --- what becomes of an answer
# -----------------------------------------------------------------------------------------------------
HTTPERROR_ALLOW_ALL: Final = True  # a 404 or 403 is an outcome to record, not a response to drop
RETRY_TIMES: Final = 2
RETRY_HTTP_CODES: Final = [
    500,
    502,
    503,
    504,
    522,
    524,
    408,
]  # the default without 429: too many requests are not cured by one more
RETRY_GIVE_UP_LOG_LEVEL: Final = "DEBUG"  # it is a row in `fetches`
URLLENGTH_LIMIT: Final = (
    0  # none: it drops a request without an outcome, and a crawl would wait for it for ever
)

DOWNLOADER_MIDDLEWARES: Final = {
    # lets a redirect of a dont_filter request leave the site
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scraper.crawl.offsite.OffsiteGuard": 50,
    # lets requests through that wait for robots.txt (since 2.14)
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scraper.crawl.robots.Robots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # does not know Retry-After
    "scraper.crawl.retry.Retry": 550,
    # detects the charset of compressed bytes
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scraper.crawl.compression.Decompression": 590,
    # a ValueError, where a Location is no address
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scraper.crawl.redirects.Redirects": 600,
}

# --- one process, many networks
# ----------------------------------------------------------------------------------------------------
TWISTED_REACTOR: Final = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# an answer yields one item; Scrapy makes so many tasks for each answer: 100 were a third of its
# cost
CONCURRENT_ITEMS: Final = 1
LOG_LEVEL: Final = "INFO"  # DEBUG names every request, and that is what `fetches` is for
STATS_DUMP: Final = (
    False  # forty lines a network; the run's report and `crawl_runs.stats` hold what matters
)
LOGSTATS_INTERVAL: Final = 300.0  # seconds: a nightly run's log stays readable
FEED_EXPORT_ENCODING: Final = (
    "utf-8"  # `scrapy crawl tribun -O out.jsonl` prints Indonesian as it is written
)
