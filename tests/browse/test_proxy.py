"""scripts/deploy/nginx.example in front: pages below their path, with a password, compressed."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from lxml import html

from scripts.pressroom import served

pytestmark = pytest.mark.browser

EXAMPLE = (Path(__file__).parents[2] / "scripts" / "deploy" / "nginx.example").read_text(
    encoding="utf-8"
)
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
PASSWORD = ("pembaca", "rahasia")


def configured(folder: Path, port: int, behind: str) -> Path:
    """The example with the test's ports and files, without TLS."""
    site = re.sub(r"^ +ssl_.*\n", "", EXAMPLE, flags=re.MULTILINE)
    for one, other in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port}"),
        ("http://127.0.0.1:8001", behind),
        ("/etc/nginx/kliping.htpasswd", str(folder / "passwords")),
    ):
        assert one in site
        site = site.replace(one, other)
    (folder / "passwords").write_text(f"{PASSWORD[0]}:{{PLAIN}}{PASSWORD[1]}\n", encoding="utf-8")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    as_root = "user root;\n" if os.geteuid() == 0 else ""  # its workers must read the test's folder
    head = f"{as_root}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    whole.write_text(f"{head}http {{\naccess_log off;\n{paths}{site}}}\n", encoding="utf-8")
    return whole


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(name="proxy")
def _proxy(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    if NGINX is None:
        why = "no nginx: python3 scripts/dev.py setup --browser"
        pytest.fail(why) if request.config.getoption("--need-browser") else pytest.skip(why)
    port = free_port()
    with served(path, "--base-url", "/kliping/") as behind:
        config = configured(tmp_path, port, behind.removesuffix("/kliping"))
        with subprocess.Popen([NGINX, "-c", str(config)], stderr=subprocess.PIPE) as process:
            try:
                _wait_until_it_listens(port, process)
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", auth=PASSWORD) as client:
                    yield client
            finally:
                process.terminate()


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail((process.stderr.read() if process.stderr else b"").decode())
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not listen")


def test_pages_come_through_with_their_policy_and_links_below_the_path(proxy: httpx.Client) -> None:
    got = proxy.get("/kliping/search?q=jalan")
    assert got.status_code == 200
    assert got.headers["content-encoding"] == "gzip"
    assert got.headers["content-security-policy"].startswith("default-src 'none'")
    own = [
        link.get("href")
        for link in html.fromstring(got.text).iterfind(".//a[@href]")
        if link.get("href").startswith("/")
    ]
    for address in own[:12]:
        assert proxy.get(address).status_code == 200, address


def test_a_feed_names_the_readers_own_address(proxy: httpx.Client) -> None:
    feed = proxy.get("/kliping/search.atom?q=laut").text
    assert f'href="{proxy.base_url}/kliping/search.atom?q=laut"' in feed


def test_without_the_password_nothing_is_shown(proxy: httpx.Client) -> None:
    assert httpx.get(f"{proxy.base_url}/kliping/").status_code == 401
