"""The sample sites at one port: Tribun's network, and with it one site of every platform."""

from collections.abc import Callable
from datetime import date

from scraper.portals import Portal
from scripts.sample.network.site import Network
from scripts.sample.response import Response
from scripts.sample.tribun.site import Site as Tribun


class Everything:
    """Tribun's network and the sites of all other platforms, distinguished by host."""

    def __init__(self, tribun: Tribun, network: Network) -> None:
        self.portals: tuple[Portal, ...] = (*tribun.portals, *network.portals)
        self._tribun = tribun
        self._network = network

    def urls(self) -> frozenset[str]:
        """The canonical URLs of all articles that a full crawl archives."""
        return self._tribun.urls() | self._network.truths().keys()

    def respond(self, host: str, target: str) -> Response:
        """The answer of the host's own site; Tribun's answers for unknown hosts."""
        site = self._network if host in self._network.hosts else self._tribun
        return site.respond(host, target)


def site_at(
    *, today: date, changed: bool = False, network: bool = False
) -> Callable[[int], Tribun | Everything]:
    """The function that makes the sample for a port, as it is on `today`.

    It is Tribun's network, or with `network` all platforms.
    """

    def make(port: int) -> Tribun | Everything:
        tribun = Tribun(port=port, today=today, changed=changed)
        return Everything(tribun, Network(port=port, today=today)) if network else tribun

    return make
