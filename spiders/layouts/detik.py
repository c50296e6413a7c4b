"""detikcom, and CNN Indonesia on a sister template."""

from scraper.portals import Rules

_BOXES = (
    "table.linksisip",
    "div.linksisip",
    ".parallaxindetail",
    ".paradetail",
    ".noncontent",
    ".staticdetail_ads",
    "[class^=ads-scrollpage]",
    "a.embed",
)
DETIK_2023 = Rules(
    name="detik-2023",
    body="div.detail__body-text",
    drop=(*_BOXES, "div.detail__body-tag"),
    tags="div.detail__body-tag a",
    distrust=("meta:pubdate",),
)
"""A saved page of 2023; the regional channels share the template.

`pubdate` is local time with a false Z. Layouts of 2013 and 2016 need
no rule."""

CNN = Rules(
    name="cnn-indonesia",
    body="div.detail-text, div.detail_text",
    section="a.gtm_breadcrumb_kanal",
    drop=(*_BOXES, ".newstag", ".end-of-article"),
)
"""Known from at least four public scrapers."""
