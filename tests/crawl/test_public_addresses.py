"""Which addresses are public: IANA's special ranges, and IPv4 addresses carried in IPv6."""

import ipaddress
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.public_addresses import is_public

SPECIAL_V4 = (
    "0.0.0.0/8",
    "0.0.0.0/32",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.0.0/29",
    "192.0.0.8/32",
    "192.0.0.170/31",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
)
"""IANA's special-purpose addresses that are not globally reachable, multicast and reserved, as
of 2025."""
SPECIAL_V6 = (
    "::/128",
    "::1/128",
    "::/96",  # IPv4-compatible
    "::ffff:0:0:0/96",  # translated, SIIT
    "64:ff9b:1::/48",  # NAT64 for local use
    "100::/64",
    "100:0:0:1::/64",
    "2001::/23",
    "2001::/32",  # Teredo
    "2001:2::/48",
    "2001:10::/28",
    "2001:20::/28",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "4000::/3",  # not allocated
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",  # site-local
    "ff00::/8",
)
EMBEDDINGS: dict[str, Callable[[int], int]] = {
    "mapped": lambda v4: 0xFFFF << 32 | v4,
    "compatible": lambda v4: v4,
    "translated": lambda v4: 0xFFFF << 48 | v4,
    "NAT64": lambda v4: 0x0064FF9B << 96 | v4,
    "NAT64, local use": lambda v4: 0x0064FF9B0001 << 80 | v4,
    "6to4": lambda v4: 0x2002 << 112 | v4 << 80 | 1,
    "Teredo, server": lambda v4: 0x20010000 << 96 | v4 << 64 | 0x5DB8D822 ^ 0xFFFFFFFF,
    "Teredo, client": lambda v4: 0x20010000 << 96 | 0x5DB8D822 << 64 | v4 ^ 0xFFFFFFFF,
    "ISATAP": lambda v4: 0x2606280002200001 << 64 | 0x00005EFE << 32 | v4,
    "ISATAP, universal": lambda v4: 0x2606280002200001 << 64 | 0x02005EFE << 32 | v4,
}


def ends(network: IPv4Network | IPv6Network) -> set[str]:
    return {str(network[number]) for number in (0, network.num_addresses // 2, -1)}


@pytest.mark.parametrize("text", [*SPECIAL_V4, *SPECIAL_V6])
def test_no_address_of_a_special_range_is_public(text: str) -> None:
    for address in ends(ipaddress.ip_network(text)):
        assert not is_public(address), address


PRIVATE = st.sampled_from(SPECIAL_V4).flatmap(lambda text: st.ip_addresses(v=4, network=text))


@pytest.mark.parametrize("embedding", EMBEDDINGS)
@given(inner=PRIVATE)
def test_what_carries_a_private_address_is_private(embedding: str, inner: IPv4Address) -> None:
    assert not is_public(str(IPv6Address(EMBEDDINGS[embedding](int(inner)))))


@given(st.ip_addresses(v=6))
def test_nothing_outside_global_unicast_is_public_but_what_leads_to_a_public_address(
    ip: IPv6Address,
) -> None:
    if ip not in IPv6Network("2000::/3"):
        assert (
            not is_public(str(ip))
            or ip in IPv6Network("::ffff:0:0/96")
            or ip in IPv6Network("64:ff9b::/96")
        )


@given(st.ip_addresses())
def test_what_python_knows_to_be_special_is_not_public(ip: IPv4Address | IPv6Address) -> None:
    if (
        ip.is_private
        or ip.is_multicast
        or (ip.is_reserved and ip not in IPv6Network("64:ff9b::/96"))
    ):
        inner = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
        assert not is_public(str(ip)) or (inner is not None and is_public(str(inner)))


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "103.10.60.1",
        "192.0.1.1",
        "2606:2800:220:1:248:1893:25c8:1946",
        "2001:200::1",
        "2a00:1450::8a",
        "2404:6800::1",
        "::ffff:93.184.216.34",
        "64:ff9b::5db8:d822",
        "2606:2800:220:1:0:5efe:93.184.216.34",
    ],
)
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


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
