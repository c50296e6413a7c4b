"""Disway: pages are numbered in lines (`/15`, `/30`), no byline, promotions inside the body."""

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, links, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, told
from scripts.sample.printed import wib

PAGE = f"""
<h1 class="text-black">{{headline}}</h1>
<span class="date">{{weekday}} {{at:%d-%m-%Y, %H:%M}} WIB</span>
{FIGURE}
<div class="post text-black-1">{{text}}<p>Cek Berita dan Artikel lainnya di Google News</p></div>
<ul class="pagination">{{numbers}}</ul><ul class="list-inline">{{names}}</ul>
"""
BACA = '<p><strong>BACA JUGA: <a href="{url}">{headline}</a></strong></p>'


def tell(facts: Facts, portal: Portal) -> Article:
    """No byline, the clock is Jakarta's."""
    path, outlet = (
        f"/read/{658_000 + facts.number}/{facts.slug}",
        f"{facts.regency.upper()}, {portal.key.upper()}.DISWAY.ID",
    )
    at = wib(facts.published)
    return told(
        facts,
        portal,
        path,
        dateline=(outlet, " - "),
        roles=[],
        credit=facts.photographer,
        at=at,
        signature="(*)",
    )


def page(view: View) -> str:
    """One page of an article."""
    lines = paragraphs(view.shown, view.truth.dateline)
    if view.is_last:
        lines[-1] = lines[-1].removesuffix("</p>") + f" {view.truth.signature}</p>"
    body = view.fill(
        PAGE,
        text=woven(lines, {1: '<div class="ads-slot"></div>', 2: links(view.related[:1], BACA)}),
        numbers=view.pager('<li><a href="{url}" data-ci-pagination-page="{n}">{n}</a></li>'),
        names=view.tags('<li><a href="/listtag/12/{slug}">{name}</a></li>'),
    )
    return document(view.truth, "", body, site=view.site)


SHAPE = Shape(
    told=tell,
    page=page,
    parted=Parted("/{skip}", step=15),
    card='<h2 class="media-heading"><a href="{url}">{headline}</a></h2>',
)
POSTS = (Post("disway-radartegal", SHAPE), Post("disway-radarlampung", SHAPE))
