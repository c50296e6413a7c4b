"""Every CSV that the server answers with, Datasette's too, on its way out: harmless in a spreadsheet, and never half as if it were whole.

Datasette answers 200 before it knows whether the SQL is any good, and writes what went wrong later
into the file as a line of its own. `is_raw_csv` tells `bounded_database` that wrong SQL has to be
said at once; an answer that ends within a record breaks off, and no client takes it for whole.
"""

import codecs
import logging
from contextvars import ContextVar
from typing import Final
from urllib.parse import unquote_plus

from scraper.browse.security_headers import App, Message, Receive, Scope, Send
from scraper.formats.csv_safety import Records

is_raw_csv: ContextVar[bool] = ContextVar("asked", default=False)
"""Whether the request that is being answered asks for CSV."""

_KINDS: Final = (b"text/csv", b"text/plain")
"""Datasette shows CSV as plain text unless a download is asked for."""
_log = logging.getLogger(__name__)


def safe_csv(app: App, *, raw: bool) -> App:
    """The application with its CSV made harmless; with `raw`, as it is."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await app(scope, receive, send)
            return
        token = is_raw_csv.set(True)
        try:
            await app(_untraced(scope), receive, _Sheet(send, scope["path"], raw=raw))
        finally:
            is_raw_csv.reset(token)

    return answer


class _Sheet:
    """ASGI's `send` for an answer that may be CSV."""

    def __init__(self, send: Send, path: str, *, raw: bool) -> None:
        self._send = send
        self._path = path
        self._raw = raw
        self._records: Records | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    async def __call__(self, message: Message) -> None:
        if (
            message["type"] == "http.response.start"
            and message["status"] == 200
            and _is_csv(message)
        ):
            self._records = Records()
            kept = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() != b"content-length"
            ]
            message = message | {"headers": kept}
        elif message["type"] == "http.response.body" and self._records is not None:
            text = self._decoder.decode(message.get("body", b""))
            made = self._records.feed(text)
            if not message.get("more_body") and self._records.unfinished:
                _log.error("%s broke off: Datasette could not read on", self._path)
                return  # without its last message the server closes the connection
            if not self._raw:
                message = message | {"body": made.encode()}
        await self._send(message)


def _is_csv(start: Message) -> bool:
    kinds = [value for name, value in start.get("headers", []) if name.lower() == b"content-type"]
    return any(kind.startswith(_KINDS) for kind in kinds)


def _untraced(scope: Scope) -> Scope:
    """The request without `_trace`: it would put the CSV, escaped, into a page of HTML that calls itself a CSV file."""
    parts = scope["query_string"].split(b"&")
    return scope | {
        "query_string": b"&".join(
            part
            for part in parts
            if unquote_plus(part.partition(b"=")[0].decode("latin-1")) != "_trace"
        )
    }
