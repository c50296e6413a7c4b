"""Suara.com and its regional hosts."""

from scraper.portal import Rules, Signed

SUARA = Rules(
    name="suara",
    body="div.article-content, article.article-content, .article-content",
    drop=(".ten-second", ".article-read", ".baca-juga", "#next-article", ".placeholder_belt", ".placeholder_read_body", ".wrap-pagination"),
    bylines=(Signed(".author-trigger a"),),
    tags=".article-tags a",
)
"""Known from two public scrapers of 2026: another article is appended, hence the first container alone."""
