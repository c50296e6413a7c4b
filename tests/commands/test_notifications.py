"""The operator is notified through Apprise; here by a real webhook on loopback."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from scraper.commands.notifications import check_addresses, notify_operator
from scraper.errors import ConfigError


@contextmanager
def _webhook(status: int) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """A port that answers messages with this status, and the messages."""
    told: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], told
        finally:
            server.shutdown()
            thread.join()


def test_a_message_reaches_its_webhook() -> None:
    with _webhook(200) as (port, told):
        urls = [f"json://127.0.0.1:{port}/kliping"]
        check_addresses(urls)
        assert notify_operator(
            urls, "kliping: failed", ["uji-satu: not as usual", "uji-dua: left alone"]
        )
    assert [(one["title"], one["message"]) for one in told] == [
        ("kliping: failed", "uji-satu: not as usual\nuji-dua: left alone")
    ]


def test_a_message_that_is_refused_is_not_a_success() -> None:
    with _webhook(500) as (port, _):
        assert not notify_operator([f"json://127.0.0.1:{port}/"], "kliping", ["x"])


def test_an_unknown_url_is_reported_before_the_run_and_not_printed() -> None:
    with pytest.raises(ConfigError, match="URL 2 of 2") as raised:
        check_addresses(["json://127.0.0.1/", "surel://rahasia@example.org"])
    assert "rahasia" not in str(raised.value)


def test_without_apprise_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setattr(sys, "path", [])
    check_addresses([])
    with pytest.raises(ConfigError, match=r"kliping\[notify\]"):
        check_addresses(["json://127.0.0.1/"])
