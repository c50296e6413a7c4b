"""Jawa Pos of 2026: Radar hosts, whose article is in the JSON of an attribute, and www.

The markup of a Radar host has no text; www prints what its script holds.
"""

import json
from html import escape

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, links, paragraphs, woven
from scripts.sample.network.shape import Post, Shape, View, instant, told
from scripts.sample.printed import naive, wib

BACA = '<p><strong class="readmore">Baca Juga: <a href="{url}">{headline}</a></strong></p>'

WWW = f"""
<h1>{{headline}}</h1>
<div class="meta">\
<span>Penulis: {{reporter}}</span> <span>{{weekday}}, {{at.day}} {{month}} {{at:%Y | %H:%M}} \
WIB</span></div>
{FIGURE}
<div class="content">{{text}}</div><div class="meta">Editor: {{editor}}</div>"""


def tell(facts: Facts, portal: Portal) -> Article:
    """Reporter and editor; the id opens with the day."""
    at, outlet = wib(facts.published), portal.key.upper()
    path, signature = (
        f"/{facts.section.lower()}/{at:%y%m%d}{facts.number:04}/{facts.slug}",
        "({}/{})".format(*facts.initials),
    )
    return told(
        facts,
        portal,
        path,
        dateline=(outlet, " - "),
        credit=f"{facts.photographer}/Jawa Pos",
        signature=signature,
        at=at,
        tags=(),
    )


def page_radar(view: View) -> str:
    """The page of a Radar host: Laravel and Inertia."""
    article = _article(view, "date") | {"category": {"name": view.facts.section}}
    shown = {
        "component": "Article/Show",
        "props": {"article": article},
        "url": view.truth.url,
        "version": "1",
    }
    body = f'<div id="app" data-page="{escape(json.dumps(shown, ensure_ascii=False))}"></div>'
    return document(view.truth, "", body, site=view.site)


def page_www(view: View) -> str:
    """The page of www.jawapos.com: Next.js."""
    props = {"props": {"pageProps": {"article": _article(view, "published_at")}}}
    written = json.dumps(props, ensure_ascii=False).replace("<", "\\u003c")
    shown = view.fill(WWW, text=_text(view))
    return document(
        view.truth,
        "",
        f'{shown}<script id="__NEXT_DATA__" type="application/json">{written}</script>',
        site=view.site,
    )


def _article(view: View, clock: str) -> dict[str, object]:
    """What the JSON of both generations says of an article; the clock's name differs."""
    return {
        "title": view.truth.headline,
        "content": _text(view),
        clock: naive(instant(view.truth)),
        "authors": [{"name": view.facts.reporter}],
        "editor": {"name": view.facts.editor},
        "image": {"url": view.truth.images[0].url, "caption": view.fill("{caption}")},
    }


def _text(view: View) -> str:
    intruders = {2: links(view.related[:1], BACA), 5: '<p class="page">Halaman 2</p>'}
    return woven(paragraphs(view.shown, view.truth.dateline), intruders) + view.fill(
        "<p>{signature}</p>"
    )


POSTS = (
    Post("jawapos-radarmalang", Shape(told=tell, page=page_radar, feed_says_gmt=True)),
    Post("jawapos-www", Shape(told=tell, page=page_www, feed_says_gmt=True)),
)
