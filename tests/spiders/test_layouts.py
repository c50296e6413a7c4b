"""What `spiders/layouts/` says, held against the fixtures."""

import json
from pathlib import Path

import pytest

from scraper.portals import Rules
from spiders.layouts import LAYOUTS

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLDENS = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FIXTURES.glob("*/*/article.json"))
]
ALL = {rules.name: rules for layouts in LAYOUTS.values() for rules in layouts}


@pytest.mark.parametrize("rules", ALL.values(), ids=ALL)
def test_every_layout_reads_a_fixture(rules: Rules) -> None:
    """A page in the shape of its real ones shows that the layout speaks, and for what."""
    readers = {
        evidence["reader"] for golden in GOLDENS for evidence in golden.get("evidence", {}).values()
    }
    assert any(reader.startswith(f"rule:{rules.name} ") for reader in readers)


@pytest.mark.parametrize("slug", LAYOUTS)
def test_an_old_layout_stands_behind_the_present_one(slug: str) -> None:
    """The first layout whose marks are on a page speaks: the newest is asked first."""
    ends = [rules.valid_until for rules in LAYOUTS[slug]]
    assert sorted(ends, key=lambda end: (end is not None, -(end.toordinal() if end else 0))) == ends
