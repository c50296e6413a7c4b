"""Layouts of portals and networks on systems of their own."""

from datetime import date

from scraper.portals import Rules, Signed

BERITASATU_2020 = Rules(
    name="beritasatu-2020",
    valid_until=date(2020, 12, 31),
    marks="p.editor",
    body="div.col-8 > div.story",
    bylines=(Signed("p.editor"),),
    signature="p.editor > a.red",
)
"""A saved page of 2020: the editor's initials stand beside the reporter's name ("Oleh : Ani /
FMB")."""

DISWAY = Rules(
    name="disway", body="div.post", drop=(".ads-slot",), tags="ul.list-inline a[href*=listtag]"
)
"""Known from three public scrapers."""

INILAH_2017 = Rules(
    name="inilah-2017",
    valid_until=date(2017, 12, 31),
    body="div.txt-detail",
    headline="div.w-cd > h2",
    section="a[class*=n-a]",
)
"""A saved page of 2017: the channel is marked in the menu alone, and over a hundred headings
stand before the article's."""

KUMPARAN = Rules(
    name="kumparan",
    headline="h1[data-qa-id=story-title]",
    bylines=(Signed("[data-qa-id=author-name]"),),
)
"""Known from two public scrapers: names stand in attributes for testers, not in classes."""

MEDIAINDONESIA = Rules(
    name="mediaindonesia",
    body="div.article",
    drop=("div.ext-channel", "div.flying-carpet"),
    distrust=("json-ld:author",),
)
"""A saved page of 2026: the JSON-LD author is the editor."""

METROTV_2017 = Rules(
    name="metrotvnews-2017",
    valid_until=date(2017, 12, 31),
    body="div.tru",
    kicker="div.detail > h4",
    tags="div.line > a.tag",
)
"""Saved pages of 2017. The layout of 2016 needs no rule."""

OKEZONE = Rules(
    name="okezone",
    body="div.c-detail.read",
    published=".journalist span",
    bylines=(Signed(".journalist a"),),
    drop=("#baca-juga", "#bacajuga", ".vicon", "#rctiplus", ".box-gnews", ".box-ads-konten"),
    tags="#tag .box-tag a",
)
"""Known from at least three public scrapers of 2025."""
OKEZONE_2020 = Rules(
    name="okezone-2020",
    valid_until=date(2020, 12, 31),
    body="div#contentx",
    drop=("#lastread", "div.detads", "._popIn_recommend"),
    distrust=("microdata:datepublished",),
)
"""Saved pages of 2016, 2017 and 2020: the microdata's date is a constant of 2014."""

SINDONEWS = Rules(
    name="sindonews",
    body="#detail-desc",
    bylines=(Signed(".detail-nama-redaksi a[rel=author]"),),
    drop=("div.editor", "[class^=v-]", ".baca-inline"),
)
"""Known from at least three public scrapers; the text is set with breaks."""

SUARA = Rules(
    name="suara",
    body="div.article-content, article.article-content",
    drop=(
        ".ten-second",
        ".article-read",
        ".baca-juga",
        "#next-article",
        ".placeholder_belt",
        ".placeholder_read_body",
        ".wrap-pagination",
    ),
    bylines=(Signed(".author-trigger a"),),
    tags=".article-tags a",
)
"""Known from two public scrapers of 2026: another article is appended, hence the first container
alone."""
