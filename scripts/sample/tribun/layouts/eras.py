"""The network's layouts as a table: how each era differs, and one function that prints a page.

The shapes are those of the saved pages that the extraction rules were read from: of 2016, 2017 and
2020; 2026 is put together (`modern`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from scripts.sample.printed import slugify
from scripts.sample.tribun.articles import Generation, Photo
from scripts.sample.tribun.layouts import frame, modern, text
from scripts.sample.tribun.layouts.frame import View

Printer = Callable[[View], str]


def _nothing(_: View) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """One layout."""

    manner: text.Manner
    """How it prints its text."""
    crumbs: Printer
    clock: str
    """Template under the headline: `{clock}`, `{zone}`."""
    photos: Printer
    below: tuple[Printer, ...]
    """Printed under the text, in order."""
    kicker: str = "h2"
    """Element of the topic above the headline."""
    standfirst: str = ""
    """Template of the summary: `{text}`."""
    body_classes: str = "side-article txt-article"
    before_text: Printer = _nothing
    """Printed in the text's box before it."""
    after_text: Printer = _nothing
    below_classes: str = "side-article mb5"
    after_article: Printer = _nothing
    keywords: str = "news_keywords"
    """Name of the meta field with topic, tags and section."""
    head: Printer = _nothing
    """Additions to the head."""


def render(view: View) -> str:
    """The HTML of one page of an article, in its own layout."""
    story, era = view.story, ERAS[view.story.generation]
    clock = era.clock.format(clock=frame.clock(story), zone=story.published.tzname())
    standfirst = era.standfirst.format(text=escape(story.standfirst)) if story.standfirst else ""
    body = frame.body_box(
        era.before_text(view) + text.body(view, era.manner) + era.after_text(view), era.body_classes
    )
    below = "".join(printed(view) for printed in era.below)
    article = (
        f'<div class="pos_rel" id="article" >\n{frame.kicker(view, era.kicker)}\n'
        f"{frame.headline(story)}\n{standfirst}\n{clock}\n"
        '<div id="article_con" class="fl pt20 pos_rel">\n'
        f'<div id="artimg">{era.photos(view)}</div>\n{body}\n'
        f'<div class="{era.below_classes}">{below}</div>\n{era.after_article(view)}\n'
        "</div>\n</div>"
    )
    return frame.document(
        view, frame.head(view, era.keywords, era.head(view)), era.crumbs(view), article
    )


def _tags(element: str, classes: str) -> Printer:
    return lambda view: frame.tags(view, element, classes)


def _related(label: str) -> Printer:
    return lambda view: frame.related(view, label)


def _bylines(classes: str, *, named: bool) -> Printer:
    return lambda view: frame.bylines(view, classes, named=named)


def _old_crumbs(step: str) -> Printer:
    return lambda view: frame.crumbs(view, step)


def _crumbs(view: View) -> str:
    """The path to the section, as microdata."""
    base = view.portal.base
    steps = (
        ("Home", "/"),
        ("News", "/news"),
        (view.story.section, f"/{slugify(view.story.section)}"),
    )
    items = "".join(
        '<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem">'
        f'<a itemprop="item" href="{base}{path}"><span itemprop="name">{escape(name)}</span>'
        f'<meta itemprop="position" content="{n}" /></a></li>\n'
        for n, (name, path) in enumerate(steps, 1)
    )
    return (
        '<ul class="breadcrumb" itemscope'
        f' itemtype="http://schema.org/BreadcrumbList">\n{items}</ul>'
    )


def _floating_or_slides(view: View) -> str:
    """For 2016: several photos as a slide show, one floating beside the text, without credit."""
    photos = view.story.photos
    if len(photos) > 1:
        slides = "".join(f"<span>{_slide(view, photo)}</span>" for photo in photos)
        numbers = "".join(
            f'<li><a data-slide-index="{n}">{n + 1}</a></li>' for n in range(len(photos))
        )
        show = (
            f'<div id="slideshow" style="z-index:0">{slides}</div><ul id="featurenav"'
            f' class="navhl2">{numbers}</ul>'
        )
        return f'<div class="w620 pb10 ovh pos_rel al">{show}</div>'
    if not photos:
        return ""
    source = frame.photo_url(view.portal, photos[0])
    image = (
        f'<img src="{source}" width=280 height=148 alt="{escape(view.story.headline)}" class="" />'
    )
    return (
        '<div class="mb10 mr20 fl cright"'
        f' style="width:280px;">{image}<div>{escape(photos[0].caption or "")}</div></div>'
    )


