"""The layout of 2020: a clock without zone beside JSON-LD whose author may be the editor, related links in `p.baca`, ids on the bylines."""

from html import escape
from typing import Final

from scripts.sample.printed import slugify
from scripts.sample.tribun.layouts import frame, text
from scripts.sample.tribun.layouts.frame import View

MANNER: Final = text.Manner(
    related='<p class="baca"><strong> &bull; {link}</strong></p>',
    subhead="<h3>{text}</h3>",
    signature_apart=True,
    linked_tags=True,
)


def crumbs(view: View) -> str:
    """The path to the section, as microdata."""
    base = view.portal.base
    steps = (("Home", "/"), ("News", "/news"), (view.story.section, f"/{slugify(view.story.section)}"))
    items = "".join(
        f'<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem"><a itemprop="item" href="{base}{path}">'
        f'<span itemprop="name">{escape(name)}</span><meta itemprop="position" content="{n}" /></a></li>\n'
        for n, (name, path) in enumerate(steps, 1)
    )
    return f'<ul class="breadcrumb" itemscope itemtype="http://schema.org/BreadcrumbList">\n{items}</ul>'


def render(view: View) -> str:
    """One page of an article."""
    story = view.story
    below = (
        frame.paging(view)
        + frame.tags(view, "h5", "tagcload3 tagcloud3")
        + frame.related(view, "Berita Terkait :")
        + frame.bylines(view, "f12 grey mb15", named=True)
    )
    article = (
        f'<div class="pos_rel" id="article" >\n{frame.kicker(view, "h2")}\n{frame.headline(story)}\n{frame.standfirst(story)}\n'
        f'<div class="grey bdr3 pb10 pt10"><time>{frame.clock(story)}</time></div>\n'
        f'<div id="article_con" class="fl pt20 pos_rel">\n<div id="artimg">{frame.lead_photo(view, light_box=True)}</div>\n'
        f"{frame.body_box(text.body(view, MANNER), 'side-article txt-article')}\n"
        f'<div class="side-article mb5">{below}</div>\n</div>\n</div>'
    )
    page = {"@type": "WebPage", "headline": story.headline, "url": view.url, "datePublished": frame.metadata(view)["datePublished"]}
    extra = frame.amphtml(view) + frame.json_script(frame.metadata(view)) + frame.json_script(page)
    return frame.document(view, frame.head(view, "news_keywords", extra), crumbs(view), article)
