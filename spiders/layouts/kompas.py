"""Kompas.com and Kompasiana.

The JSON-LD author of Kompas.com is the editor; the roles stand in a pop-up of credits.
"""

from datetime import date

from scraper.model import Role
from scraper.portals import Photo, Rules, Signed

KOMPAS_2023 = Rules(
    name="kompas-2023",
    body="div.read__content > div.clearfix, div.read__content",
    published="meta[name=content_PublishedDate]@content, div.read__time",
    drop=(
        "div.video",
        "div.fb-quote",
        ".lihatjg",
        ".gate-kgplus",
        ".ads-partner-wrap",
        "[class*=kompasidRec]",
        "[class*=inject-baca-juga]",
    ),
    bylines=(
        Signed(
            "#creditModal div.credit-author-title",
            name=".credit-author-name",
            label_at=".credit-author-position",
        ),
    ),
    tags="a.tag__article__link",
    distrust=("json-ld:author",),
)
"""A saved page of 2023; the printed time may be that of the last change ("Diperbarui"), the meta
field never is."""

KOMPAS_2017 = Rules(
    name="kompas-2017",
    valid_until=date(2017, 12, 31),
    body="div.kcm-read-content-text",
    headline="div.kcm-read h2",
    photos=(Photo("div.kcm-read div.photo", credit="span.author"),),
)
"""A saved page of January 2017: its only `h1` is the channel's logo, the credit stands before
the caption."""

KOMPASIANA = Rules(
    name="kompasiana-2024",
    body="div.read-content",
    section="meta[name=content_subcategory]@content",
    published="span.count-item",
    bylines=(Signed("div.read-biografi a.user-name", Role.CONTRIBUTOR),),
    tags="a.tag-link",
)
"""A saved page of 2024: who writes is a blogger, not of the newsroom."""
