"""Every field of an article is kept, comes back and is shown, in each place that has to know it;
what is left out says why.

Each place is asked with articles that differ from the sample in one field alone, found by
`dataclasses.fields`: a place that makes no difference has forgotten it, and the test names the
place and the field.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, make_dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import Phase, find, settings

from scraper.archive import Archive, article_from_json, article_to_json, body_text, storable
from scraper.archive.articles import Archived, load_article
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.formats import tables
from scraper.formats.json_values import article_json
from scraper.model import Article
from scraper.model.diff import field_texts
from tests.archive.samples import ARTICLE, OTHER, PORTAL, articles, save

WHOLE = replace(ARTICLE, parts=2, parts_found=2, part_urls=(f"{ARTICLE.url}?page=2",))


def archived(archive: Archive, article: Article) -> Article:
    """The article after it was saved and loaded; nothing of it stays."""
    archive.connection.execute("SAVEPOINT tried")
    try:
        save(archive, article, portal=None)
        return load_article(archive, 1).article
    finally:
        archive.connection.execute("ROLLBACK TO tried")
        archive.connection.execute("RELEASE tried")


def superseded(_: Archive, article: Article) -> Article:
    kept = article_to_json(article)
    return article_from_json(
        kept, headline=article.headline, standfirst=article.standfirst, body=body_text(article.body)
    )


def exported(write: Callable[[io.BytesIO, list[Archived]], int], article: Article) -> bytes:
    stream = io.BytesIO()
    write(
        stream, [Archived(1, article, article.portal or "", "Kabar", 1, "", "", "", None, (), "")]
    )
    text = stream.getvalue()
    return (
        repr(pyarrow.parquet.read_table(io.BytesIO(text)).to_pylist()).encode()
        if text.startswith(b"PAR1")
        else text
    )


PLACES: Mapping[str, Callable[[Archive, Article], object]] = {
    "articles.save_article and load_article": archived,
    "serialization.article_to_json and from_json": superseded,
    "values.storable": lambda _, article: storable(article),
    "json_values.article_json": lambda _, article: article_json(article),
    "diff.field_texts": lambda _, article: field_texts(article),
    "export of JSON Lines": lambda _, article: exported(tables.json_lines, article),
    "export of CSV": lambda _, article: exported(tables.csv, article),
    "export of Parquet": lambda _, article: exported(tables.parquet, article),
}
_ADDRESS = "an article's URL is its name, and the pages of one are part of that"
_IN_LINES = (
    "tables have a row for an article; what its parts are stands in the export of JSON Lines"
)
LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "json_values.article_json": dict.fromkeys(
        ("language", "modified_raw", "part", "part_urls"),
        "the keys are a promise to scripts; exports add it",
    ),
    "diff.field_texts": dict.fromkeys(("url", "part", "part_urls"), _ADDRESS)
    | {
        "body.kind": "a paragraph's words are compared, not its typography",
        "bylines.label": "the role says it",
    }
    | dict.fromkeys(
        ("images.url", "images.placement"),
        "addresses and places of photos change without being edits",
    )
    | dict.fromkeys(("evidence.raw", "evidence.note"), "the reader says where the field came from"),
    "export of CSV": dict.fromkeys(
        ("evidence.reader", "evidence.raw", "evidence.note", "body.kind"), _IN_LINES
    ),
    "export of Parquet": dict.fromkeys(
        ("evidence.reader", "evidence.raw", "evidence.note", "body.kind"), _IN_LINES
    ),
}
"""By place, what it leaves out and why."""


def other(value: Any) -> Any:
    """Another value of the same kind; a text where there was none."""
    if isinstance(value, Enum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, datetime):
        return value + timedelta(days=1)
    if isinstance(value, tuple):
        return (*value, "lain")
    return value + 1 if isinstance(value, int) else f"{value or ''}-lain"


def variants(article: Article) -> Iterator[tuple[str, Article]]:
    """The article with one field changed, for each of its fields and those of the values in it."""
    for name, value in ((one.name, getattr(article, one.name)) for one in fields(article)):
        if name == "portal":
            yield name, replace(article, portal=OTHER.slug)
        elif isinstance(value, Mapping):
            key, first = next(iter(value.items()))
            yield from (
                (f"{name}.{part}", replace(article, **{name: MappingProxyType(value | {key: one})}))
                for part, one in parts(first)
            )
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from (
                (f"{name}.{part}", replace(article, **{name: (one, *value[1:])}))
                for part, one in parts(value[0])
            )
        else:
            yield name, replace(article, **{name: other(value)})


def parts(value: Any) -> Iterator[tuple[str, Any]]:
    return (
        (one.name, replace(value, **{one.name: other(getattr(value, one.name))}))
        for one in fields(value)
    )


def forgotten(archive: Archive, place: str, article: Article) -> set[str]:
    """The fields that make no difference in that place, or cannot pass it."""
    show, found = PLACES[place], set()
    for path, changed in variants(article):
        try:
            if show(archive, changed) == show(archive, article):
                found.add(path)
        except Exception:  # noqa: BLE001 (whatever a place says to a field that it does not know, it does not pass)
            found.add(path)
    return found


@pytest.fixture(name="ready")
def _ready(archive: Archive) -> Archive:
    for portal in (PORTAL, OTHER):
        upsert_portal(archive, portal)
    return archive


def test_the_sample_has_every_field() -> None:
    values = {one.name: getattr(WHOLE, one.name) for one in fields(WHOLE)}
    assert [name for name, value in values.items() if value in (None, (), {})] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_field_makes_a_difference_or_says_why_not(ready: Archive, place: str) -> None:
    assert forgotten(ready, place, WHOLE) == set(LEFT_OUT.get(place, {}))


@pytest.mark.parametrize(
    "place",
    ["articles.save_article and load_article", "serialization.article_to_json and from_json"],
)
def test_each_field_comes_back_as_it_was(ready: Archive, place: str) -> None:
    assert [
        path for path, changed in variants(WHOLE) if PLACES[place](ready, changed) != changed
    ] == []


@pytest.mark.parametrize("path", [path for path, _ in variants(WHOLE) if path != "portal"])
def test_the_strategy_of_the_laws_draws_every_field(path: str) -> None:
    """Law: `load(save(a)) == a` says nothing of a field that is never drawn."""
    name, _, inner = path.partition(".")

    def drawn(article: Article) -> bool:
        value = getattr(article, name)
        if not inner:
            return bool(
                value != next(one.default for one in fields(Article) if one.name == name)
            ) and bool(value)
        several = value.values() if isinstance(value, Mapping) else value
        return any(getattr(one, inner) for one in several)

    find(
        articles(),
        drawn,
        settings=settings(max_examples=500, database=None, phases=[Phase.generate]),
    )


@pytest.mark.parametrize(
    "place",
    [
        place
        for place in PLACES
        if place not in ("values.storable", "serialization.article_to_json and from_json")
    ],
)
def test_a_field_that_is_added_to_the_model_alone_is_named_by_every_place(
    ready: Archive, place: str
) -> None:
    """The check itself: with a field that no place knows yet."""
    wider = make_dataclass(
        "Wider", [("subtitle", str | None, None)], bases=(Article,), frozen=True, kw_only=True
    )
    article = wider(
        **{one.name: getattr(WHOLE, one.name) for one in fields(WHOLE)}, subtitle="Anak judul"
    )
    assert "subtitle" in forgotten(ready, place, article)
