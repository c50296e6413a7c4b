"""The gazetteer is the ministry's closed list, and agrees with the provinces of the portals."""

from collections import Counter

from scraper.archive.places import all_places
from scraper.archive.places.gazetteer import PlaceKind
from scraper.portals import Province


def test_there_are_38_provinces_and_514_kabupaten_and_kota() -> None:
    kinds = Counter(place.kind for place in all_places().values())
    assert (kinds[PlaceKind.PROVINSI], kinds[PlaceKind.KABUPATEN] + kinds[PlaceKind.KOTA]) == (
        38,
        514,
    )


def test_every_place_is_in_a_province_and_its_code_says_its_kind() -> None:
    for code, place in all_places().items():
        assert all_places()[place.province_code].kind is PlaceKind.PROVINSI
        if place.kind is not PlaceKind.PROVINSI:
            assert (int(code[3:]) > 70) is (place.kind is PlaceKind.KOTA), place


def test_the_provinces_are_those_that_portals_declare() -> None:
    assert {place.name for place in all_places().values() if place.kind is PlaceKind.PROVINSI} == {
        province.title for province in Province
    }


def test_known_places_have_their_codes() -> None:
    known = {
        "33.26": ("Pekalongan", PlaceKind.KABUPATEN),
        "33.75": ("Pekalongan", PlaceKind.KOTA),
        "32.75": ("Bekasi", PlaceKind.KOTA),
    }
    assert {code: (all_places()[code].name, all_places()[code].kind) for code in known} == known
