"""A portal goes by its slug wherever a column is called `portal`, and by its brand where one is
called `portal_name`.
"""

import csv
import itertools
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.archive.frontier import Fetch, begin_run, record_fetch
from scraper.archive.maintenance import optimise_archive
from scraper.archive.schema.schema_docs import Question, load_meanings, load_questions
from scraper.archive.stories.clustering import refresh_clusters
from scraper.browse.canned_queries import CannedQuery, canned_queries
from scraper.formats import export
from scraper.model import Outcome, Reason
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, numbered, save
from tests.archive.test_clusters import story, told

SLUGS = ("portal", "origin_portal")
NAMES = ("portal_name",)
WHERE = {"cari": " WHERE kata = 'jalan'"}
ARGUMENTS = {
    "kata": "jalan",
    "portal": "",
    "since": "2000-01-01",
    "portals": "1",
    "tag": "jalan",
    "month": "2022-08",
    "url": ARTICLE.url,
}


@pytest.fixture(name="plain", scope="module")
def _plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive with something in every view, as any SQLite shell reads it."""
    path = tmp_path_factory.mktemp("names") / "archive.db"
    with Archive.open(path, create=True) as archive:
        run_id = begin_run(archive, arguments={}, started_at=NOON)
        for number in range(20):
            day = NOON + timedelta(days=number)
            save(archive, replace(numbered(number + 10), published_at=day))
            _fetched(archive, run_id, day, "article", Outcome.NOT_AN_ARTICLE, Reason.INDEX)
        _fetched(archive, run_id, NOON + timedelta(days=40), "feed", Outcome.READ)
        _fetched(archive, run_id, NOON, "article", Outcome.FAILED)
        for article, portal in (told(PORTAL, 1, story(1)), told(OTHER, 2, story(1), 1)):
            save(archive, article, portal=portal)
        save(
            archive,
            replace(numbered(10), published_at=NOON, body=(), bylines=(), images=()),
            at=NOON + timedelta(days=41),
        )
        save(archive, replace(ARTICLE, url="https://entah.example/1", portal=None), portal=None)
        refresh_clusters(archive)
        optimise_archive(archive)
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        yield plain


def _fetched(
    archive: Archive,
    run_id: int,
    at: datetime,
    kind: str,
    outcome: Outcome,
    reason: Reason | None = None,
) -> None:
    fetch = Fetch(
        run_id=run_id,
        portal=PORTAL,
        url=ARTICLE.url,
        kind=kind,
        status=200,
        outcome=outcome,
        fetched_at=at,
        reason=reason,
    )
    record_fetch(archive, fetch)


def views(column: str) -> list[str]:
    """Tables and views with that column; `test_schema_page` holds their list against the
    database.
    """
    return [name for name, meaning in load_meanings().items() if column in meaning.columns]


def rows(plain: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    return plain.execute(f"SELECT * FROM {name}{WHERE.get(name, '')}").fetchall()


def known(plain: sqlite3.Connection, column: str) -> set[str]:
    return {value for (value,) in plain.execute(f"SELECT {column} FROM portals")}


@pytest.mark.parametrize(
    ("column", "name"), [(column, name) for column in (*SLUGS, *NAMES) for name in views(column)]
)
def test_every_view_calls_a_portal_by_its_slug_and_its_brand_portal_name(
    plain: sqlite3.Connection, column: str, name: str
) -> None:
    found = {row[column] for row in rows(plain, name)} - {None}
    assert found, "the sample archive has nothing in it"
    assert found <= known(plain, "name" if column in NAMES else "slug")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(views("portal"), 2)))
def test_any_two_views_join_by_portal(plain: sqlite3.Connection, one: str, other: str) -> None:
    left, right = (f"(SELECT portal FROM {name}{WHERE.get(name, '')})" for name in (one, other))
    (found,) = plain.execute(f"SELECT count(*) FROM {left} JOIN {right} USING (portal)").fetchone()
    assert found


def test_a_view_that_shows_the_brand_shows_the_slug_beside_it() -> None:
    assert set(views("portal_name")) <= set(views("portal"))
    assert not any(
        "brand" in meaning.columns.get("portal", "") for meaning in load_meanings().values()
    )


@pytest.mark.parametrize("asked", canned_queries(), ids=lambda asked: asked.name)
def test_canned_queries_do_the_same(plain: sqlite3.Connection, asked: CannedQuery) -> None:
    held(plain, plain.execute(asked.sql, ARGUMENTS).fetchall())


@pytest.mark.parametrize(
    "asked",
    [asked for asked in load_questions() if asked.language == "sql"],
    ids=lambda asked: asked.question[:30],
)
def test_the_questions_of_the_schema_page_do_the_same(
    plain: sqlite3.Connection, asked: Question
) -> None:
    held(plain, plain.execute(asked.text, asked.example).fetchall())


def test_exports_do_the_same(plain: sqlite3.Connection, tmp_path: Path) -> None:
    lines, sheet = tmp_path / "articles.jsonl", tmp_path / "articles.csv"
    with Archive.open(
        Path(plain.execute("PRAGMA database_list").fetchone()["file"]), read_only=True
    ) as archive:
        export.export(archive, lines)
        export.export(archive, sheet)
    with sheet.open(encoding="utf-8", newline="") as stream:
        exported = [
            list(csv.DictReader(stream)),
            [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()],
        ]
    for found in exported:
        assert all(row["portal"] and row["portal_name"] for row in found)
        held(plain, found)


def held(plain: sqlite3.Connection, found: Sequence[Any]) -> None:
    slugs, brands = known(plain, "slug"), known(plain, "name")
    for row in map(dict, found):
        assert {row[column] for column in SLUGS if row.get(column)} <= slugs
        assert {row[column] for column in NAMES if row.get(column)} <= brands
