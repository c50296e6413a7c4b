"""Prokal and its newspapers in Kalimantan Timur."""

from datetime import date

from scraper.portals import Network, Parts, Photo, Province, Rules
from spiders._shared import HOME, NO_ARTICLES, NUMBERED

P = Province
LAYOUT_2016 = Rules(
    name="prokal-2016",
    valid_until=date(2016, 12, 31),
    body="div.col-subleftmiddle div[style^=padding-top:20px]",
    headline="div.col-subleftmiddle small + div",
    section="div.col-subleftmiddle h4.text-primary",
    standfirst="div.col-subleftmiddle h3[style*=utopiareg]",
    published="div.col-subleftmiddle small",
    photos=(
        Photo(
            "div.col-subleftmiddle div[style^=padding:10px]",
            caption="div.text-muted",
            image="img.img-responsive",
        ),
    ),
)
"""Seen on saved pages of 2016.

It has styles instead of classes. The headline is no heading; other articles' dates follow."""

PROKAL = Network(
    slug="prokal",
    name="Prokal",
    platform="prokal",
    rules=(LAYOUT_2016,),
    host="{key}.prokal.co",
    articles=(*NUMBERED, r"/read/news/\d+-[^/]+"),
    not_articles=NO_ARTICLES,
    path_aliases=((r"^(/read/news/\d+-[^/.]+)$", r"\1.html"),),
    parts=Parts.BEHIND,
    examples=("https://kaltim.prokal.co/read/news/123456-contoh-slug.html",),
    sources=(HOME,),
    seen=(("radarkaltim.prokal.co", 2016), ("balikpapan.prokal.co", 2016)),
    evidence=("prokal_kaltimpost",),
)
PORTALS = (
    PROKAL.portal("www", "Prokal", P.KALIMANTAN_TIMUR, hosts=("prokal.co",)),
    PROKAL.portal("kaltim", province=P.KALIMANTAN_TIMUR),
    PROKAL.portal("radarkaltim", "Radar Kaltim", P.KALIMANTAN_TIMUR),
    PROKAL.portal("balikpapan", "Balikpapan Pos", P.KALIMANTAN_TIMUR),
)
