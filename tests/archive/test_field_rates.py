"""A portal's fields in its latest articles and the ones before; days without any article."""

from dataclasses import replace
from datetime import timedelta

from scraper.archive import Archive
from scraper.archive.statistics import Gap, count_daily, find_gaps, load_field_rates
from scraper.archive.statistics.field_rates import SAMPLE
from scraper.model.fields import FIELDS
from tests.archive.samples import ARTICLE, PORTAL, numbered, save

FIRST = ARTICLE.published_at
assert FIRST is not None


def test_a_field_that_vanished_is_a_drift_and_one_that_stayed_is_none(archive: Archive) -> None:
    for number in range(2 * SAMPLE):
        article = replace(numbered(number), published_at=FIRST + timedelta(hours=number))
        save(
            archive,
            article
            if number < SAMPLE
            else replace(article, kicker=None, bylines=article.bylines[:1]),
        )
    (fill,) = load_field_rates(archive)
    assert fill == next(iter(load_field_rates(archive, PORTAL.slug)))
    assert fill.before is not None
    assert (fill.now.articles, fill.now["kicker"], fill.before["kicker"]) == (SAMPLE, 0.0, 1.0)
    assert [field for field in FIELDS if fill.fell(field)] == ["kicker", "editor"]
    assert (fill.now["reporter"], fill.now["photo"], fill.now["tags"], fill.now["complete"]) == (
        1.0,
        1.0,
        1.0,
        1.0,
    )


def test_a_young_portal_has_no_before_and_no_drift(archive: Archive) -> None:
    save(archive, replace(ARTICLE, kicker=None))
    (fill,) = load_field_rates(archive)
    assert (fill.now.articles, fill.before) == (1, None)
    assert not any(fill.fell(field) for field in FIELDS)
    assert load_field_rates(archive, "kabar-papua") == []


def test_gaps_are_the_days_between_two_with_articles_longest_first(archive: Archive) -> None:
    for number, day in enumerate((0, 1, 3, 6, 16)):
        save(archive, replace(numbered(number), published_at=FIRST + timedelta(days=day)))
    assert find_gaps(archive, PORTAL.slug, limit=5) == [
        Gap("2022-08-08", "2022-08-18", 9),
        Gap("2022-08-05", "2022-08-08", 2),
    ]
    assert [articles for _, articles in count_daily(archive, PORTAL.slug)] == [1] * 5
