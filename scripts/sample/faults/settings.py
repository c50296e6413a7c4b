"""The project's Scrapy settings with a short time limit, for crawls of the fault site.

Name this module in $SCRAPY_SETTINGS_MODULE. Without it such a crawl works too, but waits half a
minute for every answer that never comes.
"""

from scraper.crawl.settings import *  # noqa: F403 (settings are their names)

DOWNLOAD_TIMEOUT = 3  # type: ignore[misc]  # final there, and this module is there to differ
