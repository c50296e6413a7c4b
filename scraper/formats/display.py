"""How values are shown: JSON objects for programs, tables and lines for people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.model import Article, Hit, Refusal
from scraper.model.diff import Line, Mark
from scraper.portals import Portal

MARKED: Final = re.compile("\ue000([^\ue000\ue001]*+)\ue001")
"""Found words in a hit's snippet (see `model.Hit`)."""

PIPED_WIDTH: Final = 500
"""Columns of output that is no terminal: wide enough that a URL stays on one line."""

_MARKED_WORDS: Final = {
    Mark.KEPT: ("", "", "not dim"),
    Mark.TAKEN_OUT: ("[-", "-]", "not dim red"),
    Mark.PUT_IN: ("{+", "+}", "not dim green"),
}

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable_text(text: str) -> str:
    """Text that is safe on a terminal: control characters and direction overrides of a hostile page taken out."""
    return _CONTROL.sub("", text)


def article_json(article: Article) -> dict[str, Any]:
    """The JSON object that `kliping extract` prints; the keys are a promise to scripts."""
    return {
        "headline": article.headline,
        "kicker": article.kicker,
        "section": article.section,
        "standfirst": article.standfirst,
        "dateline": article.dateline,
        "bylines": [
            {"name": b.name, "role": b.role.value, "label": b.label} for b in article.bylines
        ],
        "published": _iso(article.published_at),
        "published_raw": article.published_raw,
        "modified": _iso(article.modified_at),
        "images": [
            {"caption": i.caption, "credit": i.credit, "placement": i.placement.value, "url": i.url}
            for i in article.images
        ],
        "body": [{"kind": block.kind.value, "text": block.text} for block in article.body],
        "tags": list(article.tags),
        "signature": article.signature,
        "source": article.source,
        "parts": article.parts,
        "parts_found": article.parts_found,
        "url": article.url,
        "portal": article.portal,
        "evidence": {
            name.removesuffix("_at"): {"reader": e.reader, "raw": e.raw, "note": e.note}
            for name, e in article.evidence.items()
        },
    }


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """The JSON object for a page that is no article."""
    return {"refusal": refusal.reason.value, "detail": refusal.detail}


def hit_json(hit: Hit) -> dict[str, Any]:
    """One search hit; found words stand in [brackets]."""
    return {
        "url": hit.url,
        "headline": hit.headline,
        "portal": hit.portal,
        "published_at": hit.published_at,
        "snippet": MARKED.sub(r"[\1]", hit.snippet),
        "rank": hit.rank,
    }


def portal_json(portal: Portal) -> dict[str, Any]:
    """One portal's declaration, for programs."""
    return {
        "slug": portal.slug,
        "name": portal.name,
        "network": portal.network.slug,
        "platform": portal.network.platform,
        "province": portal.province.title if portal.province else None,
        "zone": portal.zone.name,
        "hosts": list(portal.hosts),
        "verified": portal.verified,
        "evidence": list(portal.network.evidence),
        "refusal": portal.network.crawl_policy.refusal,
        "note": portal.network.crawl_policy.note,
    }


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table for a terminal; every cell is plain text, never markup."""
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(printable_text("" if cell is None else str(cell))) for cell in row))
    return drawn


def hit_text(hit: Hit) -> Text:
    """One search hit as three lines: headline, portal and time, snippet; the found words reversed."""
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
    """An article as a person reads it: kicker, headline, byline, time, photos, body, tags."""
    lines: list[tuple[str, str]] = []
    if article.kicker:
        lines.append((article.kicker, "dim"))
    lines.append((article.headline, "bold"))
    if article.standfirst:
        lines.append((article.standfirst, "italic"))
    names = " | ".join(f"{b.label or b.role.value.capitalize()}: {b.name}" for b in article.bylines)
    lines.append(
        (
            " · ".join(
                filter(None, (names, _iso(article.published_at), article.portal, article.url))
            ),
            "dim",
        )
    )
    lines += [
        (f"[photo] {image.caption or ''}" + (f" ({image.credit})" if image.credit else ""), "dim")
        for image in article.images
    ]
    marks: Mapping[str, str] = {"subhead": "## ", "item": "- ", "quote": "> "}
    lines += [(marks.get(block.kind.value, "") + block.text, "") for block in article.body]
    if article.signature:
        lines.append((article.signature, ""))
    if article.parts_found < article.parts:
        lines.append((f"incomplete: {article.parts_found} of {article.parts} parts", "bold red"))
    if article.tags:
        lines.append(("tags: " + ", ".join(article.tags), "dim"))
    if article.source:
        lines.append((f"source: {article.source}", "dim"))
    return Text("\n\n").join(Text(printable_text(text), style=style) for text, style in lines)


def difference_text(field: str, lines: Iterable[Line]) -> Text:
    """One field's changed paragraphs: words that went in [-brackets-], words that came in {+braces+}, coloured on a terminal.

    Paragraphs that stayed are left out.
    """
    shown = Text(f"  {field}:", style="dim")
    for line in lines:
        if all(piece.mark is Mark.KEPT for piece in line):
            continue
        shown.append("\n    ")
        for piece in line:
            before, after, style = _MARKED_WORDS[piece.mark]
            shown.append(f"{before}{printable_text(piece.text)}{after}", style=style)
    return shown


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader that has enough (`kliping … | head`) to the command: rich would end the process with 1."""
        raise BrokenPipeError


def console(*, stderr: bool = False) -> Console:
    """A console that wraps to the terminal and leaves piped output unwrapped."""
    made = _Console(stderr=stderr, highlight=False, soft_wrap=False)
    return made if made.is_terminal else _Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
