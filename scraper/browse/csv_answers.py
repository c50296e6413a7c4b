"""Make every CSV answer safe in a spreadsheet, Datasette's too, and never let half a file pass.

Datasette answers 200 before it knows whether the SQL is right, and writes an error into the file as
one more line. `csv_requested` lets `bounded_database` report wrong SQL before the answer begins. If
an answer ends inside a record, the connection is closed without the last chunk, so that no client
takes the file for complete.
"""

import codecs
import logging
from contextvars import ContextVar
from typing import Final
from urllib.parse import unquote_plus

from scraper.browse.security_headers import App, Message, Receive, Scope, Send
from scraper.formats.csv_safety import Records

csv_requested: ContextVar[bool] = ContextVar("csv_requested", default=False)
"""Whether the present request asks for CSV."""

_CONTENT_TYPES: Final = (b"text/csv", b"text/plain")
"""Datasette sends CSV as plain text unless a download is asked for."""
_log = logging.getLogger(__name__)


def safe_csv(app: App, *, raw: bool) -> App:
    """The application with its CSV made safe; with `raw`, its texts are left unchanged."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await app(scope, receive, send)
            return
        token = csv_requested.set(True)
        try:
            await app(_without_trace(scope), receive, _CsvSend(send, scope["path"], raw=raw))
        finally:
            csv_requested.reset(token)

    return answer


class _CsvSend:
    """ASGI's `send` for an answer that may be CSV."""

    def __init__(self, send: Send, path: str, *, raw: bool) -> None:
        self._send = send
        self._path = path
        self._raw = raw
        self._records: Records | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = self._start(message)
        elif message["type"] == "http.response.body" and self._records is not None:
            safe = self._records.feed(self._decoder.decode(message.get("body", b"")))
            if not message.get("more_body") and self._records.unfinished:
                _log.error("%s broke off: Datasette could not read on", self._path)
                return  # without its last message the server closes the connection
            if not self._raw:
                message = message | {"body": safe.encode()}
        await self._send(message)

    def _start(self, message: Message) -> Message:
        if message["status"] != 200 or not _is_csv(message):
            return message
        self._records = Records()
        headers = [
            (name, value)
            for name, value in message.get("headers", [])
            if name.lower() != b"content-length"  # escaping changes it
        ]
        return message | {"headers": headers}


def _is_csv(start: Message) -> bool:
    types = [value for name, value in start.get("headers", []) if name.lower() == b"content-type"]
    return any(value.startswith(_CONTENT_TYPES) for value in types)


def _without_trace(scope: Scope) -> Scope:
    """The request without `_trace`, which would put the CSV into a page of HTML named `.csv`."""
    parts = [
        part
        for part in scope["query_string"].split(b"&")
        if unquote_plus(part.partition(b"=")[0].decode("latin-1")) != "_trace"
    ]
    return scope | {"query_string": b"&".join(parts)}
