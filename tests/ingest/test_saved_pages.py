"""Saved pages on disk: what they say of themselves, what the user says over it, and every way in
which they can be wrong.
"""

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.errors import InputError
from scraper.ingest.saved_pages import Given, files_of, page_of, portal_of, read_time
from scraper.portals import Registry

PAGE = (
    b"<html><head><link rel='canonical'"
    b" href='https://solo.tribunnews.com/a/123456/x'></head><body><p>Halo</p></body></html>"
)
PORTALS = Registry.load()
NOTHING_GIVEN = Given()


def saved(path: Path, body: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def test_a_page_says_its_own_url_and_the_file_its_time(tmp_path: Path) -> None:
    path = saved(tmp_path / "page.html")
    os.utime(path, (0, 1659438000))
    page = page_of(path, NOTHING_GIVEN)
    assert (page.url, page.body, page.media_type) == (
        "https://solo.tribunnews.com/a/123456/x",
        PAGE,
        "text/html",
    )
    assert page.fetched_at == datetime(2022, 8, 2, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["page.html.json", "page.json"])
def test_a_sidecar_speaks_over_the_page_and_the_user_over_both(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path / "page.html")
    (tmp_path / name).write_text(
        '{"url": "https://www.tribunnews.com/b/654321/y", "fetched_at":'
        ' "2022-08-02T21:05:00+07:00"}'
    )
    page = page_of(path, NOTHING_GIVEN)
    assert page.url == "https://www.tribunnews.com/b/654321/y"
    assert page.fetched_at == datetime(2022, 8, 2, 14, 5, tzinfo=UTC)
    told = page_of(
        path,
        Given(url="https://bali.tribunnews.com/c/111111/z", fetched_at=read_time("2023-01-01")),
    )
    assert told.url == "https://bali.tribunnews.com/c/111111/z"
    assert told.fetched_at == datetime(2023, 1, 1, tzinfo=UTC)


def test_a_gzipped_page_is_opened_and_a_text_dump_recognised(tmp_path: Path) -> None:
    assert page_of(saved(tmp_path / "a.html.gz", gzip.compress(PAGE)), NOTHING_GIVEN).body == PAGE
    assert (
        page_of(saved(tmp_path / "a.txt", b"Judul\n\nIsi"), NOTHING_GIVEN).media_type
        == "text/plain"
    )
    assert (
        page_of(
            saved(tmp_path / "a.txt.gz", gzip.compress(b"Judul < isi")), NOTHING_GIVEN
        ).media_type
        == "text/plain"
    )
    assert (
        page_of(saved(tmp_path / "dump", b"Judul\n\nIsi"), NOTHING_GIVEN).media_type == "text/plain"
    )
    assert page_of(saved(tmp_path / "page", PAGE), NOTHING_GIVEN).media_type == "text/html"


@pytest.mark.parametrize(
    ("name", "body", "named"),
    [
        ("a.html", b"", "is empty: save the page again"),
        ("a.html", b" \n ", "is empty"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file: give HTML"),
        ("a.html.gz", gzip.compress(PAGE, mtime=0)[:40], "cannot be read"),
        ("a.html.gz", b"\x1f\x8bno gzip", "cannot be read"),
        ("a.html.gz", gzip.compress(PAGE, mtime=0)[:-8] + bytes(8), "cannot be read"),
        pytest.param(
            "a.html.gz",
            gzip.compress(b"", mtime=0) * 380_000,
            "has more than 100 members",
            id="members",
        ),
    ],
)
def test_a_file_that_is_no_page_is_named_with_the_remedy(
    tmp_path: Path, name: str, body: bytes, named: str
) -> None:
    with pytest.raises(InputError, match=named) as raised:
        page_of(saved(tmp_path / name, body), NOTHING_GIVEN)
    assert name in str(raised.value)


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    path = saved(tmp_path / "bomb.html.gz", gzip.compress(bytes(1) * (65 * 2**20)))
    with pytest.raises(InputError, match="larger than 64 MiB"):
        page_of(path, NOTHING_GIVEN)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no JSON object"),
        ('{"url": 3}', "url must be a text"),
        ('{"fetched_at": "kemarin"}', "is not a time"),
    ],
)
def test_a_broken_sidecar_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = saved(tmp_path / "page.html")
    (tmp_path / "page.html.json").write_text(text)
    with pytest.raises(InputError, match=named):
        page_of(path, NOTHING_GIVEN)


def test_a_folder_is_taken_whole_and_in_order(tmp_path: Path) -> None:
    wanted = [saved(tmp_path / name) for name in ("a.html", "b/c.html.gz", "d.txt")]
    saved(tmp_path / "meta.json", b"{}")
    assert files_of([tmp_path, tmp_path / "a.html"]) == wanted


def test_a_folder_without_pages_and_a_path_without_anything_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no page"):
        files_of([tmp_path])
    with pytest.raises(InputError, match="there is no file or folder"):
        files_of([tmp_path / "tidak-ada"])


def test_the_portal_of_a_page(tmp_path: Path) -> None:
    page = page_of(saved(tmp_path / "page.html"), NOTHING_GIVEN)
    assert portal_of(page, NOTHING_GIVEN, PORTALS) is PORTALS["tribun-solo"]
    with pytest.raises(
        InputError, match=r"not a page of tribun-bali \(bali\.tribunnews\.com\): leave --portal out"
    ):
        portal_of(page, Given(portal=PORTALS["tribun-bali"]), PORTALS)
    dump = page_of(saved(tmp_path / "a.txt", b"Judul"), NOTHING_GIVEN)
    assert portal_of(dump, NOTHING_GIVEN, PORTALS) is None
    assert portal_of(dump, Given(portal=PORTALS["tribun-bali"]), PORTALS) is PORTALS["tribun-bali"]


@pytest.mark.parametrize("name", ["a.html", "a.html.gz", "a.txt", "a.html.json"])
def test_of_a_file_of_any_size_no_more_is_held_than_a_page(tmp_path: Path, name: str) -> None:
    """A sparse file of a terabyte, as a page and as a sidecar."""
    page = saved(tmp_path / "a.html")
    with (tmp_path / name).open("wb") as stream:
        stream.write(b"\x1f\x8b" if name.endswith(".gz") else b"")
        stream.truncate(2**40)
    with pytest.raises(InputError, match=r"larger than|cannot be read"):
        page_of(page if name.endswith(".json") else tmp_path / name, NOTHING_GIVEN)


def test_the_longest_name_leaves_no_room_for_a_sidecar(tmp_path: Path) -> None:
    path = saved(tmp_path / f"{'a' * 250}.html")
    assert page_of(path, NOTHING_GIVEN).body == PAGE
    assert files_of([tmp_path]) == [path]
    with pytest.raises(InputError, match="no file or folder"):
        files_of([tmp_path / ("a" * 300)])


EDGES = (
    "0001-01-01T00:00:00+07:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59-07:00",
    "9999-12-31T23:59:59Z",
    "1903-01-01",
)


@pytest.mark.parametrize("text", EDGES)
def test_no_page_is_of_the_calendars_edges(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path / "a.html")
    (tmp_path / "a.html.json").write_text(f'{{"fetched_at": "{text}"}}')
    with pytest.raises(InputError, match="can have been fetched"):
        page_of(path, NOTHING_GIVEN)


def test_nor_by_the_files_own_time(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.html")
    os.utime(path, (-(10**10), -(10**10)))
    with pytest.raises(InputError, match="--fetched-at"):
        page_of(path, NOTHING_GIVEN)
