"""A DNS resolver that resolves only to public addresses.

No page, redirect or rebound name may point a crawl at the operator's own network.
"""

from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver, HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from scraper.crawl.options import config_of
from scraper.crawl.public_addresses import is_public


def is_loopback_name(host: str) -> bool:
    """True for `localhost` and the names under it (RFC 6761, section 6.3), and for 127.0.0.1.

    >>> is_loopback_name("jateng.sample.localhost"), is_loopback_name("127.0.0.1")
    (True, True)
    >>> is_loopback_name("localhost.example.org")
    False
    """
    name = host.rstrip(".").lower()
    return name in ("localhost", "127.0.0.1") or name.endswith(".localhost")


# mypy cannot read zope's interfaces, which Twisted uses: their arguments are Any here.
@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on only the public ones of a name's addresses.

    To the crawl, a name without any does not resolve.
    """

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 (the interface's name)
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver(CachingHostnameResolver):
    """Resolves to public addresses only; with `loopback` in kliping.toml, loopback names only.

    A literal address passes through here too, in any spelling (0x7f000001, 2130706433): what counts
    is the address that the system reads from it.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, *, loopback: bool = False) -> None:
        super().__init__(reactor, cache_size)
        self.loopback = loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Make it as Scrapy does: `crawler` is its process, which has the project's settings."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), loopback=config_of(settings).loopback)

    def resolveHostName(  # noqa: N802 (the interface's name)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve as the interface says, but only to permitted addresses."""
        if not self.loopback:
            guarded: Any = _PublicOnly(resolutionReceiver)
            return super().resolveHostName(
                guarded, hostName, portNumber, addressTypes, transportSemantics
            )
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        if is_loopback_name(hostName):
            resolutionReceiver.addressResolved(IPv4Address("TCP", "127.0.0.1", portNumber))
            resolutionReceiver.addressResolved(IPv6Address("TCP", "::1", portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution
