"""MNC: Okezone and SINDOnews.

Okezone has a constant of 2014 as date and a JSON-LD date without zone; SINDOnews has text between
line breaks, and parts as `/5`.
"""

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, json_ld, links, marked, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, instant, told

OKEZONE = f"""
<div class="title-article"><h1>{{headline}}</h1></div>
<div class="journalist"><a href="#">{{reporter}}</a>\
<span>, Jurnalis-{{jumat}}, {{at.day}} {{month}} {{at:%Y |%H:%M}} WIB</span></div>
{FIGURE}
<div class="c-detail read">{{text}}<div class="box-gnews">\
<p>Telusuri berita news lainnya</p></div></div>
<div class="paging">{{pager}}</div><div id="tag"><div class="box-tag">{{tags}}</div></div>
"""
CONSTANT = '<meta itemprop="datePublished" content="2014-05-12T12:00:00+07:00"/>'
SINDONEWS = f"""
<h1 class="detail-title">{{headline}}</h1>
<div class="detail-nama-redaksi"><a rel="author" href="#">{{reporter}}</a></div>
<div class="detail-date-artikel">{{jumat}}, {{at.day}} {{month}} {{at:%Y - %H:%M}} WIB</div>
{FIGURE}
<div id="detail-desc" itemprop="articleBody">{{text}}</div>
<div class="pagination">{{pager}}</div><div class="detail-tag">{{tags}}</div>
"""
BACA = '<div id="baca-juga">Baca Juga: <a href="{url}">{headline}</a></div>'
BACA_INLINE = (
    '<div class="baca-inline"><span>Baca Juga:</span> <a href="{url}">{headline}</a></div>'
)


def tell_okezone(facts: Facts, portal: Portal) -> Article:
    """The journalist; the dateline is only the place."""
    path = f"/read/{facts.published:%Y/%m/%d}/340/{3_147_000 + facts.number}/{facts.slug}"
    opening, signature = (facts.regency.upper(), " - "), f"({facts.initials[1]})"
    credit = f"Okezone/{facts.photographer}"
    return told(
        facts,
        portal,
        path,
        dateline=opening,
        roles=[Role.REPORTER],
        credit=credit,
        signature=signature,
    )


def page_okezone(view: View) -> str:
    """One page of an article of 2025."""
    person = {"@type": "Person", "name": view.facts.reporter}
    head = CONSTANT + json_ld(
        view.truth, published=f"{instant(view.truth):%Y-%m-%dT%H:%M:%S}", author=person
    )
    intruders = {1: '<div class="box-ads-konten"></div>', 2: links(view.related[:1], BACA)}
    signed = view.fill("<p><strong>{signature}</strong></p>") if view.is_last else ""
    text = woven(paragraphs(view.shown, view.truth.dateline), intruders) + signed
    return document(view.truth, head, view.fill(OKEZONE, text=text), site="okezone")


def tell_sindonews(facts: Facts, portal: Portal) -> Article:
    """The reporter; the slug ends with the instant."""
    path = f"/read/{888_000 + facts.number}/174/{facts.slug}-{int(facts.published.timestamp())}"
    opening, signature = (facts.regency.upper(), " - "), f"({facts.initials[1]})"
    credit = f"SINDOnews/{facts.photographer}"
    return told(
        facts,
        portal,
        path,
        dateline=opening,
        roles=[Role.REPORTER],
        credit=credit,
        signature=signature,
    )


def page_sindonews(view: View) -> str:
    """One page of an article; only the first has JSON-LD."""
    person = {"@type": "Person", "name": view.facts.reporter}
    head = (
        json_ld(view.truth, published=instant(view.truth).isoformat(), author=person)
        if view.is_first
        else ""
    )
    lines = [marked(block.text, view.truth.dateline, "b") for block in view.shown]
    lines[1] += links(view.related[:1], BACA_INLINE)
    text = "<br><br>".join([*lines, view.truth.signature or ""] if view.is_last else lines)
    return document(view.truth, head, view.fill(SINDONEWS, text=text), site="SINDOnews Daerah")


POSTS = (
    Post(
        "okezone",
        Shape(told=tell_okezone, page=page_okezone, parted=Parted("?page={n}", "?page=all")),
    ),
    Post(
        "sindonews-daerah",
        Shape(
            told=tell_sindonews,
            page=page_sindonews,
            parted=Parted("/{skip}", "?showpage=all", step=5),
        ),
    ),
)
