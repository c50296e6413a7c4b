"""The operator's own portals: read from kliping.toml and written into it, wrong fields named."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.config import FILENAME, Config, load
from scraper.errors import ConfigError, PortalError
from scraper.portals import Registry, Source, SourceKind, Zone, user_portals
from scraper.portals.user_portal_file import add_user_portal, written_portal
from scraper.urls import Parts

KNOWN = Registry.load()
TABLE: dict[str, Any] = {
    "slug": "kabar-uji",
    "name": "Kabar Uji",
    "hosts": ["www.kabaruji.example"],
    "like": "wordpress-gmr",
    "province": "Maluku",
    "sources": [
        {"kind": "feed", "url": "{base}/feed/"},
        {"kind": "listing", "url": "{base}/indeks/{offset}", "step": 30, "max_pages": 4},
    ],
    "closing_slash": True,
    "verified": "seen live on 2026-11-24",
}


def test_a_table_is_a_portal_with_all_that_its_platform_knows() -> None:
    portal = user_portals.portal_of(TABLE, KNOWN)
    assert (portal.slug, portal.name, portal.zone, portal.base) == (
        "kabar-uji",
        "Kabar Uji",
        Zone.WIT,
        "https://www.kabaruji.example",
    )
    assert portal.network.sources == (
        Source(kind=SourceKind.FEED, url="{base}/feed/"),
        Source(kind=SourceKind.LISTING, url="{base}/indeks/{offset}", step=30, max_pages=4),
    )
    assert portal.network.rules[0].name == "wordpress-gmr"
    assert portal.is_article("https://kabaruji.example/2026/11/24/jalan-rusak")
    assert (
        portal.address("https://www.kabaruji.example/2026/11/24/jalan-rusak")
        == "https://www.kabaruji.example/2026/11/24/jalan-rusak/"
    )


def test_a_member_of_a_network_shares_its_pace_and_patterns() -> None:
    portal = user_portals.portal_of(
        {
            "slug": "radarbaru",
            "hosts": ["radarbaru.disway.id"],
            "network": "disway",
            "zone": "WITA",
        },
        KNOWN,
    )
    assert portal.network.slug == "disway"
    assert portal.key == "radarbaru"
    assert portal.zone is Zone.WITA
    assert portal.is_article("https://radarbaru.disway.id/read/1/kabar/15")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kota": "x"}, "kota: a portal has no such field"),
        ({"slug": "Kabar Uji"}, "slug"),
        ({"slug": ""}, "slug: give a text"),
        ({"hosts": "x.example"}, "hosts: give a list"),
        ({"hosts": []}, "hosts: give a list"),
        ({"like": "drupal"}, "like: no platform is called 'drupal'"),
        ({"network": "disway"}, "like: name a platform"),
        ({"like": None}, "like: give a text"),
        ({"province": "Sunda"}, "province: 'Sunda' is not a province"),
        ({"zone": "WIB"}, "zone: WIB is not the zone of Maluku"),
        ({"zone": "UTC"}, "zone: 'UTC' is not a zone"),
        ({"articles": ["("]}, "articles: '(' does not compile"),
        (
            {"articles": ["/.*"], "not_articles": ["/x"]},
            "articles: the patterns accept the portal's own index",
        ),
        (
            {"sources": [{"kind": "rss", "url": "{base}/rss"}]},
            "sources: kind 'rss': there are dated_index",
        ),
        ({"sources": [{"kind": "feed", "url": "{host}/rss"}]}, "url: it is not a template"),
        ({"sources": [{"kind": "feed"}]}, "sources: give a text"),
        (
            {"sources": [{"kind": "feed", "url": "https://asing.example/rss"}]},
            "sources: https://asing.example/rss is on no host",
        ),
        (
            {"sources": [{"kind": "feed", "url": "{base}/rss", "depth": 2}]},
            "sources: 'depth' is not a field of a source",
        ),
        ({"parts": "?p=2"}, "parts: '?p=2'"),
        ({"port": 0}, "port: give a port"),
        ({"scheme": "ftp"}, "scheme: give http or https"),
        ({"delay": "2"}, "delay: give a number"),
        ({"delay": -1}, "delay: give seconds"),
        ({"closing_slash": 1}, "closing_slash: give true or false"),
    ],
)
def test_a_wrong_field_is_named_with_the_file_and_the_portal(
    change: dict[str, Any], named: str
) -> None:
    with pytest.raises(PortalError) as raised:
        user_portals.load(
            Config(portal=(TABLE, TABLE | {"slug": "lain", "hosts": ["lain.example"]} | change))
        )
    assert str(raised.value).startswith(f"{FILENAME}: [[portal]] 2 (")
    assert named in str(raised.value)


@pytest.mark.parametrize(
    ("table", "named"),
    [
        (TABLE | {"slug": "tribun-jateng"}, "slug: two portals use it"),
        (
            TABLE | {"hosts": ["jateng.tribunnews.com"]},
            "jateng.tribunnews.com is also a host of 'tribun-jateng'",
        ),
    ],
)
def test_a_portal_that_is_declared_already_is_named(table: dict[str, Any], named: str) -> None:
    with pytest.raises(PortalError, match=named) as raised:
        user_portals.load(Config(portal=(table,)))
    assert FILENAME in str(raised.value)


def test_every_field_can_be_written_and_read_back(tmp_path: Path) -> None:
    full = TABLE | {
        "scheme": "http",
        "port": 8080,
        "articles": [r"/\d{4}/[^/]+", "/it's/[^/]+"],
        "not_articles": ["/indeks"],
        "entries": ["/{category.slug}/{id}/{slug}"],
        "examples": ["http://www.kabaruji.example:8080/2026/jalan"],
        "parts": Parts.PATH.value,
        "full_page": "?page=all",
        "delay": 3.5,
        "language": "jv",
    }
    add_user_portal(tmp_path, full)
    config = load(tmp_path)
    assert config.portal == (full,)
    portal = user_portals.load(config)["kabar-uji"]
    assert (portal.network.parts, portal.network.delay, portal.network.language) == (
        Parts.PATH,
        3.5,
        "jv",
    )
    assert set(user_portals.FIELDS) == set(full) | {"network", "zone"}


MINE = """# Arsip kantor
contact = "mailto:arsip@example.org"   # Sari

