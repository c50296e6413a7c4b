"""The pure half of the store."""

import doctest
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import (
    article_from_json,
    article_to_json,
    body_text,
    content_hash,
    serialization,
    storable,
    url_key,
)
from scraper.archive.schema.tables import URL_KEY, statements
from scraper.archive.serialization import block_spans, blocks_of, changed_fields
from scraper.archive.values import storable_text, word_key
from scraper.model import Article, Block, BlockKind, Byline, Image, Placement, Role
from tests.archive.samples import ARTICLE, TEXT, articles


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(serialization).failed == 0


@given(articles())
def test_json_keeps_every_article(article: Article) -> None:
    body = body_text(article.body)
    again = article_from_json(
        article_to_json(article),
        headline=article.headline,
        standfirst=article.standfirst,
        body=body,
    )
    assert again == article


@given(st.lists(st.builds(Block, kind=st.sampled_from(BlockKind), text=TEXT)).map(tuple))
def test_plain_body_and_spans_keep_every_block(blocks: tuple[Block, ...]) -> None:
    """Blocks with line breaks of their own, empty ones and none at all come back as they were."""
    assert blocks_of(body_text(blocks), block_spans(blocks)) == blocks


@given(TEXT)
def test_url_key_is_the_generated_column(url: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        select = f"SELECT {URL_KEY} FROM (SELECT ? AS url)"
        assert connection.execute(select, (url,)).fetchone()[0] == url_key(url)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("emoji \ud83d", "emoji \ufffd"),
        ("a\x00b", "a\ufffdb"),
        ("Jum’at \U0001f600", "Jum’at \U0001f600"),
    ],
)
def test_plain_replaces_only_what_cannot_be_stored(text: str, expected: str) -> None:
    assert storable_text(text) == expected


def test_storable_reaches_every_text_and_leaves_the_rest() -> None:
    broken = replace(
        ARTICLE, headline="a\x00", tags=("b\ud800",), body=(Block(BlockKind.ITEM, "c\x00"),)
    )
    mended = storable(broken)
    assert (mended.headline, mended.tags, mended.body) == (
        "a\ufffd",
        ("b\ufffd",),
        (Block(BlockKind.ITEM, "c\ufffd"),),
    )
    assert storable(ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    "change",
    [
        {"tags": ("lain",)},
        {"section": "Nasional"},
        {"published_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {
            "images": tuple(
                replace(image, url="https://img.kabar.example/2.jpg") for image in ARTICLE.images
            )
        },
        {"evidence": {}},
        {"signature": None},
    ],
)
def test_what_is_not_wording_makes_no_revision(change: dict[str, object]) -> None:
    assert content_hash(replace(ARTICLE, **change)) == content_hash(ARTICLE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "Lain"),
        ("standfirst", None),
        ("bylines", (Byline("Indra Dwi P.", Role.EDITOR), Byline("Moch Anhar", Role.EDITOR))),
        ("body", ARTICLE.body[:-1]),
        ("images", (Image("Keterangan lain", "Kabar/Indra", Placement.LEAD), ARTICLE.images[1])),
    ],
)
def test_wording_makes_a_revision_that_names_its_field(name: str, value: object) -> None:
    changed = replace(ARTICLE, **{name: value})  # type: ignore[arg-type]
    assert content_hash(changed) != content_hash(ARTICLE)
    assert changed_fields(ARTICLE, changed) == [name]


@pytest.mark.parametrize(
    ("text", "joiner", "key"),
    [
        ("Raka F. Pujangga", " ", "raka f pujangga"),
        ("JAWA TENGAH", "-", "jawa-tengah"),
        ("Jum'at", "-", "jum-at"),
        ("!!!", "-", "!!!"),
    ],
)
def test_word_key(text: str, joiner: str, key: str) -> None:
    assert word_key(text, joiner) == key


def test_statements_keep_triggers_whole() -> None:
    script = (
        "CREATE TABLE a(x);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\n  SELECT"
        " 2;\nEND;\n"
    )
    assert [s.split()[1] for s in statements(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="inside a statement"):
        list(statements("SELECT 1"))
