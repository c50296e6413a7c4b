"""Builds docs/SCHEMA.md from a fresh archive and the meanings of its tables and columns.

`python -m scripts.schema_docs` writes it.
"""

import sqlite3
import tempfile
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.schema.schema_docs import Question, load_meanings, load_questions

PAGE = Path(__file__).parent.parent / "docs" / "SCHEMA.md"

INTRODUCTION = """\
# The archive's tables

*This page is made by `scripts/dev.py schema` from a fresh archive,
`scraper/archive/schema/meanings.toml` and `queries.toml`.*

An archive is two SQLite files: `archive.db` (what was read) and `snapshots.db` (the pages it was
read from). Any SQLite tool opens them; no extension and no function of Kliping's is needed to query
them.

**Times** are text: UTC, ISO 8601 to the second with `Z` (`2022-08-02T14:05:00Z`), so that they sort
and compare as they are. **Dates** are local calendar days at the portal. **Ids** are row numbers of
this file only: across archives an article is known by its URL (and `citation`), a revision by its
`content_hash`, a page by its `sha256`. **JSON** columns are read with `json_each` and `->>`.

## Questions
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The text of the page.

    Raises:
        KeyError: a table or column has no meaning.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(Path(folder) / "archive.db", create=True) as archive,
    ):
        files = {"": archive.connection, "In `snapshots.db`: ": archive.snapshots.connection}
        tables = {
            name: (where, connection)
            for where, connection in files.items()
            for name in table_names(connection)
        }
        sections = [_section(name, *tables[name]) for name in load_meanings()]
    return "\n".join([INTRODUCTION, *map(_question, load_questions()), *sections])


def table_names(connection: sqlite3.Connection) -> list[str]:
    """Tables and views of the file, without those that belong to SQLite and the migrations."""
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view',"
        " 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_sqlite_migrations'"
        " ORDER BY name"
    )
    return [name for (name,) in rows]


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns, in order."""
    # hidden: 2 and 3 are generated columns, 1 is a virtual table's own argument
    return connection.execute(
        "SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid", (table,)
    ).fetchall()


def _question(asked: Question) -> str:
    fence = "sql" if asked.language == "sql" else "python"
    comment = "" if not asked.example else f"-- for example: {', '.join(asked.example)}\n"
    return f"{asked.question}:\n\n```{fence}\n{comment}{asked.text}\n```\n"


def _section(name: str, where: str, connection: sqlite3.Connection) -> str:
    meaning, links = load_meanings()[name], _links(connection, name)
    (kind,) = connection.execute(
        "SELECT type FROM pragma_table_list WHERE schema = 'main' AND name = ?", (name,)
    ).fetchone()
    rows = [
        f"| `{column}` | {kept.lower()} |"
        f" {f'→ `{links[column]}`. ' if column in links else ''}{meaning.columns[column]} |"
        for column, kept in columns(connection, name)
    ]
    view = "View. " if kind == "view" else ""
    return "\n".join(
        [
            f"## {name}\n",
            f"{view}{where}{meaning.about}\n",
            "| column | type | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _links(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """By column, the table whose rows it refers to."""
    return dict(
        connection.execute(
            'SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)
        ).fetchall()
    )


if __name__ == "__main__":
    main()
