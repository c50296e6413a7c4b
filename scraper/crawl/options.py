"""The operator's and the project's options for a crawl, read from Scrapy's settings."""

from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from scraper import __version__
from scraper.config import FILENAME, Config, load
from scraper.errors import ConfigError
from scraper.portals import Network

AGENT: Final = "Kliping"
"""Our name in robots.txt and in the user agent."""
ARCHIVE_SETTING: Final = "KLIPING_ARCHIVE"
CONFIG_SETTING: Final = "KLIPING_CONFIG"
"""Set by `kliping crawl` to the `Config` that it has read; without it, kliping.toml is read from
the archive's folder, as for `scrapy crawl`."""


def archive_path(settings: BaseSettings) -> Path:
    """The archive's file."""
    return Path(str(settings[ARCHIVE_SETTING])).absolute()


def config_of(settings: BaseSettings) -> Config:
    """The operator's settings.

    Raises:
        ConfigError: kliping.toml is wrong.
    """
    given = settings.get(CONFIG_SETTING)
    return given if isinstance(given, Config) else load(archive_path(settings).parent)


def user_agent(config: Config, archive: Path) -> str:
    """The honest user agent of all of Kliping's requests.

    Raises:
        ConfigError: the operator has set no contact; no crawl starts without one.
    """
    if not config.contact:
        where = archive.absolute().parent / FILENAME
        raise ConfigError(
            f"{where}: contact is not set: no crawl starts without an address at which a publisher"
            ' can reach you; add a line such as: contact = "mailto:you@example.org"'
        )
    return f"Mozilla/5.0 (compatible; {AGENT}/{__version__}; +{config.contact.strip()})"


def delay(config: Config, network: Network) -> float:
    """Seconds between two requests to the network.

    The operator may only make it longer, except on loopback.
    """
    if config.delay is None:
        return network.delay
    return config.delay if config.loopback else max(config.delay, network.delay)
