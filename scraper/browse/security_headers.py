"""What a browser may do with a page of ours.

Text from the web is escaped everywhere; should one escape be missing, this stops it.

Our own pages need no script, so none may run. Datasette's pages (tables, SQL) do: scripts that
stand in a *template's source* get a nonce as the template is loaded, so that one which came in with
a text has none; its editor writes styles as it runs. A snapshot is somebody else's page: its frame
is a sandbox of its own, and its policy lets it load nothing at all, not even from here.
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
"""Of the request that is being answered."""

SNAPSHOT: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""For somebody else's page, shown as it was: its own inline styles, pictures that stand in it,
and nothing that runs or reaches out."""

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
    """Gives every script of a template's own text the nonce of the request."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template's text before Jinja reads it; what is put into it later is not seen here, and gets none."""
        return _OPENED.sub(r'<script nonce="{{ csp_nonce() }}"', source)


def with_security_headers(app: App) -> App:
    """The application with a policy on every answer that has none of its own."""

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
    """For a page of ours; `photos` lets pictures come from their publishers."""
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self'{' https: http:' if photos else ''};"
        f" {_EVERYWHERE}"
    )


def _tables(value: str) -> str:
    """For a page of Datasette's."""
    return (
        f"default-src 'none'; script-src 'nonce-{value}'; style-src 'self' 'unsafe-inline'; img-src"
        f" 'self' data:; {_EVERYWHERE}"
    )


def _with_policy(headers: list[tuple[bytes, bytes]], value: str) -> list[tuple[bytes, bytes]]:
    had = {name.lower() for name, _ in headers}
    wanted = _ALWAYS | {"content-security-policy": _tables(value)}
    return [
        *headers,
        *(
            (name.encode(), text.encode())
            for name, text in wanted.items()
            if name.encode() not in had
        ),
    ]
