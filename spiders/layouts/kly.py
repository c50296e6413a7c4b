"""KLY: Liputan6, Merdeka, KapanLagi, Bola, Fimela, and Dream.

Several of them print all parts of an article in one document.
"""

from scraper.portals import Rules, Signed

LIPUTAN6 = Rules(
    name="liputan6-2020",
    marks="h1.read-page--header--title",
    body="div.article-content-body",
    joined=True,
    drop=(
        ".baca-juga",
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
        Signed("span.read-page--header--author__name"),
    ),
    published="time.read-page--header--author__datetime",
    tags="a.tags--snippet__link",
)
"""Saved pages of 2019, 2020 and 2024: the editor stands in a pop-up of credits alone; the time
of a change is marked like the first."""
GALLERY = Rules(
    name="kly-gallery",
    body="div.article-content-body",
    joined=True,
    drop=(".baca-juga", "div.article-ad", "div.article-video-gallery--item", "div.seamless-ads"),
    distrust=("meta:article:section",),
)
"""Bola and Fimela, saved mobile pages of 2020; the meta section says "News" of fashion."""

MERDEKA = Rules(name="merdeka", body="div.articles-content__body")
"""Known from one public scraper of 2026."""
MERDEKA_2021 = Rules(
    name="merdeka-2021",
    body="div.mdk-body-paragraph",
    joined=True,
    section="div.mdk-date-reporter > span:first-child > a",
    bylines=(Signed("div.mdk-date-reporter > span + span"),),
    tags="div.tag li a",
    drop=("p.read-too", "p.dont-display", "div.gtwsub"),
)
"""Saved mobile pages of 2021: the later parts are there, hidden until they are asked for."""
MERDEKA_VIDEO = Rules(
    name="merdeka-video-2021",
    marks="div.deskrip-hv",
    body="div#detail_news",
    section="div.kategori-date a",
    published="div.kategori-date span",
    drop=("div.gtwsub", "div.mdk-dt-box", "div.disclaimer-comment"),
    tags="div.tag li a",
)
"""A saved page of 2021."""
MERDEKA_PLANET = Rules(
    name="merdeka-planet-2020",
    body="div#body--infinite",
    joined=True,
    drop=("blockquote.twitter-tweet",),
)
"""Saved pages of 2020."""

KAPANLAGI = Rules(
    name="kapanlagi-2020",
    marks="div#mdk-news-detail",
    section="ol.breadcrumb > li:first-child > a",
    tags="li.topikterkait_box a",
)
"""A saved page of 2020: the trail's last step is the person whom the page is about."""

DREAM = Rules(
    name="dream-2020",
    body="div.detail-body",
    standfirst="div.detail-body > h6",
    drop=("div.detail-body > h6",),
)
"""A saved page of 2020: the summary opens the container of the text."""
