"""The gazetteer is the closed list of the ministry's codes, and agrees with the provinces that portals declare."""

from collections import Counter

from scraper.archive.gazetteer import Kind, places
from scraper.provinces import Province


def test_there_are_38_provinces_and_514_kabupaten_and_kota() -> None:
    kinds = Counter(place.kind for place in places().values())
    assert (kinds[Kind.PROVINSI], kinds[Kind.KABUPATEN] + kinds[Kind.KOTA]) == (38, 514)


def test_every_place_is_in_a_province_and_its_code_says_its_kind() -> None:
    for code, place in places().items():
        assert places()[place.province_code].kind is Kind.PROVINSI
        if place.kind is not Kind.PROVINSI:
            assert (int(code[3:]) > 70) is (place.kind is Kind.KOTA), place


def test_the_provinces_are_those_that_portals_declare() -> None:
    assert {place.name for place in places().values() if place.kind is Kind.PROVINSI} == {province.title for province in Province}


def test_known_places_have_their_codes() -> None:
    known = {"33.26": ("Pekalongan", Kind.KABUPATEN), "33.75": ("Pekalongan", Kind.KOTA), "32.75": ("Bekasi", Kind.KOTA)}
    assert {code: (places()[code].name, places()[code].kind) for code in known} == known
