"""What a fault is: the answers of a small portal, and where on it the fault shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from scraper.portals import Portal, Source, SourceKind
from scripts.sample.response import Response

Answer = Response | Callable[[], Response]
"""An answer, or a function that makes it anew for each request."""
ROBOTS: Final = "/robots.txt"
LIST: Final = "/indeks"
SOUND: Final = "/berita/1/kabar-yang-sehat"
AT_FAULT: Final = "/berita/2/kabar-yang-bermasalah"
TLS: Final = 1
"""Ports above the site's: this one speaks https, with a self-signed certificate."""
IPV6: Final = 2
"""At this one the site answers at ::1 only."""
NOBODY: Final = 3
"""Nobody answers at this one."""
LISTING: Final = Source(kind=SourceKind.LISTING, url="{base}" + LIST)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a fault is served: its portal, the day, and somebody else's address."""

    portal: Portal
    today: date

    def url(self, target: str) -> str:
        """The address of a target on the portal."""
        return self.portal.base + target

    @property
    def elsewhere(self) -> str:
        """An address off the portal that would answer, and that a crawl must never request."""
        return f"http://tetangga.localhost:{self.portal.network.port}/berita/9/kabar-tetangga"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong; its name is the portal's key, and its row in docs/OUTCOMES.md."""

    name: str
    answers: Callable[[Stand], Mapping[str, Answer]]
    """Answers by target, beside the front list and the sound article, or in their place."""
    witness: str | Callable[[Stand], str] = AT_FAULT
    """The target whose fetch shows the fault."""
    listed: tuple[str, ...] = (AT_FAULT,)
    """Named by the front list before the sound article."""
    differences: Mapping[str, Any] = field(default_factory=dict)
    """What the portal declares differently from its network."""
    host: str | None = None
    """Where the portal is not at `NAME.faults.localhost`."""
    above: int = 0
    """The portal's port, counted from the site's: see `TLS`, `IPV6` and `NOBODY`."""
    guarded: bool = False
    """True where it shows only in a crawl that treats loopback as a private address."""
    closes: bool = False
    """True where the run rightly leaves the portal alone, including the sound article."""

    def shown_at(self, stand: Stand) -> str:
        """The address whose fetch shows the fault."""
        return stand.url(self.witness if isinstance(self.witness, str) else self.witness(stand))
