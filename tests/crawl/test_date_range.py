"""The days of a run, and which sitemaps and articles belong to them."""

from datetime import UTC, date, datetime

import pytest

from scraper.crawl.date_range import date_range_of
from scraper.model import Link, LinkKind, Links

TODAY = date(2022, 8, 9)
BACKFILL = date_range_of(date(2022, 7, 30), date(2022, 8, 1), TODAY)
DAILY = date_range_of(None, None, TODAY)


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
    assert [day.isoformat() for day in date_range_of(since, until, TODAY).days] == expected


def test_sources_of_only_the_newest_articles_are_asked_for_the_newest_days() -> None:
    long = date_range_of(date(2022, 1, 1), None, TODAY)
    assert [(run.includes_newest, run.is_recent) for run in (DAILY, BACKFILL, long)] == [
        (True, True),
        (False, False),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("post-sitemap12.xml", True),
        ("sitemap-posttype-post.202207.xml", True),
        ("sitemap-2022-08.xml", True),
        ("sitemap-2022-06.xml", False),
        ("sitemap-2022-07-31.xml", True),
        ("sitemap/2022/08/05.xml", False),
        ("sitemap-pemilu-2024.xml", True),
        ("wp-sitemap-posts-post-1.xml", True),
        ("wp-sitemap-posts-page-1.xml", False),
        ("wp-sitemap-taxonomies-category-1.xml", False),
        ("wp-sitemap-users-1.xml", False),
        ("post_tag-sitemap3.xml", False),
        ("author-sitemap.xml", False),
        ("sitemap-20220731.xml", True),
        ("berita/1202207314.xml", True),
    ],
)
def test_a_child_sitemaps_name_says_whether_it_belongs_to_the_days(name: str, wanted: bool) -> None:
    assert BACKFILL.may_list(Link(f"https://satu.example/{name}", LinkKind.SITEMAP)) is wanted


def test_a_child_sitemap_unchanged_since_before_the_days_is_not_read() -> None:
    old, new = (
        Link(
            "https://satu.example/s.xml",
            LinkKind.SITEMAP,
            changed_hint=datetime(2022, month, 1, tzinfo=UTC),
        )
        for month in (7, 9)
    )
    assert not BACKFILL.may_list(old)
    assert BACKFILL.may_list(new)


def _filtered(kind: LinkKind = LinkKind.SITEMAP, run: object = BACKFILL) -> list[str]:
    links = Links(
        (
            Link("https://satu.example/2022/07/31/alamat", LinkKind.ARTICLE),
            Link("https://satu.example/2022/06/30/alamat-lama", LinkKind.ARTICLE),
            Link(
                "https://satu.example/a/terbit", LinkKind.ARTICLE, datetime(2022, 8, 1, tzinfo=UTC)
            ),
            Link(
                "https://satu.example/a/terbit-lama",
                LinkKind.ARTICLE,
                datetime(2022, 7, 1, tzinfo=UTC),
            ),
            Link(
                "https://satu.example/a/berubah",
                LinkKind.ARTICLE,
                changed_hint=datetime(2022, 9, 1, tzinfo=UTC),
            ),
            Link(
                "https://satu.example/a/tak-berubah-lagi",
                LinkKind.ARTICLE,
                changed_hint=datetime(2022, 7, 1, tzinfo=UTC),
            ),
            Link("https://satu.example/a/tanpa-tanggal", LinkKind.ARTICLE),
        )
    )
    assert run in (BACKFILL, DAILY)
    return [
        link.url.rpartition("/")[2]
        for link in (BACKFILL if run is BACKFILL else DAILY).filter(links, kind).articles
    ]


def test_a_sitemap_of_all_days_is_filtered_and_nothing_undated_is_lost() -> None:
    assert _filtered() == ["alamat", "terbit", "berubah", "tanpa-tanggal"]


def test_a_daily_run_makes_up_for_two_weeks_that_were_missed() -> None:
    assert _filtered(run=DAILY) == ["alamat", "terbit", "berubah", "tanpa-tanggal"]


def test_listings_and_feeds_are_not_filtered() -> None:
    assert len(_filtered(LinkKind.LISTING)) == len(_filtered(LinkKind.FEED)) == 7
