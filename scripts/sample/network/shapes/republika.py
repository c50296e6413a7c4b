"""Republika's desks: `Rep:` and `Red:` in one line, and JSON-LD that names the latter.

Paragraphs are never closed, and another article follows below.
"""

from html import escape

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, marked, paragraphs
from scripts.sample.network.shape import Post, Shape, View, instant, told

PAGE = """
<div class="max-card__title"><h1>{headline}</h1>\
<a href="#">Rep: {reporter}</a>/ <a href="#">Red: {editor}</a></div>
<div class="date date-item__headline">{weekday}   {at:%d} {english} {at:%Y  %H:%M} WIB</div>
<figure><img src="{image}"/><figcaption>{caption}</figcaption></figure>
<div class="article-content">\
<article>{text}{related}<p>Ikuti Whatsapp Channel Republika<p class="b2"></article></div>
<div class="tags">{tags}</div>
<div id="next-article"><h2>{next}</h2><div class="article-content">\
<article>{next_text}</article></div></div>
"""
PICKED = '<div class="picked-article"><h3>Baca Juga</h3><a href="{url}">{headline}</a></div>'


def tell(facts: Facts, portal: Portal) -> Article:
    """Reporter and editor; two hyphens after the dateline."""
    path, opening = (
        f"/berita/sy{facts.number:02}g3512/{facts.slug}",
        (f"REPUBLIKA.CO.ID, {facts.regency.upper()}", " -- "),
    )
    return told(facts, portal, path, dateline=opening, credit=f"Republika/{facts.photographer}")


def page(view: View) -> str:
    """The page of an article."""
    story, following = view.truth, view.related[-1]
    body = view.fill(
        PAGE,
        text="".join(f"<p>{marked(block.text, story.dateline)}" for block in story.body),
        related=links(view.related[:1], PICKED),
        next=escape(following.headline),
        next_text="".join(paragraphs(following.body)),
    )
    head = json_ld(
        story,
        published=instant(story).isoformat(),
        author={"@type": "Person", "name": view.facts.editor},
    )
    return document(story, head, body, site="Republika Online")


SHAPE = Shape(told=tell, page=page)
POSTS = (
    Post("republika-rejabar", SHAPE, shuts_out=("Scrapy", "news-please", "GPTBot")),
    Post("republika-rejogja", SHAPE),
)
"""The real robots.txt shuts Scrapy out: one portal does so too, the other lets it in."""
