"""Promedia's system: Pikiran Rakyat's network, partners on their own domains, Jawa Pos' Radar portals until 2026; Akurat before it."""

from datetime import date

from scraper.portals import Rules

PROMEDIA = Rules(
    name="promedia",
    body="article.read__content",
    drop=(
        "strong.read__others",
        "strong.readmore",
        ".prads",
        ".coverwa",
        ".social",
        ".latest",
        ".ads",
        ".ads__under__image",
    ),
    tags="ul.tag__list a",
    distrust=("meta:author",),
)
"""A saved page of 2020 (evidence P20) and at least nine public scrapers; the meta author is the
site."""

AKURAT_2017 = Rules(
    name="akurat-2017",
    valid_until=date(2017, 12, 31),
    body="div#artikel",
    section="div.main_content > section > div > a[href*=-kategori-]",
    tags="a#tag_detail",
)
"""A saved page of 2017: hardly a class on it."""
