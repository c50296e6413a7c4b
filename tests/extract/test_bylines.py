"""Bylines: labels to roles, several names, and what is never a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.bylines import is_byline, read_bylines
from scraper.extract.text.person_names import is_organisation, is_person


def read(text: str, label: str | None = None) -> list[tuple[str, str]]:
    return [(byline.name, str(byline.role)) for byline in read_bylines(text, label)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Penulis: Ani Lestari | Editor: sujarwo",
            [("Ani Lestari", "reporter"), ("sujarwo", "editor")],
        ),
        ("Penulis: Ani Lestari Editor: Budi", [("Ani Lestari", "reporter"), ("Budi", "editor")]),
        (
            "Rep: Amri Yasin/ Red: Indah Rezki",
            [("Amri Yasin", "reporter"), ("Indah Rezki", "editor")],
        ),
        (
            "Pewarta: Rendi Andika\nEditor: Roni\nCOPYRIGHT © ANTARA 2017",
            [("Rendi Andika", "reporter"), ("Roni", "editor")],
        ),
        ("Oleh : Arnold Sihombing / FMB", [("Arnold Sihombing", "reporter")]),
        (
            "Oleh : Hari Siswanto, Angkasa (Ambon)",
            [("Hari Siswanto", "reporter"), ("Angkasa", "contributor")],
        ),
        ("Reporter: Andi / Editor: Bayu", [("Andi", "reporter"), ("Bayu", "editor")]),
        ("Redaktur & Reporter : Boy", [("Boy", "editor"), ("Boy", "reporter")]),
        ("Laporan Wartawan Tribun Timur, Mulyono", [("Mulyono", "reporter")]),
        ("Laporan Wartawan TribunSolo.com, Adi Surya", [("Adi Surya", "reporter")]),
        ("Laporan Wartawan Tribunnews.com Rina Ayu", [("Rina Ayu", "reporter")]),
        ("Laporan Kontributor Tribun Jabar, Handoko", [("Handoko", "contributor")]),
        ("Vidia Pinandita - detikHealth", [("Vidia Pinandita", "reporter")]),
        ("Isna Rahayu, Kompas TV", [("Isna Rahayu", "reporter")]),
        ("Esa Hermawan, Jurnalis . Kamis 09 Juli 2020 07:26 WIB", [("Esa Hermawan", "reporter")]),
        ("Alit Nurjaman - 7 Oktober 2020, 15:13 WIB", [("Alit Nurjaman", "reporter")]),
        ("Editor. Iwan Setia", [("Iwan Setia", "editor")]),
        ("Koran SINDO, Jurnalis", [("Koran SINDO", "agency")]),
        ("Reporter: Antara", [("Antara", "agency")]),
        ("Penulis: Ani", [("Ani", "reporter")]),
        (
            "Felix Schröder, Jörg Sold, dpa",
            [("Felix Schröder", "reporter"), ("Jörg Sold", "reporter"), ("dpa", "agency")],
        ),
        ("Oleh: Dr. Ahmad Fauzi, M.Si", [("Dr. Ahmad Fauzi, M.Si", "reporter")]),
        (
            "By Zainul Arief, Sugeng Trio",
            [("Zainul Arief", "reporter"), ("Sugeng Trio", "reporter")],
        ),
        ("Von Christian Unger", [("Christian Unger", "reporter")]),
        ("Par Pierre van der Berg", [("Pierre van der Berg", "reporter")]),
        ("구현모 기자", [("구현모", "reporter")]),
        ("JÖRG ZANDER", [("JÖRG ZANDER", "reporter")]),
        ("PERISTIWA | 17 Juni 2021 11:38 Reporter : Ani Lestari", [("Ani Lestari", "reporter")]),
        ("Foto: Ari Saputro", [("Ari Saputro", "photographer")]),
        ("Kontributor : Andi", [("Andi", "contributor")]),
        (
            "Pewarta: Ani Lestari/Budi Santoso",
            [("Ani Lestari", "reporter"), ("Budi Santoso", "reporter")],
        ),
        ("Laporan wartawan Tribun Timur Ani Lestari", [("Ani Lestari", "reporter")]),
        (
            "Laporan Wartawan Serambi Indonesia Ani Lestari | Aceh Besar",
            [("Ani Lestari", "reporter")],
        ),
        ("Kontributor Semarang, Ani Lestari", [("Ani Lestari", "contributor")]),
        ("LAPORAN: ANI LESTARI", [("ANI LESTARI", "reporter")]),
        ("WRITER: ANA REYES", [("ANA REYES", "reporter")]),
        ("Penulis: Ani Lestari, mahasiswa Universitas Contoh", [("Ani Lestari", "reporter")]),
        ("Penulis: Ani Lestari, Dosen Universitas Contoh", [("Ani Lestari", "reporter")]),
        ("Citizen Reporter: Ani Lestari", [("Ani Lestari", "contributor")]),
        ("Ani Lestari, CNN Indonesia", [("Ani Lestari", "reporter")]),
        ("Ani Lestari Jumat, 5 Agustus 2022", [("Ani Lestari", "reporter")]),
        ("Ani Lestari Reporter", [("Ani Lestari", "reporter")]),
        ("Disunting oleh Budi Santoso", [("Budi Santoso", "editor")]),
        ("Editor: Budi Santoso COPYRIGHT © ANTARA 2022", [("Budi Santoso", "editor")]),
        ("Penulis: Ani Lestari Sumber: Kompas.com", [("Ani Lestari", "reporter")]),
        ("Reporter: Ani Lestari dari Semarang", [("Ani Lestari", "reporter")]),
        ("Diposting oleh: Ani Lestari", [("Ani Lestari", "reporter")]),
        ("Oleh NOR AIN MOHAMED RADHI", [("NOR AIN MOHAMED RADHI", "reporter")]),
        ("Oleh Muhammad Hafiz bin Abdullah", [("Muhammad Hafiz bin Abdullah", "reporter")]),
        ("By Juan dela Cruz, Philippine News Agency", [("Juan dela Cruz", "reporter")]),
        (
            "By Ani Lestari and Budi Santoso",
            [("Ani Lestari", "reporter"), ("Budi Santoso", "reporter")],
        ),
        ("Von Ani Lestari, dpa", [("Ani Lestari", "reporter"), ("dpa", "agency")]),
    ],
)
def test_bylines(text: str, names: list[tuple[str, str]]) -> None:
    assert read(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Liputan6.com",
        "@humas",
        "rina@contoh.id",
        "https://contoh.id/penulis/ani",
        "Tim Redaksi",
        "Redaksi",
        "admin",
        "TribunJateng",
        "WartaKota TV",
        "12.345 views",
    ],
)
def test_no_outlet_address_or_placeholder_is_a_person(text: str) -> None:
    assert read(text) == []
    assert not is_person(text)


def test_a_label_printed_apart_gives_the_role() -> None:
    assert read("Boy", "Redaktur") == [("Boy", "editor")]
    assert read_bylines("Boy", "Redaktur")[0].label == "Redaktur"


@pytest.mark.parametrize(
    "line",
    [
        "Penulis: Ani | Editor: Budi",
        "Editor : Linda",
        "Laporan Wartawan Tribun Timur, Mulyono",
        "(Penulis: Andi)",
        "By Ani Lestari",
        "By Ani Lestari, Staff Writer",
        "By Juan dela Cruz, Philippine News Agency",
        "Oleh: Prof. Dr. H. Ahmad Fauzi, M.Si., Ph.D",
        "Disunting oleh Budi Santoso",
        "Ani Lestari • 30 Januari 2017 20:41 WIB",
        "Oleh : Ani Lestari | Senin, 30 Januari 2017 | 15:00 WIB",
    ],
)
def test_lines_that_are_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Oleh karena itu, warga resah",
        "Laporan keuangan perusahaan itu naik",
        "Menurut laporan polisi, korban tewas",
        "By the time he came, the shop was closed",
        "Di Jakarta hujan",
        "Editor surat kabar itu menolak berkomentar.",
        "Penulis buku itu mengatakan bahwa karyanya akan segera diterbitkan dalam bahasa Inggris.",
        "Foto: Ari Saputro",
        "Red wine is cheap this year",
        "Red Bull Racing",
        "Laporan Khusus",
        "Editor Picks",
        "Jurnalis Senior",
        "Kontributor Kami",
        "Di Depan Kamera",
    ],
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Salzburger Nachrichten", True),
        ("DER SPIEGEL", False),
        ("ntv.com.tr", True),
        ("Tim Hanlon", False),
        ("McCarthy", False),
    ],
)
def test_organisations_by_their_names(name: str, organisation: bool) -> None:
    assert is_organisation(name) is organisation


@given(st.text(max_size=500), st.none() | st.text(max_size=20))
def test_any_text_gives_clean_names_or_none(text: str, label: str | None) -> None:
    for byline in read_bylines(text, label):
        assert byline.name == byline.name.strip()
        assert "@" not in byline.name
        assert "://" not in byline.name
    assert is_byline(text) in {True, False}


@given(
    st.sampled_from(["Ani Lestari", "sujarwo", "I Made Asdhiana", "Muh. Taufik", "Ahmad Safi'i"])
)
def test_a_name_survives_being_read_again(name: str) -> None:
    once = read(name, "Penulis")
    assert once == [(name, "reporter")]
    assert read(once[0][0], "Penulis") == once
