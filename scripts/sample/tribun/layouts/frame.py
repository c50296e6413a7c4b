"""The document around an article: head, crumbs, photos, tags, paging, bylines, side columns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from scraper.portals import Portal
from scripts.sample.printed import long_date, slugify, wib
from scripts.sample.tribun.articles import Photo, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of an article as it is requested."""

    portal: Portal
    story: Story
    part: int | None
    """Number of the page, or None for all pages in one document."""
    latest: Sequence[Story]
    """What the side column lists."""
    following: Story
    """The article whose beginning a banner below the text shows."""

    @property
    def url(self) -> str:
        """The article's canonical URL."""
        return self.portal.base + self.story.path


def outlet(portal: Portal) -> str:
    """The outlet as datelines print it: `TRIBUNCONTOHJATENG.COM`."""
    return f"{portal.name.replace(' ', '').upper()}.COM"


def photo_url(portal: Portal, photo: Photo) -> str:
    """Where the photo's file is served."""
    return f"{portal.base}/foto/bank/images/{photo.name}.png"


def clock(story: Story) -> str:
    """The time of publication as a regional page prints it: without a zone."""
    return f"{long_date(story.published)} {story.published:%H:%M}"


def standfirst(story: Story) -> str:
    """The summary, which the older layouts hide from readers."""
    return f'<h4 class="hide">{escape(story.standfirst)}</h4>' if story.standfirst else ""


def crumbs(view: View, step: str) -> str:
    """The path to the section, as until 2017; `step` is the template of a `{link}` to a section."""
    base, section = view.portal.base, escape(view.story.section)
    leaf = step.format(
        link=f'<a href="{base}/{slugify(view.story.section)}" title="{section}">{section}</a>'
    )
    home = f'<a href="{base}/" title="Halaman Depan">Home</a>'
    return f'<div class="p1020 bsht">\n{home}\n<span class="pl5 pr5">&raquo;</span>\n{leaf}\n</div>'


def kicker(view: View, element: str) -> str:
    """The topic above the headline."""
    if not view.story.kicker:
        return ""
    name = escape(view.story.kicker)
    link = (
        f'<a href="{view.portal.base}/topic/{slugify(view.story.kicker)}" title="{name}">{name}</a>'
    )
    return f'<{element} class="red f16">{link}</{element}>'


def headline(story: Story) -> str:
    """The headline's element, the same in every generation."""
    return (
        '<h1 class="f50 black2 f400 crimson" style="line-height:110%"'
        f' id="arttitle">{escape(story.headline)}</h1>'
    )


def link(portal: Portal, story: Story, attributes: str = "") -> str:
    """A link to a story, titled as the network does."""
    name = escape(story.headline)
    return f'<a href="{portal.base}{story.path}" title="{name}"{attributes}>{name}</a>'


def lead_photo(view: View, *, light_box: bool = False) -> str:
    """The photo above the body with credit overlay and caption, as from 2017 on."""
    if not view.story.photos:
        return ""
    photo = view.story.photos[0]
    caption = escape(photo.caption or "")
    source = photo_url(view.portal, photo)
    described = f'src="{source}" width="700" height="393" alt="{escape(view.story.headline)}"'
    image = f'<img style="float:none;height:auto" class="imgfull" {described} />'
    if light_box:
        opened = (
            f'href="{source}" data-descPosition="bottom" class="glightbox"'
            f' data-glightbox="title:{caption};"'
        )
        zoom = (
            f'<img src="{view.portal.base}/foto/zoom-in.png" width="16" height="16" alt="zoom-in"/>'
        )
        image = (
            f'<a class="icon_zoom" {opened}>{zoom}<small>lihat foto</small></a><a'
            f" {opened}>{image}</a>"
        )
    printed = "" if view.story.caption_hidden else caption
    credit = (
        '<div class="f11 white pa3 fr pos_rel ar" style="margin-top:'
        f' -21px">{escape(photo.credit)}</div>'
        if photo.credit
        else ""
    )
    return (
        f'<div class="pb20 ovh"><div class="ovh imgfull_div" style="position:relative;">{image}'
        f'</div><div class="cl2"></div>{credit}<div class="cl2"></div>'
        f'<div class="arial f12 pt5 grey2">{printed}&nbsp;</div></div>'
    )


