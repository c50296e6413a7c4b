"""What a page or a server cannot make the real command do.

Names, addresses and limits: test_processes, test_resolver, test_outcomes.
"""

import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.command_process import Done
from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST, ELSEWHERE = host("kota", "lain"), host("luar", "asing")
WHISPER = "rahasia dari cakram"


@pytest.fixture(scope="module", name="crawled")
def _crawled(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Site, Folder, Done, list[str]]]:
    """One crawl of hostile pages, and the ports at which the process listened meanwhile."""
    held, released = threading.Event(), threading.Event()

    def brake() -> Answer:
        held.set()
        assert released.wait(60)
        return Answer(story(5))

    with serve() as site:
        home = folder(tmp_path_factory.mktemp("uji"), site, ["sehat"])
        (home.path / "rahasia.txt").write_text(WHISPER, encoding="utf-8")
        refresh = (
            f"<meta http-equiv='refresh' content='0;url=http://{ELSEWHERE}:{site.port}/berita/9/x'>"
        )
        listing = index([1, 2, 3, 5])
        site.answers[HOST, "/index"] = Answer(
            listing.body, headers={"Set-Cookie": "siapa=kami; Path=/"}
        )
        site.answers[HOST, path(1)] = Answer(f"<html><head>{refresh}</head><body></body></html>")
        site.answers[HOST, path(2)] = Answer(story(2).replace("<head>", f"<head>{refresh}"))
        declared = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(home.path / "rahasia.txt").as_uri()}">]>'
        site.answers[HOST, path(3)] = Answer(
            declared + story(3).replace("warga Desa", "&x; warga Desa")
        )
        site.answers[HOST, path(5)] = brake
        process = home.start("crawl", "lain")
        assert held.wait(60)
        listening = _listening(process.pid)
        released.set()
        yield site, home, process.finish(), listening


def _listening(pid: int) -> list[str]:
    """Local addresses at which the process accepts connections, as the kernel prints them."""
    own = {
        match[1]
        for fd in Path(f"/proc/{pid}/fd").iterdir()
        if (match := re.match(r"socket:\[(\d+)\]", str(fd.readlink())))
    }
    found = []
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = row.split()
            if fields[3] == "0A" and fields[9] in own:
                found.append(fields[1])
    return found


def test_a_meta_refresh_is_recorded_and_not_followed(
    crawled: tuple[Site, Folder, Done, list[str]],
) -> None:
    site, home, *_ = crawled
    assert site.asked(ELSEWHERE) == []
    ((outcome, reason),) = home.rows(
        "SELECT outcome, reason FROM fetches WHERE url LIKE ?", f"%{path(1)}"
    )
    assert (outcome, reason) == ("failed", "empty")
    assert home.rows("SELECT outcome FROM fetches WHERE url LIKE ?", f"%{path(2)}") == [
        ("archived",)
    ]


def test_no_cookie_is_kept(crawled: tuple[Site, Folder, Done, list[str]]) -> None:
    assert crawled[0].cookies == []


def test_no_entity_reads_a_file(crawled: tuple[Site, Folder, Done, list[str]]) -> None:
    home = crawled[1]
    assert home.rows("SELECT count(*) FROM articles WHERE url LIKE ?", f"%{path(3)}") == [(1,)]
    assert home.rows("SELECT count(*) FROM articles WHERE body LIKE ?", f"%{WHISPER}%") == [(0,)]


def test_a_crawl_listens_nowhere(crawled: tuple[Site, Folder, Done, list[str]]) -> None:
    """Neither Scrapy's telnet console nor its remote control."""
    assert crawled[3] == []


@contextmanager
def _self_signed(folder: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """A server with a self-signed certificate, and the requests that it got."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        subject, subject, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1)
    )
    certificate = made.add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
    ).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    file = folder / "tls.pem"
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], asked
        finally:
            server.shutdown()
            thread.join()


def test_a_server_that_cannot_prove_its_name_is_not_asked(tmp_path: Path) -> None:
    with _self_signed(tmp_path, HOST) as (port, asked):
        home = folder(tmp_path, Site(port), ["sehat"])
        home.declare('scheme="http"', 'scheme="https"')
        assert home.run("crawl", "lain").code == 1
        assert asked == []
        ((outcome, error),) = home.rows("SELECT outcome, error FROM fetches WHERE kind = 'robots'")
        assert outcome == "failed"
        assert "certificate" in error
