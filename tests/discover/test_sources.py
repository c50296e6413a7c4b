"""What a source page is decides how it is read, whatever it was sent as."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import discover
from scraper.errors import ScraperError
from scraper.model import Links, Page
from tests.discover.conftest import CONTOH

Read = Callable[..., Links]
ONE = "https://papua.contoh.id/kota/1/satu"
URLSET = f"<urlset><url><loc>{ONE}</loc></url></urlset>"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (URLSET, "application/xml"),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<!-- dibuat oleh mesin -->\n' + URLSET, "text/html"),
        ("\n\n" + URLSET, "text/plain"),
        ("\ufeff" + URLSET, "application/xml"),
        (gzip.compress(URLSET.encode()), "application/gzip"),
        (f"<rss><channel><item><link>{ONE}</link></item></channel></rss>", "application/rss+xml"),
        (f'<a href="{ONE}">satu</a>', "application/rss+xml"),
        (f"<!DOCTYPE html>\n<html><body><p><a href='{ONE}'>satu</a></body></html>", "application/rss+xml"),
        (f"<script>var x = '<rss>';</script><div><a href='{ONE}'>satu</a></div>", "text/html"),
    ],
    ids=["sitemap", "as-html", "blank-lines", "bom", "gzip", "rss", "bare-html", "html-as-rss", "no-doctype"],
)
def test_what_the_page_is_decides(read: Read, body: str | bytes, media_type: str) -> None:
    assert [link.url for link in read(body, media_type).articles] == [ONE]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty answer"),
        (b" \n\t", "empty answer"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is no sitemap, feed or HTML page"),
        (b'{"articles": []}', "is no sitemap, feed or HTML page"),
        (b"<kml><Placemark/></kml>", "<kml> is no sitemap"),
        (b"\x1f\x8bnot gzip at all", "broken gzip"),
        (b'<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>', "declares entities"),
        (b"<urlset><", "broken XML"),
    ],
    ids=["empty", "blank", "image", "json", "other-xml", "broken-gzip", "entities", "broken-xml"],
)
def test_what_cannot_be_read_says_so(read: Read, body: bytes, said: str) -> None:
    with pytest.raises(ScraperError, match=said) as caught:
        read(body)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_before_it_unfolds(read: Read) -> None:
    with pytest.raises(ScraperError, match="larger than 50 MB"):
        read(gzip.compress(bytes(discover.MAX_BYTES + 1)))


_OPENINGS = st.sampled_from([b"<rss>", b"<urlset><url>", b"<html>", b"<feed><entry>", b""])


@given(st.tuples(_OPENINGS, st.binary(max_size=400)).map(b"".join))
def test_any_bytes_give_links_or_one_of_our_errors(body: bytes) -> None:
    page = Page(url="https://papua.contoh.id/rss", body=body, fetched_at=datetime(2022, 8, 3, tzinfo=UTC))
    try:
        found = discover.links(page, CONTOH.portal("papua", "Contoh Papua"))
    except ScraperError:
        return
    assert len({link.url for link in found.articles}) == len(found.articles)
