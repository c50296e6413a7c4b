"""Signatures: the initials that close a text, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.text.signature import split_signature


@pytest.mark.parametrize(
    ("paragraph", "rest", "signature"),
    [
        ("“Banyak kosongnya,” pesannya. (*)", "“Banyak kosongnya,” pesannya.", "(*)"),
        ("Hujan reda. (kff/bar)", "Hujan reda.", "(kff/bar)"),
        ("Hujan reda.(fbn)", "Hujan reda.", "(fbn)"),
        ("Hujan reda. (E-2)", "Hujan reda.", "(E-2)"),
        ("Hujan reda. (ASM)", "Hujan reda.", "(ASM)"),
        ("Hujan reda. (***)", "Hujan reda.", "(***)"),
        ("Hujan reda. ***", "Hujan reda.", "***"),
        ("Hujan reda siang tadi.[]", "Hujan reda siang tadi.", "[]"),
        ("Hujan reda. (boy/jpnn)", "Hujan reda.", "(boy/jpnn)"),
        ("Hujan reda. (Sudiarta/balipost)", "Hujan reda.", "(Sudiarta/balipost)"),
        ("8. Pintu keluar tol (mdk/yan)", "8. Pintu keluar tol", "(mdk/yan)"),
        ("(zul/ang)", "", "(zul/ang)"),
        ("Hujan reda siang tadi. AZF", "Hujan reda siang tadi.", "AZF"),
        ("AZF", "", "AZF"),
    ],
)
def test_signatures(paragraph: str, rest: str, signature: str) -> None:
    assert split_signature(paragraph) == (rest, signature)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Itu kata Komisi Pemilihan Umum (KPU)",
        "Mereka berlatih pada Rabu (6/2/2017).",
        "Saya sulit menerima kekalahan, tutur dia. (Soccerway)",
        "Mereka bertemu di kantor bupati kemarin. (Foto: Wayan/Made)",
        "Pasangan itu menang tipis. (Wayan/Made)",
        "Kereta dibuat oleh PT. INKA",
        "Pendanaan berasal dari PT. KAI.",
        "Wali kota meninjau pasar.",
        "AFP",
        "Para peneliti meneliti Orangutan",
        "",
    ],
)
def test_what_is_no_signature(paragraph: str) -> None:
    assert split_signature(paragraph) == (paragraph, None)


@given(st.text(max_size=300))
def test_text_and_signature_make_up_the_paragraph(text: str) -> None:
    rest, signature = split_signature(text)
    assert (
        signature is None
        or (rest + signature).replace(" ", "") in text.replace(" ", "")
        or text.rstrip().startswith(rest)
    )
