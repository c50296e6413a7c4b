"""The intervals between an article's visits grow with its age, and the visits end."""

from datetime import UTC, datetime, timedelta

import pytest

from scraper.config import REVISITS
from scraper.crawl.revisits import next_visit, without_uniform_changes
from scraper.model import Link, LinkKind, Links

NOON = datetime(2022, 8, 2, 12, tzinfo=UTC)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("age", "next_age"),
    [
        (0, 1),
        (0.9, 1),
        (1, 6),
        (5, 6),
        (6, 24),
        (23, 24),
        (24, 24 * 7),
        (24 * 8, 24 * 30),
        (24 * 30, None),
        (24 * 3650, None),
    ],
)
def test_the_next_visit_is_at_the_next_age(age: float, next_age: float | None) -> None:
    assert next_visit(REVISITS, NOON - _hours(age), NOON) == (
        None if next_age is None else NOON + _hours(next_age - age)
    )


def test_without_ages_there_is_no_next_visit() -> None:
    assert next_visit((), NOON, NOON) is None


def _links(*changes: datetime | None) -> Links:
    return Links(
        tuple(
            Link(f"https://a.example/{n}", LinkKind.ARTICLE, changed_hint=change)
            for n, change in enumerate(changes)
        )
    )


@pytest.mark.parametrize(
    ("links", "believed"),
    [
        (_links(NOON, NOON, NOON), False),
        (_links(NOON, NOON - _hours(1)), True),
        (_links(NOON, None), True),
        (_links(NOON), True),
    ],
    ids=["made when it was asked for", "of each article", "of some", "of the only one"],
)
def test_a_source_that_prints_one_time_for_all_prints_its_own(links: Links, believed: bool) -> None:
    found = without_uniform_changes(links)
    assert (
        found == links if believed else [link.changed_hint for link in found.articles] == [None] * 3
    )
