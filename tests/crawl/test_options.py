"""The operator's settings in a crawl, and the names of Scrapy's own."""

from pathlib import Path

import pytest
from scrapy.settings import Settings, default_settings

from scraper import __version__
from scraper.config import Config
from scraper.crawl import settings
from scraper.crawl.options import config_of, delay, user_agent
from scraper.crawl.spider_loader import NetworkSpiderLoader
from scraper.errors import ConfigError
from scraper.portals import Network

NETWORK = Network(
    slug="n",
    name="N",
    platform="none",
    host="{key}.example",
    articles=(r"/a/\d+",),
    delay=4.0,
    verified="no",
)
OURS = {"SPIDER_MODULES", "KLIPING_ARCHIVE"}


def test_the_user_agent_names_us_and_the_operator() -> None:
    agent = user_agent(Config(contact=" mailto:arsip@example.org "), Path("archive.db"))
    assert agent == f"Mozilla/5.0 (compatible; Kliping/{__version__}; +mailto:arsip@example.org)"


@pytest.mark.parametrize("contact", [None, ""])
def test_without_a_contact_there_is_none(contact: str | None, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"kliping\.toml: contact is not set"):
        user_agent(Config(contact=contact), tmp_path / "archive.db")


@pytest.mark.parametrize(
    ("config", "seconds"),
    [
        (Config(), 4.0),
        (Config(delay=1.0), 4.0),
        (Config(delay=9.0), 9.0),
        (Config(delay=0.0, loopback=True), 0.0),
        (Config(loopback=True), 4.0),
    ],
)
def test_the_operator_may_only_slow_a_live_portal_down(config: Config, seconds: float) -> None:
    assert delay(config, NETWORK) == seconds


def test_kliping_toml_stands_beside_the_archive(tmp_path: Path) -> None:
    (tmp_path / "kliping.toml").write_text('contact = "mailto:a@example.org"', encoding="utf-8")
    assert config_of(Settings({"KLIPING_ARCHIVE": str(tmp_path / "archive.db")})) == Config(
        contact="mailto:a@example.org"
    )


def test_every_setting_is_one_that_scrapy_knows() -> None:
    named = {name for name in vars(settings) if name.isupper()}
    assert named - {*default_settings.__all__} - OURS == set()


def test_one_spider_for_each_network_and_ordinary_ones_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kliping.toml").write_text(
        'declarations = ["spiders", "jaringan_uji"]', encoding="utf-8"
    )
    (tmp_path / "jaringan_uji.py").write_text(
        "from scrapy import Spider\nfrom scraper.portals import Network\nNETWORK ="
        " Network(slug='uji', name='U', platform='none', host='{key}.uji.example',"
        " articles=(r'/a/[0-9]+',), verified='no')\nPORTALS = [NETWORK.portal('satu', 'Satu'),"
        " NETWORK.portal('dua', 'Dua')]\nclass Sendiri(Spider):\n    name = 'sendiri'\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    given = {
        "KLIPING_ARCHIVE": str(tmp_path / "archive.db"),
        "SPIDER_MODULES": ["spiders", "jaringan_uji"],
    }
    loader = NetworkSpiderLoader.from_settings(Settings(given))
    assert {"tribun", "uji", "sendiri"} <= set(loader.list())
    assert [portal.key for portal in loader.load("uji").members] == ["satu", "dua"]  # type: ignore[attr-defined]
    with pytest.raises(KeyError, match="Spider not found: tidak-ada"):
        loader.load("tidak-ada")
