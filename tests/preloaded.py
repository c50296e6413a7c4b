"""Imported by the fork server of `tests.command_process`: all that a command loads.

It includes what Scrapy loads only when a crawl starts. Twisted's reactor must not be among it: a
fork would share its file descriptors.
"""

import pkgutil
import sys
from importlib import import_module
from types import ModuleType

from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

import scraper
import spiders


def _load(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if found.name != "scraper.cli":  # it is run, as `python -m` would
            import_module(found.name)


_load(scraper)
_load(spiders)
for component in (
    *default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    *default_settings.SPIDER_MIDDLEWARES_BASE,
    *default_settings.EXTENSIONS_BASE,
):
    load_object(component)
for name in (
    "scrapy.core.downloader.contextfactory",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.dupefilters",
    "scrapy.pqueues",
    "scrapy.squeues",
    "scrapy.statscollectors",
    "sqlite_utils",
):
    import_module(name)
assert "twisted.internet.reactor" not in sys.modules
