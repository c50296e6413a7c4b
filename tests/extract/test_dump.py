"""Flat text dumps, of the shapes that old scrapes have: every field and every assertion on the body that stands beside each."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import PageError
from scraper.extract.dump import looks_like_dump, read_dump
from scraper.model import Article, Page, Reason, Refusal
from scraper.portal import Declarations

DUMPS = Path(__file__).parent.parent / "fixtures" / "dumps"
SEED = Path(__file__).parent.parent.parent.parent / "shared" / "seed"
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)
DECLARATIONS = Declarations.load()


def article(text: bytes, url: str = "") -> Article:
    found = read_dump(Page(url, text, FETCHED_AT), DECLARATIONS)
    assert isinstance(found, Article), found
    return found


def fields(found: Article) -> dict[str, Any]:
    """The fields under the names that the command prints."""
    return {
        "headline": found.headline,
        "kicker": found.kicker,
        "section": found.section,
        "standfirst": found.standfirst,
        "dateline": found.dateline,
        "bylines": [{"name": b.name, "role": str(b.role)} for b in found.bylines],
        "published": found.published_at.isoformat() if found.published_at else None,
        "published_raw": found.published_raw,
        "modified": found.modified_at.isoformat() if found.modified_at else None,
        "images": [{"caption": i.caption, "credit": i.credit, "placement": str(i.placement)} for i in found.images],
        "tags": list(found.tags),
        "signature": found.signature,
        "source": found.source,
        "portal": found.portal,
        "parts": found.parts,
        "parts_found": found.parts_found,
    }


@pytest.mark.parametrize("path", sorted(DUMPS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_dump_gives_its_fields_and_its_body(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    found = article(path.read_bytes())
    got = fields(found)
    assert {name: got[name] for name in expected["fields"]} == expected["fields"]
    wanted = expected["body"]
    texts = [block.text for block in found.body]
    assert texts[0].startswith(wanted["first"])
    assert texts[-1] == wanted["last"]
    assert len(texts) == wanted.get("blocks", len(texts)), texts
    assert [str(block.kind) for block in found.body] == wanted.get("kinds", [str(block.kind) for block in found.body])
    assert [line for line in wanted["never"] if line in "\n".join(texts)] == []


def test_the_users_own_dump_gives_every_value_that_was_promised() -> None:
    if not SEED.is_dir():
        pytest.skip(f"no seed at {SEED}: lay the shared folder beside the checkout")
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    found = article(next(SEED.glob("*.txt")).read_bytes())
    got, texts, body = fields(found), [block.text for block in found.body], expected["body"]
    assert {name: got[name] for name in expected["fields"]} == expected["fields"]
    assert (len(texts), texts[0]) == (body["body_paragraphs"], body["body_first"])
    assert texts[-1].startswith(body["body_last_starts"])
    assert texts[-1].endswith(body["body_last_ends"])
    assert [line for line in body["never_in_body"] if line in "\n".join(texts)] == []
