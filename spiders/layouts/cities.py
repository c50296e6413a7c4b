"""Layouts of the national publishers of `cities.py` but Kompas: Republika, Viva, Bisnis, IDN Times, JPNN, Prokal."""

from datetime import date

from scraper.portal import Photo, Placement, Rules, Signed

REPUBLIKA = Rules(
    name="republika",
    marks="div.max-card__title",
    body="div.article-content article, div.article-content",
    headline="div.max-card__title h1",
    published=".date-item__headline",
    drop=(".picked-article", "[id^=bn_]", "#next-article", ".parallax"),
    distrust=("json-ld:author",),
)
"""Known from public scrapers: the JSON-LD author is "Red:", and another article may follow below."""
REPUBLIKA_2017 = Rules(
    name="republika-2017",
    valid_until=date(2017, 12, 31),
    body="div.content-detail",
    headline="div.jdl-detail h2",
    section="div.breadcome a",
    published="div.date-detail",
    bylines=(Signed("div.wp-reset > div.red"),),
    tags="div.tagging a",
)
"""Saved pages of 2017: the `h1` is the channel's logo."""
REPUBLIKA_2013 = Rules(
    name="republika-2013",
    valid_until=date(2013, 12, 31),
    body="div.txt-detailberita",
    headline="h1.jdl-detail",
    section="div.breadcome a",
    published="div.rangka div.date",
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
"""A saved page of 2013."""

VIVA = Rules(
    name="viva",
    body="div.main-content-detail",
    headline="h1.main-content-title",
    published=".main-content-date",
    bylines=(Signed(".main-content-author"),),
    drop=(".recommended-article", ".widget-other-article"),
)
"""Known from one public scraper."""
VIVA_2016 = Rules(
    name="viva-2016",
    valid_until=date(2016, 12, 31),
    marks="article.article-detail",
    body="#article-content",
    section="div.upperdeck-kanal",
    standfirst="div.summary",
    photos=(Photo("div.photodesc"),),
)
"""Saved pages of 2016."""

BISNIS = Rules(
    name="bisnis",
    body="article.detailsContent, article.details-content, div.details-content",
    headline="h1.detailsTitleCaption",
    published=".detailsAttributeDates",
    drop=(".baca-juga-box",),
)
"""Known from one public scraper."""
BISNIS_2017 = Rules(
    name="bisnis-2017",
    valid_until=date(2017, 12, 31),
    marks="div.wrapper-date",
    body="div.description div.col-sm-10",
    section="div.title-channel > a",
    published="div.wrapper-date",
    bylines=(Signed("div.description div.author"), Signed("div.description div.editor")),
    drop=("ul.list-news", "div.tags"),
    tags="div.description div.tags > a",
)
"""A saved page of 2017: month, day, year and clock are boxes of their own."""

IDN = Rules(name="idntimes", body="#article-description")
JPNN = Rules(name="jpnn", body="div[itemprop=articleBody]", headline="h1.judul", drop=("div.baca-juga",))
"""A saved page of 2021, and a public scraper."""

PROKAL_2016 = Rules(
    name="prokal-2016",
    valid_until=date(2016, 12, 31),
    marks="div.col-subleftmiddle",
    body="div.col-subleftmiddle div[style^=padding-top:20px]",
    headline="div.col-subleftmiddle small + div",
    section="div.col-subleftmiddle h4.text-primary",
    standfirst="div.col-subleftmiddle h3[style*=utopiareg]",
    published="div.col-subleftmiddle small",
    photos=(Photo("div.col-subleftmiddle div[style^=padding:10px]", caption="div.text-muted", image="img.img-responsive"),),
    part_links="ul.pagination li.page > a",
)
"""Saved pages of 2016: styles instead of classes; other articles' dates stand below."""
