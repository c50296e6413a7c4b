"""IDN Times' regional hosts: English months, JSON-LD beside Jakarta's clock, no query allowed."""

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, json_ld, links, marked, woven
from scripts.sample.network.shape import Post, Shape, View, instant, told
from scripts.sample.printed import wib

PAGE = f"""
<h1 class="title-text">{{headline}}</h1>
<div class="author-name"><a href="/author/x">{{reporter}}</a></div>\
<time class="date">{{at.day}} {{english}} {{at:%Y, %H:%M}} WIB</time>
{FIGURE}
<article id="article-description">{{text}}</article>
<div class="tags">{{tags}}</div>
"""
BACA = '<p class="article-text"><strong>Baca Juga: <a href="{url}">{headline}</a></strong></p>'


def tell(facts: Facts, portal: Portal) -> Article:
    """The reporter; place and brand as dateline."""
    path, opening = (
        f"/news/{portal.key}/{facts.slug}-00-{facts.number:05}-fghijk",
        (f"{facts.regency}, IDN Times", " - "),
    )
    at, credit = wib(facts.published), f"IDN Times/{facts.photographer}"
    return told(facts, portal, path, dateline=opening, roles=[Role.REPORTER], credit=credit, at=at)


def page(view: View) -> str:
    """The page of an article."""
    lines = [
        f'<p class="article-text">{marked(block.text, view.truth.dateline)}</p>'
        for block in view.shown
    ]
    head = json_ld(
        view.truth,
        published=instant(view.truth).isoformat(),
        author={"@type": "Person", "name": view.facts.reporter},
    )
    body = view.fill(PAGE, text=woven(lines, {2: links(view.related[:1], BACA)}))
    return document(view.truth, head, body, site="IDN Times")


SHAPE = Shape(told=tell, page=page)
POSTS = (Post("idntimes-jateng", SHAPE), Post("idntimes-bali", SHAPE))
