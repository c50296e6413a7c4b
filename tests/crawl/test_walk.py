"""The walk through a source: newest day first, page after page, and an end to it."""

from collections.abc import Mapping
from datetime import date

import pytest

from scraper.crawl.walk import DEEPEST, MOST_CHILDREN, Step, Walk, children, days_between, walks
from scraper.model import Link, LinkKind, Links
from scraper.portal import Network, Portal, Source, SourceKind

DAYS = days_between(date(2022, 8, 1), date(2022, 8, 2), date(2022, 8, 9))
INDEX = Source(kind=SourceKind.DATED_INDEX, url="{base}/index?date={date:%Y-%m-%d}&page={page}", max_pages=3)
FEED = Source(kind=SourceKind.FEED, url="{base}/rss")


def _portal(*sources: Source) -> Portal:
    return Network(slug="n", name="N", platform="none", host="{key}.example", articles=(r"/a/\d+",), sources=sources, verified="no").portal(
        "satu", "Satu"
    )


def _links(*numbers: int) -> Links:
    return Links(tuple(Link(f"https://satu.example/a/{number}", LinkKind.ARTICLE) for number in numbers))


def _walked(pages: Mapping[str, Links | None], source: Source = INDEX) -> list[str]:
    """The queries that are asked of a source with those pages, in order."""
    walk = Walk(source, _portal(source), DAYS)
    asked: list[str] = []
    step: Step | None = walk.first()
    while step:
        asked.append(step.url.partition("?")[2])
        step = walk.after(step, pages.get(asked[-1], Links()))
    return asked


def test_days_go_back_and_pages_on_until_one_names_nothing_new() -> None:
    pages = {
        "date=2022-08-02&page=1": _links(9, 8),
        "date=2022-08-02&page=2": _links(8, 7),
        "date=2022-08-02&page=3": _links(6),
        "date=2022-08-01&page=1": _links(7, 5),
        "date=2022-08-01&page=2": _links(5, 7),
        "date=2022-08-01&page=3": _links(4),
    }
    assert _walked(pages) == [*list(pages)[:5]]


def test_an_index_that_repeats_itself_for_ever_ends() -> None:
    assert _walked({"date=2022-08-02&page=1": _links(1), "date=2022-08-02&page=2": _links(1)}) == [
        "date=2022-08-02&page=1",
        "date=2022-08-02&page=2",
        "date=2022-08-01&page=1",
    ]


def test_an_endless_index_ends_at_its_declared_depth() -> None:
    pages = {f"date=2022-08-0{day}&page={page}": _links(10 * day + page) for day in (1, 2) for page in range(1, 99)}
    assert len(_walked(pages)) == 2 * INDEX.max_pages


def test_a_page_that_cannot_be_read_does_not_cost_the_day_before() -> None:
    assert _walked({"date=2022-08-02&page=1": None}) == ["date=2022-08-02&page=1", "date=2022-08-01&page=1"]


def test_a_source_without_day_and_page_is_one_page() -> None:
    assert _walked({"": _links(1, 2)}, FEED) == [""]


def test_sources_are_walked_in_order_of_trust() -> None:
    assert [walk.first().kind for walk in walks(_portal(INDEX, FEED), DAYS)] == [LinkKind.LISTING, LinkKind.FEED]


def test_a_crawl_of_days_to_come_asks_no_dated_source() -> None:
    assert [walk.source for walk in walks(_portal(INDEX, FEED), [])] == [FEED]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["2022-08-09", "2022-08-08"]),
        (date(2022, 8, 9), None, ["2022-08-09"]),
        (None, date(2022, 7, 2), ["2022-07-02", "2022-07-01"]),
        (date(2022, 7, 30), date(2022, 8, 1), ["2022-08-01", "2022-07-31", "2022-07-30"]),
        (date(2022, 8, 12), None, []),
    ],
)
def test_days(since: date | None, until: date | None, expected: list[str]) -> None:
    assert [day.isoformat() for day in days_between(since, until, date(2022, 8, 9))] == expected


def _named(*paths: str) -> list[Link]:
    return [Link(f"https://satu.example/{path}", LinkKind.SITEMAP) for path in paths]


def test_a_recent_crawl_reads_news_sitemaps_alone_where_there_are_any() -> None:
    step = Step("https://satu.example/sitemap.xml", LinkKind.SITEMAP)
    named = _named("kota/sitemap-news.xml", "kota/sitemap-web.xml", "news/sitemap-images.xml")
    assert [child.url.rpartition("/")[2] for child in children(step, named, recent=True)] == ["sitemap-news.xml"]
    assert len(list(children(step, named, recent=False))) == 3
    assert len(list(children(step, named[1:], recent=True))) == 2


def test_an_index_of_indexes_has_an_end() -> None:
    step = Step("https://satu.example/sitemap.xml", LinkKind.SITEMAP)
    for _ in range(DEEPEST):
        (step,) = children(step, _named("sitemap.xml"), recent=True)
    assert list(children(step, _named("sitemap.xml"), recent=True)) == []


def test_a_bomb_of_children_is_bounded() -> None:
    step = Step("https://satu.example/sitemap.xml", LinkKind.SITEMAP)
    named = _named(*(f"{number}.xml" for number in range(9999)))
    assert len(list(children(step, named, recent=False))) == MOST_CHILDREN
