"""Compressed answers are unpacked within limits, without charset detection before that."""

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from scrapy import Request
from scrapy.http import TextResponse

from scraper.crawl.compression import Decompression
from scraper.crawl.refusals import Damaged
from tests.crawl.conftest import Crawl
from tests.crawl.site import Answer, Site, gzipped

PAGE = "<html><body>Jum’at ramai</body></html>"


@pytest.mark.parametrize(
    "media_type", ["text/html", "text/html; charset=utf-8", "application/xml", ""]
)
def test_gzip_is_unpacked_whatever_the_type_says(site: Site, crawl: Crawl, media_type: str) -> None:
    site.answers["/a"] = gzipped(PAGE, media_type=media_type)
    assert crawl([Request(site.url("/a"))]).responses[site.url("/a")].body == PAGE.encode()


def test_no_charset_is_sought_in_compressed_bytes(
    site: Site, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[bytes] = []
    original = TextResponse._body_inferred_encoding

    def spying(response: TextResponse) -> str:
        looked_at.append(response.body[:2])
        return original(response)

    monkeypatch.setattr(TextResponse, "_body_inferred_encoding", spying)
    site.answers["/a.html"] = gzipped(PAGE, media_type="text/html")
    crawl([Request(site.url("/a.html"))])
    assert gzip.compress(b"")[:2] not in looked_at


@pytest.mark.parametrize(
    "damage",
    [
        lambda packed: packed[:-1],
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[:-8] + bytes(8),
        lambda _: b"<html>",
    ],
    ids=["one byte short", "half of it", "another checksum", "no gzip"],
)
def test_a_damaged_stream_is_no_page(
    site: Site, crawl: Crawl, damage: Callable[[bytes], bytes]
) -> None:
    """The stock middleware passes on what it could read: half a page, or a wrong one."""
    site.answers["/a"] = Answer(
        damage(gzip.compress(PAGE.encode() * 99)), headers={"Content-Encoding": "gzip"}
    )
    assert isinstance(crawl([Request(site.url("/a"))]).errors[site.url("/a")], Damaged)


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(b"satu", mtime=0) + gzip.compress(b"dua", mtime=0),
        gzip.compress(b"satudua", mtime=0) + bytes(9),
    ],
    ids=["members", "padding"],
)
def test_a_stream_of_several_members_or_with_padding_is_whole(
    site: Site, crawl: Crawl, packed: bytes
) -> None:
    site.answers["/a"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    assert crawl([Request(site.url("/a"))]).responses[site.url("/a")].body == b"satudua"


def test_a_bomb_is_stopped_at_the_limit(site: Site, crawl: Crawl) -> None:
    site.answers["/a"] = gzipped(bytes(9 * 1024 * 1024))
    seen = crawl([Request(site.url("/a"))])
    assert "exceeded DOWNLOAD_MAXSIZE" in str(seen.errors[site.url("/a")])


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_stream_of_very_many_members_is_refused(site: Site, crawl: Crawl, coding: str) -> None:
    """Their cost is held by the next test."""
    empty = {"gzip": gzip.compress, "zstd": zstandard.compress}[coding](b"")
    site.answers["/a"] = Answer(empty * 380_000, headers={"Content-Encoding": coding})
    error = crawl([Request(site.url("/a"))]).errors[site.url("/a")]
    assert isinstance(error, Damaged)
    assert "more than 100 members" in str(error)


def test_members_cost_no_more_than_in_proportion() -> None:
    """Four times as many members, each with as much data, cost at most eight times the CPU."""

    def spent(members: int) -> float:
        packed = gzip.compress(b"") * members + bytes(80_000 * members)
        began = time.process_time()
        for _ in range(20):
            Decompression._decode(packed, b"gzip", 1 << 23)
        return time.process_time() - began

    spent(25)
    assert min(spent(100) for _ in range(3)) < 8 * max(min(spent(25) for _ in range(3)), 1e-3)


@pytest.mark.parametrize("coding", ["zstd", "br", "deflate"])
def test_what_is_packed_in_another_way_is_unpacked_as_before(
    site: Site, crawl: Crawl, coding: str
) -> None:
    packed = {"zstd": zstandard.compress, "br": brotli.compress, "deflate": zlib.compress}[coding](
        PAGE.encode()
    )
    site.answers["/a"] = Answer(packed, headers={"Content-Encoding": coding})
    seen = crawl([Request(site.url("/a"))])
    assert seen.responses[site.url("/a")].body == PAGE.encode()
