import re
from dataclasses import fields
from datetime import time, timedelta
from pathlib import Path

import pytest

from scraper.config import FILENAME, Config, Hours, load
from scraper.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / FILENAME).write_text(
        'contact = "mailto:arsip@example.org"\nportals = ["tribun"]\ndeclarations = ["spiders",'
        ' "mine"]\ndelay = 3\nloopback = true\nat_once = 2\nworkers = 3\npage_budget = 4\nhours ='
        ' "22-5"\nrevisits = ["30m", "2d"]\nreserve = 100\nnotify ='
        ' ["mailto://x"]\n[differences.tribun-jateng]\nrevisits = []\n'
    )
    assert load(tmp_path) == Config(
        contact="mailto:arsip@example.org",
        portals=("tribun",),
        declarations=("spiders", "mine"),
        delay=3,
        loopback=True,
        at_once=2,
        workers=3,
        page_budget=4.0,
        hours=Hours(22, 5),
        revisits=(timedelta(minutes=30), timedelta(days=2)),
        reserve=100,
        notify=("mailto://x",),
        differences={"tribun-jateng": {"revisits": ()}},
    )


def test_what_a_portal_has_otherwise_goes_over_its_network_and_that_over_the_rest() -> None:
    config = Config(
        hours=Hours(1, 2),
        differences={"n": {"hours": Hours(3, 4), "revisits": ()}, "n-a": {"hours": Hours(5, 6)}},
    )
    assert config.at("lain", "lain-a") == config
    assert (config.at("n", "n-a").hours, config.at("n", "n-a").revisits) == (Hours(5, 6), ())
    assert config.at("n", "n-b").hours == Hours(3, 4)


@pytest.mark.parametrize(
    ("hours", "held"),
    [(Hours(22, 5), {22, 23, 0, 1, 2, 3, 4}), (Hours(8, 10), {8, 9}), (Hours(22, 0), {22, 23})],
)
def test_hours_of_the_day(hours: Hours, held: set[int]) -> None:
    assert {hour for hour in range(24) if hours.hold(time(hour, 30))} == held


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("contact = ", "is not TOML"),
        ('kontak = "a"', "'kontak' is not a setting: it may hold at_once, contact"),
        ("contact = 3", "contact must be str"),
        ('contact = " "', "contact is empty"),
        ('portals = "tribun"', "portals must be list"),
        ("portals = [1]", "portals must be a list of strings"),
        ("delay = -1", "delay must be seconds"),
        ("delay = nan", "delay must be seconds"),
        ("delay = true", "delay must be int or float"),
        ("loopback = 1", "loopback must be bool"),
        ("at_once = 0", "at_once must be a whole number from 1"),
        ("at_once = true", "at_once must be a whole number"),
        ("reserve = 1.5", "reserve must be a whole number"),
        ('hours = "22"', "hours must be hours"),
        ('hours = "5-5"', "hours must be hours"),
        ('hours = "0-24"', "hours must be hours"),
        ("hours = 5", "hours must be hours"),
        ('revisits = ["1h", "1h"]', "revisits must be ages that grow"),
        ('revisits = ["1 hour"]', "revisits must be ages that grow"),
        ('revisits = ["0h"]', "revisits must be ages that grow"),
        ("differences = 1", r"write \[differences.SLUG\]"),
        ("[differences]\na = 1", r"write \[differences.SLUG\]"),
        ("[differences.a]\ndelay = 1", "'delay' is not a setting: it may hold hours, revisits"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / FILENAME).write_text(text)
    with pytest.raises(ConfigError, match=named) as raised:
        load(tmp_path)
    assert FILENAME in str(raised.value)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / FILENAME).write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not TOML"):
        load(tmp_path)


def test_the_manual_has_every_key_and_no_other() -> None:
    """The first table of docs/OPERATIONS.md, against the fields of `Config`."""
    text = (Path(__file__).parent.parent / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
    table = text.partition("| key | type | default | meaning |")[2].partition("\n\n")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(
        field.name for field in fields(Config)
    )
