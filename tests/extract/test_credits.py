"""Captions and their credits, in the ways that the portals print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.credits import split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        (
            "Sidang di Semarang, Selasa (7/2). (Antara/Ani Lestari)",
            "Sidang di Semarang, Selasa (7/2).",
            "Antara/Ani Lestari",
        ),
        (
            "Suasana latihan (2/8/2022) lalu. (Dinkominfo Kota Pekalongan)",
            "Suasana latihan (2/8/2022) lalu.",
            "Dinkominfo Kota Pekalongan",
        ),
        (
            "Direktur meninjau instalasi, Senin (6/2/17). (Foto Antara Kalteng/Rendi)",
            "Direktur meninjau instalasi, Senin (6/2/17).",
            "Antara Kalteng/Rendi",
        ),
        (
            "Ilustrasi stroke. (Foto: Getty Images/iStockphoto/peter.media)",
            "Ilustrasi stroke.",
            "Getty Images/iStockphoto/peter.media",
        ),
        (
            "Debat calon gubernur. (ANTARA /Hafid Mubarak A.)",
            "Debat calon gubernur.",
            "ANTARA /Hafid Mubarak A.",
        ),
        (
            "Anak-anak bermain di taman, Jakarta Pusat. Foto: Ari Saputro",
            "Anak-anak bermain di taman, Jakarta Pusat.",
            "Ari Saputro",
        ),
        ("Pengacara itu. Foto: Arga/MTVN.", "Pengacara itu.", "Arga/MTVN"),
        ("Ilustrasi. - .ojk", "Ilustrasi.", ".ojk"),
        ("Harley ilegal (Merdeka.com)", "Harley ilegal", "Merdeka.com"),
        ("Wisuda magister ke-XV(Dok.IGI)", "Wisuda magister ke-XV", "Dok.IGI"),
        ("Wisuda magister ke-XV Dok. Kampus", "Wisuda magister ke-XV", "Dok. Kampus"),
        ("Petugas menyemprot jalan. /Xinhua", "Petugas menyemprot jalan.", "Xinhua"),
        ("Momen itu (Sumber: Instagram/contoh_ash)", "Momen itu", "Instagram/contoh_ash"),
        ("Ilustrasi harga emas dunia Foto By AI", "Ilustrasi harga emas dunia", "AI"),
        (
            "Wali kota positif. ©2021 Instagram @humas/editorial Contoh.com",
            "Wali kota positif.",
            "Instagram @humas/editorial Contoh.com",
        ),
        ("© KapanLagi.com/Bayu Herdi", None, "KapanLagi.com/Bayu Herdi"),
        ("Foto: Grandyos Zaki", None, "Grandyos Zaki"),
        ("Getty Images/Denis Doyle", None, "Getty Images/Denis Doyle"),
        (
            "Pondok di tepi danau. | CONTOH.COM/FITRI PRAWITA",
            "Pondok di tepi danau.",
            "CONTOH.COM/FITRI PRAWITA",
        ),
        ("Pondok di tepi danau. Foto/Ani Lestari", "Pondok di tepi danau.", "Ani Lestari"),
        ("Facebook", None, "Facebook"),
        ("Floods in Java. Photo: Reuters", "Floods in Java.", "Reuters"),
        (
            "The court in Washington. (AP Photo/Andrew Harnik)",
            "The court in Washington.",
            "AP Photo/Andrew Harnik",
        ),
    ],
)
def test_captions_with_credits(printed: str, caption: str | None, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "Wali Kota (kiri) saat memberikan arahan",
        "Menteri (kanan) bersama gubernur (kiri)",
        "Sidang di auditorium, Jakarta Selatan, Selasa (24/12017).",
        "Lembaga Pemberdayaan Masyarakat (LPM)",
        "Koleksi Uniqlo Sweat Collection Fall/Winter 2020",
        "Minister Anna Schmidt (Archivbild)",
        "Prisia Nasution",
        "Suasana sekitar Kabah",
    ],
)
def test_captions_without_credits(caption: str) -> None:
    assert split_credit(caption) == (caption, None)


@given(st.text(max_size=400))
def test_any_caption_is_taken_apart(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption is None or caption == caption.strip()
    assert credit is None or credit == credit.strip()
    assert (caption, credit) == (None, None) or text.strip()
