from pathlib import Path

import pytest

from scraper.config import FILENAME, Config, load
from scraper.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / FILENAME).write_text(
        'contact = "mailto:arsip@example.org"\nportals = ["tribun"]\ndeclarations = ["spiders", "mine"]\ndelay = 3\nloopback = true\n'
    )
    assert load(tmp_path) == Config(
        contact="mailto:arsip@example.org", portals=("tribun",), declarations=("spiders", "mine"), delay=3, loopback=True
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("contact = ", "is not TOML"),
        ('kontak = "a"', "'kontak' is no setting: it may hold contact"),
        ("contact = 3", "contact must be str"),
        ('contact = " "', "contact is empty"),
        ('portals = "tribun"', "portals must be list"),
        ("portals = [1]", "portals must be a list of strings"),
        ("delay = -1", "delay must be seconds"),
        ("delay = nan", "delay must be seconds"),
        ("delay = true", "delay must be int or float"),
        ("loopback = 1", "loopback must be bool"),
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
