"""Promedia: Pikiran Rakyat, the partners, the Radar hosts of 2023 to 2026.

The meta author is the site; a slash opens the credit.
"""

from collections.abc import Callable

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, metas, paragraphs, script, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, instant, told
from scripts.sample.printed import naive, wib

PAGE = """
<h1 class="read__title">{headline}</h1>
<div class="read__info"><div class="read__info__author"><a href="#">{reporter}</a></div>
<div class="read__info__date">- {weekday}, {at.day} {month} {at:%Y | %H:%M} WIB</div></div>
<div class="photo"><div class="photo__img"><img src="{image}"/></div>\
<div class="photo__caption">{bare_caption} /{credit}</div></div>
<div class="read__article"><article class="read__content">{text}</article></div>
<span class="read_contributor">Editor: {editor}</span>
<div class="paging paging--article">{numbers}</div>
<ul class="tag__list">{names}</ul>
<section class="latest"><div class="latest__item">{latest}</div></section>
"""
BACA = '<p><strong class="read__others">Baca Juga: <a href="{url}">{headline}</a></strong></p>'
TITLE = '<h2 class="latest__title"><a href="{url}">{headline}</a></h2>'


def _teller(prefix: str, outlet: str) -> Callable[[Facts, Portal], Article]:
    def tell(facts: Facts, portal: Portal) -> Article:
        path = f"/{facts.section.lower()}/{prefix}{808_000 + facts.number}/{facts.slug}"
        at, opening = wib(facts.published), (outlet, " - ")
        return told(
            facts, portal, path, dateline=opening, credit=facts.photographer, signature="***", at=at
        )

    return tell


def page(view: View) -> str:
    """One page of an article."""
    story, (reporter, editor), at = view.truth, view.names, instant(view.truth)
    site = view.site
    claims = {
        "author": site,
        "dable:author": reporter,
        "content_PublishedDate": naive(at),
        "article:published_time": at.isoformat(),
    }
    layer = [
        {
            "penulis": reporter,
            "editor": editor,
            "published_date": naive(at),
            "source": "",
            "tag": ", ".join(story.tags),
        }
    ]
    person, outlet = {"@type": "Person", "name": reporter}, {"@type": "Organization", "name": site}
    claimed = json_ld(
        story, published=f"{at:%Y-%m-%dT%H:%M:%S}+0700", author=person, publisher=outlet
    )
    text = woven(
        paragraphs(view.shown, story.dateline),
        {1: '<div class="ads ads__under__image"></div>', 2: links(view.related[:1], BACA)},
    )
    body = view.fill(
        PAGE,
        text=text + (f"<p>{story.signature}</p>" if view.is_last else ""),
        numbers=view.pager('<a class="paging__link" href="{url}">{n}</a>'),
        names=view.tags('<li><a href="/tag/{slug}">{name}</a></li>'),
        latest=links(view.related[1:], TITLE),
    )
    return document(
        story, metas(claims) + claimed + script(layer, "dataLayer = ", ";"), body, site=site
    )


def _shape(prefix: str, outlet: str) -> Shape:
    """The layout with a site's own numbers (`prefix` names the site in them) and dateline."""
    card = f'<div class="latest__item">{TITLE}<date class="latest__date">{{clock}}</date></div>'
    return Shape(
        told=_teller(prefix, outlet), page=page, parted=Parted("?page={n}", "?page=all"), card=card
    )


POSTS = (
    Post("prmn-bogor", _shape("pr-018", "PIKIRAN RAKYAT")),
    Post("prmn-portalmaluku", _shape("pr-085", "PORTAL MALUKU")),
    Post("promedia-krjogja-com", _shape("1246", "KRJOGJA.com")),
    Post("promedia-ayocirebon-com", _shape("pr-946", "AYOCIREBON.COM")),
    Post("jawapos-radarsolo", _shape("2609", "RADARSOLO.COM")),
)
