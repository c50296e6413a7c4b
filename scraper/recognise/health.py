"""Whether what a site showed is what its declaration promises: how many of its articles have each field, and what broke."""

from collections.abc import Mapping, Sequence
from typing import Final

from scraper.model import Article
from scraper.portal import Portal
from scraper.recognise.examine import Examined

FIELDS: Final = ("headline", "body", "published_at", "bylines", "images", "section", "tags")
"""Whose fill is counted."""
_ALWAYS: Final = ("headline", "body", "published_at")
"""That every article of every portal has."""


def fill(articles: Sequence[Article]) -> Mapping[str, int]:
    """How many of the articles have each of `FIELDS`."""
    return {name: sum(bool(getattr(article, name)) for article in articles) for name in FIELDS}


def findings(portal: Portal, seen: Examined) -> tuple[str, ...]:
    """What broke, in words; empty where the declaration holds."""
    found = [f"source {one.url}: {one.broke}" for one in seen.sources if one.broke]
    found += [f"article {one.url}: {one.broke}" for one in seen.samples if one.broke]
    articles = seen.articles
    if not articles:
        return (*found, "no article could be read")
    filled = fill(articles)
    found += [
        f"field {name}: {len(articles) - filled[name]} of {len(articles)} articles have none"
        for name in _ALWAYS
        if filled[name] < len(articles)
    ]
    return (*found, *_unruled(portal, articles))


def _unruled(portal: Portal, articles: Sequence[Article]) -> list[str]:
    """Rules that found nothing in any of the articles: the layout has changed."""
    newest = portal.network.rules[0] if portal.network.rules else None
    if newest is None:
        return []
    found = []
    for name, declared in (("headline", newest.headline), ("body", newest.body), ("bylines", newest.bylines)):
        readers = [article.evidence[name].reader for article in articles if name in article.evidence]
        if declared and not any(reader.startswith("rule:") for reader in readers):
            found.append(
                f"field {name}: the rules {newest.name!r} found it in none of {len(articles)} articles: the layout may have changed"
            )
    return found
