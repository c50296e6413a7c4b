"""The systems that print news sites: how a page gives each away, and how to declare a site on it.

`kliping add` and `scripts/new_portal.py` compare an unknown page with them. The marks come from the
knowledge base (its `platforms` of confidence medium and better, and its selectors). Where it warns
of a mark, this module uses another one (Kompas prints Promedia's `read__title` too) or none
(ANTARA's theme is sold to anybody). The sites of ANTARA, Suara, iNews, IDN Times and JPNN are
recognised by their hosts only.
"""

from dataclasses import replace
from typing import Final

from scraper.portals import DECLARED, Network, Platform, Rules, Source, SourceKind
from spiders._shared import (
    FEED,
    HOME,
    NO_ARTICLES,
    NUMBERED,
    READ_DATED,
    WORDPRESS,
    WORDPRESS_PARTS,
    WP_SITEMAP,
)
from spiders.detik import DETIK
from spiders.disway import DISWAY
from spiders.jawapos import JAWAPOS
from spiders.kly import LIPUTAN6
from spiders.kompas import KOMPAS
from spiders.promedia import PROMEDIA
from spiders.surabayapagi import SURABAYAPAGI
from spiders.tribun import TRIBUN
from spiders.viva import VIVA

K = SourceKind
_POSTS: Final = (
    "{base}/wp-json/wp/v2/posts"
    "?after={date.previous:%Y-%m-%d}T23:59:59&before={date.following:%Y-%m-%d}T00:00:00"
    "&per_page=100&_fields=link,title,date,date_gmt&page={page}"
)
"""One day of posts. Both bounds are exclusive, and in the site's own time
(developer.wordpress.org/rest-api/reference/posts)."""
_WORDPRESS: Final = Network(
    slug="wordpress",
    name="WordPress",
    platform="wordpress",
    host="{key}",
    articles=WORDPRESS,
    not_articles=NO_ARTICLES,
    parts=WORDPRESS_PARTS,
    sources=(
        Source(kind=K.JSON, url=_POSTS, max_pages=10),
        FEED,
        WP_SITEMAP,
        Source(kind=K.SITEMAP, url="{base}/sitemap_index.xml", backfill=True),
    ),
    verified=DECLARED,
    evidence=("wordpress",),
)
_BLOGGER: Final = replace(
    _WORDPRESS,
    slug="blogger",
    name="Blogger",
    platform="blogger",
    articles=(r"/\d{4}/\d{2}/[^/]+\.html",),
    parts=None,
    sources=(
        Source(kind=K.FEED, url="{base}/feeds/posts/default?alt=rss"),
        Source(kind=K.SITEMAP, url="{base}/sitemap.xml"),
    ),
    rules=(Rules(name="blogger", body="div.post-body.entry-content"),),
    evidence=("blogger",),
)
_ANY: Final = replace(
    _WORDPRESS,
    slug="unknown",
    name="Unknown system",
    platform="unknown",
    articles=(*NUMBERED, *READ_DATED, *WORDPRESS),
    parts=None,
    sources=(
        FEED,
        Source(kind=K.FEED, url="{base}/rss"),
        Source(kind=K.SITEMAP, url="{base}/sitemap.xml"),
        HOME,
    ),
    evidence=(),
)


def _theme(slug: str, name: str, fingerprint: tuple[str, ...], body: str | None) -> Platform:
    model = (
        replace(_WORDPRESS, rules=(Rules(name=f"wordpress-{slug}", body=body),))
        if body
        else _WORDPRESS
    )
    return Platform(
        slug=f"wordpress-{slug}", name=f"WordPress, {name}", fingerprint=fingerprint, model=model
    )


PLATFORMS: Final = (
    Platform(
        slug="tribun_cms",
        name="Tribun",
        fingerprint=("h1#arttitle", "[href*=tstatic.net]", "div.side-article.txt-article"),
        model=TRIBUN,
    ),
    Platform(
        slug="promedia",
        name="Promedia",
        fingerprint=(
            "[src*=static.promediateknologi.id]",
            "[href*=static.promediateknologi.id]",
            "[src*=assets.pikiran-rakyat.com]",
            "#cont-megabillboard",
            ".read__info__author",
        ),
        model=PROMEDIA,
    ),
    Platform(
        slug="jawapos_inertia",
        name="Jawa Pos 2026",
        fingerprint=("div[data-page*=articles]", ".rt-Box.konten"),
        model=JAWAPOS,
    ),
    Platform(
        slug="disway",
        name="Disway",
        fingerprint=("a[href*=/listtag/]", "div.post.text-black-1"),
        model=DISWAY,
    ),
    Platform(
        slug="kompas_cms",
        name="Kompas",
        fingerprint=("meta[name=content_author]", "meta[name=content_editor]"),
        model=KOMPAS,
    ),
    Platform(
        slug="viva_network",
        name="Viva",
        fingerprint=("h1.main-content-title", ".main-content-detail"),
        model=VIVA,
    ),
    Platform(
        slug="detik_ctcorp",
        name="detik",
        fingerprint=(".detail__body-text.itp_bodycontent", "meta[name^=dtk:]"),
        model=DETIK.network,
    ),
    Platform(
        slug="kly",
        name="KLY",
        fingerprint=("[class^=read-page--]", ".article-content-body__item-content"),
        model=LIPUTAN6.network,
    ),
    Platform(
        slug="category_text_wrap",
        name="category-text-wrap",
        fingerprint=("div.category-text-wrap",),
        model=SURABAYAPAGI.network,
    ),
    _theme(
        "gmr",
        "GMR",
        (".gmr-newinfinite", "[class^=gmr-]", ".entry-content-single"),
        body=".entry-content-single, .entry-content",
    ),
    _theme(
        "jnews",
        "JNews",
        ("article.jeg_post", ".jeg_post_title", ".jeg_meta_date"),
        body=".content-inner",
    ),
    _theme(
        "newspaper",
        "tagDiv Newspaper",
        (".td-module-title", ".td-post-content", "[class^=td_module_]"),
        body=".td-post-content",
    ),
    _theme("newsup", "Newsup", ("[class^=mg-blog-]",), body=None),
    _theme(
        "ray",
        "Ray",
        (".ray-main-post-title", ".ray-main-single-content"),
        body=".ray-main-single-content",
    ),
    Platform(
        slug="wordpress",
        name="WordPress",
        fingerprint=(
            "meta[name=generator][content^=WordPress]",
            "link[href*=/wp-content/]",
            "script[src*=/wp-content/]",
            "img[src*=/wp-content/]",
        ),
        model=_WORDPRESS,
    ),
    Platform(
        slug="blogger",
        name="Blogger",
        fingerprint=("meta[name=generator][content=blogger]", "meta[content=Blogger]"),
        model=_BLOGGER,
    ),
    Platform(slug="unknown", name="a system of its own", fingerprint=(), model=_ANY),
)
"""Networks' own systems first, then WordPress by its theme, then all other sites."""


def platform(slug: str) -> Platform:
    """The platform of that slug."""
    return next(one for one in PLATFORMS if one.slug == slug)
