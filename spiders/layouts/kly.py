"""KLY: Liputan6, Merdeka, KapanLagi, Otosia, Bola, Fimela. Their dataLayer names whoever put the page online, printed or not."""

from scraper.portal import Photo, Rules, Signed

_UNPRINTED = tuple(f"dataLayer:{key}" for key in ("author", "authors", "editor", "editors", "reporter", "reporters"))

LIPUTAN6 = Rules(
    name="liputan6-2020",
    body="div.article-content-body",
    drop=(
        "div.baca-juga",
        ".baca-juga-collections",
        "div.photo-gateway",
        "div.read-page--video-gallery--item",
        "div.advertisement-placeholder",
        "div.article-ad",
    ),
    bylines=(
        Signed(
            "li.read-page--credits__item",
            name=".read-page--credits__popover-name",
            label_at=".read-page--credits__popover-role",
        ),
        Signed("span.read-page--header--author__name, .read-page-box__author__name"),
    ),
    photos=(Photo("figure.read-page--photo-gallery--item", caption="figcaption"),),
    tags=".tags--snippet__name",
    joined=True,
)
"""Saved pages of 2019, 2020 and 2024: all parts are in one document, and the editor stands in a pop-up of credits alone."""

GALLERY = Rules(
    name="kly-gallery",
    marks="div.article-photo-gallery--item",
    body="div.article-content-body",
    drop=("div.baca-juga", "div.article-ad", "div.article-video-gallery--item", "div.seamless-ads"),
    photos=(Photo("div.article-photo-gallery--item", caption=".article-photo-gallery--item__description"),),
    distrust=("meta:article:section", "meta:section"),
    joined=True,
)
"""Bola and Fimela, saved pages of 2020: all parts in one document, captions in a box of its own between them."""

MERDEKA = Rules(
    name="merdeka-articles",
    body="div.articles-content__body",
    distrust=_UNPRINTED,
)
MERDEKA_2021 = Rules(
    name="merdeka-2021",
    body="div.mdk-body-paragraph",
    section="div.mdk-date-reporter > span:first-child > a",
    tags="div.tag li a",
    drop=("p.read-too", "p.dont-display", "div.gtwsub"),
    distrust=_UNPRINTED,
    joined=True,
)
"""Saved mobile pages of 2021: the later parts are there, hidden until they are asked for."""
MERDEKA_VIDEO = Rules(
    name="merdeka-video-2021",
    marks="div.deskrip-hv",
    body="#detail_news",
    section="div.kategori-date a",
    tags="div.tag li a",
    drop=("div.gtwsub", "div.mdk-dt-box", "div.disclaimer-comment"),
    distrust=_UNPRINTED,
)
"""A saved page of 2021."""
MERDEKA_PLANET = Rules(
    name="merdeka-planet-2020",
    body="#body--infinite",
    drop=("blockquote.twitter-tweet",),
    distrust=_UNPRINTED,
)
"""Saved pages of 2020."""
MERDEKA_ELSE = Rules(name="merdeka", marks="body", distrust=_UNPRINTED)

KAPANLAGI = Rules(
    name="kapanlagi-2020",
    marks="ol.breadcrumb",
    section="ol.breadcrumb > li:first-child > a",
    tags="li.topikterkait_box a",
    distrust=_UNPRINTED,
)
"""A saved page of 2020: the trail's last step is the person the page is about."""

DREAM = Rules(
    name="dream-2020",
    body="div.detail-body",
    standfirst="div.detail-body > h6",
    drop=("div.detail-body > h6",),
)
"""A saved page of 2020."""
