"""JSON that lists articles: each entry with its own title and instant, whatever the system calls
its lists.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discover import links
from scraper.discover.json_listings import MOST_VALUES, entries, parsed
from scraper.model import Links, Page
from scraper.portals import Province
from tests.discover.conftest import CONTOH

Read = Callable[..., Links]
POSTS = [
    {
        "id": 7,
        "date": "2022-08-02T21:05:00",
        "date_gmt": "2022-08-02T12:05:00",
        "link": "https://papua.contoh.id/kota/7/satu",
        "title": {"rendered": "Jum&#8217;at <em>ramai</em>"},
        "_links": {"self": [{"href": "https://papua.contoh.id/wp-json/wp/v2/posts/7"}]},
    },
    {"id": 8, "link": "https://papua.contoh.id/tentang-kami", "title": {"rendered": "Tentang"}},
]
INERTIA = {
    "component": "Category",
    "props": {
        "category": {
            "slug": "kota",
            "articles": {
                "current_page": 1,
                "last_page": 3,
                "data": [
                    {
                        "id": 12,
                        "slug": "dua",
                        "title": "Dua",
                        "published_at": "2022-08-02 21:05:00",
                        "category": {"slug": "kota"},
                    }
                ],
            },
        }
    },
}
NUXT = [
    {"data": 1, "once": -1},
    {"kanal": 2},
    [3, 6],
    {"title": 4, "path": 5, "published": 8},
    "Tiga",
    "/kota/3/tiga",
    {"title": 7, "path": 9, "published": -1},
    "Empat",
    ["Date", "2022-08-02T14:05:00.000Z"],
    "/kota/4/empat",
]


def _seen(found: Links) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            link.url.rpartition("/")[2],
            link.title,
            link.published_hint.isoformat() if link.published_hint else None,
        )
        for link in found.articles
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (POSTS, [("satu", "Jum’at ramai", "2022-08-02T12:05:00+00:00")]),
        (NUXT, [("tiga", "Tiga", "2022-08-02T14:05:00+00:00"), ("empat", "Empat", None)]),
        ({"urls": ["/kota/1/satu", "kota/2/dua", 3, None]}, [("satu", None, None)]),
        (
            {"a": {"href": "/kota/1/satu"}, "b": {"url": "/kota/1/satu", "judul": "Satu"}},
            [("satu", "Satu", None)],
        ),
    ],
    ids=["wordpress", "nuxt", "bare-urls", "named-twice"],
)
def test_reads(read: Read, value: Any, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert _seen(read(json.dumps(value), "application/json")) == expected


def test_an_entry_without_a_url_is_found_by_the_portals_template() -> None:
    portal = replace(CONTOH, entries=("/{category.slug}/{id}/{slug}",)).portal(
        "papua", "Contoh Papua", Province.PAPUA
    )
    body = json.dumps(INERTIA).encode()
    found = links(
        Page("https://papua.contoh.id/kota?page=1", body, datetime(2022, 8, 3, tzinfo=UTC)), portal
    )
    assert _seen(found) == [("dua", "Dua", "2022-08-02T21:05:00+09:00")]
    assert found.articles[0].url == "https://papua.contoh.id/kota/12/dua"
    assert found.pages == 3


def test_an_answer_of_posts_lists_nothing_else(read: Read) -> None:
    """WordPress' REST API tells posts from pages: the link of a post is an article's, however
    short its slug.
    """
    posts = json.dumps(
        [
            {
                "link": "https://papua.contoh.id/banjir",
                "jetpack": "/kontak",
                "guid": {"rendered": "https://papua.contoh.id/lama"},
            }
        ]
    )
    found = read(posts, "application/json", "https://papua.contoh.id/wp-json/wp/v2/posts?page=1")
    assert [link.url for link in found.articles] == ["https://papua.contoh.id/banjir"]
    assert (
        read(posts, "application/json", "https://papua.contoh.id/wp-json/wp/v2/pages").articles
        == ()
    )


def test_wordpress_says_in_a_header_how_many_pages_there_are(portal: Any) -> None:
    page = Page(
        "https://papua.contoh.id/wp-json",
        b"[]",
        datetime(2022, 8, 3, tzinfo=UTC),
        headers={"x-wp-totalpages": "4"},
    )
    assert links(page, portal).pages == 4


def test_a_bomb_of_values_is_bounded(portal: Any) -> None:
    value: list[Any] = [0] * MOST_VALUES + ["/kota/1/satu"]
    assert entries("https://papua.contoh.id/", value, portal).articles == ()


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["/kota/1/satu", "Date", "", "x"]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["url", "title", "date", "id"]), inner, max_size=4)
    ),
)


@given(_JSON)
def test_any_json_is_read(value: Any) -> None:
    portal = CONTOH.portal("papua", "Contoh Papua", Province.PAPUA)
    found = entries("https://papua.contoh.id/", parsed("", json.dumps(value)), portal)
    assert {link.url for link in found.articles} <= {"https://papua.contoh.id/kota/1/satu"}
