"""What pages of 2024 to 2026 add: dataLayer and the whole text in scripts, a summary box.

The next article's text follows below the first. All this comes from public scrapers; no page of
those years was saved. A text dump shows that the summary is printed, but not how it is marked up:
the element here is a guess.
"""

import json
from html import escape
from typing import Any, Final

from scripts.sample.tribun.articles import Piece, PieceKind
from scripts.sample.tribun.layouts import frame, text
from scripts.sample.tribun.layouts.frame import View

BODY_CLASSES: Final = "side-article txt-article multi-fontsize editcontent"


def head_scripts(view: View) -> str:
    """The scripts of the head: the dataLayer, the text, and JSON-LD as one graph."""
    graph = {
        "@graph": [
            frame.metadata(view),
            {"@type": "WebPage", "url": view.url, "name": view.story.headline},
        ]
    }
    return _scripts(view) + frame.json_script(graph)


def _own_text(view: View) -> list[str]:
    return [piece.text for piece in view.story.pieces if piece.kind.block]


def page_count(view: View) -> str:
    """`Halaman 1/3`."""
    count = len(view.story.pages)
    return f'<span class="total-page">Halaman {view.part or 1}/{count}</span>' if count > 1 else ""


def summary(view: View) -> str:
    """The summary box above the text, in points."""
    points = "".join(f"<li>{escape(sentence)}</li>" for sentence in _own_text(view)[1:3])
    return (
        '<blockquote class="summary-article"><strong>Ringkasan'
        f" Berita:</strong><ul>{points}</ul></blockquote>\n"
    )


def promotion(_: View) -> str:
    """What follows the text inside its box."""
    return (
        f'\n<p><strong>{text.PROMO}</strong></p>\n<div class="ads-placeholder">ADVERTISEMENT</div>'
    )


def next_article(view: View) -> str:
    """The beginning of another article, in the same box as the text."""
    story = view.following
    paragraphs = [
        f"<p>{escape(piece.text)}</p>"
        for piece in story.pieces
        if piece.kind is PieceKind.PARAGRAPH
    ]
    opening = "\n".join(paragraphs[:3])
    banner = (
        f'<span>Artikel Selanjutnya</span><h2 class="f18">{frame.link(view.portal, story)}</h2>'
    )
    return (
        '<div id="next-article"'
        f' class="next-article">{banner}{frame.body_box(opening, BODY_CLASSES)}</div>'
    )


def _scripts(view: View) -> str:
    """The dataLayer, whose clock has no zone, and the text of all pages in one line."""
    story = view.story
    words = " ".join(_own_text(view)).split()
    layer: dict[str, Any] = {
        "penulis": ", ".join(story.reporters),
        "editor": story.editor or "",
        "publish_date": f"{story.published:%Y-%m-%d %H:%M:%S}",
        "idArticle": str(story.number),
        "article_length": str(len(words)),
        "source": story.source or view.portal.name,
        "kanal": story.section,
    }
    flat = escape(
        " ".join(
            _flat(piece)
            for piece in story.pieces
            if piece.kind.block or piece.kind is PieceKind.RELATED
        )
    )
    return (
        f"<script>dataLayer = [{_js(layer)}];</script>\n<script>var keywordBrandSafety ="
        f" {_js(flat)};</script>\n"
    )


def _flat(piece: Piece) -> str:
    return f"Baca juga: {piece.text}" if piece.kind is PieceKind.RELATED else piece.text


def _js(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
