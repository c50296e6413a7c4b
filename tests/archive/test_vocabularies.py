"""Words that stand in several places (an enumeration, a column's CHECK, its meaning, a page) are
the same in all of them.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from scraper import errors
from scraper.archive import Archive
from scraper.archive.places.gazetteer import PlaceKind
from scraper.archive.places.geotagging import Basis
from scraper.archive.schema.schema_docs import load_meanings
from scraper.archive.statistics import PortalDay
from scraper.model import LinkKind, Outcome, Placement, Reason, Role

DOCS = Path(__file__).parents[2] / "docs"
CHECK = re.compile(r"(\w+) [A-Z]+[^,()]*CHECK\(\1 IN \(([^)]*)\)\)")
BESIDE = {"robots", "image"}
"""Kinds of fetches that no link leads to."""


def checked(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """By `table.column`, the words that its CHECK allows."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"
    ).fetchall()
    return {
        f"{name}.{found[1]}": set(re.findall(r"'(\w[\w ]*)'", found[2]))
        for name, sql in rows
        for found in CHECK.finditer(sql)
    }


def test_a_columns_meaning_names_every_word_that_its_check_allows(archive: Archive) -> None:
    found = checked(archive.connection)
    assert len(found) > 10
    for place, words in found.items():
        table, _, column = place.partition(".")
        said = load_meanings()[table].columns[column]
        assert {word for word in words if f"`{word}`" not in said} == set(), place


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("bylines.role", Role),
        ("images.placement", Placement),
        ("ledger.kind", LinkKind),
        ("fetches.kind", [*LinkKind, *BESIDE]),
        ("fetches.outcome", Outcome),
        ("places.kind", PlaceKind),
        ("article_places.basis", Basis),
    ],
)
def test_a_check_allows_what_the_code_has_and_nothing_else(
    archive: Archive, place: str, words: Iterable[str]
) -> None:
    assert checked(archive.connection)[place] == {
        str(getattr(word, "value", word)) for word in words
    }


def test_coverage_has_a_column_for_every_outcome_of_an_article(archive: Archive) -> None:
    columns = {row[1] for row in archive.connection.execute("PRAGMA table_info(coverage)")}
    assert {outcome.value for outcome in Outcome} - columns == {"read"}
    assert {outcome.value for outcome in Outcome} - set(PortalDay.__slots__) == {
        "read",
        "not_modified",
    }  # counted as unchanged


def test_every_reason_stands_in_the_meaning_of_its_column() -> None:
    said = load_meanings()["fetches"].columns["reason"]
    assert [reason.value for reason in Reason if f"`{reason.value}`" not in said] == []


def test_every_fault_that_an_outcome_or_reason_tells_stands_in_the_page_about_them() -> None:
    page = (DOCS / "OUTCOMES.md").read_text(encoding="utf-8")
    missing = {
        word.value for word in (*Outcome, *Reason) if not re.search(rf"\b{word.value}\b", page)
    }
    assert missing == {"revised", "not_modified", "forgotten"}  # no site's faults


def test_every_exit_code_stands_in_the_page_about_them() -> None:
    codes = {
        str(value)
        for name, value in vars(errors).items()
        if name.isupper() and isinstance(value, int)
    }
    told = set(
        re.findall(
            r"^\| (\d+) \|", (DOCS / "OPERATIONS.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    assert codes <= told
