"""Desks that print two roles in their own way: Media Indonesia, JPNN, BeritaSatu."""

from dataclasses import replace
from datetime import timedelta

from scraper.model import Article, Byline, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import FIGURE, document, json_ld, links, paragraphs, woven
from scripts.sample.network.shape import Post, Shape, View, instant, told

MEDIAINDONESIA = """
<div class="post-header"><h1>{headline}</h1><div class="info"><div class="author-2">{reporter}</div>
<span class="datetime"> {at.day}/{at.month}/{at:%Y %H:%M}</span></div></div>
<figure class="main-img"><img src="{image}"/>\
<figcaption>{bare_caption}({credit})</figcaption></figure>
<div class="article">{text}<div class="ext-channel">\
<p>Cek berita dan artikel yg lain di Google News dan ikuti WhatsApp channel
mediaindonesia.com</p></div></div>
<div class="info-author">Editor : {editor}</div><div class="tags">{tags}</div>
"""
JPNN = f"""
<h1 class="judul">{{headline}}</h1>
<h6>{{weekday}}, {{at.day}} {{month}} {{at:%Y – %H:%M}} WIB</h6>
{FIGURE}
<div itemprop="articleBody">{{text}}<p>{{signature}}</p>\
<p class="waktu">Redaktur &amp; Reporter : {{reporter}}</p></div>
<div class="tags">{{tags}}</div>
"""
BERITASATU = f"""
<div class="bc">\
<a href="/" class="text-muted">Home</a> > <a href="/nasional" class="red">Nasional</a></div>
<h1>{{headline}}</h1>
<p class="editor">{{weekday}}, {{at.day}} {{month}} {{at:%Y | %H:%M}} WIB<br/>
Oleh : {{reporter}} / <a href="/penulis" class="red">{{signature}}</a></p>
{FIGURE}
<div class="story">{{text}}</div>
<p class="mb-3">Sumber: BeritaSatu.com</p><div class="tags">{{tags}}</div>
"""
BACA = '<p><strong>Baca juga : <a href="{url}">{headline}</a></strong></p>'
BOX = '<div class="baca-juga"><span>BACA JUGA:</span> <a href="{url}">{headline}</a></div>'
CARD = (
    '<div class="card bg-light-3"><div class="card-body">BACA JUGA <a href="{url}">{headline}</a>'
    "</div></div>"
)


def tell_mediaindonesia(facts: Facts, portal: Portal) -> Article:
    """Reporter above, editor below; the credit is glued to the caption."""
    return told(
        facts,
        portal,
        f"/nusantara/{851_000 + facts.number}/{facts.slug}",
        dateline=None,
        credit=f"Dok.{facts.photographer}",
    )


def page_mediaindonesia(view: View) -> str:
    """The page of an article of 2026: JSON-LD names the editor, and is three minutes late."""
    late = (instant(view.truth) + timedelta(minutes=3)).isoformat()
    head = json_ld(
        view.truth, published=late, author={"@type": "Person", "name": view.facts.editor}
    )
    body = view.fill(
        MEDIAINDONESIA, text=woven(paragraphs(view.shown), {3: links(view.related[:1], BACA)})
    )
    return document(view.truth, head, body, site="Media Indonesia")


def tell_jpnn(facts: Facts, portal: Portal) -> Article:
    """One person is editor and reporter."""
    path, opening = (
        f"/news/{facts.slug}-{facts.number}",
        (f"jpnn.com, {facts.regency.upper()}", " - "),
    )
    story = told(
        facts,
        portal,
        path,
        dateline=opening,
        credit=f"JPNN/{facts.photographer}",
        signature=f"({facts.initials[0]}/jpnn)",
    )
    return replace(
        story, bylines=(Byline(facts.reporter, Role.EDITOR), Byline(facts.reporter, Role.REPORTER))
    )


def page_jpnn(view: View) -> str:
    """The page of an article of 2021: an en dash between day and clock."""
    body = view.fill(
        JPNN,
        text=woven(paragraphs(view.shown, view.truth.dateline), {2: links(view.related[:1], BOX)}),
    )
    return document(view.truth, "", body, site="JPNN.com")


def tell_beritasatu(facts: Facts, portal: Portal) -> Article:
    """The reporter by name, the editor's initials beside it; the portal names itself as source."""
    path, opening = (
        f"/nasional/politik/{685_000 + facts.number}/{facts.slug}",
        (f"{facts.regency}, Beritasatu.com", " - "),
    )
    story = told(
        facts,
        portal,
        path,
        dateline=opening,
        roles=[Role.REPORTER],
        credit=f"BeritaSatu/{facts.photographer}",
    )
    return replace(
        story, source="BeritaSatu.com", section="Nasional", signature=facts.initials[1].upper()
    )


def page_beritasatu(view: View) -> str:
    """The page of an article of 2020: day, clock and names in one element."""
    body = view.fill(
        BERITASATU,
        text=woven(paragraphs(view.shown, view.truth.dateline), {2: links(view.related[:1], CARD)}),
    )
    return document(view.truth, "", body, site="BeritaSatu.com")


POSTS = (
    Post("mediaindonesia", Shape(told=tell_mediaindonesia, page=page_mediaindonesia)),
    Post("jpnn-www", Shape(told=tell_jpnn, page=page_jpnn)),
    Post("beritasatu", Shape(told=tell_beritasatu, page=page_beritasatu)),
)
