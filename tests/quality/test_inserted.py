"""A related link or an advertisement between two paragraphs of a page changes nothing of its
article.

On every fixture, and on every page of ../shared/corpus where that stands beside the checkout. The
suite tries a seeded sample of each page; `KLIPING_INSERT=all` tries every place with every line in
every form (hours), `KLIPING_INSERT=20` twenty of each page and setting.
"""

import gzip
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from scraper.model import Article, Page
from scraper.portals import Portal, Registry
from scripts import scorer
from tests.quality.inserting import SETTINGS, article_of, insertable, variants

FIXTURES: Final = Path(__file__).parent.parent / "fixtures"
NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
PORTALS: Final = Registry.load()
SAMPLE: Final = os.environ.get("KLIPING_INSERT", "1")
"""How many lines are tried on each page in each setting, or `all`; 1 tries one setting of a corpus
page."""


def pages() -> Iterator[Any]:
    """(path of a page, its URL), the fixtures first."""
    for case in sorted(path.parent for path in FIXTURES.glob("*/*/page.html")):
        meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
        yield pytest.param(case / "page.html", meta["url"], id=f"{case.parent.name}/{case.name}")
    for corpus in sorted(scorer.CORPORA.glob("*/")):
        listed = corpus / ("urls.json" if corpus.name == "raw" else "truth.json")
        known = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else {}
        for path in sorted(corpus.glob("pages/*.html.gz")):
            entry = known.get(path.name.removesuffix(".html.gz"))
            url = entry if isinstance(entry, str) else (entry or {}).get("url")
            yield pytest.param(
                path, url or "", id=f"{corpus.name}/{path.name.removesuffix('.html.gz')}"
            )


def changed(before: Article, after: Article | None) -> dict[str, Any]:
    """The fields that differ, with what is only before and only after."""
    if after is None:
        return {"article": "none"}
    both = (
        (field.name, getattr(before, field.name), getattr(after, field.name))
        for field in fields(Article)
    )
    return {name: _difference(one, other) for name, one, other in both if one != other}


def _difference(one: Any, other: Any) -> Any:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return {
            "lost": [x for x in one if x not in other],
            "new": [x for x in other if x not in one],
        }
    return {"lost": one, "new": other}


def settings(path: Path, portal: Portal | None) -> Sequence[str]:
    """One setting for a corpus page, drawn by its name; all for a fixture or a larger sample."""
    every = tuple(SETTINGS)
    if SAMPLE != "1" or FIXTURES in path.parents:
        return every
    name = f"{path.parent.parent.name}/{path.name} {portal is None}"
    draw = random.Random(name)  # noqa: S311 (a sample that any machine repeats)
    return (draw.choice(every),)


def broken(path: Path, url: str) -> dict[str, dict[str, Any]]:
    """What differs on the page, by the variant that it differs in."""
    source = path.read_bytes()
    page = Page(url, gzip.decompress(source) if path.suffix == ".gz" else source, NOW)
    found: dict[str, dict[str, Any]] = {}
    for portal in dict.fromkeys((PORTALS.of(url) if url else None, None)):
        for setting in settings(path, portal):
            marked = insertable(page, portal, setting)
            before = article_of(marked.base, portal) if marked is not None else None
            if marked is None or before is None:
                continue
            sample = None if SAMPLE == "all" else int(SAMPLE)
            for gap, name, form in variants(
                len(marked.breaks), sample, (path.parent.name, path.name, setting, portal is None)
            ):
                difference = changed(
                    before, article_of(marked.with_line(gap, name, form, gap), portal)
                )
                if difference:
                    found[
                        f"{'rules' if portal else 'generic'}, {setting}, gap {gap}, {name}, {form}"
                    ] = difference
    return found


@pytest.mark.parametrize(("path", "url"), list(pages()))
def test_a_line_between_two_paragraphs_changes_nothing_else(path: Path, url: str) -> None:
    assert broken(path, url) == {}
