"""The stories: enough of them, dated from the given day alone, and stable."""

from datetime import date, timedelta
from itertools import product

import pytest

from scripts.sample.printed import long_date, short_date, slugify
from scripts.sample.tribun.articles import Generation, Piece, PieceKind, Story, load
from scripts.sample.tribun.portals import PORTALS, sample_portals
from scripts.sample.tribun.site import Site
from tests.sample.conftest import PORT, TODAY


def test_there_are_enough_stories_over_enough_days_and_all_three_zones(site: Site) -> None:
    stories = site.stories
    assert len(stories) >= 36
    assert len({story.published.date() for story in stories}) >= 5
    assert {story.published.tzname() for story in stories} == {"WIB", "WITA", "WIT"}


@pytest.mark.parametrize(
    ("generation", "key"), list(product(Generation, ["jateng", "makassar", "ambon"]))
)
def test_every_portal_prints_every_layout(site: Site, generation: Generation, key: str) -> None:
    assert any(story.generation is generation and story.portal == key for story in site.stories)


def test_every_article_has_a_url_of_its_own_that_its_portal_accepts(site: Site) -> None:
    portals = {portal.key: portal for portal in site.portals}
    urls = [portals[story.portal].base + story.path for story in site.stories]
    assert len(set(urls)) == len(urls)
    for story, url in zip(site.stories, urls, strict=True):
        assert portals[story.portal].is_article(url)
        assert portals[story.portal].canonical(url) == url


def test_no_story_is_dated_after_midnight_in_jakarta(site: Site) -> None:
    """So that a demo begun just after midnight serves nothing from the future."""
    assert all(
        story.published.astimezone(site.portals[0].zone.tzinfo).date() < TODAY
        for story in site.stories
    )


def test_a_day_moves_the_dates_and_nothing_else() -> None:
    portals = sample_portals(PORT)
    before, after = load(portals, TODAY), load(portals, TODAY + timedelta(days=3))
    assert [story.slug for story in before] == [story.slug for story in after]
    assert all(
        new.published - old.published == timedelta(days=3)
        for old, new in zip(before, after, strict=True)
    )


def test_one_day_gives_the_same_stories_every_time() -> None:
    portals = sample_portals(PORT)
    assert load(portals, TODAY) == load(portals, TODAY)


def test_changed_changes_one_story_and_keeps_its_url() -> None:
    portals = sample_portals(PORT)
    pairs = zip(load(portals, TODAY), load(portals, TODAY, changed=True), strict=True)
    ((old, new),) = [(old, new) for old, new in pairs if old != new]
    assert old.path == new.path
    assert old.headline != new.headline
    assert new.pieces[:-1] == old.pieces


def test_the_declared_portals_say_that_they_are_a_sample() -> None:
    assert all(
        "Contoh" in portal.name and portal.hosts[0].endswith(".sample.localhost")
        for portal in PORTALS
    )


def test_no_mark_of_the_markup_is_left_in_a_text(site: Site) -> None:
    for story in site.stories:
        assert all(
            not piece.text.startswith(("#", "@", "- ", "! ", "> ", "---")) for piece in story.pieces
        )
        assert all("{" not in piece.text for piece in story.pieces)


def test_pages_are_parted_at_the_breaks(site: Site) -> None:
    counts = {len(story.pages) for story in site.stories}
    assert counts == {1, 2, 3}
    assert all(
        Piece(PieceKind.BREAK, "") not in page for story in site.stories for page in story.pages
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Gudang CV Jati Luhur & Putra", "gudang-cv-jati-luhur-putra"),
        ("Menang 2-1, Lolos!", "menang-2-1-lolos"),
        ("Jum’at Rp1.000", "jumat-rp1000"),
        ("Jalan Wailoru–Amahutu", "jalan-wailoru-amahutu"),
    ],
)
def test_slugify(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 11, 24), "Selasa, 24 November 2026", "Selasa (24/11/2026)"),
        (date(2026, 3, 1), "Minggu, 1 Maret 2026", "Minggu (1/3/2026)"),
        (date(2024, 2, 29), "Kamis, 29 Februari 2024", "Kamis (29/2/2024)"),
    ],
)
def test_dates_as_printed(day: date, long: str, short: str) -> None:
    assert (long_date(day), short_date(day)) == (long, short)


def test_inline_photos_are_numbered_in_order(site: Site) -> None:
    illustrated: list[Story] = [story for story in site.stories if story.inline_photos]
    assert len(illustrated) >= 5
    assert all(
        photo.caption and photo.credit for story in illustrated for photo in story.inline_photos
    )
