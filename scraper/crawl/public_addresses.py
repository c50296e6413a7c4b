"""Which IP addresses belong to the public Internet: only those known to be public.

The special ranges are those of IANA's registries
(https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry) and
of the multicast and reserved spaces. Of IPv6 only global unicast (2000::/3) can be public. An
IPv6 address that carries an IPv4 address leads to it, and is public where that one is.
"""

import ipaddress
from collections.abc import Iterator
from typing import Final

_V4: Final = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this host, this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # this link; clouds answer there with their machines' credentials
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation, as two below
        "192.88.99.0/24",  # 6to4's relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
    )
)
_V6: Final = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # protocols: Teredo, benchmarks, ORCHID …
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address that packets are routed to
        "3fff::/20",  # documentation
    )
)
"""Special ranges within global unicast."""
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
"""First half of an interface identifier whose second half is an IPv4 address (RFC 5214, section
6.1)."""


def is_public(address: str) -> bool:
    """True for an IP address of the public Internet; an IPv4 address inside IPv6 is seen through.

    >>> [is_public(address) for address in ("93.184.216.34", "10.0.0.1", "169.254.169.254")]
    [True, False, False]
    >>> [is_public(address) for address in ("::ffff:127.0.0.1", "64:ff9b::a00:1", "fec0::1")]
    [False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _V4)
    if ip in _MAPPED or ip in _NAT64:
        return all(map(is_public, _carried(ip)))
    return (
        ip in _GLOBAL_UNICAST
        and not any(ip in network for network in _V6)
        and all(map(is_public, _carried(ip)))
    )


def _carried(ip: ipaddress.IPv6Address) -> Iterator[str]:
    """The IPv4 address in the last 32 bits of a mapped, NAT64 or ISATAP address; else nothing."""
    if ip in _MAPPED or ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
