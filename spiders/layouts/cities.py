"""Layouts of the publishers of `cities.py` but Kompas: Republika, Viva, Bisnis, IDN Times, JPNN, Prokal."""

from datetime import date

from scraper.model import Placement
from scraper.portals import Photo, Rules, Signed

REPUBLIKA = Rules(
    name="republika",
    body="div.article-content article",
    drop=(".picked-article", "[id^=bn_]", "#next-article", ".parallax"),
    distrust=("json-ld:author",),
)
"""Known from three public scrapers: the JSON-LD author is "Red:", and another article follows
below."""
REPUBLIKA_2017 = Rules(
    name="republika-2017",
    valid_until=date(2017, 12, 31),
    body="div.content-detail",
    headline="div.jdl-detail h2",
    tags="div.tagging a",
)
"""Saved pages of 2017: the `h1` is the channel's logo."""
REPUBLIKA_2013 = Rules(
    name="republika-2013",
    valid_until=date(2013, 12, 31),
    body="div.txt-detailberita",
    photos=(
        Photo(
            "div.content-detail-center",
            caption="div.caption-foto",
            credit="div.def-foto",
            image="div.img-detailberita img",
            placement=Placement.LEAD,
        ),
    ),
)
"""A saved page of 2013: the credit stands over the photo, apart from the caption."""

VIVA = Rules(
    name="viva",
    body="div.main-content-detail",
    drop=(".recommended-article", ".widget-other-article"),
)
"""Known from one public scraper."""
VIVA_2016 = Rules(
    name="viva-2016",
    valid_until=date(2016, 12, 31),
    body="div#article-content",
    section="div.upperdeck-kanal",
    standfirst="div.summary",
)
"""Saved pages of 2016: the summary may quote the text."""

BISNIS = Rules(name="bisnis", body="article.detailsContent", drop=(".baca-juga-box",))
"""Known from one public scraper."""
BISNIS_2017 = Rules(
    name="bisnis-2017",
    valid_until=date(2017, 12, 31),
    marks="div.wrapper-date",
    body="div.description div.col-sm-10",
    section="div.title-channel > a",
    published="div.wrapper-date",
    drop=("ul.list-news", "div.tags"),
    bylines=(Signed("div.description div.author"), Signed("div.description div.editor")),
    tags="div.description div.tags > a",
)
"""A saved page of 2017: month, day, year and clock are boxes of their own."""

IDN = Rules(name="idntimes", body="#article-description")
"""Known from one public scraper."""

JPNN = Rules(name="jpnn", body="div[itemprop=articleBody]", drop=("div.baca-juga",))
"""A saved page of 2021, and a public scraper."""

PROKAL_2016 = Rules(
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
"""Saved pages of 2016: styles instead of classes, no heading for the headline, other articles'
dates below."""
