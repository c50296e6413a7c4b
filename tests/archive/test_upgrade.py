"""An archive that an earlier release made is brought up to date in place, and loses nothing.

`tests/fixtures/archives/VERSION` holds what that release's own code made.
"""

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scraper.archive import Archive
from scraper.archive.articles import load_article, load_edits
from scraper.archive.maintenance import check_archive
from scraper.archive.pages import load_page
from scraper.archive.search import search_articles
from scraper.archive.statistics import list_portal_days
from scraper.archive.storage import page_names

ARCHIVES = Path(__file__).parents[1] / "fixtures" / "archives"
RELEASES = sorted(path.name for path in ARCHIVES.iterdir())


def unpacked(release: str, folder: Path) -> Path:
    for name in ("archive.db", "snapshots.db"):
        (folder / name).write_bytes(
            gzip.decompress((ARCHIVES / release / f"{name}.gz").read_bytes())
        )
    return folder / "archive.db"


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every ordinary table, by the columns that the table has."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        ).fetchall()
        own = [
            name
            for (name,) in tables
            if not name.startswith(("articles_fts", "sqlite_", "_sqlite"))
        ]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM [{name}]")]
            for name in own
        }


def _named(row: dict[str, Any], pages: dict[int, str]) -> dict[str, Any]:
    """The row as it is now: pages that were row numbers have their names."""
    now = dict(row)
    if row.get("snapshot_id"):
        now["snapshot_id"] = pages[row["snapshot_id"]]
    if "snapshot_ids" in row:
        now["snapshot_ids"] = json.dumps(
            [pages[number] for number in json.loads(row["snapshot_ids"])], separators=(",", ":")
        )
    return now


@pytest.mark.parametrize("release", RELEASES)
def test_every_row_of_an_older_archive_is_there_afterwards(release: str, tmp_path: Path) -> None:
    path = unpacked(release, tmp_path)
    before = rows(path)
    pages = {
        row["id"]: page_names.name(row["sha256"], row["url"])
        for row in rows(path.with_name("snapshots.db"))["snapshots"]
    }
    with Archive.open(path) as archive:
        assert check_archive(archive, repair=False) == []
    after = rows(path)
    for name, old in before.items():
        assert [{column: row[column] for column in old[0]} for row in after[name]] == [
            _named(row, pages) for row in old
        ]
    assert sum(map(len, before.values())) > 80


@pytest.mark.parametrize("release", RELEASES)
def test_it_is_searched_read_and_counted_like_one_made_today(release: str, tmp_path: Path) -> None:
    with Archive.open(unpacked(release, tmp_path)) as archive:
        assert len(search_articles(archive, "saluran").hits) == 5
        assert [edit.cause for edit in load_edits(archive, 2)] == ["site"]
        assert load_page(archive, load_article(archive, 2).snapshot_ids[0]).body.startswith(
            b"<!DOCTYPE html>"
        )
        (day, *_) = list_portal_days(archive, portals=["tribun-jateng"])
        assert (day.discovered, day.fetched, day.archived, day.revised, day.gone) == (
            8,
            10,
            5,
            1,
            1,
        )
        assert day.reasons == {"bot_wall": 1, "soft_404": 1}
