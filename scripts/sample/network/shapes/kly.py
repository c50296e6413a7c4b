"""KLY: Liputan6 and Merdeka.

Liputan6 prints two clocks under one name, the editor in a pop-up, and all parts in one document.
Merdeka marks local time -07:00.
"""

from dataclasses import replace
from html import escape

from scraper.model import Article, Block, Role
from scraper.portals import Portal
from scripts.sample.network.bank import Facts
from scripts.sample.network.html import document, json_ld, links, metas, paragraphs, script, woven
from scripts.sample.network.shape import Post, Shape, View, instant, runs, told
from scripts.sample.printed import naive

IN_ONE = 3
"""Parts in one document, the later ones hidden until somebody turns the page."""
LIPUTAN6 = """
<article class="read-page"><header class="read-page--header">\
<h1 class="read-page--header--title entry-title">{headline}</h1>
<p class="read-page--header--author"><a class="read-page--header--author__link">{reporter}</a>
<time class="read-page--header--author__datetime" itemprop="datePublished" \
datetime="{naive}">{at.day} {short} {at:%Y, %H:%M} WIB</time>
Diperbarui <time class="read-page--header--author__datetime" itemprop="datePublished" \
datetime="{at:%Y-%m-%d} 23:59:59">{at.day} {short}
{at:%Y}, 23:59 WIB</time></p></header>
<figure class="read-page--photo-gallery--item"><img src="{image}"/>
<figcaption class="read-page--photo-gallery--item__caption">{caption}</figcaption></figure>
<div class="article-content-body">{text}</div>
<ul class="read-page--credits">{author_item}{editor_item}</ul>
<div class="tags--snippet"><ul class="tags--snippet__list">{names}</ul></div></article>
"""
PART = """<div class="article-content-body__item-page" data-page="{number}">
<div class="article-content-body__item-content">{text}</div></div>"""
CREDIT = """<li class="read-page--credits__item"><div class="read-page--credits__popover hide">
<div class="read-page--credits__popover-name">{name}</div>\
<div class="read-page--credits__popover-role">{role}</div></div></li>"""
TAG = """<li class="tags--snippet__item"><a class="tags--snippet__link" href="/tag/{slug}">
<span class="tags--snippet__name">{name}</span></a></li>"""
AD = '<div class="advertisement-placeholder">ADVERTISEMENT</div>'
BACA = (
    '<div class="baca-juga"><p class="baca-juga__header">Baca Juga</p><ul><li>'
    '<a href="{url}">{headline}</a></li></ul></div>'
)
VIDEO = '<div class="read-page--video-gallery--item"><p>Simak Video Pilihan di Bawah Ini:</p></div>'
MERDEKA = """
<div class="mdk-news-head"><h1>{headline}</h1>
<div class="mdk-date-reporter"><span>\
<a href="/jateng/">JATENG</a> | {at.day} {month} {at:%Y %H:%M}</span>
<span>Reporter : <a rel="noopener" href="/reporter/x/"> {reporter} </a> </span></div></div>
<div class="mdk-body-img"><img src="{image}"/>\
<div class="imageinfo">{bare_caption} &copy;{credit}</div></div>
<div class="mdk-body-paragraph">{text}</div>{later}
<p class="read-too"><b>Baca Selanjutnya: Warga Berharap&hellip;</b></p>
<div class="tag"><div class="tag__head"><h2>TOPIK TERKAIT</h2></div>\
<ul class="tag__list list-unstyled">{names}</ul></div>
"""
LATER = '<div class="mdk-body-paragraph paging-content" style="display:none">{}</div>'
DONT = '<p class="dont-display">Baca juga: <a href="{url}">{headline}</a></p>'


def tell_liputan6(facts: Facts, portal: Portal) -> Article:
    """The editor is named only in a script and a pop-up."""
    path, opening = (
        f"/regional/read/{6_046_000 + facts.number}/{facts.slug}",
        f"Liputan6.com, {facts.regency}",
    )
    return told(
        facts, portal, path, dateline=(opening, " - "), credit=f"Liputan6.com/{facts.photographer}"
    )


def page_liputan6(view: View) -> str:
    """The page of an article of 2020 to 2024; JSON-LD holds its text without the dateline."""
    story, at, (reporter, editor) = view.truth, instant(view.truth), view.names
    flat = " ".join(block.text for block in story.body).removeprefix(f"{story.dateline} - ")
    person = {"@type": "Person", "name": reporter}
    head = (
        metas({"author": "Liputan6.com", "keywords": ", ".join(story.tags)})
        + json_ld(story, published=at.isoformat(), author=person, articleBody=escape(flat))
        + script({"article": {"editors": editor, "authors": reporter}}, "window.kly.gtm = ", ";")
    )
    text = "".join(
        _part(view, number, run) for number, run in enumerate(runs(story.body, IN_ONE), 1)
    )
    body = view.fill(
        LIPUTAN6,
        text=text,
        naive=naive(at),
        author_item=CREDIT.format(name=escape(reporter), role="Author"),
        editor_item=CREDIT.format(name=escape(editor), role="Editor"),
        names=view.tags(TAG),
    )
    return document(story, head, body, site="liputan6.com")


def _part(view: View, number: int, run: tuple[Block, ...]) -> str:
    text = woven(
        paragraphs(run, view.truth.dateline, "b"), {1: AD, 2: links(view.related[:1], BACA)}
    )
    return PART.format(number=number, text=text + (VIDEO if number == IN_ONE else ""))


def tell_merdeka(facts: Facts, portal: Portal) -> Article:
    """The reporter, initials as signature."""
    path, signature = f"/jateng/{facts.slug}-{facts.number}.html", f"(mdk/{facts.initials[1]})"
    opening, credit = ("Merdeka.com", " - "), facts.photographer
    story = told(
        facts,
        portal,
        path,
        dateline=opening,
        roles=[Role.REPORTER],
        credit=credit,
        signature=signature,
    )
    return replace(story, section="JATENG")


def page_merdeka(view: View) -> str:
    """The page of an article of 2021, mobile."""
    story, at = view.truth, instant(view.truth)
    head = metas(
        {
            "article:published_time": f"{at:%Y-%m-%dT%H:%M:%S}-07:00",
            "pubdate": f"{at:%a, %d %b %Y %H:%M:%S} GMT",
        }
    )
    parts = [paragraphs(run, story.dateline, "b") for run in runs(story.body, IN_ONE)]
    parts[0][0] = parts[0][0].replace("<b>", '<span class="first-p">').replace("</b>", "</span>")
    parts[-1][-1] = parts[-1][-1].removesuffix("</p>") + f" {story.signature}</p>"
    text = woven(parts[0], {1: links(view.related[:1], DONT)})
    later = "".join(LATER.format("".join(part)) for part in parts[1:])
    names = view.tags('<li><h2><a href="/tag/x/{slug}/">{name}</a></h2></li>')
    return document(
        story, head, view.fill(MERDEKA, text=text, later=later, names=names), site="merdeka.com"
    )


CARD = (
    '<article class="articles--iridescent-list--item"><h4>'
    '<a href="{url}">{headline}</a></h4></article>'
)
POSTS = (
    Post("liputan6", Shape(told=tell_liputan6, page=page_liputan6, card=CARD)),
    Post("merdeka", Shape(told=tell_merdeka, page=page_merdeka)),
)
