"""Tempo, CNN Indonesia and kumparan: a dotted clock, the brand as author, data attributes."""

from html import escape

from scraper.model import Article, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, json_ld, links, metas, paragraphs, woven
from scripts.sample.network.shape import Parted, Post, Shape, View, instant, told
from scripts.sample.printed import utc

TEMPO = f"""
<h1>{{headline}}</h1>
<div class="penulis"><a href="#">{{reporter}}</a></div>\
<p>{{at.day}} {{month}} {{at:%Y | %H.%M}} WIB</p>
{FIGURE}
<div id="content-wrapper">{{text}}</div>
<div class="tags">{{tags}}</div>
"""
CNN = f"""
<h1 class="leading-normal">{{headline}}</h1>
<div class="text-cnn_black_light3"><span>CNN Indonesia</span></div>
<div class="text-cnn_grey text-sm mb-4">{{weekday}}, {{at:%d}} {{short}} {{at:%Y %H:%M}} WIB</div>
{FIGURE}
<div class="detail-text">{{text}}</div>
<div class="flex">{{pager}}</div><aside><div class="title-box">TOPIK TERKAIT</div>{{tags}}</aside>
"""
KUMPARAN = f"""
<h1 data-qa-id="story-title">{{headline}}</h1>
<span data-qa-id="author-name">{{reporter}}</span>\
<span class="date">{{at.day}} {{month}} {{at:%Y %H:%M}} WIB</span>
{FIGURE}
<div class="story">{{text}}</div>
<div class="tags">{{tags}}</div>
"""
PILIHAN = '<p>Pilihan Editor: <a href="{url}">{headline}</a></p>'
LIHAT = (
    '<table class="linksisip"><tr><td>Lihat Juga: <a href="{url}">{headline}</a></td></tr></table>'
)
BACA = '<div class="recommendation"><span>Baca juga:</span><a href="{url}">{headline}</a></div>'
AD = '<div class="paradetail"><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p></div>'


def tell_tempo(facts: Facts, portal: Portal) -> Article:
    """The reporter."""
    path, opening = f"/hukum/{facts.slug}-{2_019_000 + facts.number}", f"TEMPO.CO, {facts.regency}"
    return told(
        facts,
        portal,
        path,
        dateline=(opening, " - "),
        roles=[Role.REPORTER],
        credit=f"TEMPO/{facts.photographer}",
    )


def page_tempo(view: View) -> str:
    """The page of an article of 2026; JSON-LD holds its text."""
    story, stamp = view.truth, instant(view.truth).isoformat()
    flat = " ".join(block.text for block in story.body)
    author = [{"@type": "Person", "name": view.facts.reporter}]
    claimed = json_ld(
        story, published=stamp, author=author, articleBody=flat, isAccessibleForFree=True
    )
    intruders = {
        1: "<p>Scroll ke bawah untuk melanjutkan membaca</p>",
        5: links(view.related[:1], PILIHAN),
    }
    body = view.fill(TEMPO, text=woven(paragraphs(view.shown, story.dateline), intruders))
    return document(
        story, metas({"article:published_time": stamp}) + claimed, body, site="Tempo.co"
    )


def tell_cnn(facts: Facts, portal: Portal) -> Article:
    """Only the brand is named; the signature has the codes."""
    path = f"/nasional/{facts.published:%Y%m%d%H%M%S}-36-{1_234_000 + facts.number}/{facts.slug}"
    opening, signature = (
        (f"{facts.regency}, CNN Indonesia", " -- "),
        "({}/{})".format(*facts.initials),
    )
    return told(
        facts,
        portal,
        path,
        dateline=opening,
        roles=[],
        credit=f"CNN Indonesia/{facts.photographer}",
        signature=signature,
    )


def page_cnn(view: View) -> str:
    """One page of an article of 2026: JSON-LD's author is empty."""
    text = woven(
        paragraphs(view.shown, view.truth.dateline), {1: AD, 2: links(view.related[:1], LIHAT)}
    )
    end = view.fill("<p>[Gambas:Video CNN]</p><strong>{signature}</strong>") if view.is_last else ""
    head = json_ld(
        view.truth,
        published=instant(view.truth).isoformat(),
        author={"@type": "Person", "name": ""},
    )
    return document(view.truth, head, view.fill(CNN, text=text + end), site="CNN Indonesia")


def tell_kumparan(facts: Facts, portal: Portal) -> Article:
    """The writer, under a partner's account."""
    account = facts.regency.lower().replace(" ", "") + "news"
    path = f"/{account}/{facts.slug}-1r9XyZab{facts.number:03}"
    return told(
        facts, portal, path, dateline=None, roles=[Role.REPORTER], credit=facts.photographer
    )


def page_kumparan(view: View) -> str:
    """The page of an article: JSON-LD in UTC, with a true Z."""
    lines = [
        f'<p data-qa-id="story-paragraph">{escape(block.text, quote=False)}</p>'
        for block in view.shown
    ]
    stamp = utc(instant(view.truth)).replace("+00:00", ".000Z")
    head = json_ld(
        view.truth, published=stamp, author={"@type": "Person", "name": view.facts.reporter}
    )
    return document(
        view.truth,
        head,
        view.fill(KUMPARAN, text=woven(lines, {2: links(view.related[:1], BACA)})),
        site="kumparan",
    )


POSTS = (
    Post("tempo", Shape(told=tell_tempo, page=page_tempo)),
    Post("cnn-indonesia", Shape(told=tell_cnn, page=page_cnn, parted=Parted("/{n}"))),
    Post("kumparan", Shape(told=tell_kumparan, page=page_kumparan)),
)
