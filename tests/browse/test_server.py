"""`kliping serve`: read-only, beside a writer, and clear about what it cannot open."""

import json
import threading
from pathlib import Path

import httpx
import pytest

from scraper.archive import Archive
from scraper.browse.server import Service, datasette_on
from scraper.cli import main
from scraper.errors import InputError, NotAnArchive
from scripts.pressroom import served
from tests.archive.samples import counts, numbered, save
from tests.browse.conftest import HASH, Ask

WRITES = (
    "DELETE FROM articles",
    "UPDATE articles SET headline = 'x'",
    "INSERT INTO tags(slug, name) VALUES('x', 'x')",
    "DROP TABLE articles",
    "PRAGMA writable_schema = ON",
    "ATTACH 'other.db' AS other",
    "SELECT 1; DELETE FROM articles",
    "WITH x AS (SELECT 1) DELETE FROM articles",
    "VACUUM INTO 'copy.db'",
)


@pytest.mark.parametrize("sql", WRITES)
def test_a_query_that_writes_is_refused(ask: Ask, path: Path, sql: str) -> None:
    got = ask(f"/archive.json?{httpx.QueryParams(sql=sql)}")
    assert got.status_code == 400
    assert got.json()["ok"] is False
    with Archive.open(path, read_only=True) as archive:
        assert counts(archive, "articles") == [26]


def test_pages_stay_up_while_a_crawl_writes(path: Path) -> None:
    stop, written = threading.Event(), []

    def write() -> None:
        with Archive.open(path) as archive:
            for number in range(100, 100_000):
                if stop.is_set():
                    return
                save(archive, numbered(number))
                written.append(number)

    with served(path) as address, httpx.Client(base_url=address) as client:
        writer = threading.Thread(target=write)
        writer.start()
        try:
            pages = (
                "/",
                "/search?q=berita",
                "/portal/kabar-jateng",
                "/article/1",
                "/archive/articles",
                "/coverage",
            )
            statuses = [client.get(page).status_code for _ in range(5) for page in pages]
        finally:
            stop.set()
            writer.join()
    assert statuses == [200] * 30
    assert len(written) > 5


def test_nothing_is_written_beside_the_archive_by_reading(path: Path) -> None:
    before = {
        one.name: one.stat().st_size
        for one in path.parent.iterdir()
        if not one.name.endswith(("-shm", "-wal"))
    }
    with served(path) as address:
        assert httpx.get(f"{address}/article/1/page/{HASH}/frame").status_code == 200
    assert {
        one.name: one.stat().st_size
        for one in path.parent.iterdir()
        if not one.name.endswith(("-shm", "-wal"))
    } == before


def test_a_missing_or_foreign_file_ends_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--archive", str(tmp_path / "none.db")]) == InputError.exit_code
    assert "does not exist" in capsys.readouterr().err
    foreign = tmp_path / "foreign.db"
    foreign.write_text("something else")
    assert main(["serve", "--archive", str(foreign)]) == NotAnArchive.exit_code


@pytest.mark.parametrize(
    ("text", "said"), [("{", "is not JSON"), ("[]", "must hold a JSON object")]
)
def test_bad_metadata_is_named(
    path: Path, tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "metadata.json"
    file.write_text(text)
    assert main(["serve", "--archive", str(path), "--metadata", str(file)]) == InputError.exit_code
    assert said in capsys.readouterr().err


def test_more_metadata_goes_on_top_of_ours(path: Path) -> None:
    given = json.loads(
        '{"title": "Arsip kami", "databases": {"archive": {"allow": {"id": "root"}}}, "plugins":'
        ' {"other": {"a": 1}}}'
    )
    made = datasette_on(path, Service(metadata=given))
    assert made.metadata("title") == "Arsip kami"
    assert made.plugin_config("other") == {"a": 1}
    assert made.metadata("allow", database="archive") == {"id": "root"}
    assert "search_word" in made.metadata("queries", database="archive")


def test_every_answer_carries_a_policy(ask: Ask) -> None:
    for address in (
        "/",
        "/archive",
        "/archive/articles.json",
        "/nothing",
        "/kliping/paper.css",
        "/search.csv?q=laut",
        "/-/databases.json",
    ):
        headers = ask(address).headers
        assert "default-src 'none'" in headers["content-security-policy"], address
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_search_engines_are_kept_out(ask: Ask) -> None:
    assert ask("/robots.txt").text.split() == ["User-agent:", "*", "Disallow:", "/"]
