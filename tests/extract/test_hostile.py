"""Whatever the bytes: a result or a `ScraperError`, and never more elements looked at than there
are bounds for.
"""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import PageError, ScraperError
from scraper.extract import extract, parse
from scraper.extract.dump.lines import read_lines
from scraper.extract.page.tree import MAX_BYTES, clean
from scraper.model import Article, Page, Refusal
from scraper.portals import Registry

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOLO = Registry.load()["tribun-solo"]
URL = "https://solo.tribunnews.com/2020/10/09/contoh"

TAGS = (
    "div",
    "p",
    "span",
    "a",
    "b",
    "ul",
    "li",
    "table",
    "td",
    "h1",
    "figure",
    "figcaption",
    "blockquote",
    "br",
    "script",
    "svg",
    "nav",
)
NAMES = (
    "",
    " class='txt-article'",
    " id='arttitle'",
    " class='share'",
    " style='display:none'",
    " itemprop='author'",
    " class='byline'",
)
TEXTS = st.sampled_from(
    (
        "Polisi menangkap pencuri di Solo, Jumat (9/10/2020).",
        "Editor: Ani",
        "(a/b)",
        "&amp;&#0;&#xD800;",
        "\x01\u200b",
        "<",
        "日本語",
    )
)
FRAGMENTS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(NAMES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    TEXTS,
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
        b"<p " + b" ".join(b"a%x" % number for number in range(1_000_000)) + b">x",
        b"<p><a href=/penulis/ani>Ani" * 20_000,
        b"<h2>Warga Tanam Pohon" * 20_000,
        b"<div class=caption><img src=a.jpg>x" * 20_000,
        b"<h1>Warga Tanam Pohon</h1><p>"
        + bytes(range(1, 32)) * 200
        + b"Warga menanam pohon di tepi sungai." * 2_000,
        "<h1>Warga</h1><p>â€œWarga menanam pohonâ€\x9d Ã©Ã©Ã©".encode() * 10_000,
        b"<script type=application/ld+json>" + b'{"a":[' * 100_000,
        b"<script>for(i=0;i<n;i++)x='" * 20_000,
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
        "million-attributes",
        "unclosed-links",
        "unclosed-headings",
        "unclosed-captions",
        "controls",
        "mojibake",
        "deep-json",
        "unclosed-scripts",
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


@given(
    st.binary(max_size=300),
    st.sampled_from(
        ("undefined", "punycode", "idna", "utf-7", "unicode_escape", "hex", "ISO_8859-1", "x" * 40)
    ),
)
def test_any_bytes_under_any_declared_encoding(body: bytes, label: str) -> None:
    """What a header says chooses among the encodings of browsers, or is not believed."""
    try:
        found = extract(
            Page(URL, b"<p>" + body, NOW, headers={"content-type": f"text/html; charset={label}"}),
            None,
        )
    except ScraperError:
        return
    assert isinstance(found, Article | Refusal)


def test_a_live_blog_of_more_than_a_megabyte_is_an_article() -> None:
    """Every post of it is there, in order."""
    post = (
        "<section><h2>Pembaruan {0}</h2><p>Warga ke-{0} menanam dua ratus pohon di tepi sungai pada"
        " hari itu, kata petugas.</p></section>"
    )
    posts = "".join(post.format(number) for number in range(10_100))
    html = (
        "<html lang=id><title>Warga Tanam Pohon</title><body><h1>Warga Tanam Pohon di Tepi"
        f" Sungai</h1><article>{posts}</article>"
    )
    assert len(html) > 1_300_000
    found = extract(Page(URL, f"{html}</body></html>".encode(), NOW), None)
    assert isinstance(found, Article), found
    told = [block.text for block in found.body if block.text.startswith("Warga ke-")]
    assert told == [
        f"Warga ke-{n} menanam dua ratus pohon di tepi sungai pada hari itu, kata petugas."
        for n in range(10_100)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on a process's memory is Linux'")
@pytest.mark.parametrize(
    "unit",
    [
        "<br>",
        "<div>",
        "<a href=/x>x",
        "<p>Warga menanam dua ratus pohon di tepi sungai.",
        "<p a=1 b=2 c=3 d=4>x</p>",
    ],
)
def test_the_longest_page_fits_into_a_gigabyte(unit: str) -> None:
    """A page of the most bytes that are read, of elements alone, is extracted within 1 GiB of
    address space.
    """
    program = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from datetime import UTC, datetime
from scraper.extract import extract
from scraper.extract.dump.lines import read_lines
from scraper.extract.page.tree import MAX_BYTES
from scraper.model import Page
unit = {unit.encode()!r}
extract(Page("{URL}", unit * (MAX_BYTES // len(unit)), datetime(2026, 11, 24, tzinfo=UTC)), None)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "mark",
    [
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u200f",
        "\u202a",
        "\u202e",
        "\u2060",
        "\u2066",
        "\u2069",
        "\ufeff",
    ],
)
def test_a_mark_without_a_width_makes_no_other_name(mark: str) -> None:
    """A right-to-left override in a byline would be another person, who looks the same in a
    terminal.
    """
    assert clean(f"A{mark}ni {mark}Lestari{mark}") == "Ani Lestari"
    (line,) = read_lines(f"A{mark}ni {mark}Lestari{mark}", NOW)
    assert line.text == "Ani Lestari"
