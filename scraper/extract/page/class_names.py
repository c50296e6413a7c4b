"""What class and id names say about an element, on any site: words of the trade, never one publisher's own name."""

import re
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.text.word_tables import words

INLINE: Final = words("""
a b strong i em span font u s strike del ins sub sup small big mark abbr acronym cite code q time label tt var kbd samp
data bdi bdo nobr wbr ruby rb rt rp dfn
""")
SILENT: Final = words("""
br script style noscript template svg iframe object embed audio video canvas map select option textarea input button
head meta link base math applet source track param datalist progress meter img picture amp-img
""")
DEAD_TAGS: Final = {
    "nav": "nav",
    "footer": "footer",
    "form": "form",
    "figure": "figure",
    "figcaption": "figure",
    "dialog": "dialog",
    "menu": "nav",
    "aside": "aside",
    "article": "article",
}
"""Elements that hold no text of the article whose body they stand in; an `article` inside
another is a teaser of its own."""

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STYLING: Final = re.compile(r"(?<!\S)[^\s:\[\]]*+[:\[\]]\S*")
"""Utility classes (`print:hidden`, `[.amp_&]:block`) speak of looks under a condition, not of
what the element is."""
_MODIFIER: Final = re.compile(r"_|--")
_NEGATIONS: Final = frozenset(("with", "without", "non", "no", "not", "has", "is"))

_DEAD: Final = words("""
    ad ads advert advertise advertisement advertisements advertising adv adsense adslot adbox advertorial sponsor sponsored sponsors
    share sharing shares sharer sharebar sharethis addthis social socials follow
    related relateds relate recommend recommended recommendation recommendations recirc recirculation outbrain taboola trending
    popular terpopuler terkait rekomendasi selengkapnya
    comment comments komentar disqus disclaimer
    newsletter newsletters subscribe subscription paywall promo promos promotion promobox teaser teasers
    sidebar navigation nav navbar menu breadcrumb breadcrumbs toolbar pagination
    footer masthead cookie cookies consent gdpr popup modal overlay lightbox tooltip dropdown
    widget widgets carousel slideshow slider ticker
    tag tags tagcloud tagbox keywords topics
    byline bylines authorbox bio biography
    caption captions credit credits figcaption
    rating ratings printer email toc
    whatsapp telegram
    skip invisible noscript sr visuallyhidden screenreader
    """)
BOXES: Final = words("""
    infobox infoboxes factbox factboxes excerpt callout cta placeholder registration paging pager
    author authors writer timestamp photo gallery player thumb thumbnail
    """)
"""Names of boxes that stand inside a body and are not of it; on a large container they say
nothing (`author` is a theme's word too)."""
_NAMES: Final = _DEAD | BOXES
_PHRASES: Final = re.compile(
    r"read-(more|also|next|too)|see-also|more-(from|on|news|stories|articles|links|about|like)|most-(read|viewed|popular|shared|commented)"
    r"|(info|fact|quote|pull)-(box|quote)|(prev|previous)-next|next-(prev|previous)"
    r"|(baca|lihat|simak)-juga|link-sisip|also-(read|like)|you-may|next-(article|story|post)|prev-(article|story|post)"
    r"|author-(bio|box|info|card|profile|about|description)|about-(the-)?author|post-(meta|footer|nav|navigation)|entry-(meta|footer)"
    r"|article-(meta|footer|tools|tags|share|actions|info|header|utility|topics|promo)|story-(meta|footer|tools|share|header)"
    r"|(photo|image|img|media|picture|video)-?(caption|credit|info|desc|description|source|meta|copyright|title|text)|wp-caption"
    r"|screen-reader|visually-hidden|not-prose|ai-(article-)?summary|(rollover|hover|pop-?over)-([a-z]+-)?(block|box|card|content|panel)|sign-?up|log-?in|site-(header|footer|nav)|page-(header|footer)"
    r"|call-to-action|affiliate|jp-relatedposts|live-?re|live-?fyre"
)
_LIVE: Final = re.compile(
    r"(article|story|post|entry|news|page|main|text|body|detail|read|content)-?(body|content|text|copy|main|detail|inner|wrap(per)?|page)"
    r"|articlebody|(article|story|post|entry|main)$"
)
_BODY: Final = re.compile(
    r"(article|story|post|entry|news|detail|read|content|item|single|paragraph)s?[-_]?(body|content|text|copy|txt|detail)"
    r"|articlebody|storytext|storybody|body[-_]?(text|copy|content)|rich[-_]?text|prose"
)


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """A class or id text as lower-case words joined by hyphens: `styles_relatedLinks__x3` is `styles-related-links-x`."""
    return re.sub(r"[^a-z]+", "-", _CAMEL.sub("-", name).lower()).strip("-")


