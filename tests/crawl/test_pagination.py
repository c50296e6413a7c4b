"""The pages of a source: newest day first, page after page, until they end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from scraper.crawl.date_range import DateRange, date_range_of
from scraper.crawl.pagination import (
    DEEPEST,
    MOST_CHILDREN,
    NextSteps,
    Pagination,
    Step,
    next_steps,
    paginations,
)
from scraper.model import Link, LinkKind, Links
from scraper.portals import Network, Portal, Source, SourceKind

RECENT = date_range_of(date(2022, 8, 1), date(2022, 8, 2), date(2022, 8, 3))
BACKFILL = date_range_of(date(2022, 8, 1), date(2022, 8, 2), date(2022, 9, 9))
DAYS = RECENT.days
INDEX = Source(
    kind=SourceKind.DATED_INDEX, url="{base}/index?date={date:%Y-%m-%d}&page={page}", max_pages=3
)
FEED = Source(kind=SourceKind.FEED, url="{base}/rss")
SITEMAP = Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml")
OFFSET = Source(kind=SourceKind.LISTING, url="{base}/index?mulai={offset}", step=30, max_pages=3)


def _portal(*sources: Source) -> Portal:
    return Network(
        slug="n",
        name="N",
        platform="none",
        host="{key}.example",
        articles=(r"/a/\d+",),
        sources=sources,
        verified="no",
    ).portal("satu", "Satu")


def _links(*numbers: int) -> Links:
    return Links(
        tuple(Link(f"https://satu.example/a/{number}", LinkKind.ARTICLE) for number in numbers)
    )


def _paged(pages: Mapping[str, Links | None], source: Source = INDEX) -> list[str]:
    """The queries that are asked of a source with those pages, in order."""
    pagination = Pagination(source, _portal(source), DAYS)
    asked: list[str] = []
    steps = [pagination.first()]
    while steps:
        step = steps.pop()
        asked.append(step.url.partition("?")[2])
        steps += pagination.after(step, pages.get(asked[-1], Links())).steps
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
    assert _paged(pages) == [*list(pages)[:5]]


def test_an_index_that_repeats_itself_for_ever_ends() -> None:
    assert _paged({"date=2022-08-02&page=1": _links(1), "date=2022-08-02&page=2": _links(1)}) == [
        "date=2022-08-02&page=1",
        "date=2022-08-02&page=2",
        "date=2022-08-01&page=1",
    ]


def test_an_endless_index_ends_at_its_declared_depth() -> None:
    pages = {
        f"date=2022-08-0{day}&page={page}": _links(10 * day + page)
        for day in (1, 2)
        for page in range(1, 99)
    }
    assert len(_paged(pages)) == 2 * INDEX.max_pages


def test_a_page_that_cannot_be_read_does_not_cost_the_day_before() -> None:
    assert _paged({"date=2022-08-02&page=1": None}) == [
        "date=2022-08-02&page=1",
        "date=2022-08-01&page=1",
    ]


def test_a_source_without_day_and_page_is_one_page() -> None:
    assert _paged({"": _links(1, 2)}, FEED) == [""]


def test_pages_are_addressed_by_offset_where_the_source_says_so() -> None:
    pages = {f"mulai={offset}": _links(offset) for offset in (0, 30, 60, 90)}
    assert _paged(pages, OFFSET) == ["mulai=0", "mulai=30", "mulai=60"]


def test_a_source_that_says_how_many_pages_it_has_is_not_asked_for_one_more() -> None:
    assert _paged(
        {
            "mulai=0": Links(_links(1).articles, pages=2),
            "mulai=30": Links(_links(2).articles, pages=2),
        },
        OFFSET,
    ) == [
        "mulai=0",
        "mulai=30",
    ]


def test_a_day_that_is_cut_short_is_reported_and_a_listing_is_not() -> None:
    day = Pagination(INDEX, _portal(INDEX), DAYS)
    last = day.after(Step("x", LinkKind.LISTING, day, DAYS[0], INDEX.max_pages), _links(1))
    assert "declared 3 deep" in last.notes[0]
    assert last.steps[0].day == DAYS[1]
    listing = Pagination(OFFSET, _portal(OFFSET), DAYS)
    assert (
        listing.after(Step("x", LinkKind.LISTING, listing, None, OFFSET.max_pages), _links(1))
        == NextSteps()
    )


def test_sources_are_read_in_order_of_trust() -> None:
    assert [one.first().kind for one in paginations(_portal(INDEX, FEED), RECENT)] == [
        LinkKind.LISTING,
        LinkKind.FEED,
    ]


def test_a_crawl_of_days_to_come_asks_no_dated_source() -> None:
    assert [
        one.source for one in paginations(_portal(INDEX, FEED), DateRange((), date(2022, 8, 9)))
    ] == [FEED]


def test_a_backfill_asks_only_what_reaches_back() -> None:
    assert [one.source for one in paginations(_portal(INDEX, SITEMAP, OFFSET, FEED), BACKFILL)] == [
        INDEX,
        SITEMAP,
    ]


def _named(*paths: str) -> list[Link]:
    return [Link(f"https://satu.example/{path}", LinkKind.SITEMAP) for path in paths]


def _children(step: Step, named: list[Link], run: DateRange = BACKFILL) -> NextSteps:
    return next_steps(step, Links(sources=tuple(named)), run)


TOP = Step("https://satu.example/sitemap.xml", LinkKind.SITEMAP)


def test_a_recent_crawl_reads_news_sitemaps_alone_where_there_are_any() -> None:
    named = _named("kota/sitemap-news.xml", "kota/sitemap-web.xml", "news/sitemap-images.xml")
    assert [child.url.rpartition("/")[2] for child in _children(TOP, named, RECENT).steps] == [
        "sitemap-news.xml"
    ]
    assert len(_children(TOP, named).steps) == 3
    assert len(_children(TOP, named[1:], RECENT).steps) == 2


def test_nested_indexes_are_bounded_and_the_rest_is_reported() -> None:
    step = TOP
    for depth in range(DEEPEST):
        (step,) = _children(step, _named(f"sitemap-{depth}.xml")).steps
    assert _children(step, _named("sitemap.xml", "lain.xml")) == NextSteps(
        notes=(f"2 sitemaps of an index {DEEPEST} indexes deep were not read",)
    )


def test_too_many_children_are_bounded_and_the_rest_is_reported() -> None:
    found = _children(TOP, _named(*(f"s{number}.xml" for number in range(999))))
    assert len(found.steps) == MOST_CHILDREN
    assert found.notes == ("949 of its 999 sitemaps were not read: a run reads 50 of an index",)


def test_of_too_many_children_the_newest_are_read() -> None:
    start = datetime(2022, 8, 5, tzinfo=UTC)
    named = [
        Link(
            f"https://satu.example/s{n}.xml",
            LinkKind.SITEMAP,
            changed_hint=start + timedelta(days=n),
        )
        for n in range(2 * MOST_CHILDREN)
    ]
    read = _children(TOP, named).steps
    assert [step.url.rpartition("/s")[2] for step in read] == [
        f"{n}.xml" for n in range(2 * MOST_CHILDREN - 1, MOST_CHILDREN - 1, -1)
    ]


def test_a_source_for_looking_back_is_asked_by_runs_that_do() -> None:
    whole = Source(kind=SourceKind.SITEMAP, url="{base}/wp-sitemap.xml", backfill=True)
    portal = _portal(FEED, whole)
    assert [one.source for one in paginations(portal, RECENT)] == [FEED]
    assert [one.source for one in paginations(portal, BACKFILL)] == [whole]


def test_an_index_that_names_itself_is_not_asked_for_again() -> None:
    named = [*_named("lain.xml"), Link(TOP.url, LinkKind.SITEMAP)]
    found = _children(TOP, named)
    assert [step.url.rpartition("/")[2] for step in found.steps] == ["lain.xml"]
    assert found.notes == ("the index names itself",)
