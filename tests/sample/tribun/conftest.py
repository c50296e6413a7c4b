"""Tribun's sample as the tests see it: one fixed day, one server on any free port."""

import http.client
from collections.abc import Callable, Iterator

import pytest

from scripts.sample.server import LOOPBACK, Running, serve
from scripts.sample.tribun.site import Site
from tests.sample.conftest import PORT, TODAY

Fetch = Callable[..., tuple[http.client.HTTPResponse, bytes]]


def tribun(port: int, *, changed: bool = False) -> Site:
    """Tribun's sample as it is served at a port."""
    return Site(port=port, today=TODAY, changed=changed)


@pytest.fixture(scope="session")
def site() -> Site:
    return tribun(PORT)


@pytest.fixture(scope="module")
def running() -> Iterator[Running[Site]]:
    with serve(tribun) as at_work:
        yield at_work


@pytest.fixture
def fetch(running: Running[Site]) -> Fetch:
    """GET over real HTTP: `fetch(host, target, **headers)`; no redirect is followed."""

    def get(
        host: str, target: str, method: str = "GET", **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(LOOPBACK, running.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, headers={"Host": f"{host}:{running.port}", **named})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    return get
