"""Who may ask at all: a request for a name that this server does not go by is refused, and so is what another site's page asks by itself.

A page of evil.example can let its own name point to 127.0.0.1 ("DNS rebinding"); its requests then
reach this server and its scripts read the answers, but they still name evil.example as the host. An
address in a URL cannot be pointed elsewhere.
"""

import ipaddress
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from scraper.browse import i18n
from scraper.browse.i18n import Translator
from scraper.browse.security_headers import App, Receive, Scope, Send

_HOST: Final = re.compile(
    r"(?P<name>[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{0,5})?"
)
MISDIRECTED: Final = (
    "This server does not go by the name {name}: the operator can allow it with kliping serve"
    " --allow-host."
)
FOREIGN: Final = "A page of another site may not ask this server by itself."


def named(text: str) -> str | None:
    """The host of a `Host` header in its one spelling, without port and closing dot; None for what is none.

    >>> named("LocalHost.:8001"), named("[::1]:80"), named("evil example")
    ('localhost', '::1', None)
    """
    found = _HOST.fullmatch(text)
    if found is None:
        return None
    name = found["name"].lower()
    if name.startswith("["):
        try:
            return str(ipaddress.IPv6Address(name[1:-1]))
        except ValueError:
            return None
    return name.removesuffix(".") or None


def as_header(host: str) -> str | None:
    """A host as an operator writes it (`arsip.example.org`, `::1`, `média.example`, with or without port), as `named` has it."""
    if host.count(":") > 1 and not host.startswith("["):
        host = f"[{host}]"
    try:
        return named(host if host.isascii() else host.encode("idna").decode())
    except UnicodeError:
        return None


def check_host(app: App, allowed: Iterable[str], *, any_own_address: bool) -> App:
    """The application for requests that name this machine by loopback, or one of the `allowed` hosts (as `named` has them).

    `any_own_address`: the server listens everywhere, so the address at which a request arrived is
    its name too.
    """
    hosts = frozenset(allowed)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await app(scope, receive, send)
        elif not _is_ours(scope, hosts, any_own_address=any_own_address):
            await _refuse(
                scope, send, HTTPStatus.MISDIRECTED_REQUEST, MISDIRECTED, name=_shown(scope)
            )
        elif _is_foreign(scope):
            await _refuse(scope, send, HTTPStatus.FORBIDDEN, FOREIGN)
        else:
            await app(scope, receive, send)

    return answer


def _is_ours(scope: Scope, hosts: frozenset[str], *, any_own_address: bool) -> bool:
    given = _values(scope, b"host")
    name = named(given[0]) if len(given) == 1 else None
    target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    if name is None or (not target.startswith("/") and named(urlsplit(target).netloc) != name):
        return False  # a target in absolute form names the host itself, and must name the same
    own = str(scope["server"][0]) if any_own_address and scope.get("server") else None
    return name == "localhost" or name in hosts or name == own or _is_loopback(name)


def _is_loopback(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (inner or address).is_loopback


def _is_foreign(scope: Scope) -> bool:
    """True for a picture, frame, script or fetch of another site's page; a link that a reader follows is none."""
    if _values(scope, b"sec-fetch-site") not in (["cross-site"], ["same-site"]):
        return False
    return _values(scope, b"sec-fetch-mode") != ["navigate"] or _values(
        scope, b"sec-fetch-dest"
    ) not in ([], ["document"])


def _values(scope: Scope, name: bytes) -> list[str]:
    return [
        value.decode("latin-1").strip() for key, value in scope["headers"] if key.lower() == name
    ]


def _shown(scope: Scope) -> str:
    return re.sub(r"[^A-Za-z0-9.:\[\]_-]", "?", " ".join(_values(scope, b"host")))[:100] or "?"


async def _refuse(scope: Scope, send: Send, status: HTTPStatus, text: str, **values: Any) -> None:
    said = Translator(i18n.preferred(None, None, ",".join(_values(scope, b"accept-language")))).say(
        text, **values
    )
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    body = b"" if scope["method"] == "HEAD" else f"{said}\n".encode()
    await send({"type": "http.response.body", "body": body})
