"""What class and id names say of an element, on any site: common words, no publisher's own."""

import re
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.text.word_tables import words

INLINE: Final = words("""
a b strong i em span font u s strike del ins sub sup small big mark abbr acronym cite code q time
label tt var kbd samp data bdi bdo nobr wbr ruby rb rt rp dfn
""")
SILENT: Final = words("""
br script style noscript template svg iframe object embed audio video canvas map select option
textarea input button head meta link base math applet source track param datalist progress meter
img picture amp-img
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
"""Elements whose text is not the article's, even inside its body; an `article` inside another is a
teaser."""

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STYLING: Final = re.compile(r"(?<!\S)[^\s:\[\]]*+[:\[\]]\S*")
"""Utility classes (`print:hidden`, `[.amp_&]:block`) name a look under a condition, not what the
element is."""
_MODIFIER: Final = re.compile(r"_|--")
_NEGATIONS: Final = frozenset(("with", "without", "non", "no", "not", "has", "is"))

_DEAD: Final = words("""
    ad ads advert advertise advertisement advertisements advertising adv adsense adslot adbox
    advertorial sponsor sponsored sponsors
    share sharing shares sharer sharebar sharethis addthis social socials follow
    related relateds relate recommend recommended recommendation recommendations recirc
    recirculation outbrain taboola trending popular
    terpopuler terkait rekomendasi selengkapnya
    comment comments komentar disqus disclaimer
    newsletter newsletters subscribe subscription paywall promo promos promotion promobox teaser
    teasers
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
"""Names of boxes inside a body that are no part of it; on a large container they mean nothing
(`author` is also a theme's word)."""
_NAMES: Final = _DEAD | BOXES
_PHRASES: Final = re.compile(
    r"read-(more|also|next|too)|see-also"
    r"|more-(from|on|news|stories|articles|links|about|like)"
    r"|most-(read|viewed|popular|shared|commented)"
    r"|(info|fact|quote|pull)-(box|quote)|(prev|previous)-next|next-(prev|previous)"
    r"|(baca|lihat|simak)-juga|link-sisip|also-(read|like)|you-may"
    r"|next-(article|story|post)|prev-(article|story|post)"
    r"|author-(bio|box|info|card|profile|about|description)|about-(the-)?author"
    r"|post-(meta|footer|nav|navigation)|entry-(meta|footer)"
    r"|article-(meta|footer|tools|tags|share|actions|info|header|utility|topics|promo)"
    r"|story-(meta|footer|tools|share|header)"
    r"|(photo|image|img|media|picture|video)"
    r"-?(caption|credit|info|desc|description|source|meta|copyright|title|text)|wp-caption"
    r"|screen-reader|visually-hidden|not-prose|ai-(article-)?summary"
    r"|(rollover|hover|pop-?over)-([a-z]+-)?(block|box|card|content|panel)"
    r"|sign-?up|log-?in|site-(header|footer|nav)|page-(header|footer)"
    r"|call-to-action|affiliate|jp-relatedposts|live-?re|live-?fyre"
)
_LIVE: Final = re.compile(
    r"(article|story|post|entry|news|page|main|text|body|detail|read|content)"
    r"-?(body|content|text|copy|main|detail|inner|wrap(per)?|page)"
    r"|articlebody|(article|story|post|entry|main)$"
)
_BODY: Final = re.compile(
    r"(article|story|post|entry|news|detail|read|content|item|single|paragraph)s?"
    r"[-_]?(body|content|text|copy|txt|detail)"
    r"|articlebody|storytext|storybody|body[-_]?(text|copy|content)|rich[-_]?text|prose"
)


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """A class or id text as lower-case words joined by hyphens.

    >>> spelled("styles_relatedLinks__x3")
    'styles-related-links-x'
    """
    return re.sub(r"[^a-z]+", "-", _CAMEL.sub("-", name).lower()).strip("-")


@lru_cache(maxsize=20_000)
def dead_word(name: str) -> str | None:
    """The word or phrase in a class and id text that marks an element as no part of the body.

    >>> dead_word("styles_relatedLinks__x3")
    'related'
    >>> dead_word("article-body has-share-bar"), dead_word("col-md-8")
    (None, None)
    """
    found: str | None = None
    tokens = _STYLING.sub(" ", name).split()
    if "hidden" in tokens:
        return "hidden"
    for token in tokens:
        dead, live = _judge(token)
        if live and dead is None:
            return None
        found = found or dead
    return found


@lru_cache(maxsize=20_000)
def _judge(token: str) -> tuple[str | None, bool]:
    """What in one class marks its element as dead, and whether the class names it as text."""
    plain = spelled(_without_modifier(token))
    dead, live = _dead_in(plain), _LIVE.search(plain)
    if dead is not None and live is not None and plain.rfind(dead) < live.end():
        dead = None
    return dead, live is not None


def _without_modifier(token: str) -> str:
    """A class without the modifier that says how it looks: `card__text_wide` is `card-text`."""
    block, underscores, element = token.rpartition("__")
    return f"{block}-{_MODIFIER.split(element)[0]}" if underscores else token


def _dead_in(plain: str) -> str | None:
    """The first word of a class that marks an element as dead, unless negated; else a phrase."""
    parts = plain.split("-")
    for word, before in zip(parts, ["", *parts], strict=False):
        if word in _NAMES and before not in _NEGATIONS:
            return word
    match = _PHRASES.search(plain)
    return match[0] if match else None


@lru_cache(maxsize=20_000)
def names_body(name: str) -> bool:
    """True where a class and id text names the element as the article's text."""
    return _BODY.search(name.lower()) is not None


def dead_reason(element: HtmlElement) -> str | None:
    """Why the element is no part of the body by its class, id, style or hidden state, or None."""
    name = ident = ""
    # one call for all attributes: each `get` costs as much, and most elements have none
    for key, value in element.items():
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
    r"(^|-)(bylines?|authors?|penulis|reporter|writers?|jurnalis|wartawan|autor|auteur|contributor)"
    r"(-|$)"
)
_NO_BYLINE: Final = re.compile(
    r"(^|-)(bio|biography|description|about|more|articles|related|social|follow|image|photo|avatar"
    r"|role|title)(-|$)"
)


@lru_cache(maxsize=20_000)
def names_byline(name: str) -> bool:
    """True where a class text names the element as a byline, not as a note about the author."""
    plain = spelled(name)
    return bool(_BYLINE.search(plain)) and not _NO_BYLINE.search(plain)