portals = [
  "tribun-jateng", # pagi
]
"""


def test_the_rest_of_the_operators_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / FILENAME
    path.write_text(MINE, encoding="utf-8")
    path.chmod(0o600)
    assert add_user_portal(tmp_path, TABLE) == path
    add_user_portal(tmp_path, TABLE | {"slug": "lain", "hosts": ["lain.example"]})
    text = path.read_text(encoding="utf-8")
    assert text.startswith(MINE + "\n[[portal]]\n")
    assert text.count("\n\n[[portal]]\n") == 2
    assert path.stat().st_mode & 0o777 == 0o600
    assert [portal.slug for portal in user_portals.load(load(tmp_path))][-2:] == [
        "kabar-uji",
        "lain",
    ]
    add_user_portal(tmp_path, TABLE | {"name": "Nama Baru"})
    assert [table["name"] for table in load(tmp_path).portal] == ["Nama Baru", "Kabar Uji"]
    assert path.read_text(encoding="utf-8").startswith(MINE)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text", ["contact = ", 'portal = "x"', "[portal]\nslug = 'x'", "\ufeff\x00"]
)
def test_a_file_that_cannot_hold_it_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / FILENAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=FILENAME):
        add_user_portal(tmp_path, TABLE)
    assert path.read_text(encoding="utf-8") == text


@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_text_survives_the_writing(text: str) -> None:
    try:
        shown = written_portal({"slug": "x", "name": text, "articles": [text]})
    except ValueError:  # a lone surrogate is no text of TOML
        return
    assert tomllib.loads(shown)["portal"] == [{"slug": "x", "name": text, "articles": [text]}]


def test_differences_of_a_portal_that_nobody_declares_are_an_error() -> None:
    user_portals.load(
        Config(differences={"tribun": {"revisits": ()}, "tribun-jateng": {"revisits": ()}})
    )
    with pytest.raises(
        ConfigError, match=r"differences\.tribun-jatang: .*did you mean tribun-jateng"
    ):
        user_portals.load(Config(differences={"tribun-jatang": {"revisits": ()}}))
