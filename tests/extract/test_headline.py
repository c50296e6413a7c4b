"""The headline: the printed heading, where it begins and ends, and what stands in for it."""

import lxml.html
import pytest

from scraper.extract.metadata.claims import Claim
from scraper.extract.structure.headline import Headline, find_headline

LONG = "Warga Kampung Sangkal Bangun Jembatan Bambu"


def find(markup: str, *claims: tuple[str, str], outlets: tuple[str, ...] = ()) -> Headline | None:
    body = lxml.html.document_fromstring(f"<html><body>{markup}</body></html>").find("body")
    return find_headline(body, [Claim(text, reader) for reader, text in claims], outlets)


def text(markup: str, *claims: tuple[str, str], outlets: tuple[str, ...] = ()) -> str | None:
    found = find(markup, *claims, outlets=outlets)
    return found.text if found else None


def test_the_heading_that_the_metadata_repeats_is_the_headline() -> None:
    markup = f"<h1>Portal Berita Warga</h1><h2>{LONG}</h2><h2>Jalan Lengang di Akhir Pekan</h2>"
    assert text(markup, ("meta:og:title", f"{LONG} - Portal")) == LONG


def test_a_social_headline_that_reads_otherwise_is_not_believed() -> None:
    assert (
        text(
            f"<h1>{LONG}</h1>", ("meta:og:title", "Tak Sabar Menunggu, Warga Ini Bertindak Sendiri")
        )
        == LONG
    )


def test_a_page_name_printed_in_a_logo_is_not_the_headline() -> None:
    markup = (
        f"<div><h1><a href='/'>{LONG} : Portal News</a></h1></div><div><h1>Warga Kampung"
        " <i>Sangkal</i> Bangun Jembatan Bambu</h1></div>"
    )
    assert text(markup, ("meta:og:title", LONG), ("html:title", f"{LONG} : Portal News")) == LONG


def test_elements_glued_in_the_heading_are_parted_as_the_metadata_parts_them() -> None:
    markup = f"<h1><span>Musim Hujan</span><span>{LONG}</span></h1>"
    assert text(markup, ("meta:og:title", f"Musim Hujan: {LONG}")) == f"Musim Hujan: {LONG}"


def test_blocks_in_the_heading_are_parted_as_the_metadata_parts_them() -> None:
    markup = f"<h1><div>Musim Hujan</div><div>{LONG}</div></h1>"
    assert text(markup, ("json-ld:headline", f"Musim Hujan: {LONG}")) == f"Musim Hujan: {LONG}"
    assert (
        text(f"<h1>Musim “<i>Hujan</i>”, {LONG}</h1>", ("meta:og:title", f'Musim "Hujan", {LONG}'))
        == f"Musim “Hujan”, {LONG}"
    )


def test_a_kicker_inside_the_heading_is_told_apart() -> None:
    found = find(
        f"<h1><span>Banjir di Semarang</span> <span class='h'>-</span> <span>{LONG}</span></h1>",
        ("json-ld:headline", LONG),
    )
    assert found is not None
    assert (found.text, found.kicker) == (LONG, "Banjir di Semarang")


def test_a_heading_whose_last_words_a_claim_repeats_is_not_cut_inside_an_element() -> None:
    markup = f"<h1>Setelah Banjir Besar, {LONG}</h1>"
    assert text(markup, ("meta:og:title", LONG)) == f"Setelah Banjir Besar, {LONG}"


def test_structured_and_social_name_together_restore_the_beginning_of_the_headline() -> None:
    longer = f"Setelah banjir: {LONG}"
    assert (
        text(f"<h1>{LONG}</h1>", ("json-ld:headline", longer), ("meta:og:title", longer)) == longer
    )
    assert text(f"<h1>{LONG}</h1>", ("meta:og:title", longer)) == LONG


@pytest.mark.parametrize("tag", ["div", "span", "font", "td"])
def test_a_headline_may_be_printed_without_a_heading(tag: str) -> None:
    inner = f"<{tag} style='font-size:40px'>{LONG}</{tag}>"
    found = find(
        f"<table><tr>{inner}</tr></table>" if tag == "td" else inner,
        ("meta:og:title", f"{LONG} | Koran Balikpapan"),
    )
    assert found is not None
    assert (found.text, found.reader) == (LONG, f"generic:{tag}")


@pytest.mark.parametrize(
    ("claims", "outlets", "headline"),
    [
        ([("html:title", f"{LONG} - Portal Warga")], (), LONG),
        ([("meta:og:title", f"{LONG} - Portal Warga")], ("Portal Warga",), LONG),
        ([("meta:og:title", f"{LONG} | portal.example")], (), LONG),
        ([("meta:og:title", f"{LONG} - Halaman 2 - Portal Warga")], ("Portal Warga",), LONG),
        ([("meta:og:title", f"{LONG} Halaman all | Portal Warga")], ("Portal Warga",), LONG),
        (
            [("meta:og:title", "Persib - Persija Berbagi Angka")],
            ("Portal Warga",),
            "Persib - Persija Berbagi Angka",
        ),
        (
            [("meta:og:title", f"{LONG} - Bagian Kedua")],
            ("Portal Warga",),
            f"{LONG} - Bagian Kedua",
        ),
        ([("meta:og:title", f"{LONG}-Politik|Koran"), ("meta:headline", LONG)], (), LONG),
        ([], (), None),
    ],
)
def test_a_claim_stands_in_for_a_headline_that_is_not_printed(
    claims: list[tuple[str, str]], outlets: tuple[str, ...], headline: str | None
) -> None:
    assert text("<p>Teks.</p>", *claims, outlets=outlets) == headline
