from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import InputError
from scraper.urls import absolute, host_of, normalise, urn

CANONICAL = [
    (
        "https://Jateng.TribunNews.com/a/1236152/slug/",
        "https://jateng.tribunnews.com/a/1236152/slug",
    ),
    (
        "https://kabar.example/baca;jsessionid=0A91.n1/2?PHPSESSID=4c1f&id=7",
        "https://kabar.example/baca/2?id=7",
    ),
    (
        "http://solo.tribunnews.com:80/2020/10/09/vaksin?utm_source=x&utm_medium=y#top",
        "http://solo.tribunnews.com/2020/10/09/vaksin",
    ),
    ("https://solo.tribunnews.com:443/", "https://solo.tribunnews.com/"),
    (
        "http://jateng.sample.localhost:8765/a?fbclid=1&id=7",
        "http://jateng.sample.localhost:8765/a?id=7",
    ),
    (
        "https://example.org/berita hari ini/é/%C3%A9",
        "https://example.org/berita%20hari%20ini/%C3%A9/%C3%A9",
    ),
    ("  https://example.org/a?b=&c=1  ", "https://example.org/a?b=&c=1"),
]


@pytest.mark.parametrize(("given_url", "wanted"), CANONICAL)
def test_one_spelling_for_every_url(given_url: str, wanted: str) -> None:
    assert normalise(given_url) == wanted


def test_a_query_can_be_dropped_but_for_some_names() -> None:
    assert normalise("https://example.org/a?p=1&page=2", drop_query=True) == "https://example.org/a"
    assert (
        normalise("https://example.org/?p=1&page=2", drop_query=True, keep_query=["p"])
        == "https://example.org/?p=1"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jateng.tribunnews.com",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "https://",
        "http://[::1",
        "http://a:b/",
    ],
)
def test_what_is_no_absolute_http_url_is_named(text: str) -> None:
    with pytest.raises(InputError, match="http"):
        normalise(text)


@given(
    st.from_regex(
        r"https?://[a-zA-Z0-9.-]{1,20}\.[a-z]{2,3}(:\d{1,4})?(/[^\s#?]{0,10}){0,3}(\?[a-z=&%0-9+]{0,20})?(#[a-z]*)?",
        fullmatch=True,
    )
)
def test_normalising_twice_changes_nothing(url: str) -> None:
    try:
        once = normalise(url)
    except InputError:
        return
    assert normalise(once) == once


@given(st.text())
def test_any_text_is_a_url_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        assert normalise(text).startswith("http")
    host_of(text)
    absolute("https://example.org/a", text)


def test_links_that_lead_nowhere() -> None:
    assert absolute("https://example.org/a/b", "../c") == "https://example.org/c"
    assert absolute("https://example.org/", "mailto:a@example.org") is None
    assert absolute("", "/a") is None


def test_the_name_of_a_text_without_url_depends_on_headline_and_body_alone() -> None:
    assert urn("Judul", ["a", "b"]) == urn("Judul", ("a", "b"))
    assert urn("Judul", ["a", "b"]) != urn("Judul", ["a", "c"])
    assert urn("Judul", []).startswith("urn:kliping:sha256:")
