"""Articles, refusals, hits and portals as JSON objects; their keys are a promise to scripts."""

import re
from datetime import datetime
from typing import Any, Final

from scraper.model import Article, Hit, Refusal
from scraper.portals import Portal

MARKED: Final = re.compile("\ue000([^\ue000\ue001]*+)\ue001")
"""A found word in a hit's snippet or headline (see `model.Hit`)."""


def article_json(article: Article) -> dict[str, Any]:
    """The JSON object that `kliping extract` prints."""
    return {
        "headline": article.headline,
        "kicker": article.kicker,
        "section": article.section,
        "standfirst": article.standfirst,
        "dateline": article.dateline,
        "bylines": [
            {"name": byline.name, "role": byline.role.value, "label": byline.label}
            for byline in article.bylines
        ],
        "published": _iso(article.published_at),
        "published_raw": article.published_raw,
        "modified": _iso(article.modified_at),
        "images": [
            {
                "caption": image.caption,
                "credit": image.credit,
                "placement": image.placement.value,
                "url": image.url,
            }
            for image in article.images
        ],
        "body": [{"kind": block.kind.value, "text": block.text} for block in article.body],
        "tags": list(article.tags),
        "signature": article.signature,
        "source": article.source,
        "parts": article.parts,
        "parts_found": article.parts_found,
        "url": article.url,
        "portal": article.portal,
        "evidence": {
            name.removesuffix("_at"): {"reader": one.reader, "raw": one.raw, "note": one.note}
            for name, one in article.evidence.items()
        },
    }


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """The JSON object for a page that is not an article."""
    return {"refusal": refusal.reason.value, "detail": refusal.detail}


def hit_json(hit: Hit) -> dict[str, Any]:
    """One search hit; found words are in [brackets]."""
    return {
        "url": hit.url,
        "headline": hit.headline,
        "portal": hit.portal,
        "published_at": hit.published_at,
        "snippet": MARKED.sub(r"[\1]", hit.snippet),
        "rank": hit.rank,
    }


def portal_json(portal: Portal) -> dict[str, Any]:
    """One portal's declaration."""
    return {
        "slug": portal.slug,
        "name": portal.name,
        "network": portal.network.slug,
        "platform": portal.network.platform,
        "province": portal.province.title if portal.province else None,
        "zone": portal.zone.name,
        "hosts": list(portal.hosts),
        "verified": portal.verified,
        "evidence": list(portal.network.evidence),
        "refusal": portal.network.crawl_policy.refusal,
        "note": portal.network.crawl_policy.note,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
