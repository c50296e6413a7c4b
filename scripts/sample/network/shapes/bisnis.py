"""Bisnis.com: the regional hosts of 2026, and www of 2017.

The latter prints reporter and editor apart, and a list of related news inside the text.
"""

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, links, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, told
from scripts.sample.printed import wib

PAGE = f"""
<h1 class="detailsTitleCaption">{{headline}}</h1>
<div class="detailsAttribute"><div class="authorName"><a href="#">{{reporter}}</a></div>
<div class="detailsAttributeDates">{{weekday}}, {{at.day}} {{month}} {{at:%Y | %H:%M}}</div></div>
{FIGURE}
<article class="detailsContent">{{text}}<p>Cek Berita dan Artikel yang lain di Google News</p>\
</article>
<div class="pagination">{{pager}}</div><div class="tags">{{tags}}</div>
"""
PAGE_2017 = """
<h1 class="title">{headline}</h1>
<div class="author">Oleh : {reporter}</div>\
<div class="date">{weekday}, {at.day} {month} {at:%Y %H:%M} WIB</div>
<figure><img src="{image}"/><figcaption>{caption}</figcaption></figure>
<div class="description"><div class="col-sm-10">{text}</div></div>
<div class="editor">Editor : {editor}</div><div class="tags">{tags}</div>
"""
BACA = '<div class="baca-juga-box"><span>Baca Juga</span><a href="{url}">{headline}</a></div>'


def tell(facts: Facts, portal: Portal, roles: tuple[Role, ...] = (Role.REPORTER,)) -> Article:
    """The reporter; brand and place as dateline."""
    at, opening = wib(facts.published), f"Bisnis.com, {facts.regency.upper()}"
    path = f"/read/{at:%Y%m%d}/536/{1_234_000 + facts.number}/{facts.slug}"
    return told(
        facts,
        portal,
        path,
        dateline=(opening, " - "),
        roles=roles,
        credit=f"Bisnis/{facts.photographer}",
        at=at,
    )


def page(view: View) -> str:
    """One page of an article of 2026."""
    text = woven(paragraphs(view.shown, view.truth.dateline), {2: links(view.related[:1], BACA)})
    return document(view.truth, "", view.fill(PAGE, text=text), site="Bisnis.com")


def tell_2017(facts: Facts, portal: Portal) -> Article:
    """Reporter and editor."""
    return tell(facts, portal, (Role.REPORTER, Role.EDITOR))


def page_2017(view: View) -> str:
    """The page of an article of 2017."""
    related = f'<ul class="list-news"><li>Baca Juga :</li>{links(view.related[:2])}</ul>'
    body = view.fill(
        PAGE_2017, text=woven(paragraphs(view.shown, view.truth.dateline), {3: related})
    )
    return document(view.truth, "", body, site="Bisnis.com")


POSTS = (
    Post("bisnis-semarang", Shape(told=tell, page=page, parted=Parted("?page={n}", "?page=all"))),
    Post("bisnis-www", Shape(told=tell_2017, page=page_2017)),
)
