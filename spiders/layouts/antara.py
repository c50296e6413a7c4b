"""ANTARA and its bureaus."""

from datetime import date

from scraper.portal import Rules

ANTARA = Rules(
    name="antara",
    body="div.wrap__article-detail-content",
    headline=".wrap__article-detail-title h1",
    drop=(".baca-juga", ".adsbygoogle"),
)
"""The theme of today, known from public scrapers; another publisher may use it too."""
ANTARA_2017 = Rules(
    name="antara-2017",
    valid_until=date(2017, 12, 31),
    marks="#content_news",
    section="div.menu_bg a.active",
    standfirst="div.bjbrt > blockquote",
    distrust=("meta:article:section",),
)
"""Saved pages of 2017, national and of a bureau: the rubric is marked in the menu alone, the meta field says "Indonesia"."""
