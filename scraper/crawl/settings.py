"""Scrapy's settings, each with its reason.

Read by `scrapy`, through scrapy.cfg, and by `kliping crawl`.

The operator's options (contact, pace) are in kliping.toml, the networks' in their declarations;
`scraper.crawl.spider.PortalSpider.update_settings` applies both.
"""

from typing import Final

# --- who we are, and what is crawled
BOT_NAME: Final = "kliping"
# One spider per network, made from the declarations.
SPIDER_LOADER_CLASS: Final = "scraper.crawl.spider_loader.NetworkSpiderLoader"
# Ordinary Spider classes too, for a network that needs a crawl of its own.
SPIDER_MODULES: Final = ["spiders"]
# For `scrapy crawl`; `kliping crawl --archive` overrides it. kliping.toml is read from its folder.
KLIPING_ARCHIVE: Final = "archive.db"

# --- politeness
ROBOTSTXT_OBEY: Final = True  # by our own middleware: see DOWNLOADER_MIDDLEWARES
# One request to a network at a time: after a block none is sent. The delay is the limit anyway.
CONCURRENT_REQUESTS: Final = 1
CONCURRENT_REQUESTS_PER_DOMAIN: Final = 1
DOWNLOAD_DELAY: Final = 2.0  # overridden by the network's own
DOWNLOAD_DELAY_JITTER: Final = 0.0  # the default (±50 %) would halve a delay that we promise
DEFAULT_REQUEST_HEADERS: Final = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "id,en;q=0.5",
}

# --- what a server may do to us
# A URL from a page must not read our files.
DOWNLOAD_HANDLERS: Final = {"data": None, "file": None, "ftp": None, "s3": None}
# No private addresses. It has to be set here: a spider's own settings come too late.
TWISTED_DNS_RESOLVER: Final = "scraper.crawl.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES: Final = True  # off by default in Scrapy
# Bytes, also after decompression; the largest live blog seen has 1.3 MB.
DOWNLOAD_MAXSIZE: Final = 8 * 1024 * 1024
DOWNLOAD_WARNSIZE: Final = 0  # no warning: the maximum is enough
DOWNLOAD_TIMEOUT: Final = 30  # seconds; a portal that needs longer is down
REDIRECT_MAX_TIMES: Final = 5
METAREFRESH_ENABLED: Final = False  # soft 404s use it
# How we found a page is no business of the server's.
REFERRER_POLICY: Final = "scrapy.spidermiddlewares.referer.NoReferrerPolicy"
# Left out and not only switched off: Scrapy would load aiohttp, requests and Twisted's shell, a
# third of a second at the start of each crawl, to find that they are off.
EXTENSIONS: Final = {
    "scrapy.extensions.telnet.TelnetConsole": None,  # a shell on a port
    "scrapy.extensions.remote_control.RemoteControl": None,  # code execution on a port
}

# --- what becomes of an answer
HTTPERROR_ALLOW_ALL: Final = True  # a 404 or 403 is an outcome to record, not a response to drop
RETRY_TIMES: Final = 2
# The default without 429: one more request does not cure too many.
RETRY_HTTP_CODES: Final = [500, 502, 503, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL: Final = "DEBUG"  # it is a row in `fetches`
# None: it drops a request without an outcome, and the crawl would wait for it for ever.
URLLENGTH_LIMIT: Final = 0

DOWNLOADER_MIDDLEWARES: Final = {
    # The stock one lets redirects of `dont_filter` requests leave the site.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scraper.crawl.offsite.OffsiteGuard": 50,
    # The stock one lets requests through that wait for robots.txt (since 2.14).
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scraper.crawl.robots.Robots": 100,
    # The stock one does not know Retry-After.
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scraper.crawl.retry.Retry": 550,
    # The stock one detects the charset of compressed bytes.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scraper.crawl.compression.Decompression": 590,
    # The stock one raises a ValueError where a Location is no URL.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scraper.crawl.redirects.Redirects": 600,
    # No server needs to recognise us.
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    # A proxy would resolve names itself, past our resolver.
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    # The ledger knows what was fetched.
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}

# --- one process, many networks
TWISTED_REACTOR: Final = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
# An answer yields one item, and Scrapy makes this many tasks for each answer: the default of 100
# was a third of an answer's cost.
CONCURRENT_ITEMS: Final = 1
LOG_LEVEL: Final = "INFO"  # DEBUG names every request; `fetches` holds them
# Forty lines a network; the run's report and `crawl_runs.stats` hold what matters.
STATS_DUMP: Final = False
LOGSTATS_INTERVAL: Final = 300.0  # seconds: a nightly run's log stays readable
# So that `scrapy crawl tribun -O out.jsonl` writes text without \u escapes.
FEED_EXPORT_ENCODING: Final = "utf-8"
