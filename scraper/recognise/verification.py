"""What broke: how what a site showed differs from what its declaration promises."""

from collections.abc import Sequence
from typing import Final

from scraper.model import Article
from scraper.model.fields import Filled, fallen
from scraper.portals import Portal
from scraper.recognise.examination import Examined

_PROMISED: Final = "published_at"
"""The field that every article has, also on a portal of which nothing is archived yet."""


def findings(portal: Portal, seen: Examined, usual: Filled) -> tuple[str, ...]:
    """What broke, in words; empty where the declaration holds.

    `usual` counts the fields of the portal's archived articles, if any.
    """
    found = [f"source {one.url}: {one.broke}" for one in seen.sources if one.broke]
    found += [f"article {one.url}: {one.broke}" for one in seen.samples if one.broke]
    articles = seen.articles
    if not articles:
        return (*found, "no article could be read")
    now = Filled.of(articles)
    undated = now.articles - now.having[_PROMISED]
    if undated:
        found.append(f"field {_PROMISED}: {undated} of {now.articles} articles have none")
    reasons = fallen(now, usual)
    if undated:
        reasons = [reason for reason in reasons if not reason.startswith(_PROMISED)]
    found += [f"field {reason}" for reason in reasons]
    return (*found, *_unruled(portal, articles))


def _unruled(portal: Portal, articles: Sequence[Article]) -> list[str]:
    """Rules that found nothing in any of the articles: the layout has changed."""
    newest = portal.network.rules[0] if portal.network.rules else None
    if newest is None:
        return []
    found = []
    for name, declared in (
        ("headline", newest.headline),
        ("body", newest.body),
        ("bylines", newest.bylines),
    ):
        readers = [
            article.evidence[name].reader for article in articles if name in article.evidence
        ]
        if declared and not any(reader.startswith("rule:") for reader in readers):
            found.append(
                f"field {name}: the rules {newest.name!r} found it in none of {len(articles)}"
                " articles: the layout may have changed"
            )
    return found
