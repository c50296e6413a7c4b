"""detik's regional channel of 2023, and its layout of 2016.

The first has a dateline outside any paragraph and a false Z, the second bare text between line
breaks.
"""

from dataclasses import replace
from html import escape

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, marked, metas, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, instant, told

PAGE = """
<article class="detail"><h1 class="detail__title">{headline}</h1>
<div class="detail__author">{reporter} - <span class="detail__label">detikJateng</span></div>
<div class="detail__date">{weekday}, {at:%d} {short} {at:%Y %H:%M} WIB</div>
<div class="detail__media"><figure class="detail__media-image"><img src="{image}"/>
<figcaption class="detail__media-caption">{bare_caption} (Foto: {credit})</figcaption></figure>\
</div>
<div class="detail__body"><div class="detail__body-text itp_bodycontent">{text}</div></div>
<div class="detail__anchor">{numbers}</div><div class="detail__body-tag">{tags}</div></article>
"""
PAGE_2016 = """
<div class="jdl"><div class="date">{weekday} {at:%d} {short} {at:%Y, %H:%M} WIB</div>\
<h1>{headline}</h1>
<div class="author">{reporter} - <strong>detikNews</strong></div></div>
<div class="pic_artikel"><img src="{image}"/><span>{caption}</span></div>
<div class="detail_text">{text}{related}<br><strong>{signature}</strong></div>
"""
AD = """<div class="parallaxindetail"><p class="para_caption">ADVERTISEMENT</p>
<p class="para_caption">SCROLL TO CONTINUE WITH CONTENT</p></div>"""
BACA = (
    '<table class="linksisip"><tr><td><div class="lihatjg">Baca juga: <a href="{url}">{headline}'
    "</a></div></td></tr></table>"
)
BACA_2016 = '<div id="bacajugabox"><b>Baca juga:</b> <a href="{url}">{headline}</a></div>'
END = """<p>Simak Video "<b>Warga Bergotong Royong</b>"</p>\
<a class="embed video20detik" href="#">[Gambas:Video 20detik]</a>
<br><br><strong>{signature}</strong>"""
CARD = """<article class="list-content__item"><h3 class="media__title">\
<a href="{url}">{headline}</a></h3>
<div class="media__date"><span title="{clock}">baru saja</span></div></article>"""


def tell(facts: Facts, portal: Portal) -> Article:
    """Only the reporter is named; the editor is a code in the signature."""
    path, credit = (
        f"/jateng/berita/d-{7_900_000 + facts.number}/{facts.slug}",
        f"{facts.photographer}/detikJateng",
    )
    signature = "({}/{})".format(*facts.initials)
    return told(
        facts,
        portal,
        path,
        dateline=(facts.regency, " - "),
        roles=[Role.REPORTER],
        credit=credit,
        signature=signature,
    )


def page(view: View) -> str:
    """One page of an article, as of 2023."""
    story, at = view.truth, instant(view.truth)
    claims = {
        "dtk:author": view.facts.reporter,
        "dtk:publishdate": f"{at:%Y/%m/%d %H:%M:%S}",
        "dtk:publishdateunix": str(int(at.timestamp() * 1000)),
        "pubdate": f"{at:%Y-%m-%dT%H-%M-%SZ}",
        "keywords": ",".join(story.tags),
    }
    head = metas(claims) + json_ld(
        story, published=at.isoformat(), author={"@type": "Person", "name": view.facts.reporter}
    )
    numbers = view.pager('<a class="detail__anchor-numb" href="{url}">{n}</a>')
    return document(
        story, head, view.fill(PAGE, text=_text(view), numbers=numbers), site="detikcom"
    )


def _text(view: View) -> str:
    lines, place = paragraphs(view.shown), view.truth.dateline or ""
    opening = ""
    if view.is_first:
        bare = view.truth.body[0].text.removeprefix(f"{place} - ")
        opening, lines[0] = (
            f"<strong>{escape(place)}</strong> - ",
            f"<p>{escape(bare, quote=False)}</p>",
        )
    text = opening + woven(lines, {1: AD, 2: links(view.related[:1], BACA)})
    return text + view.fill(END) if view.is_last else text


def tell_2016(facts: Facts, portal: Portal) -> Article:
    """As of 2016."""
    return replace(
        tell(facts, portal),
        url=f"{portal.base}/berita/{3_136_000 + facts.number}/{facts.slug}",
        tags=(),
    )


def page_2016(view: View) -> str:
    """The page of an article, as of 2016: no paragraph element at all."""
    text = "<br><br>\n".join(marked(block.text, view.truth.dateline) for block in view.truth.body)
    body = view.fill(PAGE_2016, text=text, related=links(view.related[:1], BACA_2016))
    return document(view.truth, metas({"author": view.facts.reporter}), body, site="detikcom")


SHAPE = Shape(told=tell, page=page, parted=Parted("/{n}", "?single=1"), card=CARD)
POSTS = (Post("detik", SHAPE), Post("detik", Shape(told=tell_2016, page=page_2016, card=CARD)))
