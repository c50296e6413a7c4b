"""Whatever the bytes: a result or a `ScraperError`, and never more elements looked at than there are bounds for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.declarations import Declarations
from scraper.errors import PageError, ScraperError
from scraper.extract import extract
from scraper.extract.tree import MAX_BYTES, clean, parse
from scraper.model import Article, Page, Refusal

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLO = Declarations.load()["tribun-solo"]
URL = "https://solo.tribunnews.com/2020/10/09/contoh"

TAGS = ("div", "p", "span", "a", "b", "ul", "li", "table", "td", "h1", "figure", "figcaption", "blockquote", "br", "script", "svg", "nav")
NAMES = ("", " class='txt-article'", " id='arttitle'", " class='share'", " style='display:none'", " itemprop='author'", " class='byline'")
TEXTS = st.sampled_from(
    ("Polisi menangkap pencuri di Solo, Jumat (9/10/2020).", "Editor: Ani", "(a/b)", "&amp;&#0;&#xD800;", "\x01\u200b", "<", "日本語")
)
FRAGMENTS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(NAMES)), st.builds("</{}>".format, st.sampled_from(TAGS)), TEXTS
)


def _result(body: bytes) -> None:
    for portal in (None, SOLO):
        try:
            found = extract(Page(URL, body, NOW), portal)
        except ScraperError:
            continue
        assert isinstance(found, Article | Refusal)


@given(st.binary(max_size=2000))
def test_any_bytes(body: bytes) -> None:
    _result(body)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_any_soup_of_tags(html: str) -> None:
    _result(html.encode("utf-8", "replace"))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 300_000 + b"teks",
        b"<br>" * 300_000,
        b"<p " + b" ".join(b"a%d=1" % number for number in range(200_000)) + b">x",
        b"<p " + b" ".join(b"a%d" % number for number in range(200_000)) + b">x",
        b"<p " + b" ".join(b"a%d='>'" % number for number in range(100_000)) + b">x",
        (b"<p " + b"b=1 " * 1_500 + b">x") * 50,
        b"<a>" * 200_000,
        b"<ul class=breadcrumb><a>x</a>" * 10_000,
        b"<meta itemprop=author content=a>" * 30_000,
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>" + b"&b;" * 100_000,
        b"\xef\xbb\xbf<html>" + b"\xff\xfe" * 5_000,
    ],
    ids=[
        "nested",
        "breaks",
        "attributes",
        "bare-attributes",
        "quoted-attributes",
        "crowded-tags",
        "links",
        "breadcrumbs",
        "metas",
        "entities",
        "bytes",
    ],
)
def test_hostile_pages(body: bytes) -> None:
    _result(body)


def test_a_page_longer_than_any_page_is_an_error_that_names_the_remedy() -> None:
    with pytest.raises(PageError, match="leave it out"):
        extract(Page(URL, b"<div>" * (MAX_BYTES // 4), NOW), None)


def test_depth_is_bounded_by_the_parser() -> None:
    element, depth = parse(b"<div>" * 50_000), 0
    while len(element):
        element, depth = element[-1], depth + 1
    assert depth <= 2048
