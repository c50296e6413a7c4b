"""Several writers at once, and writers that are killed: nothing promised is lost, nothing is
there twice.
"""

import random
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.pages import load_page
from scraper.archive.search import search_articles
from tests.archive.samples import NOON, PORTAL, counts, numbered, save

ROOT = Path(__file__).parents[2]


def writer(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.archive.writer", str(path), str(first), str(count)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def is_whole(archive: Archive) -> None:
    """SQLite's own checks of both files, and of the search index against the rows."""
    for connection in (archive.connection, archive.snapshots.connection):
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    archive.connection.execute(
        "INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)"
    )


def test_three_processes_make_and_fill_one_archive(tmp_path: Path) -> None:
    """They start at once on an archive that is not there yet, and write the same portal, people
    and tags.
    """
    path = tmp_path / "archive.db"
    running = [writer(path, first, 40) for first in (100, 200, 220)]
    ends = [process.communicate(timeout=120) for process in running]
    assert [
        (process.returncode, errors) for process, (_, errors) in zip(running, ends, strict=True)
    ] == [(0, "")] * 3
    with Archive.open(path) as archive:
        assert counts(archive, "articles", "ledger", "article_revisions", "portals", "people") == [
            100,
            100,
            0,
            1,
            2,
        ]
        is_whole(archive)


def test_threads_open_an_archive_each(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    start = threading.Barrier(4)

    def work(number: int) -> None:
        start.wait()
        with Archive.open(path, create=True) as archive:
            for step in range(20):
                save(archive, numbered(number * 100 + step % 10))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with Archive.open(path) as archive:
        assert counts(archive, "articles", "article_revisions") == [40, 0]
        is_whole(archive)


def test_many_threads_make_one_archive_at_once(tmp_path: Path) -> None:
    """Each finds nothing, an archive, or one in the making, and none takes that for a foreign
    database.
    """
    for number in range(20):
        path, start = tmp_path / f"{number}.db", threading.Barrier(6)

        def work(_: int, path: Path = path, start: threading.Barrier = start) -> None:
            start.wait()
            Archive.open(path, create=True).close()

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(work, range(6)))


def test_three_writers_and_two_readers_at_once_lock_nobody_out(tmp_path: Path) -> None:
    """The readers see whole articles, ever more of them, and find them by their words; nothing
    of the writers is lost.
    """
    path = tmp_path / "archive.db"
    writers = [writer(path, first, 60) for first in (100, 200, 300)]
    assert writers[0].stdout
    writers[0].stdout.readline()

    def look(_: int) -> int:
        halves = (
            "SELECT count(*) FROM articles a WHERE NOT EXISTS(SELECT 1 FROM bylines b WHERE"
            " b.article_id = a.id)"
        )
        looks = seen = 0
        with Archive.open(path, read_only=True) as archive:
            while any(process.poll() is None for process in writers):
                assert archive.connection.execute(halves).fetchone() == (0,)
                now = search_articles(archive, "berita").matches
                assert now >= seen
                looks, seen = looks + 1, now
        return looks

    with ThreadPoolExecutor(2) as pool:
        assert all(looks > 1 for looks in pool.map(look, range(2)))
    assert [process.communicate()[1] for process in writers] == [""] * 3
    with Archive.open(path) as archive:
        assert counts(archive, "articles", "ledger") == [180, 180]
        is_whole(archive)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_writer_that_is_killed_keeps_its_promises(tmp_path: Path, seed: int) -> None:
    """SIGKILL after some lines, each at another point of its work; then the same work again from
    the start.
    """
    path, total, after = (
        tmp_path / "archive.db",
        60,
        random.Random(seed).randrange(1, 50),  # noqa: S311 (any number will do)
    )
    promised = []
    with writer(path, 1, total) as process:
        assert process.stdout
        for line in process.stdout:
            promised.append(int(line))
            if len(promised) == after:
                process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with Archive.open(path) as archive:
        kept = {url for (url,) in archive.connection.execute("SELECT url FROM articles")}
        assert {numbered(number).url for number in promised} <= kept
        assert counts(archive, "articles", "ledger", "article_revisions") == [
            len(kept),
            len(kept),
            0,
        ]
        assert archive.connection.execute(
            "SELECT count(*) FROM ledger WHERE state <> 'done'"
        ).fetchone() == (0,)
        is_whole(archive)
    again = writer(path, 1, total)
    assert again.communicate(timeout=120)[1] == ""
    with Archive.open(path) as archive:
        assert counts(archive, "articles", "ledger", "article_revisions", "portals") == [
            total,
            total,
            0,
            1,
        ]
        assert archive.snapshots.connection.execute(
            "SELECT count(*) FROM snapshots"
        ).fetchone() == (total,)
        for (snapshot_id,) in archive.connection.execute("SELECT snapshot_ids ->> 0 FROM articles"):
            assert load_page(archive, snapshot_id).fetched_at == NOON
        assert archive.connection.execute("SELECT slug FROM portals").fetchone() == (PORTAL.slug,)
        is_whole(archive)
