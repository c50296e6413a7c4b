"""A sample site over real HTTP on loopback.

Programs call `serve(make)`; people run `python -m scripts.sample.server`. The hosts are names under
`localhost`; a client that cannot resolve them connects to 127.0.0.1 and sends the name as Host. The
site decides what is answered (`scripts.sample.sites`): the server speaks HTTP and keeps a log.
"""

import argparse
import gzip
import hashlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from ssl import SSLContext
from typing import Any, Final, Generic, Protocol, TypeVar

from scripts.sample.ports import PORT, PORT_VARIABLE
from scripts.sample.printed import WIB
from scripts.sample.response import Response
from scripts.sample.sites import site_at

__all__ = ["Request", "Running", "Site", "serve"]

LOOPBACK: Final = "127.0.0.1"
LOOPBACK_6: Final = "::1"


@dataclass(frozen=True, slots=True)
class Request:
    """One request that the server received."""

    host: str
    target: str
    agent: str


class Site(Protocol):
    """What is served: host and path in, response out."""

    def respond(self, host: str, target: str) -> Response:
        """The answer to GET `target` (path and query) at `host` (without port)."""


S = TypeVar("S", bound=Site)


@dataclass(slots=True)
class Running(Generic[S]):
    """A running server: its port, and all requests in order."""

    port: int
    site: S
    requests: list[Request] = field(default_factory=list)

    def asked(self, path: str) -> list[Request]:
        """The requests for one path, whatever their host and query."""
        return [request for request in self.requests if request.target.partition("?")[0] == path]


class _Server(ThreadingHTTPServer):
    """An HTTP server that knows its site and keeps the log."""

    running: Running[Any]

    def __init__(self, address: str, port: int, tls: SSLContext | None) -> None:
        self.address_family = AF_INET6 if ":" in address else AF_INET
        super().__init__((address, port), _Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error of the site; a visitor who hangs up during an answer is not one."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the site; keeps connections open, as a real front end does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = (
        True  # else each answer waits 40 ms for an acknowledgement between head and body
    )
    server: _Server

    def do_GET(self) -> None:
        """Answer from the site; a visitor who already has the page gets 304."""
        host = self.headers.get("Host", "").partition(":")[0].lower()
        running = self.server.running
        running.requests.append(Request(host, self.path, self.headers.get("User-Agent", "")))
        response = running.site.respond(host, self.path)
        if response.wire is not None:
            self.close_connection = True
            response.wire(self.connection)
            return
        tag = f'"{hashlib.sha256(response.body).hexdigest()[:16]}"'
        if response.status == 200 and self.headers.get("If-None-Match") == tag:
            response = Response(304, b"", response.media_type)
        self._send(response, tag)

    do_HEAD = do_GET  # noqa: N815 (the name is http.server's)

    def _send(self, response: Response, tag: str) -> None:
        body = response.body
        self.send_response(response.status)
        if (
            "gzip" in self.headers.get("Accept-Encoding", "")
            and body
            and "Content-Encoding" not in response.headers
        ):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", response.media_type)
        self.send_header("Content-Length", str(len(body)))
        if response.status in {200, 304}:
            self.send_header("ETag", tag)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: Any, **__: Any) -> None:
        """Do nothing: `Running.requests` is the log."""


@contextmanager
def serve(
    make: Callable[[int], S],
    port: int = 0,
    *,
    address: str = LOOPBACK,
    tls: SSLContext | None = None,
) -> Iterator[Running[S]]:
    """Serve a site at `port` of loopback (0: any free one) until the block ends.

    `make` makes the site for the port.
    """
    with _Server(address, port, tls) as server:
        at = server.server_address[1]
        server.running = running = Running(at, make(at))
        thread = threading.Thread(target=server.serve_forever, name="sample", daemon=True)
        thread.start()
        try:
            yield running
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--port",
        type=int,
        default=PORT,
        help=f"default: {PORT} (from ${PORT_VARIABLE}, where set: a crawl reads it too)",
    )
    now = datetime.now(WIB).date()
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=now,
        help="the day from which stories are dated back",
    )
    parser.add_argument(
        "--network",
        action="store_true",
        help="serve one site of every platform too, not Tribun's alone",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="serve the one article that can change in its later form",
    )
    arguments = parser.parse_args()
    make = site_at(today=arguments.today, changed=arguments.changed, network=arguments.network)
    with serve(make, arguments.port) as running:
        for portal in running.site.portals:
            print(f"{portal.name}: {portal.base}/")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
