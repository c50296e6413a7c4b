"""What a source page is decides how it is read, whatever it was sent as."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import discover
from scraper.discover import sources
from scraper.errors import ScraperError
from scraper.model import LinkKind, Links, Page
from tests.discover.conftest import CONTOH

Read = Callable[..., Links]
ONE = "https://papua.contoh.id/kota/1/satu"
URLSET = f"<urlset><url><loc>{ONE}</loc></url></urlset>"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (URLSET, "application/xml"),
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!-- dibuat oleh mesin -->\n' + URLSET,
            "text/html",
        ),
        ("\n\n" + URLSET, "text/plain"),
        ("\ufeff" + URLSET, "application/xml"),
        (gzip.compress(URLSET.encode(), mtime=0), "application/gzip"),
        (f"<rss><channel><item><link>{ONE}</link></item></channel></rss>", "application/rss+xml"),
        (
            gzip.compress(URLSET[:20].encode(), mtime=0)
            + gzip.compress(URLSET[20:].encode(), mtime=0),
            "application/gzip",
        ),
        (gzip.compress(("\n" + URLSET).encode(), mtime=0), "text/xml"),
        (f"https://papua.contoh.id/\n{ONE}\nhttps://lain.contoh.id/kota/2/dua\n", "text/plain"),
        (f'{{"berita": [{{"url": "{ONE}"}}]}}', "application/json"),
        (f'<a href="{ONE}">satu</a>', "application/rss+xml"),
        (
            f"<!DOCTYPE html>\n<html><body><p><a href='{ONE}'>satu</a></body></html>",
            "application/rss+xml",
        ),
        (f"<script>var x = '<rss>';</script><div><a href='{ONE}'>satu</a></div>", "text/html"),
    ],
    ids=[
        "sitemap",
        "as-html",
        "blank-lines",
        "bom",
        "gzip",
        "gzip-in-pieces",
        "gzip-blank",
        "url-list",
        "json",
        "rss",
        "bare-html",
        "html-as-rss",
        "no-doctype",
    ],
)
def test_what_the_page_is_decides(read: Read, body: str | bytes, media_type: str) -> None:
    assert [link.url for link in read(body, media_type).articles] == [ONE]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty answer"),
        (b" \n\t", "empty answer"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is no sitemap, feed, JSON or HTML page"),
        (b"kabar hari ini", "is no sitemap, feed, JSON or HTML page"),
        (b'{"articles": [', "broken JSON"),
        (b"[" * 200_000, "broken JSON"),
        (b"<kml><Placemark/></kml>", "<kml> is no sitemap"),
        (b"\x1f\x8bnot gzip at all", "broken gzip"),
        (
            b'<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
            "declares entities",
        ),
        (b"<urlset><", "broken XML"),
    ],
    ids=[
        "empty",
        "blank",
        "image",
        "text",
        "broken-json",
        "deep-json",
        "other-xml",
        "broken-gzip",
        "entities",
        "broken-xml",
    ],
)
def test_what_cannot_be_read_says_so(read: Read, body: bytes, said: str) -> None:
    with pytest.raises(ScraperError, match=said) as caught:
        read(body)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_refused_before_it_unfolds(read: Read) -> None:
    with pytest.raises(ScraperError, match="larger than 50 MB"):
        read(gzip.compress(bytes(discover.MAX_BYTES + 1)))


def test_what_breaks_off_is_read_up_to_there_and_the_note_says_so(read: Read) -> None:
    many = (
        "<urlset>"
        + "".join(
            f"<url><loc>https://papua.contoh.id/kota/{n}/kabar-{n * n}</loc></url>"
            for n in range(5000)
        )
        + "</urlset>"
    )
    packed = gzip.compress(many.encode())
    for broken in (packed[: len(packed) // 2], many.encode()[:90_000]):
        found = read(broken, "application/gzip")
        assert 100 < len(found.articles) < 5000
        assert found.note
    assert read(many).note is None


def test_a_sitemap_of_very_many_members_is_read_up_to_there(read: Read) -> None:
    """Each of 380,000 empty ones was unpacked from a copy of all that stood behind it."""
    whole = gzip.compress(URLSET.encode())
    found = read(whole + gzip.compress(b"") * sources.MOST_MEMBERS, "application/gzip")
    assert found.articles == read(whole).articles
    assert found.note is not None
    assert "members" in found.note


def test_it_is_said_what_the_page_turned_out_to_be(read: Read) -> None:
    assert read(URLSET).kind is LinkKind.SITEMAP
    assert (
        read(f"<rss><channel><item><link>{ONE}</link></item></channel></rss>").kind is LinkKind.FEED
    )
    assert read(f'<a href="{ONE}">satu</a>', "application/rss+xml").kind is LinkKind.LISTING


_OPENINGS = st.sampled_from(
    [b"<rss>", b"<urlset><url>", b"<html>", b"<feed><entry>", b'{"a":[', b"[[1],{", b""]
)


@given(st.tuples(_OPENINGS, st.binary(max_size=400)).map(b"".join))
def test_any_bytes_give_links_or_one_of_our_errors(body: bytes) -> None:
    page = Page(
        url="https://papua.contoh.id/rss", body=body, fetched_at=datetime(2022, 8, 3, tzinfo=UTC)
    )
    try:
        found = discover.links(page, CONTOH.portal("papua", "Contoh Papua"))
    except ScraperError:
        return
    assert len({link.url for link in found.articles}) == len(found.articles)
