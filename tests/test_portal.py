"""Declarations: checked when they are made, held against each other when they are loaded."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import InputError, PortalError
from scraper.portal import Declarations, Network, Portal, Province, Source, SourceKind, Zone

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
    sources=(Source(kind=SourceKind.DATED_INDEX, url="{base}/indeks?date={date:%Y-%m-%d}&page={page}", max_pages=5),),
    verified="invented for this test",
)
SEGMENTS = ["", "read", "2022", "08", "2", "15", "123456789", "judul-berita", "amp", "m", "all", "pr-18808737", "d-7971189"]
SEGMENTS += ["berita-part1-part2", "x-1663481346", "-part2", "index.html"]
"""What paths of articles and their other spellings are made of."""
ENDS = ("", "/", "?page=all", "?page=2", "?single=1", "?amp=1", "?utm_source=x&page=3", "#top", "/amp/?page=2")
KOTA = NETWORK.portal("kota", "Kabar Kota", Province.JAWA_TENGAH)


def test_a_portal_holds_only_its_difference_from_its_network() -> None:
    assert (KOTA.slug, KOTA.hosts, KOTA.zone, KOTA.base) == ("kabar-kota", ("kota.kabar.example",), Zone.WIB, "https://kota.kabar.example")
    assert NETWORK.portal("bali", "Kabar Bali", Province.BALI).zone is Zone.WITA
    assert NETWORK.portal("nasional", "Kabar", scheme="http", port=8765).base == "http://nasional.kabar.example:8765"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://m.kota.kabar.example/read/12/banjir/amp?page=2#x", "https://kota.kabar.example/read/12/banjir"),
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


@given(st.text(max_size=30))
def test_canonical_is_idempotent_on_any_path(tail: str) -> None:
    once = KOTA.canonical("https://m.kota.kabar.example/read/" + tail)
    assert KOTA.canonical(once) == once


@pytest.mark.parametrize("host", ["m.kota.kabar.example", "www.kota.kabar.example", "amp.kota.kabar.example", "m.www.kota.kabar.example"])
def test_mirrors_of_the_host_are_the_portals_without_being_declared(host: str) -> None:
    plain = replace(NETWORK, host_aliases=()).portal("kota", "Kabar Kota")
    assert plain.canonical(f"https://{host}:8080/read/12/banjir") == "https://kota.kabar.example:8080/read/12/banjir"
    assert plain.is_article(f"https://{host}/read/12/banjir")
    assert Declarations([plain]).of(f"https://{host}/") is plain
    assert not plain.owns("https://kabar.example/")


def test_a_source_is_addressed_by_day_and_page() -> None:
    source = NETWORK.sources[0]
    assert source.by_date
    assert source.at(KOTA.base, KOTA.key, date(2022, 8, 2), 3) == "https://kota.kabar.example/indeks?date=2022-08-02&page=3"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("slug", "Kabar Kota", "slug"),
        ("articles", ("(",), "articles"),
        ("not_articles", ("[",), "not_articles"),
        ("host_aliases", (("*", ""),), "host_aliases"),
        ("delay", -1.0, "delay"),
        ("fingerprint", ("div[",), "fingerprint"),
    ],
)
def test_a_wrong_network_names_its_field(field: str, value: Any, named: str) -> None:
    with pytest.raises(PortalError, match=f"network .*: {named}: "):
        replace(NETWORK, **{field: value})


def test_a_wrong_portal_names_its_field() -> None:
    with pytest.raises(PortalError, match="portal 'kabar-kota': zone: WIT is not the zone of Jawa Tengah"):
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


def test_two_portals_never_share_a_slug_or_a_host() -> None:
    with pytest.raises(PortalError, match="slug: two portals use it"):
        Declarations([KOTA, replace(KOTA, hosts=("lain.example",))])
    with pytest.raises(PortalError, match=r"kota\.kabar\.example is also a host of 'kabar-kota'"):
        Declarations([KOTA, replace(KOTA, slug="lain")])


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    known = Declarations([KOTA])
    assert known.select(["kabar"]) == known.select(["kabar-kota", "kabar"]) == (KOTA,)
    with pytest.raises(InputError, match="did you mean kabar-kota"):
        known.select(["kabar-kot"])
    with pytest.raises(PortalError, match="no package 'tidak_ada'"):
        Declarations.load(["tidak_ada"])


class TestShippedDeclarations:
    """What `spiders/` declares."""

    portals = Declarations.load()

    def test_tribun_has_its_59_regional_hosts_and_the_national_one(self) -> None:
        tribun = self.portals.select(["tribun"])
        assert len(tribun) == 60
        assert [p.slug for p in tribun if p.province is None] == ["tribun-www"]

    @pytest.mark.parametrize(
        ("slug", "zone"),
        [("tribun-jateng", Zone.WIB), ("tribun-pontianak", Zone.WIB), ("tribun-bali", Zone.WITA), ("tribun-ambon", Zone.WIT)],
    )
    def test_zones_follow_the_province(self, slug: str, zone: Zone) -> None:
        assert self.portals[slug].zone is zone

    def test_every_example_is_accepted_by_a_portal_that_owns_it(self) -> None:
        for portal in self.portals:
            for url in portal.network.examples:
                owner = self.portals.of(url)
                assert owner is not None, url
                assert owner.is_article(url), url

    @pytest.mark.parametrize(
        "path", ["/", "/index-news", "/tag/banjir", "/search?q=a", "/topic/x", "/index-news?date=2022-8-2&page=2", "/rss"]
    )
    def test_indexes_tags_and_searches_are_no_articles(self, path: str) -> None:
        portal: Portal
        for portal in self.portals:
            assert not portal.is_article(portal.base + path), portal.slug

    @pytest.mark.parametrize(
        ("url", "slug"),
        [
            ("http://m.solo.tribunnews.com/2020/10/09/x", "tribun-solo"),
            ("https://tribunnews.com/metropolitan/2017/02/07/x", "tribun-www"),
            ("https://contoh.example/", None),
        ],
    )
    def test_the_owner_of_a_url(self, url: str, slug: str | None) -> None:
        owner = self.portals.of(url)
        assert (owner.slug if owner else None) == slug

    @pytest.mark.parametrize(
        ("printed", "slug"),
        [
            ("TRIBUNJATENG.COM", "tribun-jateng"),
            ("Tribun Jateng", "tribun-jateng"),
            ("TRIBUN-TIMUR.COM", "tribun-makassar"),
            ("", None),
            ("KORAN", None),
        ],
    )
    def test_the_portal_behind_a_printed_outlet(self, printed: str, slug: str | None) -> None:
        found = self.portals.of_outlet(printed)
        assert (found.slug if found else None) == slug

    @given(st.data())
    def test_canonical_is_idempotent_for_every_portal(self, data: st.DataObject) -> None:
        portal = data.draw(st.sampled_from(self.portals.portals))
        host = data.draw(st.sampled_from(["", "m.", "www.", "amp."])) + data.draw(st.sampled_from(portal.hosts))
        path = "/".join(data.draw(st.lists(st.sampled_from(SEGMENTS), max_size=7)))
        once = portal.canonical(f"https://{host}/{path}{data.draw(st.sampled_from(ENDS))}")
        assert portal.canonical(once) == once

    def test_there_are_portals_of_many_networks(self) -> None:
        assert len(self.portals.portals) >= 240
        assert len({portal.network.slug for portal in self.portals}) >= 25

    def test_every_saved_page_is_owned_by_one_portal_that_takes_it_for_an_article(self) -> None:
        truth = Path(__file__).parents[2] / "shared" / "corpus" / "indonesia" / "truth.json"
        if not truth.exists():
            pytest.skip("the shared corpus is not beside this checkout")
        for page in json.loads(truth.read_text(encoding="utf-8")).values():
            owners = [portal.slug for portal in self.portals if portal.is_article(page["url"])]
            assert len(owners) == 1, (page["url"], owners)


def test_a_wrong_declaration_is_named_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "salah"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "kabar.py").write_text(
        "from scraper.portal import Network\nNetwork(slug='A b', name='', platform='', host='', articles=(), verified='')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PortalError, match=r"salah\.kabar: network 'A b': slug"):
        Declarations.load(["salah"])
