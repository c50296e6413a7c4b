"""The server answers only to its own names, and only to what a reader asked for."""

import asyncio
import socket
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.browse.host_check import check_host, host_of_header, host_of_setting
from scraper.browse.security_headers import Message, Receive, Scope, Send
from scraper.browse.server import Service, datasette_on
from scraper.cli import main
from scraper.errors import InputError
from scripts.pressroom import served
from tests.browse.conftest import Ask, asking

SERVICE = Service(
    host="192.168.1.5",
    base_url="https://arsip.example.org/kliping/",
    allow_hosts=("média.example", "LAN:8001", "2001:db8::7"),
)
OURS = (
    "localhost",
    "LOCALHOST:8001",
    "localhost.",
    "127.0.0.1",
    "127.0.0.1:8001",
    "127.9.9.9",
    "[::1]",
    "[::1]:8001",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "192.168.1.5:8001",
    "arsip.example.org",
    "ARSIP.example.org.",
    "xn--mdia-bpa.example",
    "lan",
    "[2001:db8::7]:8001",
)
FOREIGN = (
    "evil.example",
    "evil.example:8001",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evillocalhost",
    "192.168.1.6",
    "10.0.0.1",
    "[fe80::1]",
    "[::1",
    "[::1]evil",
    "::1",
    "localhost:evil",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost, evil.example",
    "localhost evil.example",
    "localhost/",
    "0x7f000001",
    "2130706433",
    "0.0.0.0",  # noqa: S104 (a name to refuse)
    "..",
    ".",
    "",
)


@pytest.fixture(name="ask", scope="module")
def _ask(built: Path) -> Ask:
    return asking(built, SERVICE)


@pytest.fixture(name="ask_plainly", scope="module")
def _ask_plainly(built: Path) -> Ask:
    return asking(built)


@pytest.mark.parametrize("host", OURS)
def test_a_name_of_its_own_is_answered(ask: Ask, host: str) -> None:
    assert ask("/portals", host=host).status_code == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_name_is_misdirected(ask: Ask, host: str) -> None:
    got = ask("/", host=host)
    assert got.status_code == 421
    assert "--allow-host" in got.text
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert "Jalan" not in got.text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40))
def test_a_name_has_one_spelling(text: str) -> None:
    name = host_of_header(text)
    if name is not None:
        assert host_of_setting(name) == name


def test_a_forwarded_host_is_ignored(ask: Ask) -> None:
    assert ask("/", host="evil.example", **{"x-forwarded-host": "localhost"}).status_code == 421
    assert ask("/portals", **{"x-forwarded-host": "evil.example"}).status_code == 200


def test_a_refusal_is_in_the_readers_language(ask: Ask) -> None:
    assert (
        "tidak bernama evil.example"
        in ask("/", host="evil.example", **{"accept-language": "id"}).text
    )


def raw(address: str, *lines: str) -> bytes:
    """The status line of the answer to a request with these lines."""
    host, port = address.removeprefix("http://").rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "connection: close", "", ""]).encode())
        with connection.makefile("rb") as answer:
            return answer.readline()


def test_over_the_wire(path: Path) -> None:
    with served(path) as address:
        assert b" 200 " in raw(address, "GET / HTTP/1.1", "host: localhost")
        assert b" 421 " in raw(address, "GET / HTTP/1.0")
        for wrong in (
            ("GET / HTTP/1.1", "host: localhost", "host: evil.example"),
            ("GET / HTTP/1.1",),
            ("GET http://evil.example/ HTTP/1.1", "host: localhost"),
            ("GET http://evil.example/ HTTP/1.1", "host: evil.example"),
            ("GET evil HTTP/1.1", "host: localhost"),
            ("OPTIONS * HTTP/1.1", "host: localhost"),
            ("CONNECT evil.example:80 HTTP/1.1", "host: evil.example:80"),
        ):
            status = raw(address, *wrong)
            assert status.split()[1] in (b"421", b"400"), (wrong, status)
        upgrade = (
            "upgrade: websocket",
            "connection: upgrade",
            "sec-websocket-version: 13",
            "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
        )
        assert b" 101 " not in raw(address, "GET / HTTP/1.1", "host: localhost", *upgrade)


def test_a_server_on_all_addresses_answers_to_each_of_them() -> None:
    assert reached("192.168.7.7", host="192.168.7.7:8001", everywhere=True)
    assert not reached("192.168.7.7", host="192.168.7.7:8001", everywhere=False)
    assert not reached("192.168.7.7", host="192.168.7.8", everywhere=True)
    assert not reached("192.168.7.7", host="evil.example", everywhere=True)


def reached(server: str, *, host: str, everywhere: bool) -> bool:
    """Whether a request that arrived at this address of the machine passes the check."""
    came = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        came.append(scope)

    async def receive() -> Message:
        return {}

    async def send(_message: Message) -> None:
        pass

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "server": (server, 8001),
        "headers": [(b"host", host.encode())],
    }
    asyncio.run(check_host(app, (), any_own_address=everywhere)(scope, receive, send))
    return bool(came)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        (
            {"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
            200,
        ),
        (
            {
                "sec-fetch-site": "same-origin",
                "sec-fetch-mode": "no-cors",
                "sec-fetch-dest": "image",
            },
            200,
        ),
        (
            {
                "sec-fetch-site": "same-origin",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            200,
        ),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "document",
            },
            200,
        ),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "no-cors",
                "sec-fetch-dest": "image",
            },
            403,
        ),
        (
            {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
            403,
        ),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            403,
        ),
        (
            {
                "sec-fetch-site": "same-site",
                "sec-fetch-mode": "no-cors",
                "sec-fetch-dest": "script",
            },
            403,
        ),
    ],
)
def test_a_page_of_another_site_may_only_link_here(
    ask_plainly: Ask, headers: dict[str, str], status: int
) -> None:
    assert ask_plainly("/archive?sql=select+1", **headers).status_code == status


@pytest.mark.parametrize("host", ["evil example", "http://arsip.example.org", "", "a/b", "[::1"])
def test_an_allowed_host_that_is_invalid_is_named(path: Path, host: str) -> None:
    with pytest.raises(InputError, match="is not a host"):
        datasette_on(path, Service(allow_hosts=(host,)))
    assert main(["serve", "--archive", str(path), "--allow-host", host]) == InputError.exit_code


def test_the_flag_reaches_the_server(path: Path) -> None:
    with served(path, "--allow-host", "arsip.example.org") as address:
        assert httpx.get(address, headers={"host": "arsip.example.org"}).status_code == 200
        assert httpx.get(address, headers={"host": "other.example.org"}).status_code == 421
