"""A sample site's answer, before any HTTP: sites make it and `scripts.sample.server` sends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from json import dumps
from socket import socket
from typing import Final

HTML: Final = "text/html; charset=UTF-8"
XML: Final = "text/xml; charset=UTF-8"
PLAIN: Final = "text/plain; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Response:
    """What the server answers."""

    status: int
    body: bytes
    media_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    wire: Callable[[socket], None] | None = None
    """Takes over the connection and speaks in place of the server, which then closes it: for
    answers that break HTTP."""


def html(page: str, status: int = 200) -> Response:
    """A page."""
    return Response(status, page.encode())


def xml(document: str) -> Response:
    """A feed or sitemap."""
    return Response(200, document.encode(), XML)


def text(words: str, status: int = 200) -> Response:
    """A text file, or a bare message."""
    return Response(status, words.encode(), PLAIN)


def json(value: object) -> Response:
    """A JSON document."""
    return Response(200, dumps(value, ensure_ascii=False).encode(), "application/json")
