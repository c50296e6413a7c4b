"""Articles as rows of Parquet, CSV and JSON Lines.

Parquet has lists and structs; CSV has JSON in their place; a line of JSON Lines is what `kliping
extract` prints, and more.
"""

import csv as csv_format
import importlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from scraper.archive import body_text, content_hash
from scraper.archive.articles import Archived
from scraper.errors import InputError
from scraper.formats.csv_safety import safe_cell
from scraper.formats.json_values import article_json
from scraper.model import Article, Role

BATCH: Final = 1_000
"""Articles in memory at once; also the size of a Parquet row group."""

_REPORTERS: Final = (Role.REPORTER, Role.CONTRIBUTOR, Role.AGENCY)

COLUMNS: Final[dict[str, Callable[[Archived], Any]]] = {
    "citation": lambda one: one.citation,
    "url": lambda one: one.article.url,
    "portal": lambda one: one.portal_slug,
    "portal_name": lambda one: one.portal_name,
    "section": lambda one: one.article.section,
    "kicker": lambda one: one.article.kicker,
    "headline": lambda one: one.article.headline,
    "standfirst": lambda one: one.article.standfirst,
    "dateline": lambda one: one.article.dateline,
    "reporters": lambda one: _names(one.article, *_REPORTERS),
    "editors": lambda one: _names(one.article, Role.EDITOR),
    "bylines": lambda one: [
        {"name": b.name, "role": b.role.value, "label": b.label} for b in one.article.bylines
    ],
    "published_at": lambda one: one.article.published_at and one.article.published_at.isoformat(),
    "published_raw": lambda one: one.article.published_raw,
    "modified_at": lambda one: one.article.modified_at and one.article.modified_at.isoformat(),
    "modified_raw": lambda one: one.article.modified_raw,
    "tags": lambda one: list(one.article.tags),
    "images": lambda one: [
        {"caption": i.caption, "credit": i.credit, "url": i.url, "placement": i.placement.value}
        for i in one.article.images
    ],
    "signature": lambda one: one.article.signature,
    "source": lambda one: one.article.source,
    "language": lambda one: one.article.language,
    "part": lambda one: one.article.part,
    "parts": lambda one: one.article.parts,
    "parts_found": lambda one: one.article.parts_found,
    "part_urls": lambda one: list(one.article.part_urls),
    "word_count": lambda one: len(body_text(one.article.body).split()),
    "body": lambda one: body_text(one.article.body),
    "revision": lambda one: one.revision,
    "first_seen_at": lambda one: one.first_seen_at,
    "last_seen_at": lambda one: one.last_seen_at,
    "gone_at": lambda one: one.gone_at,
    "parser_version": lambda one: one.parser_version,
    "content_hash": lambda one: content_hash(one.article).hex(),
}
"""The columns of a row, each with the function that fills it.

Times are ISO 8601: those of the page in the portal's own offset, those of the archive in UTC.
"""

_KNOWN: Final = (
    "citation",
    "revision",
    "first_seen_at",
    "last_seen_at",
    "gone_at",
    "parser_version",
    "content_hash",
)
_BESIDE: Final = ("portal", "portal_name", "language", "modified_raw", "part", "part_urls")
"""Columns that a line of JSON Lines has besides what `kliping extract` prints."""


def json_lines(stream: BinaryIO, articles: Iterable[Archived]) -> int:
    """One JSON object per line: the article as `kliping extract` prints it, and more.

    `_BESIDE` are added to it; what the archive knows of the article is under `archive`.
    """
    written = 0
    for one in articles:
        known = {name: COLUMNS[name](one) for name in _KNOWN}
        line = (
            article_json(one.article)
            | {"archive": known}
            | {name: COLUMNS[name](one) for name in _BESIDE}
        )
        stream.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        written += 1
    return written


def csv(stream: BinaryIO, articles: Iterable[Archived]) -> int:
    """RFC 4180 with a header, UTF-8, lists and structs as JSON; safe in spreadsheets."""
    return _csv(stream, articles, safe_cell)


def raw_csv(stream: BinaryIO, articles: Iterable[Archived]) -> int:
    """The same with every text unchanged: for programs, not for spreadsheets."""
    return _csv(stream, articles, str)


def _csv(stream: BinaryIO, articles: Iterable[Archived], text_of: Callable[[str], str]) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    sheet = csv_format.writer(text)
    sheet.writerow(COLUMNS)
    written = 0
    for one in articles:
        sheet.writerow([_cell(value(one), text_of) for value in COLUMNS.values()])
        written += 1
    text.detach()
    return written


def parquet(stream: BinaryIO, articles: Iterable[Archived]) -> int:
    """Parquet with lists and structs, compressed with zstd.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        arrow, parquet_format = (
            importlib.import_module("pyarrow"),
            importlib.import_module("pyarrow.parquet"),
        )
    except ModuleNotFoundError as error:
        raise InputError(
            "Parquet needs pyarrow: pip install 'kliping[export]', or export to .csv or .jsonl"
        ) from error
    schema = arrow.schema(_fields(arrow))
    written = 0
    with parquet_format.ParquetWriter(stream, schema, compression="zstd") as sheet:
        for batch in _batches(articles):
            columns = {name: [value(one) for one in batch] for name, value in COLUMNS.items()}
            sheet.write_table(arrow.table(columns, schema=schema))
            written += len(batch)
    return written


def _fields(arrow: Any) -> list[tuple[str, Any]]:
    text = arrow.string()
    struct = {
        "bylines": arrow.list_(arrow.struct([("name", text), ("role", text), ("label", text)])),
        "images": arrow.list_(
            arrow.struct([("caption", text), ("credit", text), ("url", text), ("placement", text)])
        ),
    }
    kinds = struct | dict.fromkeys(("reporters", "editors", "tags", "part_urls"), arrow.list_(text))
    kinds |= dict.fromkeys(
        ("part", "parts", "parts_found", "word_count", "revision"), arrow.int32()
    )
    return [(name, kinds.get(name, text)) for name in COLUMNS]


def _batches(articles: Iterable[Archived]) -> Iterator[list[Archived]]:
    left = iter(articles)
    while batch := list(islice(left, BATCH)):
        yield batch


def _names(article: Article, *roles: Role) -> list[str]:
    return [byline.name for byline in article.bylines if byline.role in roles]


def _cell(value: Any, text_of: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return text_of(value) if isinstance(value, str) else value
