"""Templates of sources: every way in which the knowledge base addresses days and pages; faults."""

from datetime import date
from typing import Any

import pytest

from scraper.errors import PortalError
from scraper.portals import Source, SourceKind

BASE = "https://kota.kabar.example"
K = SourceKind
RANGE = "{date:%d}%20{date.month_name}%20{date.year}"


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        (
            "/index-news?date={date.year}-{date.month}-{date.day}&page={page}",
            2,
            "/index-news?date=2022-8-2&page=2",
        ),
        ("/?site=all&date={date:%Y-%m-%d}&page={page}", 1, "/?site=all&date=2022-08-02&page=1"),
        ("/indeks?page={page}&date={date:%m/%d/%Y}", 3, "/indeks?page=3&date=08/02/2022"),
        (
            "/cari?fromdatex={date:%d/%m/%Y}&todatex={date:%d/%m/%Y}",
            1,
            "/cari?fromdatex=02/08/2022&todatex=02/08/2022",
        ),
        ("/search/{date:%d-%m-%Y}/{page}", 2, "/search/02-08-2022/2"),
        (
            f"/indeks-berita?daterange={RANGE}%20-%20{RANGE}&page={{page}}",
            1,
            "/indeks-berita?daterange=02%20Agustus%202022%20-%2002%20Agustus%202022&page=1",
        ),
        ("/regional/indeks/{date:%Y/%m/%d}", 1, "/regional/indeks/2022/08/02"),
        ("/indeks/{date:%Y/%m/%d}/{offset}", 3, "/indeks/2022/08/02/30"),
        ("/indeks/7/{offset}?t={date:%Y-%m-%d}", 1, "/indeks/7/0?t=2022-08-02"),
        ("/index/{offset}/{date.year}/{date.month}/{date.day}", 2, "/index/15/2022/8/2"),
        ("/kanal/indeks/3/{page}?date={date:%Y/%m/%d}", 2, "/kanal/indeks/3/2?date=2022/08/02"),
        (
            (
                "/wp-json/wp/v2/posts?after={date.previous:%Y-%m-%d}T23:59:59"
                "&before={date.following:%Y-%m-%d}T00:00:00&page={page}"
            ),
            1,
            "/wp-json/wp/v2/posts?after=2022-08-01T23:59:59&before=2022-08-03T00:00:00&page=1",
        ),
    ],
    ids=[
        "tribun",
        "kompas",
        "detik",
        "detik-search",
        "antara",
        "promedia",
        "liputan6",
        "okezone",
        "sindonews",
        "republika",
        "cnn",
        "wordpress",
    ],
)
def test_a_day_and_a_page_are_printed_as_the_portal_wants_them(
    url: str, page: int, expected: str
) -> None:
    source = Source(
        kind=K.DATED_INDEX,
        url="{base}" + url,
        max_pages=3 if "{page" in url or "{offset" in url else 1,
        step=15 * ("{offset" in url),
    )
    assert source.by_date
    assert source.reaches_back
    got = source.at(BASE, "kota", date(2022, 8, 2), page)
    assert got == BASE + expected


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"url": "{host}/rss"}, "url: it is not a template"),
        ({"url": "{base}/rss?{date.jam}"}, "url: it is not a template"),
        ({"url": "{base}/{"}, "url: it is not a template"),
        ({"max_pages": 5}, "max_pages: 5 pages of a URL without"),
        ({"url": "{base}/{page}", "max_pages": 0}, "max_pages: 0"),
        ({"url": "{base}/{offset}"}, "step: give the articles a page"),
        ({"step": 20}, "step: give the articles a page"),
        ({"kind": K.DATED_INDEX}, "url: a dated index names {date}"),
        ({"backfill": True}, "backfill: a listing without {date} does not reach back"),
    ],
)
def test_a_wrong_source_names_its_field(fields: dict[str, Any], named: str) -> None:
    with pytest.raises(PortalError, match=r"^source '.*': ") as raised:
        Source(**({"kind": K.LISTING, "url": "{base}/rss"} | fields))
    assert named in str(raised.value)


def test_only_dated_sources_and_sitemaps_reach_back() -> None:
    assert [
        kind
        for kind in K
        if kind is not K.DATED_INDEX and Source(kind=kind, url="{base}/x").reaches_back
    ] == [K.SITEMAP]
