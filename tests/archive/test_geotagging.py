"""An article's places: by dateline, else headline, else portal; open questions stay open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.archive.places import all_places
from scraper.archive.places.gazetteer import PlaceKind
from scraper.archive.places.geotagging import ALSO, find_places
from scraper.portals import Province
from tests.archive.samples import save

JATENG = "Jawa Tengah"


@pytest.mark.parametrize(
    ("headline", "dateline", "province", "expected"),
    [
        ("Harga Cabai Naik", "TRIBUNJATENG.COM, PEKALONGAN", JATENG, {"33.26": 0.5, "33.75": 0.5}),
        ("Harga Cabai Naik", "TRIBUNJATENG.COM, KABUPATEN PEKALONGAN", JATENG, {"33.26": 1}),
        ("Harga Cabai Naik", "KAB. PEKALONGAN", None, {"33.26": 1}),
        ("Harga Cabai Naik", "Kota Pekalongan", None, {"33.75": 1}),
        ("Harga Cabai Naik", "SERANG", "Banten", {"36.04": 0.5, "36.73": 0.5}),
        ("x", "BANJAR, KALSEL", None, {"63.03": 1}),
        ("x", "BANJAR", "Jawa Barat", {"32.79": 1}),
        ("x", "BANJAR", None, {"32.79": 0.5, "63.03": 0.5}),
        ("x", "Palangka Raya (Antara Kalteng)", None, {"62.71": 1}),
        ("x", "PALANGKARAYA", None, {"62.71": 1}),
        ("x", "TRIBUN-MEDAN.com, MEDAN", None, {"12.71": 1}),
        ("x", "JAKARTA, KOMPAS.com", None, {"31": 1}),
        ("x", "Jakarta Selatan", None, {"31.74": 1}),
        ("x", "JAKARTA/BANDUNG", None, {"31": 0.5, "32.04": 0.25, "32.73": 0.25}),
        ("x", "YOGYAKARTA", None, {"34.71": 1}),
        ("x", "GORONTALO", None, {"75.01": 0.5, "75.71": 0.5}),
        ("x", "LIMA PULUH KOTA", None, {"13.07": 1}),
        ("Kapal Perang Serang Dermaga", None, "Banten", {"36": 1}),
        ("Warga Kota Serang Mengungsi", None, None, {"36.73": 1}),
        ("Batu Besar Timpa Rumah", None, JATENG, {"33": 1}),
        ("Wisatawan Padati Kota Batu", None, None, {"35.79": 1}),
        ("Warga Solo Serbu Pasar", None, JATENG, {"33.72": 1}),
        ("Bupati Tegal Lantik Camat", None, JATENG, {"33.28": 1}),
        ("Hujan Guyur Jogja", None, None, {"34.71": 1}),
        ("Bima Arya Pulang Kampung", None, None, {}),
        ("Harga Cabai Naik", None, "Gorontalo", {"75": 1}),
        ("Harga Cabai Naik", None, None, {}),
        ("Gempa Guncang Sulteng", "Contohnews", "Bali", {"72": 1}),
    ],
)
def test_an_article_is_where_its_text_says(
    headline: str, dateline: str | None, province: str | None, expected: dict[str, float]
) -> None:
    assert {
        one.code: one.share for one in find_places(headline, dateline, province)
    } == pytest.approx(expected)


def test_the_dateline_goes_before_the_headline_and_that_before_the_portal() -> None:
    assert [one.basis for one in find_places("Banjir di Kudus", "DEMAK", JATENG)] == ["dateline"]
    assert [one.basis for one in find_places("Banjir di Kudus", "Contoh", JATENG)] == ["headline"]
    assert [one.basis for one in find_places("Banjir", "Contoh", JATENG)] == ["portal"]


@given(
    st.text(),
    st.none() | st.text(),
    st.sampled_from([None, *(province.title for province in Province)]),
)
def test_shares_add_up_to_one_article_or_none(
    headline: str, dateline: str | None, province: str | None
) -> None:
    total = sum(one.share for one in find_places(headline, dateline, province))
    assert total == pytest.approx(1 if province or total else 0)


def test_every_place_is_found_under_its_own_name() -> None:
    for place in all_places().values():
        found = {one.code for one in find_places("x", f"{place.kind} {place.name}", None)}
        assert place.code in found or place.kind is PlaceKind.PROVINSI, place


def test_the_names_of_the_press_are_places() -> None:
    assert set(ALSO.values()) <= set(all_places())


def test_the_provinces_of_portals_are_those_of_the_gazetteer() -> None:
    assert {p.name for p in all_places().values() if p.kind is PlaceKind.PROVINSI} == {
        province.title for province in Province
    }


def test_places_are_saved_with_the_article_and_renewed_with_it(archive: Archive) -> None:
    save(archive)
    query = (
        "SELECT p.code, x.basis, x.matched, x.share FROM article_places x JOIN places p ON p.id ="
        " x.place_id ORDER BY 1"
    )
    expected = [("33.26", "dateline", "PEKALONGAN", 0.5), ("33.75", "dateline", "PEKALONGAN", 0.5)]
    assert archive.connection.execute(query).fetchall() == expected
    save(archive)
    assert archive.connection.execute(query).fetchall() == expected
    monthly = archive.connection.execute(
        "SELECT name, kind, month, articles FROM places_monthly ORDER BY kind"
    ).fetchall()
    assert monthly == [
        ("Pekalongan", "kabupaten", "2022-08", 0.5),
        ("Pekalongan", "kota", "2022-08", 0.5),
    ]
