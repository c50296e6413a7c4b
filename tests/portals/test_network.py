"""Declarations are checked when they are made, and compared when they are loaded."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import InputError, PortalError
from scraper.portals import CrawlPolicy, Network, Province, Registry, Source, SourceKind, Zone
from scraper.urls import Parts

NETWORK = Network(
    slug="kabar",
    name="Kabar",
    platform="kabar_cms",
    host="{key}.kabar.example",
    host_aliases=((r"^m\.", ""),),
    path_aliases=((r"/amp$", ""),),
    articles=(r"/read/\d+/[^/]+",),
    not_articles=(r"/read/0/",),
    examples=("https://kota.kabar.example/read/12/banjir",),
    sources=(
        Source(
            kind=SourceKind.DATED_INDEX,
            url="{base}/indeks?date={date:%Y-%m-%d}&page={page}",
            max_pages=5,
        ),
    ),
    verified="invented for this test",
)
KOTA = NETWORK.portal("kota", "Kabar Kota", Province.JAWA_TENGAH)


def test_a_portal_holds_only_its_difference_from_its_network() -> None:
    assert (KOTA.slug, KOTA.hosts, KOTA.zone, KOTA.base) == (
        "kabar-kota",
        ("kota.kabar.example",),
        Zone.WIB,
        "https://kota.kabar.example",
    )
    assert NETWORK.portal("bali", "Kabar Bali", Province.BALI).zone is Zone.WITA
    assert (
        NETWORK.portal("nasional", "Kabar", scheme="http", port=8765).base
        == "http://nasional.kabar.example:8765"
    )


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (
            "https://m.kota.kabar.example/read/12/banjir/amp?page=2#x",
            "https://kota.kabar.example/read/12/banjir",
        ),
        ("http://kota.kabar.example/read/12/banjir/", "http://kota.kabar.example/read/12/banjir"),
    ],
)
def test_every_spelling_of_an_article_is_mapped_to_one(url: str, wanted: str) -> None:
    assert KOTA.is_article(url)
    assert KOTA.canonical(url) == wanted
    assert KOTA.canonical(wanted) == wanted


@pytest.mark.parametrize(
    "url",
    [
        "https://kota.kabar.example/",
        "https://kota.kabar.example/read/0/indeks",
        "https://lain.example/read/12/banjir",
        "https://kota.kabar.example/tag/12",
        "x",
    ],
)
def test_what_is_no_article_of_the_portal_is_refused(url: str) -> None:
    assert not KOTA.is_article(url)
    assert KOTA.article_url("https://kota.kabar.example/", url) is None


def test_what_a_feed_lists_need_not_have_a_known_shape() -> None:
    assert (
        KOTA.article_url("https://kota.kabar.example/rss", "/banjir", listed=True)
        == "https://kota.kabar.example/banjir"
    )
    assert KOTA.article_url("https://kota.kabar.example/rss", "/banjir") is None
    for href in (
        "/",
        "/read/0/indeks",
        "https://lain.example/read/12/banjir",
        "mailto:a@b.example",
    ):
        assert KOTA.article_url("https://kota.kabar.example/rss", href, listed=True) is None, href


@given(st.text(max_size=30))
def test_canonical_is_idempotent_on_any_path(tail: str) -> None:
    once = KOTA.canonical("https://m.kota.kabar.example/read/" + tail)
    assert KOTA.canonical(once) == once


@pytest.mark.parametrize(
    "host",
    [
        "m.kota.kabar.example",
        "www.kota.kabar.example",
        "amp.kota.kabar.example",
        "m.www.kota.kabar.example",
    ],
)
def test_mirrors_of_the_host_are_the_portals_without_being_declared(host: str) -> None:
    plain = replace(NETWORK, host_aliases=()).portal("kota", "Kabar Kota")
    assert (
        plain.canonical(f"https://{host}:8080/read/12/banjir")
        == "https://kota.kabar.example:8080/read/12/banjir"
    )
    assert plain.is_article(f"https://{host}/read/12/banjir")
    assert Registry([plain]).of(f"https://{host}/") is plain
    assert not plain.owns("https://kabar.example/")


def test_a_source_is_addressed_by_day_and_page() -> None:
    source = NETWORK.sources[0]
    assert source.by_date
    assert (
        source.at(KOTA.base, KOTA.key, date(2022, 8, 2), 3)
        == "https://kota.kabar.example/indeks?date=2022-08-02&page=3"
    )


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("slug", "Kabar Kota", "slug"),
        ("articles", ("(",), "articles"),
        ("not_articles", ("[",), "not_articles"),
        ("host_aliases", (("*", ""),), "host_aliases"),
        ("delay", -1.0, "delay"),
    ],
)
def test_a_wrong_network_names_its_field(field: str, value: Any, named: str) -> None:
    with pytest.raises(PortalError, match=f"network .*: {named}: "):
        replace(NETWORK, **{field: value})


def test_a_wrong_portal_names_its_field() -> None:
    with pytest.raises(
        PortalError, match="portal 'kabar-kota': zone: WIT is not the zone of Jawa Tengah"
    ):
        NETWORK.portal("kota", "Kabar Kota", Province.JAWA_TENGAH, zone=Zone.WIT)
    with pytest.raises(PortalError, match="articles: the patterns accept the portal's own index"):
        NETWORK.portal("kota", "Kabar Kota", articles=(r"/.*",))
    with pytest.raises(PortalError, match=r"examples: .* is not accepted"):
        NETWORK.portal("kota", "Kabar Kota", articles=(r"/berita/.*",))
    with pytest.raises(PortalError, match="sources: /rss is on no host of the portal"):
        NETWORK.portal("kota", "Kabar Kota", sources=(Source(kind=SourceKind.FEED, url="/rss"),))
    with pytest.raises(PortalError, match="hosts"):
        replace(KOTA, hosts=())
    with pytest.raises(PortalError, match="hosts"):
        replace(KOTA, hosts=())


def test_a_source_must_be_where_the_crawl_may_go() -> None:
    elsewhere = Source(kind=SourceKind.FEED, url="https://umpan.example/rss")
    with pytest.raises(
        PortalError, match=r"sources: https://umpan\.example/rss is on no host of the portal"
    ):
        NETWORK.portal("kota", sources=(elsewhere,))
    with pytest.raises(
        PortalError, match=r"sources: robots\.txt forbids .*/indeks\?date=2022-08-02&page=1"
    ):
        NETWORK.portal("kota", crawl_policy=CrawlPolicy(disallowed=("/*?",)))
    with pytest.raises(
        PortalError, match=r"full_page: robots\.txt forbids .*/read/12/banjir\?page=all"
    ):
        NETWORK.portal(
            "kota",
            crawl_policy=CrawlPolicy(disallowed=("/*?page=",)),
            full_page="?page=all",
            sources=(),
        )
    with pytest.raises(PortalError, match="crawl_policy: disallowed: 'search' is not a path"):
        CrawlPolicy(disallowed=("search",))


@pytest.mark.parametrize(
    ("disallowed", "url", "forbidden"),
    [
        ("/search", "https://a.example/search?q=x", True),
        ("/search", "https://a.example/news/search", False),
        ("/*?", "https://a.example/x?page=2", True),
        ("/*?", "https://a.example/x", False),
        ("/more/*", "https://a.example/more/1", True),
        ("/*.xml$", "https://a.example/sitemap.xml", True),
        ("/*.xml$", "https://a.example/sitemap.xml.gz", False),
        ("/a+b", "https://a.example/aab", False),
    ],
)
def test_disallowed_paths_are_read_as_robots_txt_means_them(
    disallowed: str, url: str, forbidden: bool
) -> None:
    assert CrawlPolicy(disallowed=(disallowed,)).forbids(url) is forbidden


def test_a_portal_without_a_printed_name_goes_by_its_host() -> None:
    assert NETWORK.portal("desa").name == "desa.kabar.example"
    assert NETWORK.portal("desa", hosts=("www.desa.example", "lain.example")).name == "desa.example"


def test_with_and_without_www_is_one_host_and_one_article() -> None:
    bare = NETWORK.portal("kota", hosts=("kota.example",))
    assert bare.owns("https://www.kota.example/")
    assert (
        bare.canonical("https://www.kota.example:8080/read/12/banjir")
        == "https://kota.example:8080/read/12/banjir"
    )
    assert Registry([bare]).of("https://www.kota.example/") is bare
    with pytest.raises(PortalError, match=r"hosts: kota\.example is also a host of 'kabar-kota'"):
        Registry([bare, NETWORK.portal("lain", hosts=("www.kota.example",))])


def test_a_section_of_a_portal_is_known_by_the_shape_of_its_host() -> None:
    main = NETWORK.portal("www", sections=r"(?!kota\.)[a-z]+\.kabar\.example")
    known = Registry([KOTA, main])
    assert known.of("https://bola.kabar.example/") is main
    assert (
        main.canonical("https://m.bola.kabar.example/read/12/banjir/amp")
        == "https://bola.kabar.example/read/12/banjir"
    )
    assert known.of("https://kota.kabar.example/") is KOTA
    assert known.of("https://a.b.kabar.example/") is None
    with pytest.raises(
        PortalError,
        match=(
            r"portal 'kabar-www': sections: kota\.kabar\.example is a host of 'kabar-kota': leave"
            r" it out"
        ),
    ):
        Registry([KOTA, NETWORK.portal("www", sections=r"[a-z]+\.kabar\.example")])
    with pytest.raises(PortalError, match=r"sections: .* does not compile"):
        NETWORK.portal("www", sections="(")


@pytest.mark.parametrize(
    ("parts", "further", "first"),
    [
        (Parts.QUERY, "/read/1/banjir?page=2", "/read/1/banjir"),
        (Parts.PATH, "/read/1/banjir/15", "/read/1/banjir"),
        (Parts.PATH, "/read/1/banjir/all/amp", "/read/1/banjir"),
        (Parts.SLUG, "/read/1/banjir-part2", "/read/1/banjir"),
        (None, "/read/1/banjir/2", "/read/1/banjir/2"),
    ],
)
def test_a_further_page_has_the_url_of_the_first(
    parts: Parts | None, further: str, first: str
) -> None:
    portal = NETWORK.portal("kota", parts=parts)
    assert portal.canonical(portal.base + further) == portal.base + first


def test_what_was_seen_says_how_far_a_portal_is_verified() -> None:
    seen = (
        ("kota.kabar.example", 2016),
        ("desa.kabar.example", 2017),
        ("kota.kabar.example", 2020),
    )
    network = replace(NETWORK, verified="not seen", seen=seen)
    assert network.portal("kota").verified == "saved pages: kota.kabar.example 2016 2020"
    assert (
        network.portal("laut").verified
        == "not seen; its network on saved pages: kota.kabar.example 2016 2020, desa.kabar.example"
        " 2017"
    )
    assert NETWORK.portal("laut").verified == "invented for this test"


def test_two_portals_never_share_a_slug_or_a_host() -> None:
    with pytest.raises(PortalError, match="slug: two portals use it"):
        Registry([KOTA, replace(KOTA, hosts=("lain.example",))])
    with pytest.raises(PortalError, match=r"kota\.kabar\.example is also a host of 'kabar-kota'"):
        Registry([KOTA, replace(KOTA, slug="lain")])


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    known = Registry([KOTA])
    assert known.select(["kabar"]) == known.select(["kabar-kota", "kabar"]) == (KOTA,)
    with pytest.raises(InputError, match="did you mean kabar-kota"):
        known.select(["kabar-kot"])
    with pytest.raises(PortalError, match="no package 'tidak_ada'"):
        Registry.load(["tidak_ada"])


def test_a_wrong_declaration_is_named_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "salah"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "kabar.py").write_text(
        "from scraper.portals import Network\nNetwork(slug='A b', name='', platform='', host='',"
        " articles=(), verified='')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PortalError, match=r"salah\.kabar: network 'A b': slug"):
        Registry.load(["salah"])


def test_a_portal_that_is_declared_twice_is_named_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "ganda"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("satu", "dua"):
        (package / f"{name}.py").write_text(
            "from scraper.portals import Network\nPORTALS = (Network(slug='n', name='N',"
            " platform='p', host='x.example', articles=('/a',)).portal('x'),)\n"
        )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PortalError, match=r"ganda\.satu: portal 'n-x': slug: two portals use it"):
        Registry.load(["ganda"])


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (
            (
                "from scraper.portals import *\nPORTALS = [Network(slug='n', name='N',"
                " platform='p', host='x.example', articles=('/a',)).portal('x',"
                " province=Province.BALI, zone=Zone.WIT)]"
            ),
            "portal 'n-x': zone: WIT is not the zone of Bali",
        ),
        ("from scraper.portals import *\nRules(name='r', body='div[')", "rules 'r': selector"),
        (
            "from scraper.portals import *\nSource(kind=SourceKind.FEED, url='{bas}/feed')",
            "source '{bas}/feed': url",
        ),
        (
            (
                "from scraper.portals import *\nPORTALS = [Network(slug='n', name='N',"
                " platform='p', host='x.example', articles=(r'/.*',),"
                " sources=(Source(kind=SourceKind.FEED, url='{base}/feed'),)).portal('x')]"
            ),
            "portal 'n-x': articles: the patterns accept the portal's own index",
        ),
    ],
    ids=["zone", "selector", "source", "own-index"],
)
def test_whatever_is_wrong_with_a_declaration_its_file_and_field_are_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    named: str,
    request: pytest.FixtureRequest,
) -> None:
    package = tmp_path / f"salah_{request.node.callspec.id.replace('-', '_')}"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "kabar.py").write_text(source)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PortalError) as raised:
        Registry.load([package.name])
    assert str(raised.value).startswith(f"{package.name}.kabar: {named}")
