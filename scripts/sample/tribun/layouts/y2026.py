"""The layout of 2024 to 2026: dataLayer and the whole text in a script, a summary box, the next article's text below the first.

Put together from what public scrapers say of it; no page of it was saved. That its summary is printed is known from a text dump, how it
is marked up is not: the element here is a guess.
"""

import json
from html import escape
from typing import Any, Final

from scripts.sample.tribun.articles import Piece, PieceKind
from scripts.sample.tribun.layouts import frame, text
from scripts.sample.tribun.layouts.frame import View
from scripts.sample.tribun.layouts.y2020 import crumbs

MANNER: Final = text.Manner(
    related='<p class="baca">Baca juga: <strong>{link}</strong></p>',
    subhead="<h3>{text}</h3>",
    hard_spaces=True,
)
BODY_CLASSES: Final = "side-article txt-article multi-fontsize editcontent"


def render(view: View) -> str:
    """One page of an article."""
    story = view.story
    below = (
        _page_count(view)
        + frame.paging(view)
        + frame.tags(view, "h5", "tagcload3 tagcloud3")
        + frame.bylines(view, "f12 grey mb15", named=True)
    )
    standfirst = f'<h4 class="lead f18 mb10">{escape(story.standfirst)}</h4>' if story.standfirst else ""
    article = (
        f'<div class="pos_rel" id="article" >\n{frame.kicker(view, "h2")}\n{frame.headline(story)}\n{standfirst}\n'
        f'<div class="grey bdr3 pb10 pt10"><time>{frame.clock(story)}</time></div>\n'
        f'<div id="article_con" class="fl pt20 pos_rel">\n<div id="artimg">{frame.lead_photo(view, light_box=True)}</div>\n'
        f"{frame.body_box(_summary(view) + text.body(view, MANNER) + _promotion(), BODY_CLASSES)}\n"
        f'<div class="side-article mb5">{below}{frame.related(view, "Berita Terkait")}</div>\n{_next_article(view)}\n</div>\n</div>'
    )
    graph = {"@graph": [frame.metadata(view), {"@type": "WebPage", "url": view.url, "name": story.headline}]}
    extra = _scripts(view) + frame.json_script(graph)
    return frame.document(view, frame.head(view, "news_keywords", extra), crumbs(view), article)


def _own_text(view: View) -> list[str]:
    return [piece.text for piece in view.story.pieces if piece.kind.block]


def _page_count(view: View) -> str:
    count = len(view.story.pages)
    return f'<span class="total-page">Halaman {view.part or 1}/{count}</span>' if count > 1 else ""


def _summary(view: View) -> str:
    points = "".join(f"<li>{escape(sentence)}</li>" for sentence in _own_text(view)[1:3])
    return f'<blockquote class="summary-article"><strong>Ringkasan Berita:</strong><ul>{points}</ul></blockquote>\n'


def _promotion() -> str:
    return f'\n<p><strong>{text.PROMO}</strong></p>\n<div class="ads-placeholder">ADVERTISEMENT</div>'


def _next_article(view: View) -> str:
    story = view.following
    paragraphs = [f"<p>{escape(piece.text)}</p>" for piece in story.pieces if piece.kind is PieceKind.PARAGRAPH]
    opening = "\n".join(paragraphs[:3])
    banner = f'<span>Artikel Selanjutnya</span><h2 class="f18">{frame.link(view.portal, story)}</h2>'
    return f'<div id="next-article" class="next-article">{banner}{frame.body_box(opening, BODY_CLASSES)}</div>'


def _scripts(view: View) -> str:
    """The dataLayer, with a clock that has no zone, and the text of all pages in one line."""
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
    flat = escape(" ".join(_flat(piece) for piece in story.pieces if piece.kind.block or piece.kind is PieceKind.RELATED))
    return f"<script>dataLayer = [{_js(layer)}];</script>\n<script>var keywordBrandSafety = {_js(flat)};</script>\n"


def _flat(piece: Piece) -> str:
    return f"Baca juga: {piece.text}" if piece.kind is PieceKind.RELATED else piece.text


def _js(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
