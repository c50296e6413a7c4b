"""Suara.com's regional hosts: a ten-second summary above the text, another article below it."""

from html import escape

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, paragraphs, script, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, instant, told
from scripts.sample.printed import naive, wib

PAGE = """
<div class="article-header"><div class="article-image"><h1>{headline}</h1></div>
<div class="author-trigger"><a href="#">{reporter}</a></div>
<div class="date-article">{jumat}, {at.day} {month} {at:%Y | %H:%M} WIB</div></div>
<figure class="image-main"><img src="{image}"/><figcaption>{caption}</figcaption></figure>
<div class="ten-second"><span>Baca 10 detik</span><ul>\
<li>{headline} dalam satu kalimat.</li></ul></div>
<article class="article-content">{text}</article>
<div class="wrap-pagination">{pager}</div><div class="article-tags">{tags}</div>
<div id="next-article"><h2>{next}</h2><article class="article-content">{next_text}</article></div>
"""
BACA = '<div class="baca-juga"><strong>Baca Juga:</strong><a href="{url}">{headline}</a></div>'


def tell(facts: Facts, portal: Portal) -> Article:
    """Only the reporter is named; the clock is Jakarta's."""
    at = wib(facts.published)
    path, credit = f"/read/{at:%Y/%m/%d/%H%M%S}/{facts.slug}", f"Suara.com/{facts.photographer}"
    return told(
        facts,
        portal,
        path,
        dateline=("Suara.com", " - "),
        roles=[Role.REPORTER],
        credit=credit,
        at=at,
    )


def page(view: View) -> str:
    """One page of an article."""
    story, following, at = view.truth, view.related[-1], instant(view.truth)
    layer = [
        {
            "articleDate": naive(at),
            "articleTotalPages": story.parts,
            "articleContentId": str(view.facts.number),
        }
    ]
    head = json_ld(
        story, published=at.isoformat(), author={"@type": "Person", "name": view.facts.reporter}
    )
    body = view.fill(
        PAGE,
        text=woven(
            paragraphs(view.shown, story.dateline),
            {
                1: '<div id="div-ad-1" class="placeholder_belt"></div>',
                2: links(view.related[:1], BACA),
            },
        ),
        next=escape(following.headline),
        next_text="".join(paragraphs(following.body)),
    )
    return document(story, head + script(layer, "dataLayer = ", ";"), body, site="Suara.com")


SHAPE = Shape(
    told=tell,
    page=page,
    parted=Parted("?page={n}", "?page=all"),
    card=(
        '<div class="article-kanal-item"><h3><a href="{url}">{headline}</a></h3>'
        "<span>{clock}</span></div>"
    ),
)
POSTS = (Post("suara-jabar", SHAPE), Post("suara-bali", SHAPE))
