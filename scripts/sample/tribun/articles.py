"""The stories behind the sample portal: TOML files, their days counted back from `today`.

A story's body is a short markup, its pieces separated by blank lines:

    plain text              a paragraph            ## text            a subhead
    > text                  a quote                - text             list items, one a line
    ! caption | credit      an inline photo        @baca headline     a related link (left out)
    @tayang outlet          the syndication line   @iklan             an advertisement
    ---                     a new page             {hari-1}           "Senin (23/11/2026)"

The last is the day before the story's.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from scraper.model import BlockKind
from scraper.portals import Portal
from scripts.sample.printed import short_date, slugify

STORIES: Final = Path(__file__).parent / "stories"


class Generation(StrEnum):
    """The real network's layouts, named for the year in which a page was saved (2026: none was)."""

    Y2016 = "2016"
    Y2017 = "2017"
    Y2020 = "2020"
    Y2026 = "2026"


class Paging(StrEnum):
    """How the server answers the later pages of a story."""

    ALL = "all"
    """`?page=2…` and `?page=all` both work."""
    WALK = "walk"
    """`?page=all` answers page 1: only `?page=2…` has the rest."""
    MISSING = "missing"
    """`?page=all` answers page 1, and page 2 is not there."""


class PieceKind(StrEnum):
    """The kind of a piece; the first four are the article's own blocks."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    ITEM = "item"
    QUOTE = "quote"
    PHOTO = "photo"
    RELATED = "related"
    SYNDICATED = "syndicated"
    AD = "ad"
    BREAK = "break"

    @property
    def block(self) -> BlockKind | None:
        """The kind of block that an archive must hold for it; None for what is not article text."""
        return BlockKind(self.value) if self.value in list(BlockKind) else None


_MARKS: Final = (
    ("## ", PieceKind.SUBHEAD),
    ("> ", PieceKind.QUOTE),
    ("- ", PieceKind.ITEM),
    ("! ", PieceKind.PHOTO),
    ("@baca ", PieceKind.RELATED),
    ("@tayang ", PieceKind.SYNDICATED),
    ("@iklan", PieceKind.AD),
    ("---", PieceKind.BREAK),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a body, in its order."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo; `name` is its file name without suffix."""

    name: str
    caption: str | None
    credit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as its newsroom wrote it."""

    slug: str
    portal: str
    """Key of the portal that publishes it."""
    generation: Generation
    published: datetime
    """Aware, in the portal's zone."""
    section: str
    headline: str
    pieces: tuple[Piece, ...]
    number: int | None = None
    """The id in the URL of a page of 2026."""
    kicker: str | None = None
    standfirst: str | None = None
    dateline: str | None = None
    correspondent: str | None = None
    """The name in a first line "Laporan Wartawan OUTLET, NAME"."""
    reporters: tuple[str, ...] = ()
    editor: str | None = None
    tags: tuple[str, ...] = ()
    signature: str | None = None
    source: str | None = None
    photos: tuple[Photo, ...] = ()
    paging: Paging = Paging.ALL
    caption_hidden: bool = False
    """True where only the light box's attribute has the lead photo's caption."""
    label_glued: bool = False
    """True where the kicker is in the first paragraph, glued to the dateline."""

    @property
    def path(self) -> str:
        """The canonical path: from 2024 on with section and id, before that with the date."""
        if self.number is not None:
            return f"/{slugify(self.section)}/{self.number}/{self.slug}"
        return f"/{self.published:%Y/%m/%d}/{self.slug}"

    @property
    def pages(self) -> tuple[tuple[Piece, ...], ...]:
        """The body's pieces, page by page."""
        runs = groupby(self.pieces, key=lambda piece: piece.kind is PieceKind.BREAK)
        return tuple(tuple(run) for is_break, run in runs if not is_break)

    @property
    def inline_photos(self) -> tuple[Photo, ...]:
        """The photos inside the body."""
        found = (piece for piece in self.pieces if piece.kind is PieceKind.PHOTO)
        return tuple(inline_photo(self.slug, order, piece) for order, piece in enumerate(found, 1))


def inline_photo(slug: str, order: int, piece: Piece) -> Photo:
    """The photo that a piece "caption | credit" names, the `order`-th of its story."""
    caption, _, credit = piece.text.partition(" | ")
    return Photo(f"{slug[:40]}-sisip-{order}", caption, credit or None)


def load(portals: Sequence[Portal], today: date, *, changed: bool = False) -> tuple[Story, ...]:
    """All stories, newest first, dated back from `today`.

    `changed` gives the one story that changes in its later form.
    """
    by_key = {portal.key: portal for portal in portals}
    stories = [_story(fields, by_key[fields["portal"]], today, changed) for fields in _written()]
    return tuple(sorted(stories, key=lambda story: story.published, reverse=True))


@cache
def _written() -> tuple[Mapping[str, Any], ...]:
    files = sorted(STORIES.glob("*.toml"))
    return tuple(
        fields
        for file in files
        for fields in tomllib.loads(file.read_text(encoding="utf-8"))["story"]
    )


def _story(fields: Mapping[str, Any], portal: Portal, today: date, changed: bool) -> Story:
    day = today - timedelta(days=fields["days_ago"])
    written = {
        name: _dated(value, day)
        for name, value in fields.items()
        if name not in {"changed", "days_ago", "clock"}
    }
    later = fields.get("changed", {}) if changed else {}
    body = "\n\n".join([written.pop("body"), *([_dated(later["added"], day)] if later else [])])
    headline = written.pop("headline")
    slug = slugify(headline)
    photos = tuple(
        Photo(f"{slug[:40]}-{n}", *photo) for n, photo in enumerate(written.pop("photos", []), 1)
    )
    return Story(
        slug=slug,
        generation=Generation(written.pop("generation")),
        published=datetime.combine(day, time.fromisoformat(fields["clock"]), portal.zone.tzinfo),
        headline=later.get("headline", headline),
        pieces=tuple(_pieces(body)),
        photos=photos,
        paging=Paging(written.pop("paging", Paging.ALL)),
        reporters=tuple(written.pop("reporters", ())),
        tags=tuple(written.pop("tags", ())),
        **written,
    )


def _dated(value: Any, day: date) -> Any:
    """`value` with every `{hari±N}` replaced by its day; an empty photo becomes None."""
    if isinstance(value, str):
        return re.sub(
            r"\{hari([+-]\d+)?\}",
            lambda found: short_date(day + timedelta(days=int(found[1] or 0))),
            value,
        )
    if isinstance(value, list):
        return [_dated(item, day) or None for item in value]
    return value


def _pieces(body: str) -> list[Piece]:
    lines = [line for chunk in re.split(r"\n\s*\n", body.strip()) for line in _lines(chunk)]
    return [_piece(line) for line in lines]


def _lines(chunk: str) -> list[str]:
    """The pieces of a chunk: one, or for a list one a line."""
    lines = chunk.strip().splitlines()
    return lines if chunk.lstrip().startswith("- ") else [" ".join(line.strip() for line in lines)]


def _piece(line: str) -> Piece:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return Piece(kind, line[len(mark) :].strip())
    return Piece(PieceKind.PARAGRAPH, line)
