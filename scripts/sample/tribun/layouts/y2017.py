"""The layout of 2017: a `time` under the headline, paragraphs parted by line breaks, bylines without ids, no JSON-LD."""

from html import escape
from typing import Final

from scripts.sample.tribun.layouts import frame, text
from scripts.sample.tribun.layouts.frame import View

MANNER: Final = text.Manner(related="<p><strong>Baca: {link}</strong></p>", subhead="<p><strong>{text}</strong></p>", runs=True)


def render(view: View) -> str:
    """One page of an article."""
    story = view.story
    crumbs = frame.crumbs(view, '<h4 class="dip">{link}</h4>')
    below = (
        frame.paging(view)
        + frame.tags(view, "h5", "tagcloud3")
        + frame.related(view, "Berita Terkait")
        + frame.bylines(view, "f12 grey mb15", named=False)
    )
    article = (
        f'<div class="pos_rel" id="article" >\n{frame.kicker(view, "h2")}\n{frame.headline(story)}\n{frame.standfirst(story)}\n'
        f'<div class="mt10"><time class="grey" style="display:inline-block;">{frame.clock(story)} {story.published.tzname()}</time>'
        '<div class="grey bdr3 cl2 mt10"></div></div>\n'
        f'<div id="article_con" class="fl pt20 pos_rel">\n<div id="artimg">{frame.lead_photo(view)}</div>\n'
        f"{frame.body_box(text.body(view, MANNER), 'side-article txt-article')}\n"
        f'<div class="side-article mb5">{below}</div>\n</div>\n</div>'
    )
    extra = f'{frame.amphtml(view)}<meta name="adx:sections" content="{escape(story.section)}" />\n'
    return frame.document(view, frame.head(view, "news_keywords", extra), crumbs, article)
