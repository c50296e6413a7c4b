"""The pages about tables say what docs/SCHEMA.md says, and every canned query runs."""

import re
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.browse import table_docs
from scraper.browse.canned_queries import CannedQuery, canned_queries

PAGE = (Path(__file__).parents[2] / "docs" / "SCHEMA.md").read_text(encoding="utf-8")


def test_every_table_of_the_page_is_there_with_its_columns() -> None:
    shown = {table.name: len(table.columns) for table in table_docs.tables()}
    assert len(shown) > 30
    assert shown["portals"] == 7
    assert not {"snapshots", "dictionaries"} & set(shown)
    assert set(shown) < set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE))
    assert all(table.meaning for table in table_docs.tables() if table.name != "cluster_members")


@pytest.mark.parametrize("one", canned_queries(), ids=lambda one: one.name)
def test_a_canned_query_runs_and_explains_each_parameter(path: Path, one: CannedQuery) -> None:
    parameters = set(re.findall(r":([a-z_]+)", one.sql))
    assert all(f"{name}: " in one.description for name in parameters)
    with Archive.open(path, read_only=True) as archive:
        archive.connection.execute(one.sql, dict.fromkeys(parameters, "1")).fetchall()
