"""What a fault is: the answers of a small portal, and where on it the fault shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from scraper.portals import Portal, Source, SourceKind
from scripts.sample.response import Response

Answer = Response | Callable[[], Response]
"""What is sent, or what makes it each time anew."""
ROBOTS: Final = "/robots.txt"
LIST: Final = "/indeks"
SOUND: Final = "/berita/1/kabar-yang-sehat"
AT_FAULT: Final = "/berita/2/kabar-yang-bermasalah"
TLS: Final = 1
"""Ports above the site's: at this one https is spoken, with a certificate that nobody vouches
for."""
IPV6: Final = 2
"""At this one the site answers at ::1 alone."""
NOBODY: Final = 3
"""At this one nobody answers."""
LISTING: Final = Source(kind=SourceKind.LISTING, url="{base}" + LIST)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a fault is served: its portal, the day, and an address that belongs to somebody else."""

    portal: Portal
    today: date

    def url(self, target: str) -> str:
        """The address of a target on the portal."""
        return self.portal.base + target

    @property
    def elsewhere(self) -> str:
        """An address off the portal, which would answer, and must never be asked."""
        return f"http://tetangga.localhost:{self.portal.network.port}/berita/9/kabar-tetangga"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong. Its name is the portal's key, and its row in docs/OUTCOMES.md."""

    name: str
    answers: Callable[[Stand], Mapping[str, Answer]]
    """By target, what stands beside the front list and the sound article, or in their place."""
    witness: str | Callable[[Stand], str] = AT_FAULT
    """The target whose fetch shows the fault."""
    listed: tuple[str, ...] = (AT_FAULT,)
    """What the front list names before the sound article."""
    differences: Mapping[str, Any] = field(default_factory=dict)
    """What the portal declares otherwise than its network."""
    host: str | None = None
    """Where the portal is not at `NAME.faults.localhost`."""
    above: int = 0
    """How many ports above the site's the portal is served: see `TLS`, `IPV6` and `NOBODY`."""
    guarded: bool = False
    """True where it shows in a crawl to which loopback is as private as any address of our own
    network."""
    closes: bool = False
    """True where the run is right to leave the portal alone, the sound article with it."""

    def shown_at(self, stand: Stand) -> str:
        """The address whose fetch shows the fault."""
        return stand.url(self.witness if isinstance(self.witness, str) else self.witness(stand))
