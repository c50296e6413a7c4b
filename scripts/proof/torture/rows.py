"""An archive as rows that can be compared with another's: no clocks, names for row numbers.

Row numbers follow the order of the work, which a kill may change: an article is its URL, a page its
hash.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

CLOCKS: Final = frozenset(
    {
        "begun_at",
        "planned_at",
        "applied_at",
        "started_at",
        "finished_at",
        "revised_at",
        "superseded_at",
        "fetched_at",
        "last_fetched_at",
        "first_seen_at",
        "last_seen_at",
        "merged_at",
        "due_at",
        "elapsed_ms",
        "named_at",
        "listed_at",
        "day",
    }
)
MORE: Final = frozenset(
    {
        "crawl_runs",
        "fetches",
        "daily_coverage",
        "health",
        "breaches",
        "reparses",
        "_sqlite_migrations",
        "sqlite_stat1",
        "sqlite_stat4",
        "sqlite_sequence",
    }
)
"""Tables in which a run that was started several times rightly has more rows: it did more."""
LATEST: Final = frozenset({"run_id", "last_outcome"})
"""Columns that say what the last run found: an article that an earlier run archived is unchanged.
"""
_NAMES: Final = {
    "articles": "url",
    "portals": "slug",
    "people": "name",
    "tags": "slug",
    "sections": "slug",
    "places": "code",
}
"""For a table that others refer to, what names its rows."""
_INSTEAD: Final = {
    "headers": "json_remove(t.headers, '$.date')",
    "cluster_id": (
        "(SELECT min(a.url) FROM cluster_members m JOIN articles a ON a.id = m.article_id WHERE"
        " m.cluster_id = t.cluster_id)"
    ),
}
"""What is compared in place of a column: headers without their clock, a cluster by the first of its
articles."""
_OF_ITS_ORDER: Final = frozenset(
    {
        ("identity", "archive_id"),
        ("owner", "archive_id"),
        ("snapshots", "body"),
        ("snapshots", "dictionary_id"),
        ("dictionaries", "sample"),
        ("cluster_members", "similarity"),
    }
)
"""What depends on the order of work: the page of its portal that a page is packed against, and so
its bytes (`kliping check` verifies that they unpack to the hash); the article of its story that an
article was compared with first."""


def state(path: Path) -> dict[str, list[str]]:
    """Every row of every table of both files."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS pages", (str(path.with_name("snapshots.db")),))
        listed = (
            "SELECT schema, name FROM pragma_table_list WHERE schema IN ('main', 'pages') AND type"
            " = 'table'"
        )
        tables = connection.execute(listed).fetchall()
        return {
            table: _rows(connection, schema, table)
            for schema, table in tables
            if table not in MORE and not table.startswith(("articles_fts", "sqlite_"))
        }


def _rows(connection: sqlite3.Connection, schema: str, table: str) -> list[str]:
    refers = {
        row[3]: row[2] for row in connection.execute(f"PRAGMA {schema}.foreign_key_list({table})")
    }
    columns = connection.execute(
        "SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1", (table, schema)
    ).fetchall()
    kept = [_told(name, refers.get(name)) for (name,) in columns if _counts(table, name)]
    return sorted(
        repr(row)
        for row in connection.execute(
            f"SELECT {', '.join(kept) or 'count(*)'} FROM {schema}.{table} t"
        )
    )


def _counts(table: str, column: str) -> bool:
    return column != "id" and column not in CLOCKS | LATEST and (table, column) not in _OF_ITS_ORDER


def _told(column: str, refers: str | None) -> str:
    if column in _INSTEAD:
        return _INSTEAD[column]
    return (
        f"(SELECT {_NAMES[refers]} FROM {refers} WHERE id = t.{column})"
        if refers in _NAMES
        else f"t.{column}"
    )
