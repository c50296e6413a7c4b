"""Portals that refused us are left alone beyond the run; days that are listed to the end are
known.
"""

from datetime import date, timedelta

from scraper.archive import Archive
from scraper.archive.frontier import (
    begin_backoff,
    end_backoff,
    enter_listed_day,
    load_listed_days,
    standing_backoffs,
)
from tests.archive.samples import NOON, OTHER, PORTAL


def test_a_refusal_holds_until_its_pause_is_over_and_the_next_one_doubles_it(
    archive: Archive,
) -> None:
    at, pauses = NOON, []
    for _ in range(8):
        begin_backoff(archive, PORTAL, "HTTP 403", at=at, until=None)
        (standing,) = standing_backoffs(archive, now=at).values()
        pauses.append((standing.until - at) // timedelta(hours=1))
        at = standing.until
        assert standing_backoffs(archive, now=at) == {}
    assert pauses == [1, 2, 4, 8, 16, 32, 48, 48]
    assert (standing.portal, standing.since, standing.times, standing.reason) == (
        PORTAL.slug,
        NOON,
        8,
        "HTTP 403",
    )


def test_what_the_server_asks_for_goes_before_our_own_pause(archive: Archive) -> None:
    begin_backoff(archive, PORTAL, "HTTP 429", at=NOON, until=NOON + timedelta(minutes=7))
    assert standing_backoffs(archive, now=NOON)[PORTAL.slug].until == NOON + timedelta(minutes=7)


def test_a_portal_that_answers_again_begins_anew(archive: Archive) -> None:
    for _ in range(3):
        begin_backoff(archive, PORTAL, "HTTP 403", at=NOON, until=None)
    begin_backoff(archive, OTHER, "HTTP 403", at=NOON, until=None)
    end_backoff(archive, PORTAL)
    assert set(standing_backoffs(archive, now=NOON)) == {OTHER.slug}
    begin_backoff(archive, PORTAL, "HTTP 403", at=NOON, until=None)
    assert standing_backoffs(archive, now=NOON)[PORTAL.slug].times == 1


def test_days_are_kept_by_portal_and_source(archive: Archive) -> None:
    first, second = date(2022, 8, 1), date(2022, 8, 2)
    for day, source in ((first, "a"), (second, "a"), (second, "b"), (second, "b")):
        enter_listed_day(archive, PORTAL, source, day, at=NOON)
    assert load_listed_days(archive, PORTAL) == {"a": {first, second}, "b": {second}}
    assert load_listed_days(archive, OTHER) == {}
