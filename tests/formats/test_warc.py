"""WARC in and out: others read ours, we read theirs, and broken ones are reported."""

import gzip
import random
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive import Archive
from scraper.archive.articles import load_article
from scraper.cli import main
from scraper.errors import InputError
from scraper.formats import warc
from scraper.model import Page
from tests.commands.test_cli import URL, page

NOON = datetime(2026, 8, 8, 5, 0, tzinfo=UTC)


MANGLED = (
    b"",
    b"WARC-Date: x",
    b"WARC-Type: response",
    b"Content-Length: -5",
    b"Content-Length: 99999999",
    b"Content-Length: abc",
    b"Content-Length: 1" + b"0" * 30,
    b"WARC-Date: 0001-01-01T00:00:00+07:00",
    b"WARC-Date: 9999-12-31T23:59:59-07:00",
    b"content-encoding: br",
    b"content-encoding: gzip",
    b"Transfer-Encoding: chunked",
    b"HTTP/1.1",
)


def saved(number: int = 1, **headers: str) -> Page:
    named = {"content-type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Page(
        URL.format(number=number), page(number).encode(), NOON, headers=MappingProxyType(named)
    )


def written(path: Path, *pages: Page) -> Path:
    with path.open("wb") as stream:
        warc.write(stream, pages)
    return path


def foreign(
    path: Path,
    body: bytes,
    *headers: tuple[str, str],
    status: str = "200 OK",
    media: str = "text/html",
) -> Path:
    """A WARC by another crawler: uncompressed, the body as it was sent."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        sent = StatusAndHeaders(status, [("Content-Type", media), *headers], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            URL.format(number=1),
            "response",
            payload=BytesIO(body),
            http_headers=sent,
            warc_headers_dict={"WARC-Date": "2026-08-08T05:00:00.123456Z"},
        )
        writer.write_record(record)
    return path


def test_what_is_written_is_read_again_as_it_was(tmp_path: Path) -> None:
    pages = [saved(number, etag=f'"{number}"') for number in range(3)]
    others = warc.Others()
    assert list(warc.read(written(tmp_path / "a.warc.gz", *pages), others)) == pages
    assert others == warc.Others(records=1), "the warcinfo record"


@given(
    st.binary(max_size=300),
    st.dictionaries(
        st.sampled_from(["etag", "server", "x-a"]), st.text("ab/1 ", max_size=5).map(str.strip)
    ),
)
@settings(max_examples=50)
def test_any_body_survives(body: bytes, headers: dict[str, str]) -> None:
    stream = BytesIO()
    warc.write(
        stream,
        [Page(URL, body, NOON, headers=MappingProxyType({"content-type": "text/html"} | headers))],
    )
    stream.seek(0)
    assert [
        record.content_stream().read() for record in ArchiveIterator(stream, check_digests="raise")
    ][1:] == [body]


def test_the_tools_of_others_find_no_fault_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`warcio check`: every record is a gzip member of its own, every digest right."""
    path = written(tmp_path / "a.warc.gz", saved(1), saved(2))
    checker = Checker(_Command([str(path)]))
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out


class _Command:
    """What `warcio check` takes from its command line."""

    def __init__(self, inputs: list[str]) -> None:
        self.inputs, self.verbose = inputs, True


def test_how_a_body_was_sent_does_not_matter(tmp_path: Path) -> None:
    body = page(1).encode()
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    for number, sent in enumerate(
        (
            foreign(tmp_path / "1.warc", gzip.compress(body), ("Content-Encoding", "gzip")),
            foreign(tmp_path / "2.warc", chunked, ("Transfer-Encoding", "chunked")),
        )
    ):
        (got,) = warc.read(sent, warc.Others())
        assert (got.body, got.fetched_at.replace(microsecond=0), dict(got.headers)) == (
            body,
            NOON,
            {"content-type": "text/html"},
        ), number


@pytest.mark.parametrize(
    ("status", "media"),
    [("404 Not Found", "text/html"), ("301 Moved", "text/html"), ("200 OK", "image/png")],
)
def test_what_is_no_page_is_counted(tmp_path: Path, status: str, media: str) -> None:
    others = warc.Others()
    assert (
        list(warc.read(foreign(tmp_path / "1.warc", b"isi", status=status, media=media), others))
        == []
    )
    assert others.records == 1


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_mangled_file_is_never_more_than_an_input_error(
    tmp_path: Path, draw: random.Random
) -> None:
    path = written(tmp_path / "a.warc.gz", saved(1), saved(2))
    lines = gzip.decompress(path.read_bytes()).split(b"\r\n")
    lines[draw.randrange(len(lines))] = draw.choice(MANGLED)
    raw = bytearray(b"\r\n".join(lines))
    raw[draw.randrange(len(raw))] = draw.randrange(256)
    (tmp_path / "b.warc").write_bytes(raw)
    with suppress(InputError):
        assert all(
            page.media_type in warc.PAGES for page in warc.read(tmp_path / "b.warc", warc.Others())
        )