def paging(view: View) -> str:
    """The links to the other pages; empty for an article of one page."""
    count = len(view.story.pages)
    if count == 1:
        return ""
    urls = [view.url, *(f"{view.url}?page={n}" for n in range(2, count + 1))]
    current = ' id="pagecurrent" class="white bgblue"'
    numbers = "".join(
        f'<a href="{url}"{current if n == view.part else ""}>{n}</a>'
        for n, url in enumerate(urls, 1)
    )
    onward = ""
    if view.part is not None and view.part < count:
        arrow = '<i class="fa fa-arrow-right"></i>'
        button = (
            f'<a class="bgblue white ptb5 plr10 f18" href="{urls[view.part]}">Halaman selanjutnya'
            f" {arrow}</a>"
        )
        onward = f'<div class="mb20">{button}</div>'
    label = '<div class="pr5 pt7 fbo2 grey2 fl f14">Halaman</div>'
    return (
        f'{onward}<div class="paging mb20"><div class="pt10 pb5 plr10 ovh'
        f' bggrey">{label}{numbers}</div></div>'
    )


def tags(view: View, element: str, classes: str) -> str:
    """The tag list below the body."""
    each = "".join(
        f'<{element} class="{classes}"><a class="rd2"'
        f' href="{view.portal.base}/tag/{slugify(tag)}?url={view.story.path[1:]}"'
        f' title="{escape(tag)}">{escape(tag)}</a></{element}>'
        for tag in view.story.tags
    )
    label = '<div class="fbo2 pr10 grey fl">Tags <i class="fa fa-tags grey"></i></div>'
    return (
        f'<div class="mb10 f16 ln24 mb10 mt5" style="display:inline-block">{label}{each}'
        '<div class="cl2"></div></div>'
    )


def related(view: View, label: str) -> str:
    """The list of related articles below the body."""
    items = "".join(
        f'<li class="pb7"><h3>{link(view.portal, story, ATTRIBUTES)}</h3></li>'
        for story in view.latest[:3]
    )
    named = f'<div class="f16 fbo2 pb10"><span class="fbo2 grey">{label}</span></div>'
    return f'<div class="mb10">{named}<div class="f14"><ul>{items}</ul></div></div>'


ATTRIBUTES: Final = ' class="fbo2 f15"'


def bylines(view: View, classes: str, *, named: bool) -> str:
    """The block of Penulis, Editor and Sumber below the body.

    `named` gives the first two the ids that they have from 2020 on.
    """
    story = view.story
    lines = []
    if story.reporters:
        lines.append(
            f"<div{_id('penulis', named)}>\nPenulis: {escape(', '.join(story.reporters))}\t\t</div>"
        )
    if story.editor:
        lines.append(f"<div{_id('editor', named)}>\nEditor: {escape(story.editor)}\t\t</div>")
    if story.source:
        name = escape(story.source)
        lines.append(
            f'<div>\nSumber: <a href="{view.portal.base}" target="_blank"'
            f' title="{name}">{name}</a></div>'
        )
    return f'<div class="{classes}">{"".join(lines)}</div>'


def _id(name: str, named: bool) -> str:
    return f' id="{name}"' if named else ""


def metadata(view: View) -> dict[str, Any]:
    """The page's JSON-LD NewsArticle: its author is the first Penulis, or else the EDITOR."""
    story, portal = view.story, view.portal
    written = wib(
        story.published
    ).isoformat()  # also where the portal's own clock shows WITA or WIT
    return {
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": written,
        "dateModified": written,
        "mainEntityOfPage": {"@type": "WebPage", "@id": view.url},
        "description": story.standfirst or story.headline,
        "image": {
            "@type": "ImageObject",
            "url": (
                photo_url(portal, story.photos[0])
                if story.photos
                else f"{portal.base}/foto/logo.png"
            ),
        },
        "author": {
            "@type": "Person",
            "name": story.reporters[0] if story.reporters else story.editor,
        },
        "publisher": {"@type": "Organization", "name": portal.name},
    }


def json_script(value: Mapping[str, Any]) -> str:
    """A JSON-LD script; "<" is escaped so that no text can end it."""
    body = json.dumps({"@context": "https://schema.org", **value}, ensure_ascii=False).replace(
        "<", "\\u003c"
    )
    return f'<script type="application/ld+json">{body}</script>'


