"""Compressed answers: unpacked within limits, and never searched for a charset before that."""

import gzip

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from tests.crawl.conftest import Crawl
from tests.crawl.site import Site, gzipped

PAGE = "<html><body>Jum’at ramai</body></html>"


@pytest.mark.parametrize("media_type", ["text/html", "text/html; charset=utf-8", "application/xml", ""])
def test_gzip_is_unpacked_whatever_the_type_says(site: Site, crawl: Crawl, media_type: str) -> None:
    site.answers["/a"] = gzipped(PAGE, media_type=media_type)
    assert crawl([Request(site.url("/a"))]).responses[site.url("/a")].body == PAGE.encode()


def test_no_charset_is_sought_in_compressed_bytes(site: Site, crawl: Crawl, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[bytes] = []
    original = TextResponse._body_inferred_encoding

    def spying(response: TextResponse) -> str:
        looked_at.append(response.body[:2])
        return original(response)

    monkeypatch.setattr(TextResponse, "_body_inferred_encoding", spying)
    site.answers["/a.html"] = gzipped(PAGE, media_type="text/html")
    crawl([Request(site.url("/a.html"))])
    assert gzip.compress(b"")[:2] not in looked_at


def test_a_bomb_is_stopped_at_the_limit(site: Site, crawl: Crawl) -> None:
    site.answers["/a"] = gzipped(bytes(9 * 1024 * 1024))
    seen = crawl([Request(site.url("/a"))])
    assert "exceeded DOWNLOAD_MAXSIZE" in str(seen.errors[site.url("/a")])