def _slide(view: View, photo: Photo) -> str:
    source = frame.photo_url(view.portal, photo)
    image = (
        f'<div class="ovh" ><img class="imgfull ac" src="{source}" width="700"'
        f' alt="{escape(view.story.headline)}" /></div>'
    )
    return (
        f'{image}<div class="ar f10"'
        f" >{escape(photo.credit or '')}</div><div>{escape(photo.caption or '')}</div>"
    )


def _light_box(view: View) -> str:
    return frame.lead_photo(view, light_box=True)


def _adx(view: View) -> str:
    return (
        f'{frame.amphtml(view)}<meta name="adx:sections" content="{escape(view.story.section)}"'
        " />\n"
    )


def _json_ld(view: View) -> str:
    metadata = frame.metadata(view)
    page = {
        "@type": "WebPage",
        "headline": view.story.headline,
        "url": view.url,
        "datePublished": metadata["datePublished"],
    }
    return frame.amphtml(view) + frame.json_script(metadata) + frame.json_script(page)


_NO_ZONE: Final = '<div class="grey bdr3 pb10 pt10"><time>{clock}</time></div>'
_CLOUD: Final = _tags("h5", "tagcload3 tagcloud3")

ERAS: Final[Mapping[Generation, Era]] = {
    Generation.Y2016: Era(
        manner=text.Manner(
            related="<p><strong>Baca: {link}</strong></p>",
            subhead="<p><strong>{text}</strong></p>",
            linked_tags=True,
        ),
        crumbs=_old_crumbs("{link}"),
        kicker="div",
        clock='<div class="grey bdr3 pb10 pt10"><h3>{clock}</h3></div>',
        photos=_floating_or_slides,
        below=(
            frame.paging,
            _tags("div", "tagcload3 tagcloud3"),
            _related("Baca Juga"),
            _bylines("f11 grey pb10", named=False),
        ),
        below_classes="side-article mb20",
        keywords="keywords",
    ),
    Generation.Y2017: Era(
        manner=text.Manner(
            related="<p><strong>Baca: {link}</strong></p>",
            subhead="<p><strong>{text}</strong></p>",
            runs=True,
        ),
        crumbs=_old_crumbs('<h4 class="dip">{link}</h4>'),
        standfirst='<h4 class="hide">{text}</h4>',
        clock=(
            '<div class="mt10"><time class="grey" style="display:inline-block;">{clock}'
            ' {zone}</time><div class="grey bdr3 cl2 mt10"></div></div>'
        ),
        photos=frame.lead_photo,
        below=(
            frame.paging,
            _tags("h5", "tagcloud3"),
            _related("Berita Terkait"),
            _bylines("f12 grey mb15", named=False),
        ),
        head=_adx,
    ),
    Generation.Y2020: Era(
        manner=text.Manner(
            related='<p class="baca"><strong> &bull; {link}</strong></p>',
            subhead="<h3>{text}</h3>",
            signature_apart=True,
            linked_tags=True,
        ),
        crumbs=_crumbs,
        standfirst='<h4 class="hide">{text}</h4>',
        clock=_NO_ZONE,
        photos=_light_box,
        below=(
            frame.paging,
            _CLOUD,
            _related("Berita Terkait :"),
            _bylines("f12 grey mb15", named=True),
        ),
        head=_json_ld,
    ),
    Generation.Y2026: Era(
        manner=text.Manner(
            related='<p class="baca">Baca juga: <strong>{link}</strong></p>',
            subhead="<h3>{text}</h3>",
            hard_spaces=True,
        ),
        crumbs=_crumbs,
        standfirst='<h4 class="lead f18 mb10">{text}</h4>',
        clock=_NO_ZONE,
        photos=_light_box,
        body_classes=modern.BODY_CLASSES,
        before_text=modern.summary,
        after_text=modern.promotion,
        below=(
            modern.page_count,
            frame.paging,
            _CLOUD,
            _bylines("f12 grey mb15", named=True),
            _related("Berita Terkait"),
        ),
        after_article=modern.next_article,
        head=modern.head_scripts,
    ),
}
