"""Refuse requests for a host that is not ours, and requests that another site's page sends.

A page of evil.example can let its own name resolve to 127.0.0.1 ("DNS rebinding"). Its requests
then reach this server, and its scripts read the answers; but they still name evil.example as their
host. A request to an IP address is safe: nobody can make it resolve elsewhere.
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
    "This server does not use the name {name}: the operator can allow it with kliping serve"
    " --allow-host."
)
FOREIGN: Final = "A page of another site may not send requests to this server."


def host_of_header(text: str) -> str | None:
    """The host in a `Host` header, normalised, without port and final dot; None if it is invalid.

    >>> [host_of_header(text) for text in ("LocalHost.:8001", "[::1]:80", "evil example")]
    ['localhost', '::1', None]
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


def host_of_setting(host: str) -> str | None:
    """A host that an operator wrote, normalised like `host_of_header`; None if it is invalid.

    It may be `arsip.example.org`, `::1` or `média.example`, with or without a port.
    """
    if host.count(":") > 1 and not host.startswith("["):
        host = f"[{host}]"
    try:
        return host_of_header(host if host.isascii() else host.encode("idna").decode())
    except UnicodeError:
        return None


def check_host(app: App, allowed: Iterable[str], *, any_own_address: bool) -> App:
    """The application, for requests to loopback and the `allowed` hosts (normalised) only.

    With `any_own_address` the address at which a request arrived is allowed too: the server listens
    on all of them.
    """
    hosts = frozenset(allowed)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await app(scope, receive, send)
        elif not _is_allowed(scope, hosts, any_own_address=any_own_address):
            host = _printable_host(scope)
            await _refuse(scope, send, HTTPStatus.MISDIRECTED_REQUEST, MISDIRECTED, name=host)
        elif _is_cross_site(scope):
            await _refuse(scope, send, HTTPStatus.FORBIDDEN, FOREIGN)
        else:
            await app(scope, receive, send)

    return answer


def _is_allowed(scope: Scope, hosts: frozenset[str], *, any_own_address: bool) -> bool:
    given = _header(scope, b"host")
    name = host_of_header(given[0]) if len(given) == 1 else None
    target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    if name is None:
        return False
    if not target.startswith("/") and host_of_header(urlsplit(target).netloc) != name:
        return False  # a target in absolute form names the host too, and must name the same
    own = str(scope["server"][0]) if any_own_address and scope.get("server") else None
    return name == "localhost" or name in hosts or name == own or _is_loopback(name)


def _is_loopback(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (inner or address).is_loopback


def _is_cross_site(scope: Scope) -> bool:
    """True if another site's page sent it: for a picture, frame, script or fetch.

    A reader who follows a link there is welcome.
    """
    if _header(scope, b"sec-fetch-site") not in (["cross-site"], ["same-site"]):
        return False
    navigates = _header(scope, b"sec-fetch-mode") == ["navigate"]
    return not (navigates and _header(scope, b"sec-fetch-dest") in ([], ["document"]))


def _header(scope: Scope, name: bytes) -> list[str]:
    return [
        value.decode("latin-1").strip() for key, value in scope["headers"] if key.lower() == name
    ]


def _printable_host(scope: Scope) -> str:
    return re.sub(r"[^A-Za-z0-9.:\[\]_-]", "?", " ".join(_header(scope, b"host")))[:100] or "?"


async def _refuse(scope: Scope, send: Send, status: HTTPStatus, text: str, **values: Any) -> None:
    accept = ",".join(_header(scope, b"accept-language"))
    translator = Translator(i18n.preferred_language(None, None, accept))
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    body = b"" if scope["method"] == "HEAD" else f"{translator.say(text, **values)}\n".encode()
    await send({"type": "http.response.body", "body": body})
