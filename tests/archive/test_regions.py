"""Provinces with the articles of all their places, and the places of one province."""

from dataclasses import replace

import pytest

from scraper.archive import Archive
from scraper.archive.search import Filters, search_articles
from scraper.archive.statistics import find_region, regions_within
from scraper.errors import InputError
from tests.archive.samples import ARTICLE, OTHER, numbered, save


@pytest.fixture(autouse=True)
def _articles(archive: Archive) -> None:
    save(archive, replace(numbered(1), dateline="KABARJATENG.COM, SEMARANG"))
    save(archive, replace(numbered(2), dateline="KABARJATENG.COM, BATANG"))
    save(
        archive,
        replace(
            ARTICLE,
            url="https://papua.kabar.example/1/x",
            headline="Laut Tenang",
            dateline=None,
            portal=OTHER.slug,
        ),
        portal=OTHER,
    )


def test_provinces_count_what_lies_in_them(archive: Archive) -> None:
    counted = {region.place.name: region.articles for region in regions_within(archive)}
    assert counted == {
        "Jawa Tengah": sum(region.articles for region in regions_within(archive, "33")),
        "Papua": 1,
    }
    assert {region.place.name for region in regions_within(archive, "33")} == {"Semarang", "Batang"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("33", {"Berita ke-1", "Berita ke-2"}),
        ("33.25", {"Berita ke-2"}),
        ("91", {"Laut Tenang"}),
        ("3", set()),
    ],
)
def test_a_search_finds_the_articles_of_a_place_and_of_all_in_a_province(
    archive: Archive, code: str, found: set[str]
) -> None:
    assert {hit.headline for hit in search_articles(archive, "", Filters(place=code)).hits} == found


def test_a_place_goes_with_other_filters(archive: Archive) -> None:
    assert (
        len(search_articles(archive, "berita", Filters(place="33", portal="kabar-jateng")).hits)
        == 2
    )
    assert search_articles(archive, "laut", Filters(place="33")).hits == ()


def test_a_code_that_is_none_is_named() -> None:
    assert find_region("33.26").name == "Pekalongan"
    with pytest.raises(InputError, match="no place '99'"):
        find_region("99")
