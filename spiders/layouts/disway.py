"""The Disway network."""

from scraper.portal import Rules

DISWAY = Rules(
    name="disway",
    body="div.post.text-black-1, div.post",
    published="span.date",
    drop=(".ads-slot",),
    tags="ul.list-inline a[href*=listtag]",
)
"""Known from three public scrapers."""
