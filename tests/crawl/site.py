"""A small site on loopback: real HTTP, with answers set by each test; it keeps every request."""

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "localhost"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site sends for one path."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/html; charset=utf-8"
    declared_length: int | None = None
    """A Content-Length other than the true one; the connection is closed behind the body."""
    hang_up: bool = False
    """True closes the connection without a word."""

    @property
    def raw(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


def gzipped(body: bytes | str, **rest: Any) -> Answer:
    """An answer under Content-Encoding: gzip."""
    raw = body.encode() if isinstance(body, str) else body
    return Answer(gzip.compress(raw), headers={"Content-Encoding": "gzip"}, **rest)


Given = Answer | Callable[[], Answer]


@dataclass(slots=True)
class Site:
    """A running site: `answers` by (host, target) or by target alone, `requests` as they came."""

    port: int
    answers: dict[tuple[str, str] | str, Given] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    """Those that were sent to it."""
    tags: bool = False
    """True gives every page an ETag, and 304 to who has it."""
    conditional: list[str] = field(default_factory=list)
    """The targets that were asked for with an ETag, in order."""

    def url(self, target: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{target}"

    def asked(self, host: str = HOST) -> list[str]:
        """The targets that a host was asked for, in order."""
        return [target for asked_of, target in self.requests if asked_of == host]

    def answer(self, host: str, target: str) -> Answer:
        given = (
            self.answers.get((host, target)) or self.answers.get(target) or Answer("not found", 404)
        )
        return given if isinstance(given, Answer) else given()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = (
        True  # else each answer waits 40 ms for an acknowledgement between head and body
    )
    site: Site

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        self.site.requests.append((host, self.path))
        self.site.agents.add(self.headers.get("User-Agent", ""))
        self.site.cookies += self.headers.get_all("Cookie", [])
        answer = self.site.answer(host, self.path)
        if answer.hang_up:
            self.close_connection = True
            return
        tag = (
            f'"{hashlib.sha256(answer.raw).hexdigest()[:12]}"'
            if self.site.tags and answer.status == 200
            else None
        )
        asked = self.headers.get("If-None-Match")
        if asked:
            self.site.conditional.append(self.path)
        if tag and asked == tag:
            answer = Answer(status=304)
        self.send_response(answer.status)
        if tag:
            self.send_header("ETag", tag)
        if answer.media_type:
            self.send_header("Content-Type", answer.media_type)
        length = len(answer.raw) if answer.declared_length is None else answer.declared_length
        self.send_header("Content-Length", str(length))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.raw)
        self.close_connection = length != len(answer.raw)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is http.server's)
        pass


@contextmanager
def serve() -> Iterator[Site]:
    """A site at a free port on loopback."""
    handler = type("Handler", (_Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        handler.site = Site(server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield handler.site  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()
