"""Layouts of the portals of `singles.py` that are on systems of their own."""

from datetime import date

from scraper.portal import Role, Rules, Signed

BERITASATU_2020 = Rules(
    name="beritasatu-2020",
    valid_until=date(2020, 12, 31),
    marks="div.bc",
    signature="p.editor > a.red",
)
"""A saved page of 2020: the editor's initials stand beside the reporter's name ("Oleh : Ani / FMB")."""

INILAH_2017 = Rules(
    name="inilah-2017",
    valid_until=date(2017, 12, 31),
    marks="div.txt-detail",
    section="a[class*=n-a]",
)
"""A saved page of 2017: the channel is marked in the menu alone."""

METROTV_2017 = Rules(
    name="metrotvnews-2017",
    valid_until=date(2017, 12, 31),
    body="div.tru",
    kicker="div.detail > h4",
    tags="div.line > a.tag",
    drop=("div.related",),
)
"""Saved pages of 2017."""
METROTV_2016 = Rules(
    name="metrotvnews-2016",
    valid_until=date(2016, 12, 31),
    body="div.info.demo",
    drop=("div.insert",),
)
"""A saved page of 2016."""

BRILIO_2020 = Rules(
    name="brilio-2020",
    marks="span.read-sinopsis",
    body="div.main-content",
    standfirst="span.read-sinopsis",
    bylines=(Signed("span.writer"),),
)
"""A saved page of 2020 (AMP)."""

OKEZONE = Rules(
    name="okezone",
    body="div.c-detail.read",
    headline=".title-article h1",
    published=".journalist span",
    bylines=(Signed(".journalist a"),),
    drop=("#baca-juga", "#bacajuga", ".vicon", "#rctiplus", ".box-gnews", ".box-ads-konten"),
    tags="#tag .box-tag a",
)
"""Known from at least three public scrapers of 2025."""
OKEZONE_2020 = Rules(
    name="okezone-2020",
    valid_until=date(2020, 12, 31),
    body="#contentx",
    drop=("#lastread", "div.detads", "._popIn_recommend"),
    distrust=("microdata:datepublished",),
)
"""Saved pages of 2016, 2017 and 2020: the microdata's date is a constant of 2014."""

SINDONEWS = Rules(
    name="sindonews",
    body="#detail-desc",
    headline=".detail-title",
    published=".detail-date-artikel",
    bylines=(Signed(".detail-nama-redaksi a[rel=author]"),),
    drop=("div.editor", "[class^=v-]", ".baca-inline"),
)
"""Known from at least three public scrapers; the text is set with breaks."""

TEMPO = Rules(name="tempo", body="#content-wrapper")
TEMPO_2016 = Rules(name="tempo-2016", valid_until=date(2016, 12, 31), headline="div.artikel h1", published="div.block-tanggal")
"""A saved page of 2016: another `h1` stands before the headline."""

KUMPARAN = Rules(name="kumparan", headline="h1[data-qa-id=story-title]", bylines=(Signed("[data-qa-id=author-name]"),))

MEDIAINDONESIA = Rules(
    name="mediaindonesia",
    body="div.article",
    published="div.info span.datetime",
    drop=("div.ext-channel", "div.flying-carpet"),
    bylines=(Signed("div.info > div.author-2", Role.REPORTER), Signed("div.info-author")),
    distrust=("json-ld:author",),
)
"""A saved page of 2026: the JSON-LD author is the editor, and its clock is minutes late."""
