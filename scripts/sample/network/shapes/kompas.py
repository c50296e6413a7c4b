"""Kompas.com of 2023: the editor and UTC in JSON-LD, roles in a pop-up, the text in a script."""

from html import escape

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, metas, paragraphs, script, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, told
from scripts.sample.printed import naive, utc, wib

PAGE = """
<h1 class="read__title">{headline}</h1>
<div class="read__header"><div class="read__time">Kompas.com - {at:%d/%m/%Y, %H:%M} WIB</div>
<div class="credit-title"><div class="credit-title-name"><h6>{reporter}, </h6></div>
<div class="credit-title-name"><h6>{editor}</h6></div><p>Tim Redaksi</p></div></div>
<div class="cover-photo"><div class="photo__wrap"><img src="{image}"/>\
<div class="photo__icon">Lihat Foto</div></div>
<div class="photo__caption">{bare_caption}<span class="photo__author">({credit})</span></div></div>
<div class="read__content">\
<div class="clearfix">{text}<div class="fb-quote">Bagikan kutipan ini</div></div></div>
<div class="paging paging--article"><div class="paging__wrap">{numbers}</div>\
<div class="paging__footnote">Halaman Selanjutnya</div></div>
<ul class="tag__article">{names}</ul>
<div class="aTerkait"><h2>Artikel Terkait</h2><ul>{related}</ul></div>
<div id="creditModal" class="modal" style="display:none">
<div class="credit-author"><div class="credit-author-title">\
<h6 class="credit-author-name">{reporter} </h6>
<h6 class="credit-author-position">Penulis<h6></div></div>
<div class="credit-author"><div class="credit-author-title">\
<h6 class="credit-author-name">{editor} </h6>
<h6 class="credit-author-position">Editor<h6></div></div></div>
"""
BACA = (
    '<p><strong>Baca juga: <a class="inner-link-baca-juga" href="{url}">{headline}</a></strong></p>'
)
VIDEO = (
    '<div class="video"><div class="kgnowGate">Tonton lewat KG Now</div></div>'
    '<span class="liftdown_v2_tanda"></span>'
)
LINK = '<div class="paging__item"><a class="paging__link" href="{url}">{n}</a></div>'
WHOLE = '<a class="paging__link paging__link--show" href="{url}?page=all#page2">Show All</a>'
TAG = (
    '<li class="tag__article__item"><a class="tag__article__link" href="javascript:void(0)"'
    ' data-url="/tag/{slug}">{name}</a></li>'
)


def tell(facts: Facts, portal: Portal) -> Article:
    """Reporter and editor by name; the clock is Jakarta's, in the regions too."""
    at = wib(facts.published)
    path, opening = (
        f"/read/{at:%Y/%m/%d}/{at:%H%M%S}{500 + facts.number}/{facts.slug}",
        f"{facts.regency.upper()}, KOMPAS.com",
    )
    return told(
        facts,
        portal,
        path,
        dateline=(opening, " - "),
        credit=f"KOMPAS.com/{facts.photographer.upper()}",
        at=at,
    )


def page(view: View) -> str:
    """One page of an article."""
    numbers = view.pager(LINK)
    body = view.fill(
        PAGE,
        text=woven(
            paragraphs(view.shown, view.truth.dateline),
            {1: '<span class="ads-on-body"></span>' + links(view.related[:1], BACA), 2: VIDEO},
        ),
        numbers=numbers + (WHOLE.format(url=view.truth.url) if numbers else ""),
        names=view.tags(TAG),
        related=links(view.related[1:]),
    )
    return document(view.truth, _head(view), body, site="KOMPAS.com")


def _head(view: View) -> str:
    story, facts = view.truth, view.facts
    claims = {
        "content_author": facts.reporter,
        "content_editor": facts.editor,
        "content_PublishedDate": naive(wib(facts.published)),
        "content_total_pages": str(story.parts),
        "content_tags": ",".join(story.tags),
        "author": "Kompas Cyber Media",
        "article:published_time": utc(facts.published),
    }
    author = {
        "@type": "Person",
        "name": facts.editor,
        "url": f"{view.portal.base}/author/1/{facts.reporter}",
    }
    whole_text = escape(" ".join(block.text for block in story.body))
    return (
        metas(claims)
        + json_ld(story, published=utc(facts.published), author=author)
        + script(whole_text, "var keywordBrandSafety = ", ";")
    )


SHAPE = Shape(
    told=tell,
    page=page,
    parted=Parted("?page={n}", "?page=all"),
    card=(
        '<div class="articleItem"><a class="article-link"'
        ' href="{url}"><h2>{headline}</h2></a><div>{clock}</div></div>'
    ),
)
POSTS = (Post("kompas-www", SHAPE), Post("kompas-makassar", SHAPE), Post("kompas-surabaya", SHAPE))
