"""The fault site's declarations: a portal for each fault, a network for each kind.

Name this module in kliping.toml to crawl them.
"""

from collections.abc import Sequence
from typing import Final

from scraper.portals import Network, Portal
from scripts.sample.faults import answers, documents, sources, standins, wire
from scripts.sample.faults.fault import LISTING, Fault
from scripts.sample.ports import PORT

KINDS: Final = {
    "wire": wire.FAULTS,
    "answers": answers.FAULTS,
    "documents": documents.FAULTS,
    "standins": standins.FAULTS,
    "sources": sources.FAULTS,
}
FAULTS: Final = tuple(fault for faults in KINDS.values() for fault in faults)


def sample_portals(port: int) -> tuple[Portal, ...]:
    """One portal for each of `FAULTS`, as it is served at `port` of loopback, or above it."""
    return tuple(
        portal for kind, faults in KINDS.items() for portal in _of_kind(kind, faults, port)
    )


def _of_kind(kind: str, faults: Sequence[Fault], port: int) -> list[Portal]:
    network = Network(
        slug=f"faults-{kind}",
        name=f"Fault site ({kind}, invented)",
        platform="none",
        host="{key}.faults.localhost",
        scheme="http",
        articles=(r"/berita/\d+/[^/]+",),
        sources=(LISTING,),
        delay=0.0,
        verified="served by scripts/sample: it is no live site",
    )
    return [
        network.portal(
            fault.name,
            f"Kabar {fault.name} (contoh)",
            slug=f"faults-{fault.name}",
            hosts=(fault.host,) if fault.host else (),
            **{"port": port + fault.above, **fault.differences},
        )
        for fault in faults
    ]


PORTALS: Final = sample_portals(PORT)
