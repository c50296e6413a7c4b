"""The fault site as a function, and served: over http, over https, and at ::1 only."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from socket import AF_INET, AF_INET6, socket
from typing import Final

from scripts.sample.faults.certificate import self_signed
from scripts.sample.faults.fault import IPV6, LIST, NOBODY, ROBOTS, SOUND, TLS, Answer, Fault, Stand
from scripts.sample.faults.pages import listing, story
from scripts.sample.faults.portals import FAULTS, sample_portals
from scripts.sample.response import Response, html, text
from scripts.sample.server import LOOPBACK, LOOPBACK_6, Running, serve

_TRIES: Final = 50
_MISSING: Final = Response(404, b"<h1>404</h1>")


class FaultSite:
    """All faults, each at its own host."""

    def __init__(self, *, port: int, today: date) -> None:
        self.stands = {
            fault.name: Stand(portal, today)
            for fault, portal in zip(FAULTS, sample_portals(port), strict=True)
        }
        self._answers = {
            self.stands[fault.name].portal.hosts[0]: _answers(fault, self.stands[fault.name])
            for fault in FAULTS
        }

    def respond(self, host: str, target: str) -> Response:
        """The answer to GET `target` (path and query) at `host` (without port)."""
        answer = self._answers.get(host, {}).get(target, _MISSING)
        return answer() if callable(answer) else answer


def _answers(fault: Fault, stand: Stand) -> Mapping[str, Answer]:
    return {
        ROBOTS: text("User-agent: *\nDisallow: /cari\n"),
        LIST: html(listing(stand, (*fault.listed, SOUND))),
        SOUND: html(story(stand, 1)),
        **fault.answers(stand),
    }


@contextmanager
def serve_faults(today: date, port: int | None = None) -> Iterator[Running[FaultSite]]:
    """Serve all faults at `port` (None: any free one) and the ports above it, as a context."""
    first = _free_block() if port is None else port
    site = FaultSite(port=first, today=today)
    with ExitStack() as stack:
        running = stack.enter_context(serve(lambda _: site, first))
        stack.enter_context(
            serve(lambda _: site, first + TLS, tls=self_signed("*.faults.localhost"))
        )
        stack.enter_context(serve(lambda _: site, first + IPV6, address=LOOPBACK_6))
        yield running


def _free_block() -> int:
    """A free port, with free ports above it as many as the site needs."""
    for _ in range(_TRIES):
        with ExitStack() as held:
            chosen = held.enter_context(socket(AF_INET))
            chosen.bind((LOOPBACK, 0))
            first = int(chosen.getsockname()[1])
            try:
                for above, family, address in (
                    (TLS, AF_INET, LOOPBACK),
                    (IPV6, AF_INET6, LOOPBACK_6),
                    (NOBODY, AF_INET, LOOPBACK),
                ):
                    held.enter_context(socket(family)).bind((address, first + above))
            except OSError:
                continue
            return first
    raise OSError(f"no {NOBODY + 1} free ports in a row were found on loopback in {_TRIES} tries")
