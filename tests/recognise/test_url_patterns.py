"""Patterns made of URLs accept all of them, and as few lists of articles as can be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.recognise.url_patterns import article_patterns, likely_articles


def _accepts(found: tuple[str, ...], path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern in found)


@pytest.mark.parametrize(
    ("paths", "expected", "refused"),
    [
        (
            ["/desa/2026/11/24/jalan-rusak", "/kota/2026/11/23/banjir"],
            [r"/[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[^/]+"],
            ["/desa/2026", "/tag/banjir"],
        ),
        (
            ["/read/123/jalan-rusak", "/read/9/banjir"],
            [r"/read/\d+/[^/]+"],
            ["/read/123", "/topik/123/x"],
        ),
        (
            ["/jalan-desa-rusak-sejak-lama", "/banjir-di-kota-lama"],
            ["/[a-z0-9]+(?:-[a-z0-9]+){3,}"],
            ["/tentang-kami", "/daerah"],
        ),
        (
            ["/daerah/jalan-desa-rusak-lagi/"],
            ["/[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+){3,}"],
            ["/category/nasional", "/page/2"],
        ),
        (["/berita/jalan-rusak-123456"], [r"/berita/[^/]+-\d{4,}"], ["/berita/jalan-rusak"]),
        (
            ["/jatim/berita/d-7971189/jalan"],
            [r"/[a-z0-9-]+/[a-z0-9-]+/d-\d+/[^/]+"],
            ["/jatim/berita/indeks/2"],
        ),
        (
            ["/2026/11/jalan.html", "/2026/10/banjir.html"],
            [r"/\d{4}/\d{2}/[^/]+\.html"],
            ["/2026/11/", "/p/tentang.html"],
        ),
        (["/", ""], [], ["/"]),
    ],
    ids=["dated", "numbered", "slug", "section", "number-in-slug", "detik", "blogger", "none"],
)
def test_shapes(paths: list[str], expected: list[str], refused: list[str]) -> None:
    found = article_patterns(f"https://kabar.example{path}" for path in paths)
    assert list(found) == expected
    assert [path for path in refused if _accepts(found, path)] == []


def test_the_commonest_shape_comes_first() -> None:
    urls = [
        "https://k.example/foto/1/a",
        *(f"https://k.example/desa/2026/11/2{n}/a" for n in range(3)),
    ]
    assert article_patterns(urls)[0] == r"/[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[^/]+"


@given(
    st.lists(
        st.from_regex(r"(/[a-zA-Z0-9._~%-]{1,12}){1,5}", fullmatch=True), min_size=1, max_size=8
    )
)
def test_every_url_is_accepted_by_the_patterns_made_of_it(paths: list[str]) -> None:
    found = article_patterns(f"https://kabar.example{path}" for path in paths)
    assert [
        path for path in paths if path.rstrip("/") and not _accepts(found, path.rstrip("/"))
    ] == []


def test_a_front_pages_likely_articles_are_told_by_number_or_words() -> None:
    base = "https://kabar.example"
    articles = [
        f"{base}/jalan-desa-rusak-sejak-lama",
        f"{base}/read/12345/jalan-desa-rusak",
        f"{base}/berita/jalan-desa-rusak-1234567",
    ]
    others = [
        f"{base}/tentang-kami",
        f"{base}/category/daerah",
        f"{base}/tag/banjir-rob-pesisir",
        f"{base}/page/2",
        base,
    ]
    assert likely_articles([*others, *articles]) == articles
