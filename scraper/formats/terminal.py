"""Articles, hits, differences and tables as text for a terminal."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.formats.json_values import MARKED
from scraper.model import Article, BlockKind, Hit
from scraper.model.diff import DiffLine, DiffMark

PIPED_WIDTH: Final = 500
"""Columns of output that is not a terminal: wide enough to keep a URL on one line."""

_DIFFERENCE_STYLES: Final = {
    DiffMark.KEPT: ("", "", "not dim"),
    DiffMark.TAKEN_OUT: ("[-", "-]", "not dim red"),
    DiffMark.PUT_IN: ("{+", "+}", "not dim green"),
}
"""What is printed before and after a piece of text, and its style."""

_BLOCK_MARKS: Final[Mapping[BlockKind, str]] = {
    BlockKind.SUBHEAD: "## ",
    BlockKind.ITEM: "- ",
    BlockKind.QUOTE: "> ",
}

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable_text(text: str) -> str:
    """The text without the control characters and direction overrides of a hostile page."""
    return _CONTROL.sub("", text)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table for a terminal; every cell is plain text, never markup."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(printable_text("" if cell is None else str(cell))) for cell in row))
    return drawn


def hit_text(hit: Hit) -> Text:
    """One search hit as three lines: headline, portal and time, snippet; found words reversed."""
    shown = Text(end="")
    _append_marked(shown, hit.headline_marked, "bold")
    shown.append(
        f"\n  {hit.portal}  {hit.published_at or 'undated'}  {printable_text(hit.url)}\n  ",
        style="dim",
    )
    _append_marked(shown, " ".join(hit.snippet.split()), "")
    return shown


def _append_marked(shown: Text, marked: str, style: str) -> None:
    at = 0
    for found in MARKED.finditer(marked):
        shown.append(printable_text(marked[at : found.start()]), style=style)
        shown.append(printable_text(found[1]), style="bold reverse")
        at = found.end()
    shown.append(printable_text(marked[at:]), style=style)


def article_text(article: Article) -> Text:
    """An article for a person: kicker, headline, byline, time, photos, body, tags."""
    return Text("\n\n").join(
        Text(printable_text(text), style=style)
        for lines in (_head_lines(article), _body_lines(article), _foot_lines(article))
        for text, style in lines
    )


def _head_lines(article: Article) -> Iterator[tuple[str, str]]:
    """The lines above the body, each with its style."""
    if article.kicker:
        yield article.kicker, "dim"
    yield article.headline, "bold"
    if article.standfirst:
        yield article.standfirst, "italic"
    names = " | ".join(f"{b.label or b.role.value.capitalize()}: {b.name}" for b in article.bylines)
    published = article.published_at.isoformat() if article.published_at else None
    yield " · ".join(filter(None, (names, published, article.portal, article.url))), "dim"


def _body_lines(article: Article) -> Iterator[tuple[str, str]]:
    """Photos, body and signature."""
    for image in article.images:
        credit = f" ({image.credit})" if image.credit else ""
        yield f"[photo] {image.caption or ''}{credit}", "dim"
    for block in article.body:
        yield _BLOCK_MARKS.get(block.kind, "") + block.text, ""
    if article.signature:
        yield article.signature, ""


def _foot_lines(article: Article) -> Iterator[tuple[str, str]]:
    """What is missing, tags and source."""
    if article.parts_found < article.parts:
        yield f"incomplete: {article.parts_found} of {article.parts} parts", "bold red"
    if article.tags:
        yield "tags: " + ", ".join(article.tags), "dim"
    if article.source:
        yield f"source: {article.source}", "dim"


def difference_text(field: str, lines: Iterable[DiffLine]) -> Text:
    """One field's changed paragraphs: removed words in [-brackets-], added words in {+braces+}.

    They are coloured on a terminal. Unchanged paragraphs are left out.
    """
    shown = Text(f"  {field}:", style="dim")
    for line in lines:
        if all(piece.mark is DiffMark.KEPT for piece in line):
            continue
        shown.append("\n    ")
        for piece in line:
            before, after, style = _DIFFERENCE_STYLES[piece.mark]
            shown.append(f"{before}{printable_text(piece.text)}{after}", style=style)
    return shown


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the command end quietly when its reader has enough (`kliping … | head`).

        rich would end the process with exit code 1.
        """
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """A console that wraps to the terminal and leaves piped output unwrapped."""
    made = _Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else _Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)
