"""Pages whose article stands in the JSON for their own script."""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest

from scraper.extract import extract
from scraper.model import Article, Page, Refusal, Role
from scraper.portals import Network, Province

PORTAL = Network(
    slug="contoh", name="Contoh", platform="none", host="{key}.contoh.example", articles=(r"/\d+",)
).portal("www", province=Province.BALI)
LINE = (
    "Petani di Desa Kalisobo memanen cabai rawit dua pekan lebih cepat daripada perkiraan mereka"
    " semula tahun ini."
)
TEXT = "".join(f"<p>{LINE} Petak {number}.</p>" for number in range(5))
ARTICLE: dict[str, Any] = {
    "title": "Petani Kalisobo Panen Cabai",
    "content": TEXT,
    "date": "2026-11-23 08:12:09",
    "authors": [{"name": "Sri Lestari"}, {"name": "Agus Wibowo"}],
    "editor": {"name": "Tri Santoso"},
    "image": {
        "url": "https://www.contoh.example/cabai.jpg",
        "caption": "Cabai di kebun (Sri Lestari/Contoh)",
    },
}


def _attribute(value: object, markup: str = "") -> str:
    return (
        '<html><head><title>x</title></head><body><div id="app"'
        f' data-page="{escape(json.dumps(value))}">{markup}</div></body></html>'
    )


def _script(value: object, markup: str = "") -> str:
    return (
        f'<html><body>{markup}<script id="__NEXT_DATA__"'
        f' type="application/json">{json.dumps(value)}</script></body></html>'
    )


def _read(page: str) -> Article | Refusal:
    return extract(
        Page("https://www.contoh.example/1", page.encode(), datetime(2026, 11, 24, tzinfo=UTC)),
        PORTAL,
    )


@pytest.mark.parametrize(
    "page",
    [
        _attribute({"props": {"article": ARTICLE}}),
        _script({"props": {"pageProps": {"article": ARTICLE}}}),
    ],
)
def test_an_article_in_json_is_read_like_a_printed_one(page: str) -> None:
    """Names and date have their evidence, and a clock without a zone gets the portal's zone."""
    article = _read(page)
    assert isinstance(article, Article)
    assert article.headline == ARTICLE["title"]
    assert [block.text for block in article.body] == [
        f"{LINE} Petak {number}." for number in range(5)
    ]
    assert {(byline.name, byline.role) for byline in article.bylines} == {
        ("Sri Lestari", Role.REPORTER),
        ("Agus Wibowo", Role.REPORTER),
        ("Tri Santoso", Role.EDITOR),
    }
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-11-23T08:12:09+08:00"
    assert [(image.caption, image.credit) for image in article.images] == [
        ("Cabai di kebun", "Sri Lestari/Contoh")
    ]


def test_what_a_page_prints_is_believed_over_its_json() -> None:
    printed = f"<article><h1>Petani Kalisobo Panen Cabai Rawit</h1><div>{TEXT}</div></article>"
    article = _read(_script({"props": {"pageProps": {"article": ARTICLE}}}, printed))
    assert isinstance(article, Article)
    assert article.headline == "Petani Kalisobo Panen Cabai Rawit"


@pytest.mark.parametrize(
    "page",
    [
        _attribute({"props": {"category": {"articles": {"data": [ARTICLE, ARTICLE]}}}}),
        _attribute({"props": {"article": {**ARTICLE, "content": "<p>Ringkasan saja.</p>"}}}),
        _attribute({"props": {"article": {**ARTICLE, "title": None}}}),
        _attribute({"props": {"article": {**ARTICLE, "content": ["bukan teks"]}}}),
        '<html><body><div data-page="{&quot;props&quot;: {"></div></body></html>',
        f'<html><body><div data-page="{"[" * 5000}"></div></body></html>',
        '<html><body><div data-page="beranda"></div></body></html>',
    ],
    ids=[
        "a list of others",
        "a summary",
        "no headline",
        "no text",
        "broken",
        "nested without end",
        "another use of the name",
    ],
)
def test_json_that_is_no_article_makes_none(page: str) -> None:
    assert isinstance(_read(page), Refusal)
