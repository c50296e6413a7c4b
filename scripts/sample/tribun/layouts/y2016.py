"""The layout of 2016: the date in an `h3`, a slide show or a floating photo, tags in `div.tagcload3`, bylines in `div.f11.grey`."""

from html import escape
from typing import Final

from scripts.sample.tribun.articles import Photo
from scripts.sample.tribun.layouts import frame, text
from scripts.sample.tribun.layouts.frame import View

MANNER: Final = text.Manner(related="<p><strong>Baca: {link}</strong></p>", subhead="<p><strong>{text}</strong></p>", linked_tags=True)


def render(view: View) -> str:
    """One page of an article."""
    story = view.story
    below = (
        frame.paging(view)
        + frame.tags(view, "div", "tagcload3 tagcloud3")
        + frame.related(view, "Baca Juga")
        + frame.bylines(view, "f11 grey pb10", named=False)
    )
    article = (
        f'<div class="pos_rel" id="article" >\n{frame.kicker(view, "div")}\n{frame.headline(story)}\n'
        f'<div class="grey bdr3 pb10 pt10"><h3>{frame.clock(story)}</h3></div>\n'
        f'<div id="article_con" class="fl pt20 pos_rel">\n<div id="artimg">{_photos(view)}</div>\n'
        f"{frame.body_box(text.body(view, MANNER), 'side-article txt-article')}\n"
        f'<div class="side-article mb20">{below}</div>\n</div>\n</div>'
    )
    return frame.document(view, frame.head(view, "keywords"), frame.crumbs(view, "{link}"), article)


def _photos(view: View) -> str:
    photos = view.story.photos
    if len(photos) > 1:
        slides = "".join(f"<span>{_slide(view, photo)}</span>" for photo in photos)
        numbers = "".join(f'<li><a data-slide-index="{n}">{n + 1}</a></li>' for n in range(len(photos)))
        show = f'<div id="slideshow" style="z-index:0">{slides}</div><ul id="featurenav" class="navhl2">{numbers}</ul>'
        return f'<div class="w620 pb10 ovh pos_rel al">{show}</div>'
    if not photos:
        return ""
    source = frame.photo_url(view.portal, photos[0])
    image = f'<img src="{source}" width=280 height=148 alt="{escape(view.story.headline)}" class="" />'
    return f'<div class="mb10 mr20 fl cright" style="width:280px;">{image}<div>{escape(photos[0].caption or "")}</div></div>'


def _slide(view: View, photo: Photo) -> str:
    source = frame.photo_url(view.portal, photo)
    image = f'<div class="ovh" ><img class="imgfull ac" src="{source}" width="700" alt="{escape(view.story.headline)}" /></div>'
    return f'{image}<div class="ar f10" >{escape(photo.credit or "")}</div><div>{escape(photo.caption or "")}</div>'
