"""The story bank: the same story for the same number, for ever and in any number; no two alike."""

from datetime import date, timedelta

import pytest

from scraper.portals import Province
from scripts.sample.network import bank
from scripts.sample.network.bank import facts
from scripts.sample.network.portals import PORTALS
from tests.sample.conftest import TODAY

MANY = 3000
BALI = next(portal for portal in PORTALS if portal.province is Province.BALI)


def test_a_number_is_a_story() -> None:
    assert facts(BALI, 7, TODAY) == facts(BALI, 7, TODAY)
    assert facts(BALI, 7, TODAY) != facts(BALI, 8, TODAY)


def test_a_day_moves_the_dates_of_a_story_and_nothing_else() -> None:
    before, after = facts(BALI, 7, TODAY), facts(BALI, 7, TODAY + timedelta(days=3))
    assert after.published - before.published == timedelta(days=3)
    assert (after.headline, after.reporter) == (before.headline, before.reporter)


def test_stories_are_told_apart_by_their_text() -> None:
    texts = {facts(BALI, number, TODAY).paragraphs for number in range(1, MANY)}
    assert len(texts) == MANY - 1


def test_no_story_is_of_today_or_later() -> None:
    assert all(
        facts(portal, number, TODAY).published.date() < TODAY
        for portal in PORTALS
        for number in range(1, 20)
    )


@pytest.mark.parametrize("province", Province, ids=lambda province: province.name)
def test_every_province_has_a_regency_of_its_own_and_people(province: Province) -> None:
    places = bank._places()
    others = {places[other.name]["kab"] for other in Province if other is not province}
    assert places[province.name]["kab"] not in others
    assert all(len(pool) == 8 for pool in places["names"][places[province.name]["names"]])


def test_no_slot_is_left_open() -> None:
    for number in range(1, 60):
        story = facts(BALI, number, date(2024, 2, 29))
        assert not [
            text
            for text in (story.headline, story.caption, *story.paragraphs)
            if "{" in text or "}" in text
        ]


def test_reporter_editor_and_photographer_are_three_people() -> None:
    for number in range(1, 60):
        story = facts(BALI, number, TODAY)
        names = f"{story.reporter} {story.editor} {story.photographer}".split()
        assert len(set(names)) == 6
