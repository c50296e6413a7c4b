"""Every Tribun page of the corpus, field by field and paragraph by paragraph, against the truth
made by hand.
"""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.extract import extract
from scraper.model import Article, Page
from scraper.portals import Registry

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "indonesia"
PORTALS = Registry.load()


def _truths() -> dict[str, Any]:
    if not (CORPUS / "truth.json").is_file():
        return {}
    truths: dict[str, Any] = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    return {name: truth for name, truth in truths.items() if name.startswith("tribunnews-")}


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not beside the checkout: {CORPUS}")
@pytest.mark.parametrize(
    ("name", "truth"), _truths().items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_tribun_page_is_read_as_a_person_reads_it(name: str, truth: dict[str, Any]) -> None:
    body = gzip.decompress((CORPUS / "pages" / f"{name}.html.gz").read_bytes())
    article = extract(
        Page(truth["url"], body, datetime(2026, 11, 24, tzinfo=UTC)), PORTALS.of(truth["url"])
    )
    assert isinstance(article, Article)
    for field in ("headline", "section", "standfirst", "dateline", "signature", "published_raw"):
        assert getattr(article, field) == truth[field], field
    assert [(b.name, b.role, b.label) for b in article.bylines] == [
        (b["name"], b["role"], b["label"]) for b in truth["bylines"]
    ]
    assert article.published_at is not None
    assert abs(article.published_at - datetime.fromisoformat(truth["published"])) < timedelta(
        minutes=1
    )
    assert [(i.caption, i.credit, i.placement) for i in article.images] == [
        (i["caption"], i["credit"], i["placement"]) for i in truth["images"]
    ]
    assert list(article.tags) == truth["tags"]
    assert [block.text for block in article.body] == truth["body"]
    assert not [
        line for line in truth["must_not"] if any(line in block.text for block in article.body)
    ]
    assert article.parts == (truth["pages"] or {"of": 1})["of"]
    assert {"headline", "body", "bylines", "published_at", "url"} <= set(article.evidence)