def head(view: View, keywords: str, extra: str = "") -> str:
    """The document's head; `keywords` names its meta: `keywords` in 2016, `news_keywords` later."""
    story, portal = view.story, view.portal
    words = ", ".join(filter(None, [story.kicker, *story.tags, story.section]))
    summary = escape(story.standfirst or story.headline)
    image = photo_url(portal, story.photos[0]) if story.photos else f"{portal.base}/foto/logo.png"
    printed = f"{escape(story.headline)} - {portal.name}"
    return (
        f"<title>{printed}</title>\n"
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n<meta'
        ' http-equiv="Refresh" content="900" />\n'
        f'<meta name="description" content="{summary}" />\n<meta name="{keywords}"'
        f' content="{escape(words)}" />\n'
        f'<meta name="robots" content="index,follow"/>\n<link rel="canonical" href="{view.url}"/>\n'
        f'<meta property="og:site_name" content="{portal.name}"/>\n<meta property="og:type"'
        ' content="article" />\n'
        f'<meta property="og:title" content="{printed}"/>\n<meta property="og:image"'
        f' content="{image}" />\n'
        f'<meta property="og:description" content="{summary}"/>\n<meta property="og:url"'
        f' content="{view.url}"/>\n'
        f'<link rel="alternate" type="application/rss+xml" title="{portal.name}"'
        f' href="{portal.base}/rss" />\n{extra}'
    )


def amphtml(view: View) -> str:
    """The link to the AMP form, whose path begins with /amp."""
    return (
        f'<link rel="amphtml" href="{view.portal.base}/amp{view.story.path}"'
        ' data-component-name="amp:html:link">\n'
    )


def document(view: View, head_html: str, crumbs: str, article: str) -> str:
    """The whole document around an article."""
    return (
        "<!DOCTYPE html>\n<html"
        f' lang="id-ID">\n<head>\n{head_html}</head>\n<body>\n{menu(view.portal)}<div'
        ' class="content">\n'
        '<div class="fl w677"><div class="bsh mb20"'
        f' id="va">\n{crumbs}\n{article}\n</div>\n{comments()}</div>\n'
        f"{side_column(view)}</div>\n{footer()}</body>\n</html>\n"
    )


def menu(portal: Portal) -> str:
    """The bar at the top, with the portal's name outside any h1."""
    items = "".join(
        f'<li><a href="{portal.base}{path}">{name}</a></li>'
        for name, path in (("Home", "/"), ("Indeks", "/index-news"))
    )
    return (
        f'<div class="header"><a class="logo" href="{portal.base}/">{portal.name}</a>'
        f'<ul class="navhl">{items}</ul></div>\n'
    )


def comments() -> str:
    """Share names, follow line and comment box, which follow every article."""
    return (
        '<div class="mb5 bor1 pt10 plr10 bggrey2">'
        '<span class="f800 mr10 f16 grey">Ikuti kami di</span><div class="sosmed-artikel">'
        '<a class="socmed-li" href="#" title="Facebook">Facebook</a></div></div>\n'
        '<div id="komentar"><h3>KOMENTAR</h3><div class="comment">Semoga segera ada perbaikan,'
        " jangan cuma janji.</div></div>\n"
    )


def side_column(view: View) -> str:
    """Latest and popular articles, each with a time that is not this article's."""
    items = "".join(
        f'<li class="p1520 art-list"><h3>{link(view.portal, story)}</h3><time class="grey foot'
        f' timeago" title="{story.published:%Y-%m-%d %H:%M:%S}">{hours} jam lalu </time></li>'
        for hours, story in enumerate(view.latest, 1)
    )
    return (
        '<div class="fr w310" id="right"><h3>BERITA TERKINI</h3>'
        f'<ul id="latestul">{items}</ul></div>\n'
    )


def footer() -> str:
    """The line at the end of every page."""
    return '<div class="footer">&copy; Portal Contoh (sample). Semua isi rekaan.</div>\n'


def body_box(body: str, classes: str) -> str:
    """The container of the text."""
    return f'<div class="{classes}">\n{body}\n</div>'
