"""Which names lead to this machine itself. Addresses: test_public_addresses.py."""

import pytest

from scraper.crawl.resolver import is_loopback_name


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("jateng.sample.localhost", True),
        ("LOCALHOST.", True),
        ("127.0.0.1", True),
        ("localhost.example.org", False),
        ("notlocalhost", False),
        ("127.0.0.2", False),
        ("", False),
    ],
)
def test_names(host: str, loopback: bool) -> None:
    assert is_loopback_name(host) is loopback
