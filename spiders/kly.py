"""KLY: Liputan6, Merdeka, KapanLagi, Fimela, Otosia, Bola, Brilio and Dream.

Several of them print all parts of an article in one document.
"""

from typing import Any, Final

from scraper.portals import CrawlPolicy, Parts, Rules, Signed, Source, SourceKind
from spiders._shared import HOME, NO_ARTICLES, hosts_of, listing, sections_of, site

LIPUTAN6_2020 = Rules(
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
"""Seen on saved pages of 2019, 2020 and 2024.

Only a pop-up of credits names the editor. The time of a change is marked up like that of
publication."""
KLY_GALLERY = Rules(
    name="kly-gallery",
    body="div.article-content-body",
    joined=True,
    drop=(".baca-juga", "div.article-ad", "div.article-video-gallery--item", "div.seamless-ads"),
    distrust=("meta:article:section",),
)
"""Seen on mobile pages of Bola and Fimela saved in 2020. The meta section calls fashion "News"."""
MERDEKA_LAYOUT = Rules(name="merdeka", body="div.articles-content__body")
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
"""Seen on saved mobile pages of 2021. They hold all parts of an article, the later ones hidden."""
MERDEKA_VIDEO_2021 = Rules(
    name="merdeka-video-2021",
    marks="div.deskrip-hv",
    body="div#detail_news",
    section="div.kategori-date a",
    published="div.kategori-date span",
    drop=("div.gtwsub", "div.mdk-dt-box", "div.disclaimer-comment"),
    tags="div.tag li a",
)
"""Seen on a saved page of 2021."""
MERDEKA_PLANET_2020 = Rules(
    name="merdeka-planet-2020",
    body="div#body--infinite",
    joined=True,
    drop=("blockquote.twitter-tweet",),
)
"""Seen on saved pages of 2020."""
KAPANLAGI_2020 = Rules(
    name="kapanlagi-2020",
    marks="div#mdk-news-detail",
    section="ol.breadcrumb > li:first-child > a",
    tags="li.topikterkait_box a",
)
"""Seen on a saved page of 2020. The last step of the trail is the person the page is about."""
DREAM_2020 = Rules(
    name="dream-2020",
    body="div.detail-body",
    standfirst="div.detail-body > h6",
    drop=("div.detail-body > h6",),
)
"""Seen on a saved page of 2020. The summary is the first element of the text's container."""

_INDEX_FILE: Final = r"/(?:[a-z0-9-]+/)+index\d*\.html$"
"""The pages of a section's index, on sites whose articles are files of a section too."""
_KLY: Final[dict[str, Any]] = {
    "platform": "kly",
    "sources": (HOME,),
    "articles": (r"/(?:[a-z0-9-]+/)?read/\d+/[^/]+", r"/(?:[a-z0-9-]+/)+[^/]+\.html"),
    "not_articles": (*NO_ARTICLES, _INDEX_FILE),
}
_BRILIO: Final[dict[str, Any]] = {
    "platform": "brilio",
    "sources": (HOME,),
    "articles": (r"/[a-z-]+/[^/]+\.html",),
    "not_articles": (*NO_ARTICLES, _INDEX_FILE),
}
LIPUTAN6 = site(
    "liputan6",
    "www.liputan6.com",
    "Liputan6.com",
    sections=sections_of("liputan6.com"),
    hosts=hosts_of("liputan6.com", "www", "news", "hot"),
    seen=(
        ("news.liputan6.com", 2016),
        *(("hot.liputan6.com", year) for year in (2019, 2020)),
        *(("www.liputan6.com", year) for year in (2020, 2024)),
    ),
    examples=("https://www.liputan6.com/regional/read/6046723/hobi-buat-perlengkapan-kostum",),
    rules=(LIPUTAN6_2020, KLY_GALLERY),
    evidence=("liputan6_regional", "RSSREG", "LAJU", "EGI"),
    **_KLY
    | {
        "host_aliases": ((r"^m\.", "www."),),
        "sources": (
            Source(kind=SourceKind.FEED, url="{base}/feed/rss/regional"),
            listing("/regional"),
            listing("/surabaya"),
            Source(kind=SourceKind.DATED_INDEX, url="{base}/regional/indeks/{date:%Y/%m/%d}"),
        ),
    },
)
PORTALS = (
    LIPUTAN6,
    site(
        "merdeka",
        "www.merdeka.com",
        "Merdeka.com",
        sections=sections_of("merdeka.com"),
        hosts=hosts_of("merdeka.com", "www", "planet", "video"),
        crawl_policy=CrawlPolicy(disallowed=("/*?", "/search/")),
        seen=(
            ("planet.merdeka.com", 2020),
            ("video.merdeka.com", 2021),
            *(("www.merdeka.com", year) for year in (2021, 2022)),
        ),
        examples=(
            "https://www.merdeka.com/peristiwa/read/1234567/contoh-slug",
            "https://www.merdeka.com/trending/7-cara-menghilangkan-kutu-kucing-kln.html",
        ),
        rules=(MERDEKA_LAYOUT, MERDEKA_2021, MERDEKA_VIDEO_2021, MERDEKA_PLANET_2020),
        evidence=("merdeka", "EGI", "AAP"),
        **_KLY
        | {
            "sources": (
                Source(kind=SourceKind.SITEMAP, url="{base}/sitemap.xml"),
                listing("/peristiwa"),
                listing("/jateng"),
            )
        },
    ),
    site(
        "kapanlagi",
        "www.kapanlagi.com",
        "KapanLagi.com",
        parts=Parts.FILE,
        seen=(("www.kapanlagi.com", 2020),),
        rules=(KAPANLAGI_2020,),
        evidence=("kly", "kapanlagi-7"),
        **_KLY,
    ),
    site(
        "fimela",
        "www.fimela.com",
        "Fimela.com",
        seen=(("www.fimela.com", 2020),),
        rules=(KLY_GALLERY,),
        evidence=("kly", "fimela-3"),
        **_KLY,
    ),
    site(
        "otosia",
        "www.otosia.com",
        "Otosia.com",
        seen=(("www.otosia.com", 2019),),
        evidence=("kly", "otosia-2"),
        **_KLY,
    ),
    site(
        "bola",
        "www.bola.com",
        "Bola.com",
        seen=(("www.bola.com", 2020),),
        rules=(KLY_GALLERY,),
        evidence=("bola-3",),
        **_KLY,
    ),
    site(
        "brilio",
        "www.brilio.net",
        "Brilio.net",
        seen=(("www.brilio.net", 2020),),
        evidence=("brilio-1",),
        **_BRILIO,
    ),
    site(
        "dream",
        "www.dream.co.id",
        "Dream.co.id",
        sections=sections_of("dream.co.id"),
        hosts=hosts_of("dream.co.id", "www", "haji"),
        seen=(("haji.dream.co.id", 2020),),
        rules=(DREAM_2020,),
        evidence=("dream-4",),
        **_BRILIO,
    ),
)
