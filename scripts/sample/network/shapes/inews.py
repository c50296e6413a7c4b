"""iNews' city portals: pages as `/2`, the whole as `/all`, the editor in the body's last line."""

from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, links, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, told
from scripts.sample.printed import wib

PAGE = f"""
<h1>{{headline}}</h1>
<div class="author">{{reporter}}</div>\
<div class="createdAt">{{weekday}}, {{at:%d}} {{month}} {{at:%Y - %H:%M:%S}} WIB</div>
{FIGURE}
<div class="content">{{text}}</div>
<div class="pagination">{{pager}}</div><div class="tags">{{tags}}</div>
"""
BACA = '<div class="baca-juga-box">Baca Juga: <a href="{url}">{headline}</a></div>'


def tell(facts: Facts, portal: Portal) -> Article:
    """Reporter above, editor below the text; the clock is Jakarta's."""
    path, opening = (
        f"/read/{183_000 + facts.number}/{facts.slug}",
        f"{facts.regency.upper()}, iNews.id",
    )
    return told(
        facts,
        portal,
        path,
        dateline=(opening, " - "),
        credit=f"iNews/{facts.photographer}",
        at=wib(facts.published),
    )


def page(view: View) -> str:
    """One page of an article."""
    text = woven(
        paragraphs(view.shown, view.truth.dateline),
        {1: '<div class="adsPlacement"></div>', 2: links(view.related[:1], BACA)},
    )
    signed = view.fill("<p>Editor : {editor}</p>") if view.is_last else ""
    return document(view.truth, "", view.fill(PAGE, text=text + signed), site="iNews.id")


SHAPE = Shape(told=tell, page=page, parted=Parted("/{n}", "/all"))
POSTS = (Post("inews-karawang", SHAPE), Post("inews-jayapura", SHAPE))