@pytest.mark.parametrize(
    "spoilt",
    [
        "WARC-Date: kemarin",
        "WARC-Date: ",
        "WARC-Date: 0001-01-01T00:00:00+07:00",
        "WARC-Date: 9999-12-31T23:59:59-07:00",
    ],
)
def test_a_record_with_unreadable_headers_costs_no_other(tmp_path: Path, spoilt: str) -> None:
    path, others = written(tmp_path / "a.warc.gz", saved(1), saved(2)), warc.Others()
    raw = gzip.decompress(path.read_bytes()).replace(
        b"WARC-Date: 2026-08-08T05:00:00Z", spoilt.encode(), 1
    )
    (tmp_path / "b.warc").write_bytes(raw)
    assert [page.url for page in warc.read(tmp_path / "b.warc", others)] == [URL.format(number=2)]
    assert others.damaged == 1


def test_a_length_that_no_file_has_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", saved(1))
    (tmp_path / "b.warc").write_bytes(
        re.sub(rb"(?<=Content-Length: )\d+", b"1" + b"0" * 30, gzip.decompress(path.read_bytes()))
    )
    with pytest.raises(InputError, match="breaks off"):
        list(warc.read(tmp_path / "b.warc", warc.Others()))


def test_what_is_too_large_for_a_page_is_passed_over(tmp_path: Path) -> None:
    others = warc.Others()
    bomb = foreign(
        tmp_path / "1.warc", gzip.compress(bytes(warc.LARGEST + 1)), ("Content-Encoding", "gzip")
    )
    assert list(warc.read(bomb, others)) == []
    assert others.records == 1


@pytest.mark.parametrize(
    ("spoil", "got", "message"),
    [
        pytest.param(
            lambda raw: gzip.decompress(raw)[:-900], 1, "breaks off in record 3", id="cut"
        ),
        pytest.param(lambda raw: raw[:-40], 1, "breaks off in record 3", id="cut, compressed"),
        pytest.param(lambda _: b"", 0, "holds no WARC record", id="empty"),
        pytest.param(lambda _: b"<html>halo", 0, "cannot be read as a WARC", id="no WARC"),
    ],
)
def test_a_broken_file_gives_what_comes_before_the_break(
    tmp_path: Path, spoil: Callable[[bytes], bytes], got: int, message: str
) -> None:
    path = written(tmp_path / "a.warc.gz", saved(1), saved(2))
    path.write_bytes(spoil(path.read_bytes()))
    pages = warc.read(path, warc.Others())
    assert len([next(pages) for _ in range(got)]) == got
    with pytest.raises(InputError, match=message):
        next(pages)


def test_a_payload_that_is_not_what_its_digest_says_is_left_out(tmp_path: Path) -> None:
    path = foreign(tmp_path / "1.warc", page(1).encode())
    path.write_bytes(path.read_bytes().replace(b"Warga", b"Wargi"))
    others = warc.Others()
    assert list(warc.read(path, others)) == []
    assert others.damaged == 1


def test_a_page_without_url_has_no_place_in_a_warc(tmp_path: Path) -> None:
    with (tmp_path / "a.warc.gz").open("wb") as stream:
        assert warc.write(stream, [Page("", b"teks", NOON), saved(1)]) == 1


def test_the_pages_of_a_warc_are_archived_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, archive = written(tmp_path / "a.warc.gz", saved(1), saved(2)), tmp_path / "archive.db"
    assert main(["import", str(path), "--archive", str(archive)]) == 0
    assert (
        "2 archived, 0 revised, 0 unchanged, 1 WARC records are no pages, 0 failed"
        in capsys.readouterr().out
    )
    assert main(["import", str(path), "--archive", str(archive)]) == 0
    assert "0 archived, 0 revised, 2 unchanged" in capsys.readouterr().out
    with Archive.open(archive) as opened:
        assert load_article(opened, 1).last_seen_at == "2026-08-08T05:00:00Z"


def test_of_a_warc_that_breaks_off_the_first_pages_are_archived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "a.warc.gz", saved(1), saved(2))
    path.write_bytes(path.read_bytes()[:-40])
    assert main(["import", str(path), "--archive", str(tmp_path / "archive.db")]) == 3
    shown = capsys.readouterr()
    assert "1 archived" in shown.out
    assert "breaks off in record 3" in shown.err


def test_a_warc_says_itself_where_its_pages_are_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "a.warc.gz", saved(1))
    assert (
        main(
            [
                "import",
                str(path),
                "--url",
                URL.format(number=1),
                "--archive",
                str(tmp_path / "archive.db"),
            ]
        )
        == 2
    )
    assert "leave --url and --fetched-at out" in capsys.readouterr().err
