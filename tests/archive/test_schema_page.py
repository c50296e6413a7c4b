"""docs/SCHEMA.md says what the database holds: every table, view and column, and no other."""

import re
import sqlite3
from pathlib import Path

import pytest

from scraper.archive import Archive
from tests.archive.samples import URL, save

PAGE = (Path(__file__).parents[2] / "docs" / "SCHEMA.md").read_text(encoding="utf-8")


def documented() -> dict[str, list[str]]:
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    return {section.split("\n", 1)[0]: re.findall(r"^\| `(\w+)` \| \S", section, flags=re.MULTILINE) for section in sections}


def shape(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_sqlite_migrations'"
    ).fetchall()
    # hidden: 2 and 3 are generated columns, 1 is a virtual table's own argument
    columns = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid"
    return {table: [name for (name,) in connection.execute(columns, (table,))] for (table,) in tables}


def test_the_page_names_every_table_and_column_in_order(archive: Archive) -> None:
    assert documented() == shape(archive.connection) | shape(archive.snapshots.connection)


QUERIES = re.findall(r"-- (.+)\n((?:[A-Z ].*\n)+)", PAGE)


@pytest.mark.parametrize(("what", "query"), QUERIES, ids=[what[:30] for what, _ in QUERIES])
def test_the_pages_queries_run(archive: Archive, what: str, query: str) -> None:
    save(archive)
    archive.connection.execute(query, (URL,) * query.count("?")).fetchall()


def test_the_page_has_queries() -> None:
    assert len(QUERIES) == 9
