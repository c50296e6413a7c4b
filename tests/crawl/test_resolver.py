"""Which addresses and names a crawl may reach."""

import pytest

from scraper.crawl.resolver import is_loopback_name, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 (an address to refuse)
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


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