@lru_cache(maxsize=20_000)
def dead_word(name: str) -> str | None:
    """The word or phrase in a class and id text that says it is no part of the body, or None.

    >>> dead_word("styles_relatedLinks__x3"), dead_word("article-body has-share-bar"), dead_word("col-md-8")
    ('related', None, None)
    """
    found: str | None = None
    tokens = _STYLING.sub(" ", name).split()
    if "hidden" in tokens:
        return "hidden"
    for token in tokens:
        dead, live = _judged(token)
        if live and dead is None:
            return None
        found = found or dead
    return found


@lru_cache(maxsize=20_000)
def _judged(token: str) -> tuple[str | None, bool]:
    """(what in one class says that its element is dead, whether the class calls it the text or a part of it)."""
    plain = spelled(_modified(token))
    dead, live = _dead_in(plain), _LIVE.search(plain)
    if dead is not None and live is not None and plain.rfind(dead) < live.end():
        dead = None
    return dead, live is not None


def _modified(token: str) -> str:
    """A class without the modifier of its element: `card__text_wide` is `card__text`, for what it is and not how it looks."""
    block, underscores, element = token.rpartition("__")
    return f"{block}-{_MODIFIER.split(element)[0]}" if underscores else token


def _dead_in(plain: str) -> str | None:
    parts = plain.split("-")
    found = next(
        (
            word
            for word, before in zip(parts, ["", *parts], strict=False)
            if word in _NAMES and before not in _NEGATIONS
        ),
        None,
    )
    if found is None:
        match = _PHRASES.search(plain)
        found = match[0] if match else None
    return found


@lru_cache(maxsize=20_000)
def names_body(name: str) -> bool:
    """True where a class and id text calls the element the article's text."""
    return _BODY.search(name.lower()) is not None


def dead_reason(element: HtmlElement) -> str | None:
    """Why the element's own class, id or style says that it is no part of the body, or None."""
    name = ident = ""
    for (
        key,
        value,
    ) in (
        element.items()
    ):  # one call for all: each `get` costs as much, and most elements have no attribute at all
        if key == "class":
            name = value
        elif key == "id":
            ident = value
        elif (
            (key == "style" and "display" in value and "display:none" in value.replace(" ", ""))
            or key == "hidden"
            or (key == "aria-hidden" and value == "true")
        ):
            return "hidden"
    return dead_word(f"{name} {ident}") if name or ident else None


_BYLINE: Final = re.compile(
    r"(^|-)(bylines?|authors?|penulis|reporter|writers?|jurnalis|wartawan|autor|auteur|contributor)(-|$)"
)
_NO_BYLINE: Final = re.compile(
    r"(^|-)(bio|biography|description|about|more|articles|related|social|follow|image|photo|avatar|role|title)(-|$)"
)


@lru_cache(maxsize=20_000)
def names_byline(name: str) -> bool:
    """True where a class text calls the element a byline, and not what is told about its bearer."""
    plain = spelled(name)
    return bool(_BYLINE.search(plain)) and not _NO_BYLINE.search(plain)
