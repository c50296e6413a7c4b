"""Kliping's extractor in the form that the bench's evaluate.py expects.

    python ../shared/bench/evaluate.py --data ../shared/corpus/indonesia --extractor
    scripts.bench_adapter:extract --bytes

The form is `(html: bytes, url) -> dict`. `extract` uses the rules of the portal that owns the URL;
`extract_generic` uses none.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from scraper.extract import extract as extract_page
from scraper.model import Article, Page, Role
from scraper.portals import Portal, Registry

FETCHED_AT = datetime(2030, 1, 1, tzinfo=UTC)
"""No corpus page says when it was fetched; this is later than all of them."""


@cache
def _declarations() -> Registry:
    return Registry.load()


def extract(html: bytes, url: str | None) -> dict[str, Any]:
    """The article under the rules of the portal that owns `url`."""
    return _read(html, url, _declarations().of(url) if url else None)


def extract_generic(html: bytes, url: str | None) -> dict[str, Any]:
    """The article by the generic extractor."""
    return _read(html, url, None)


def _read(html: bytes, url: str | None, portal: Portal | None) -> dict[str, Any]:
    found = extract_page(Page(url or "", html, FETCHED_AT), portal)
    return _record(found) if isinstance(found, Article) else {}


def _record(article: Article) -> dict[str, Any]:
    writers = (Role.REPORTER, Role.CONTRIBUTOR, Role.AGENCY)
    return {
        "headline": article.headline,
        "authors": [byline.name for byline in article.bylines if byline.role in writers],
        "bylines": [{"name": byline.name, "role": str(byline.role)} for byline in article.bylines],
        "published": article.published_at.isoformat() if article.published_at else None,
        "body": [block.text for block in article.body],
        "images": [{"caption": image.caption, "credit": image.credit} for image in article.images],
        "dateline": article.dateline,
        "section": article.section,
        "standfirst": article.standfirst,
        "signature": article.signature,
        "tags": list(article.tags),
    }
