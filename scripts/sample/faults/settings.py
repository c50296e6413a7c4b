"""The project's Scrapy settings with a short time limit, for crawls of the fault site: name it in $SCRAPY_SETTINGS_MODULE.

Without it such a crawl works too, and waits for half a minute wherever nothing comes.
"""

from scraper.crawl.settings import *  # noqa: F403 (settings are their names)

DOWNLOAD_TIMEOUT = 3  # type: ignore[misc]  # final there, and this module is there to differ
