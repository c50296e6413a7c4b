"""What changed between two states of an article, as readers see it."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Article, Block, BlockKind
from scraper.model.diff import (
    COMPARED_FIELDS,
    DiffMark,
    compare_texts,
    field_differences,
    field_texts,
)
from tests.archive.samples import ARTICLE, articles

TEXTS = st.lists(st.text("ab c.\n"), max_size=6).map("\n".join)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Dua orang luka", "Tiga orang luka", ["-Dua|+Tiga|  orang luka"]),
        ("satu\ndua", "satu\ndua", [" satu", " dua"]),
        ("satu\ndua\ntiga", "satu\ntiga", [" satu", "-dua", " tiga"]),
        ("satu", "satu\nRp1.000", [" satu", "+Rp1.000"]),
        (None, "(kff)", ["+(kff)"]),
        ("(kff)", None, ["-(kff)"]),
        ("harga Rp1.000.", "harga Rp2.000.", [" harga |-Rp1|+Rp2| .000."]),
        (None, None, []),
    ],
)
def test_changed_paragraphs_show_their_words(
    before: str | None, after: str | None, shown: list[str]
) -> None:
    assert [
        "|".join(piece.mark.value + piece.text for piece in line)
        for line in compare_texts(before, after)
    ] == shown


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(before: str, after: str) -> None:
    """Without the added words it is the old text, without the removed ones the new."""
    lines = compare_texts(before, after)
    for text, other in ((before, DiffMark.PUT_IN), (after, DiffMark.TAKEN_OUT)):
        kept = [[piece for piece in line if piece.mark is not other] for line in lines]
        assert [
            joined for line in kept if (joined := "".join(piece.text for piece in line))
        ] == list(filter(None, text.splitlines()))


@given(articles())
def test_an_article_does_not_differ_from_itself(article: Article) -> None:
    assert field_differences(article, article) == {}


def test_every_field_but_the_articles_name_and_page_numbers_is_compared() -> None:
    assert {field.name for field in fields(Article)} - set(COMPARED_FIELDS) == {
        "url",
        "part",
        "part_urls",
    }
    assert tuple(field_texts(ARTICLE)) == COMPARED_FIELDS


def test_a_difference_names_the_field_and_both_texts() -> None:
    body = (*ARTICLE.body[:1], Block(BlockKind.PARAGRAPH, "Selesai."))
    found = field_differences(ARTICLE, replace(ARTICLE, signature=None, body=body))
    assert list(found) == ["body", "signature"]
    assert found["signature"] == ("(idp)", None)
    assert (found["body"][1] or "").endswith("Selesai.")
