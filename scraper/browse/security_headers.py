"""Security headers: what a browser may do with our pages.

Text from the web is escaped everywhere; if an escape is ever missing, these headers stop its
script.

Our own pages need no script, so none may run. Datasette's pages (tables, SQL) need some. Scripts in
a *template's source* get a nonce when the template is loaded; a script that came with a text has
none. Inline styles are allowed there, because Datasette's editor writes them. A snapshot is
somebody else's page: it is shown in a sandboxed frame, and its policy lets it load nothing.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Final

from jinja2.ext import Extension

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

nonce: ContextVar[str] = ContextVar("nonce", default="")
"""The nonce of the present request."""

SNAPSHOT: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""The policy for a stored page: inline styles and pictures, but no scripts and no requests."""

_EVERYWHERE: Final = (
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_OPENED: Final = re.compile(r"<script(?=[\s>])")


class Nonces(Extension):
    """Gives every script in a template's source the nonce of the request."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template's source with nonces, before Jinja compiles it and fills in any text."""
        return _OPENED.sub(r'<script nonce="{{ csp_nonce() }}"', source)


def with_security_headers(app: App) -> App:
    """The application with security headers on every answer; an answer may have its own."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        value = secrets.token_urlsafe(16)
        token = nonce.set(value)

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": _with_policy(message.get("headers", []), value)}
            await send(message)

        try:
            await app(scope, receive, guarded_send)
        finally:
            nonce.reset(token)

    return answer


def ours(*, photos: bool) -> str:
    """The policy for our own pages; `photos` allows pictures from their publishers."""
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self'{' https: http:' if photos else ''};"
        f" {_EVERYWHERE}"
    )


def _tables(value: str) -> str:
    """The policy for Datasette's pages."""
    return (
        f"default-src 'none'; script-src 'nonce-{value}'; style-src 'self' 'unsafe-inline'; img-src"
        f" 'self' data:; {_EVERYWHERE}"
    )


def _with_policy(headers: list[tuple[bytes, bytes]], value: str) -> list[tuple[bytes, bytes]]:
    present = {name.lower() for name, _ in headers}
    wanted = _ALWAYS | {"content-security-policy": _tables(value)}
    added = [(name.encode(), text.encode()) for name, text in wanted.items()]
    return [*headers, *((name, text) for name, text in added if name not in present)]
