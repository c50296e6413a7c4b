"""ANTARA and its bureaus."""

from datetime import date

from scraper.portals import Rules

ANTARA = Rules(
    name="antara", body="div.wrap__article-detail-content", drop=(".baca-juga", ".adsbygoogle")
)
"""Known from at least five public scrapers."""
ANTARA_2017 = Rules(
    name="antara-2017",
    valid_until=date(2017, 12, 31),
    body="div#content_news",
    section="div.menu_bg a.active",
    standfirst="div.bjbrt > blockquote",
    distrust=("meta:article:section",),
)
"""Saved pages of 2017, national and of a bureau: the rubric is marked in the menu alone, the
meta field says "Indonesia"."""
