"""Every page of tests/fixtures/PORTAL/CASE/ gives the article.json beside it."""

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest

from scraper.extract import extract
from scraper.formats.json_values import article_json, refusal_json
from scraper.model import Article, Page
from scraper.portals import Registry

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = ("article.json", "meta.json", "page.html")
CASES = sorted({file.parent for name in FILES for file in FIXTURES.glob(f"*/*/{name}")})
PORTALS = Registry.load()
NOT_IN_JSON = {"language", "modified_raw", "part", "part_urls"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_fixture_gives_its_golden(case: Path, request: pytest.FixtureRequest) -> None:
    missing = [name for name in FILES if not (case / name).is_file()]
    if not request.config.getoption("--regenerate"):
        assert missing == [], f"{case}: write page.html and meta.json, then run --regenerate"
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    page = Page(
        meta["url"], (case / "page.html").read_bytes(), datetime.fromisoformat(meta["fetched_at"])
    )
    found = extract(page, PORTALS.of(page.url))
    got = article_json(found) if isinstance(found, Article) else refusal_json(found)
    golden = case / "article.json"
    if request.config.getoption("--regenerate"):
        golden.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(
            f"{golden} was written anew: read its diff, then run again without --regenerate"
        )
    assert got == json.loads(golden.read_text(encoding="utf-8"))


def test_every_field_is_read_from_some_fixture() -> None:
    """A field that no fixture fills may have a reader that is never called."""
    goldens = [
        json.loads(path.read_text(encoding="utf-8")) for path in FIXTURES.glob("*/*/article.json")
    ]
    filled = {name for golden in goldens for name, value in golden.items() if value}
    shown = {one.name.removesuffix("_at") for one in fields(Article)} - NOT_IN_JSON
    assert shown - filled == set(), "write a fixture that prints it"
