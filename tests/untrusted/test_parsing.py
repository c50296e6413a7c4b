"""Whatever comes from outside raises only errors of our own.

That is links, feeds, sitemaps, listings, robots.txt, sidecars and kliping.toml.
"""

import gzip
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from protego import Protego

from scraper import discover
from scraper.config import load
from scraper.errors import InputError, ScraperError
from scraper.extract import extract
from scraper.ingest.saved_pages import Given, page_of
from scraper.model import Page
from scraper.portals import Registry, user_portals
from scraper.untrusted.parsing import json_of
from scraper.urls import MAX_URL, absolute, host_of, is_broken, normalise

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PORTALS = Registry.load()
PORTAL = PORTALS["tribun-solo"]
HOME = PORTAL.base
BAD = (
    "http://host:99999/",
    "http://[bad",
    "http://[::1]:x/",
    f"{HOME}:99999/2020/10/09/kabar",
    f"{HOME}/2020/10/09/" + "a" * 70_000,
    f"{HOME}/2020/10/09/\ud800",
    "http://" + "a" * 64 + ".example/",
    "http://a..example/",
    "http://exa mple/",
    "http://\u2100.example/",
)
LINKS = st.one_of(
    st.sampled_from(BAD),
    st.text(st.characters(exclude_categories=())),
    st.tuples(
        st.sampled_from(("http://", "https://", "//", HOME, f"{HOME}:", "http://[")),
        st.text(st.characters(exclude_categories=())),
    ).map("".join),
    st.text("[]:/@%.#?0aé\ud800", max_size=30).map("http://".__add__),
)


def _all(examples: tuple[str, ...]):  # type: ignore[no-untyped-def]
    def decorate(test):  # type: ignore[no-untyped-def]
        for one in examples:
            test = example(one)(test)
        return test

    return decorate


@_all((*BAD, "HTTP://0\x0c", " http://kabar.example/1\x0b"))
@given(LINKS)
def test_any_text_is_a_link_or_left_out(link: str) -> None:
    """Wherever a text becomes a URL: resolved, made canonical, matched with hosts and portals."""
    with suppress(InputError):
        once = normalise(link)
        assert normalise(once) == once
    with suppress(InputError):
        PORTAL.canonical(link)
    assert host_of(link) == "" or not is_broken(link, "")
    PORTALS.of(link)
    for base in (HOME, link):
        resolved = absolute(base, link)
        assert resolved is None or (len(resolved) <= MAX_URL and normalise(resolved))
        article = PORTAL.article_url(base, link, listed=True)
        assert article is None or PORTAL.canonical(article) == article
    PORTAL.is_article(link)


@pytest.mark.parametrize("link", BAD)
def test_a_link_that_can_be_none_costs_a_source_nothing_else(link: str) -> None:
    """A bad link in a feed, sitemap, list, listing or JSON is counted; the good one stays."""
    said = link.encode("utf-8", "replace").decode()
    good = f"{HOME}/2020/10/09/kabar-dari-solo"
    pages = (
        (
            f"<rss version='2.0'><channel><item><link>{said}</link></item>"
            f"<item><link>{good}</link></item></channel></rss>"
        ),
        (
            f"<rss version='2.0'><channel><item><guid>{said}</guid></item>"
            f"<item><link>{good}</link></item></channel></rss>"
        ),
        f"<urlset><url><loc>{said}</loc></url><url><loc>{good}</loc></url></urlset>",
        f"<html><body><a href='{said}'>a</a><a href='{good}'>b</a></body></html>",
        f"<html><head><base href='{said}'></head><body><a href='{good}'>b</a></body></html>",
    )
    for body in pages:
        found = discover.links(Page(f"{HOME}/rss", body.encode(), NOW), PORTAL)
        assert good in [one.url for one in found.articles]
        assert (
            said != link or "base" in body or found.left_out == (1 if is_broken(HOME, link) else 0)
        )


_OPENINGS = st.sampled_from(
    (
        b"",
        b"<rss><channel><item><link>",
        b"<urlset><url><loc>",
        b"<sitemapindex><sitemap><loc>",
        b"<html><a href=",
        b'[{"link":"',
    )
)


@settings(max_examples=200)
@example(b"<urlset><url><loc>http://host:99999/</loc></url></urlset>")
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"[" + b"9" * 5000 + b"]")
@given(
    st.tuples(
        _OPENINGS,
        st.binary(max_size=200),
        st.sampled_from([link.encode("utf-8", "replace") for link in BAD]),
    ).map(b"".join)
)
def test_any_bytes_are_links_or_an_error_of_ours(body: bytes) -> None:
    """As a source, plain and packed, as an article's page, and as a robots.txt."""
    for sent in (body, gzip.compress(body)):
        with suppress(ScraperError):
            discover.links(Page(f"{HOME}/rss", sent, NOW), PORTAL)
    with suppress(ScraperError):
        extract(Page(f"{HOME}/2020/10/09/kabar", body, NOW), PORTAL)
    Protego.parse(body.decode("utf-8-sig", "replace")).can_fetch(f"{HOME}/a", "Kliping")


@pytest.mark.parametrize("url", BAD)
def test_a_page_that_names_such_urls_is_read(url: str) -> None:
    """As its own address, canonical, picture, base and next page."""
    said = url.encode("utf-8", "replace").decode()
    text = "".join(
        f"<p>Warga Kampung Sangkal membangun jembatan bambu sepanjang {n} meter di atas kali.</p>"
        for n in range(9)
    )
    body = (
        f"<html><head><title>Jembatan</title><base href='{said}'><link rel='canonical'"
        f" href='{said}'><link rel='next' href='{said}'></head><body><h1>Jembatan"
        f" Bambu</h1><div><img src='{said}'>{text}<a href='{said}'>2</a></div></body></html>"
    )
    for own, portal in (
        ("", None),
        (f"{HOME}/2020/10/09/kabar", PORTAL),
        (url, None),
        (url, PORTAL),
    ):
        with suppress(ScraperError):
            extract(Page(own, body.encode(), NOW), portal)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"[" * 100_000)
@example(b'{"url": "http://host:99999/"}')
@example(b'{"url": "\\ud800"}')
@example(b'{"url": ' + b"9" * 5000 + b"}")
@given(
    st.binary(max_size=60)
    | LINKS.map(lambda link: b'{"url": "%s"}' % link.encode("utf-8", "replace"))
)
def test_any_sidecar_is_read_or_named(tmp_path: Path, sidecar: bytes) -> None:
    page = tmp_path / "a.html"
    page.write_text("<html><body><h1>Jembatan</h1></body></html>")
    page.with_name("a.html.json").write_bytes(sidecar)
    with suppress(ScraperError):
        page_of(page, Given())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"a = " + b"[" * 10_000)
@example(b"delay = " + b"9" * 5000)
@example(b'[[portal]]\nslug = "a"\nhosts = ["[bad"]\nlike = "wordpress"\n')
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_kliping_toml_is_read_or_named(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "kliping.toml").write_bytes(text)
    with suppress(ScraperError):
        user_portals.load(load(tmp_path))


def test_json_of_outside_is_parsed_in_one_place() -> None:
    """`json.loads` raises RecursionError too; the archive reads what it wrote itself."""
    root = Path(__file__).parents[2] / "scraper"
    parsing = re.compile(r"\bjson\.(?:loads?|JSONDecoder)\b")
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if parsing.search(path.read_text(encoding="utf-8"))
    }
    assert {name for name in found if not name.startswith("archive/")} == {"untrusted/parsing.py"}
    with pytest.raises(InputError, match="JSON"):
        json_of("[" * 100_000)
