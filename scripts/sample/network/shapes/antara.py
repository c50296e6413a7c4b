"""ANTARA: the national theme of 2025, and a bureau's theme of 2017.

The bureau's text is bare between line breaks, with editor and copyright inside.
"""

from dataclasses import replace
from html import escape

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, links, metas, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, told
from scripts.sample.printed import wib

PAGE = """
<article class="wrap__article-detail"><div class="wrap__article-detail-title">\
<h1>{headline}</h1></div>
<div class="wrap__article-detail-info"><ul class="list-inline">
<li class="list-inline-item">\
<span class="text-dark">{at.day} {month} {at:%Y %H:%M} Wib</span></li></ul></div>
<div class="wrap__article-detail-image"><figure><img src="{image}"/>\
<figcaption>{caption}</figcaption></figure></div>
<div class="wrap__article-detail-content post-content">{text}
<p class="text-muted mt-2 small">Pewarta: {reporter}<br/>Editor: {editor}<br/>COPYRIGHT &copy; \
ANTARA {at:%Y}</p></div>
<ul class="pagination">{numbers}</ul><div class="tags">Tags: {tags}</div></article>
"""
PAGE_2017 = """
<div class="bjbrt" itemscope itemtype="https://schema.org/NewsArticle">\
<h1 class="title" itemprop="headline">{headline}</h1>
<div class="date">\
<time itemprop="datePublished" datetime="{stamp}">{weekday}, {at.day} {month} \
{at:%Y %H:%M %Z}</time> | 2.793 Views</div>
<div class="byline">Pewarta: <span itemprop="author">{reporter}</span></div>
<div class="bjimg"><img itemprop="image" src="{image}"/><div id="caption_news">{caption}</div></div>
<div id="content_news" itemprop="articleBody">{text}
<p class="mt10">Editor: <span itemprop="editor">{editor}</span></p>\
<p class="date">COPYRIGHT &copy; ANTARA {at:%Y}</p></div>
<div class="tags">Tag: {tags}</div></div>
"""
BACA = '<p class="baca-juga">Baca juga: <a href="{url}">{headline}</a></p>'
BACA_2017 = (
    '<br/><br/><span class="baca-juga"><b>Baca juga:</b> <a href="{url}">{headline}</a></span>'
)
CARD = (
    '<article class="simple-post"><header><h3><a href="{url}">{headline}</a></h3><p>'
    "<span>{clock}</span></p></header></article>"
)


def tell(facts: Facts, portal: Portal) -> Article:
    """Pewarta and editor, the credit as `ANTARA/Name`, Jakarta's clock."""
    path, dateline = (
        f"/berita/{540_000 + facts.number}/{facts.slug}",
        (f"{facts.regency} (ANTARA)", " - "),
    )
    return told(
        facts,
        portal,
        path,
        dateline=dateline,
        credit=f"ANTARA/{facts.photographer}",
        at=wib(facts.published),
    )


def page(view: View) -> str:
    """One page of an article in the national theme."""
    text = woven(paragraphs(view.shown), {2: links(view.related[:1], BACA)})
    body = view.fill(PAGE, text=text, numbers=view.pager('<li><a href="{url}">{n}</a></li>'))
    return document(
        view.truth,
        metas({"article:published_time": wib(view.facts.published).isoformat()}),
        body,
        site="Antara News",
    )


def tell_2017(facts: Facts, portal: Portal) -> Article:
    """The same on the bureau's own clock."""
    return replace(tell(facts, portal), published_at=facts.published)


def page_2017(view: View) -> str:
    """The page of an article in the bureaus' theme.

    Its microdata has Jakarta's clock, the printed clock is the region's.
    """
    lines = [escape(block.text, quote=False) for block in view.shown]
    lines[2] += links(view.related[:1], BACA_2017)
    body = view.fill(
        PAGE_2017, text="<br/><br/>\n".join(lines), stamp=wib(view.facts.published).isoformat()
    )
    return document(
        view.truth, metas({"keywords": ", ".join(view.truth.tags)}), body, site="ANTARA News"
    )


SHAPE = Shape(told=tell, page=page, parted=Parted("?page={n}", "?page=all"), card=CARD)
SHAPE_2017 = Shape(told=tell_2017, page=page_2017, card=CARD)
POSTS = (
    Post("antara-www", SHAPE),
    Post("antara-jabar", SHAPE),
    Post("antara-kalteng", SHAPE_2017),
    Post("antara-ambon", SHAPE_2017),
)
