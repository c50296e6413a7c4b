"""Every saved page is extracted by the portal that owns its host, with nobody naming the portal."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.ingest.extraction import read_page
from scraper.ingest.saved_pages import Given, page_of, portal_of
from scraper.model import Article, Reason
from scraper.portals import Registry
from scripts import scorer

FOLDER = scorer.CORPORA / "indonesia"
TRUTH: dict[str, Any] = (
    json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")) if scorer.is_there() else {}
)
REGISTRY = Registry.load()

pytestmark = pytest.mark.skipif(
    not TRUTH,
    reason=(
        "SKIPPED LOUDLY: no ../shared/corpus/indonesia beside the checkout: no real page was read"
    ),
)


@pytest.mark.parametrize("name", sorted(TRUTH))
def test_a_saved_page_finds_its_portal(name: str, tmp_path: Path) -> None:
    gold = TRUTH[name]
    path = tmp_path / f"{name}.html"
    path.write_bytes(gzip.decompress((FOLDER / "pages" / f"{name}.html.gz").read_bytes()))
    given = Given(url=gold["url"], fetched_at=datetime(2026, 11, 24, tzinfo=UTC))
    page = page_of(path, given)
    owner = portal_of(page, given, REGISTRY)
    assert owner is not None
    assert owner.is_article(gold["url"])
    result = read_page(page, owner, REGISTRY).result
    if gold["kind"] == "video" and not isinstance(result, Article):
        assert result.reason is Reason.NO_BODY
        return
    assert isinstance(result, Article), result
    assert result.portal == owner.slug
    assert result.headline == gold["headline"]
