"""What the operator and the project set for a crawl, read back from Scrapy's settings."""

from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from scraper import __version__
from scraper.config import FILENAME, Config, load
from scraper.errors import ConfigError
from scraper.portals import Network

AGENT: Final = "Kliping"
"""Our name in robots.txt."""
ARCHIVE_SETTING: Final = "KLIPING_ARCHIVE"
CONFIG_SETTING: Final = "KLIPING_CONFIG"
"""Holds a `Config` where `kliping crawl` has read it already; `scrapy crawl` reads kliping.toml
beside the archive."""


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
    """The one honest name under which Kliping asks for pages.

    Raises:
        ConfigError: the operator has given no contact; no crawl starts without one.
    """
    if not config.contact:
        where = archive.absolute().parent / FILENAME
        raise ConfigError(
            f"{where}: contact is not set: no crawl starts without an address that a publisher can"
            " reach you at; "
            f'add a line such as: contact = "mailto:you@example.org"'
        )
    return f"Mozilla/5.0 (compatible; {AGENT}/{__version__}; +{config.contact.strip()})"


def delay(config: Config, network: Network) -> float:
    """Seconds between two requests to the network: the operator may only slow it down, except on loopback."""
    if config.delay is None:
        return network.delay
    return config.delay if config.loopback else max(config.delay, network.delay)
