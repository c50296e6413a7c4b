"""The sample as the tests see it: one fixed day, one server on any free port."""

import http.client
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

import pytest

from scripts.sample.server import LOOPBACK, Running, serve
from scripts.sample.site import Site

TODAY: Final = date(2026, 11, 24)
PORT: Final = 8765

Fetch = Callable[..., tuple[http.client.HTTPResponse, bytes]]


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(port=PORT, today=TODAY)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with serve(today=TODAY) as at_work:
        yield at_work


@pytest.fixture
def fetch(running: Running) -> Fetch:
    """GET over real HTTP: `fetch(host, target, **headers)`; no redirect is followed."""

    def get(host: str, target: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(LOOPBACK, running.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers={"Host": f"{host}:{running.port}", **named})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    return get
