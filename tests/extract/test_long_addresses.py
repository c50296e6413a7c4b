"""Addresses of more than 2,048 characters that a page prints are left out, and its evidence says
so.
"""

from datetime import UTC, datetime

import pytest

from scraper.extract import extract
from scraper.extract.text.credits import MAX_CAPTION, split_credit
from scraper.model import Article, Page
from scraper.urls import MAX_URL, URN_PREFIX

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG = "https://contoh.example/" + "a" * MAX_URL
TEXT = "<p>Warga menanam dua ratus pohon di tepi sungai pada hari itu, kata Ani Lestari.</p>" * 6


def article(url: str, *, canonical: str = "", picture: str = "/a.jpg") -> Article:
    head = f"<html lang=id><title>Warga Tanam Pohon</title><link rel=canonical href='{canonical}'>"
    photo = (
        f"<figure><img src='{picture}'><figcaption>Warga menanam pohon. (Foto:"
        " Ani)</figcaption></figure>"
    )
    found = extract(
        Page(
            url,
            f"{head}<body><h1>Warga Tanam Pohon di Tepi"
            f" Sungai</h1>{photo}<div>{TEXT}</div></body></html>".encode(),
            NOW,
        ),
        None,
    )
    assert isinstance(found, Article)
    return found


def test_a_long_canonical_url_is_left_out() -> None:
    found = article("https://contoh.example/b", canonical=LONG)
    assert found.url == "https://contoh.example/b"
    assert found.evidence["url"].note == "declared URLs that can be none left out: 1"


def test_a_page_at_a_long_address_is_known_by_what_it_declares_or_by_its_text() -> None:
    assert article(LONG, canonical="https://contoh.example/b").url == "https://contoh.example/b"
    assert article(LONG).url.startswith(URN_PREFIX)


@pytest.mark.parametrize(
    ("picture", "url", "note"),
    [
        (LONG, None, "addresses of more than 2,048 characters left out: 1"),
        ("data:image/png;base64," + "A" * MAX_URL, None, None),
        ("/b.jpg", "https://contoh.example/b.jpg", None),
    ],
)
def test_a_long_address_of_a_picture_is_left_out(
    picture: str, url: str | None, note: str | None
) -> None:
    found = article("https://contoh.example/b", picture=picture)
    assert [image.url for image in found.images] == [url]
    assert found.evidence["images"].note == note


def test_no_credit_is_looked_for_in_what_is_too_long_for_a_caption() -> None:
    caption = "Warga menanam pohon. (Foto: Ani)"
    text = caption.rjust(MAX_CAPTION, "A")
    assert split_credit(text)[1] == "Ani"
    assert split_credit("A" + text) == ("A" + text, None)
