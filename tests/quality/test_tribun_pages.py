"""Every Tribun page with gold, through the command and through the archive, field by field."""

import gzip
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scripts import scorer

FOLDER = scorer.CORPORA / "indonesia"
TRUTH: dict[str, Any] = (
    json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")) if scorer.is_there() else {}
)
PAGES = sorted(name for name in TRUTH if name.startswith("tribunnews-"))

pytestmark = pytest.mark.skipif(
    not PAGES,
    reason=(
        "SKIPPED LOUDLY: no ../shared/corpus/indonesia beside the checkout: no real page was read"
    ),
)


def kliping(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scraper.cli", *map(str, words)],
        cwd=scorer.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def saved(name: str, folder: Path) -> Path:
    path = folder / f"{name}.html"
    path.write_bytes(gzip.decompress((FOLDER / "pages" / f"{name}.html.gz").read_bytes()))
    return path


@pytest.mark.parametrize("name", PAGES)
def test_an_extracted_page_is_its_gold(name: str, tmp_path: Path) -> None:
    gold = TRUTH[name]
    done = kliping("extract", saved(name, tmp_path), "--url", gold["url"])
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert got["headline"] == gold["headline"]
    assert got["section"] == gold["section"]
    assert got["bylines"] == [
        {"name": b["name"], "role": b["role"], "label": b["label"]} for b in gold["bylines"]
    ]
    assert datetime.fromisoformat(got["published"]) == datetime.fromisoformat(gold["published"])
    assert (
        datetime.fromisoformat(got["published"]).utcoffset()
        == datetime.fromisoformat(gold["published"]).utcoffset()
    )
    assert got["published_raw"] == gold["published_raw"]
    assert [
        {k: i[k] for k in ("caption", "credit", "placement")} for i in got["images"] if i["caption"]
    ] == gold["images"]
    assert got["dateline"] == gold["dateline"]
    assert got["tags"] == gold["tags"]
    assert got["signature"] == gold["signature"]
    assert [block["text"] for block in got["body"]] == gold["body"]
    assert got["parts"] == (gold["pages"] or {"of": 1})["of"]
    body = "\n".join(block["text"] for block in got["body"])
    assert [line for line in gold["must_not"] if line in body] == []
    assert {"headline", "body", "published", "bylines", "dateline"} <= set(got["evidence"])


def test_imported_pages_are_their_gold_in_plain_sql(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in PAGES:
        saved(name, folder)
        (folder / f"{name}.html.json").write_text(json.dumps({"url": TRUTH[name]["url"]}))
    archive = tmp_path / "archive.db"
    done = kliping("import", folder, "--archive", archive)
    assert done.returncode == 0, done.stderr
    again = kliping("import", folder, "--archive", archive)
    assert f"{len(PAGES)} unchanged" in again.stdout
    with closing(sqlite3.connect(archive)) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == len(PAGES)
        assert connection.execute("SELECT count(*) FROM article_revisions").fetchone()[0] == 0
        for name in PAGES:
            gold = TRUTH[name]
            row = connection.execute(
                "SELECT * FROM articles WHERE url = ?", [gold["url"]]
            ).fetchone()
            assert (row["headline"], row["body"], row["dateline"]) == (
                gold["headline"],
                "\n".join(gold["body"]),
                gold["dateline"],
            )
            assert datetime.fromisoformat(row["published_at"]) == datetime.fromisoformat(
                gold["published"]
            )
            bylines = connection.execute(
                "SELECT p.name, b.role FROM bylines b JOIN people p ON p.id = b.person_id WHERE"
                " b.article_id = ? ORDER BY b.position",
                [row["id"]],
            )
            assert [tuple(line) for line in bylines] == [
                (b["name"], b["role"]) for b in gold["bylines"]
            ]
            images = connection.execute(
                "SELECT caption, credit FROM images WHERE article_id = ? AND caption IS NOT NULL"
                " ORDER BY position",
                [row["id"]],
            )
            assert [tuple(line) for line in images] == [
                (i["caption"], i["credit"]) for i in gold["images"]
            ]
