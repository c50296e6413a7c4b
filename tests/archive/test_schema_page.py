"""docs/SCHEMA.md says what the database holds, and every question in it runs."""

import os
import sqlite3
import subprocess
import sys

import pytest

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.schema.schema_docs import Question, load_meanings, load_questions
from scraper.formats import export
from scripts.schema_docs import PAGE, columns, page, table_names
from tests.archive.samples import OTHER, numbered, reworded, save

SQL = [asked for asked in load_questions() if asked.language == "sql"]
PYTHON = [asked for asked in load_questions() if asked.language != "sql"]


def shape(connection: sqlite3.Connection) -> dict[str, list[str]]:
    return {
        table: [name for name, _ in columns(connection, table)] for table in table_names(connection)
    }


def test_every_table_and_column_has_a_meaning_and_no_other(archive: Archive) -> None:
    told = {name: list(meaning.columns) for name, meaning in load_meanings().items()}
    assert told == shape(archive.connection) | shape(archive.snapshots.connection)
    assert all(
        meaning.about and all(meaning.columns.values()) for meaning in load_meanings().values()
    )


def test_the_page_is_the_one_that_the_database_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `python3 scripts/dev.py schema` and read the difference"
    )


@pytest.mark.parametrize("asked", SQL, ids=[asked.question[:30] for asked in SQL])
def test_sql_runs_in_plain_sqlite_and_fast(archive: Archive, asked: Question) -> None:
    save(archive)
    optimise_archive(archive)
    with sqlite3.connect(archive.path) as plain:
        plain.execute(asked.text, asked.example).fetchall()


@pytest.mark.parametrize("asked", PYTHON, ids=[asked.question[:30] for asked in PYTHON])
def test_python_runs_beside_an_archive_and_its_export(archive: Archive, asked: Question) -> None:
    save(archive)
    save(archive, reworded())
    save(archive, numbered(7))
    save(archive, numbered(8), portal=OTHER)
    folder = archive.path.parent
    export.export(archive, folder / "articles.parquet")
    optimise_archive(archive)
    done = subprocess.run(
        [sys.executable, "-c", asked.text],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    assert "kabar-" in done.stdout


def test_there_are_questions_in_every_language() -> None:
    assert len(load_questions()) >= 15
    assert {asked.language for asked in load_questions()} == {"sql", "duckdb", "pandas", "polars"}
