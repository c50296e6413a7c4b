"""Opening: what is ours, what is not, and what each refusal says."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.pages.snapshots import keep_page
from scraper.errors import ArchiveError, ArchiveTooNew, InputError, NotAnArchive
from scraper.model import Block, BlockKind
from tests.archive.samples import ARTICLE, counts, numbered, page, save

ROOT = Path(__file__).parents[2]


def test_a_new_archive_is_a_wal_file_of_ours_with_large_pages(archive: Archive) -> None:
    pragmas = {
        name: archive.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "page_size", "application_id")
    }
    assert pragmas == {"journal_mode": "wal", "page_size": 8192, "application_id": 0x4B4C4950}
    assert archive.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_every_table_is_strict(archive: Archive) -> None:
    loose = archive.connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE"
        " 'articles_fts%' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    assert loose == []


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("archive.db", "snapshots.db"),
        ("jateng.db", "jateng-snapshots.db"),
        ("arsip.sqlite", "arsip-snapshots.db"),
    ],
)
def test_snapshots_stand_beside_the_archive(tmp_path: Path, name: str, beside: str) -> None:
    with Archive.open(tmp_path / name, create=True) as archive:
        assert archive.snapshots_path == tmp_path / beside
        keep_page(archive, page())
    assert (tmp_path / beside).exists()


def test_reopening_keeps_what_was_saved(tmp_path: Path) -> None:
    for _ in range(2):
        with Archive.open(tmp_path / "archive.db", create=True) as archive:
            save(archive)
    with Archive.open(tmp_path / "archive.db", read_only=True) as archive:
        assert counts(archive, "articles") == [1]


def test_an_empty_file_becomes_an_archive_only_when_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    with pytest.raises(NotAnArchive):
        Archive.open(path)
    with Archive.open(path, create=True) as archive:
        assert save(archive).article_id == 1


def foreign_text(path: Path) -> None:
    path.write_text("catatan harian " * 20)


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE belanja(barang)")


def foreign_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA application_id = 252006673; PRAGMA journal_mode = WAL; CREATE TABLE"
            " gpkg_contents(x)"
        )


def our_other_file(path: Path) -> None:
    with Archive.open(path.with_name("x.db"), create=True) as archive:
        keep_page(archive, page())
        archive.snapshots.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(archive.snapshots_path, path)


@pytest.mark.parametrize(
    "make", [foreign_text, foreign_database, foreign_application, our_other_file]
)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_not_ours_is_refused_and_not_touched(
    tmp_path: Path, make: object, create: bool
) -> None:
    path = tmp_path / "foreign.db"
    make(path)  # type: ignore[operator]
    bytes_before, beside = path.read_bytes(), sorted(tmp_path.iterdir())
    with pytest.raises(NotAnArchive, match="--archive"):
        Archive.open(path, create=create)
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == (bytes_before, beside)


def test_a_foreign_file_with_a_journal_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "foreign.db"
    foreign_database(path)
    path.with_name("foreign.db-journal").touch()
    with pytest.raises(NotAnArchive):
        Archive.open(path, create=True)


def test_a_newer_archive_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        archive.connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES('kliping',"
            " 'm0099_future', '2040-01-01')"
        )
        optimise_archive(archive)
    before = path.read_bytes()
    for arguments in ({"create": True}, {"read_only": True}):
        with pytest.raises(ArchiveTooNew, match=r"newer Kliping \(m0099_future\): upgrade"):
            Archive.open(path, **arguments)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "create", "message"),
    [
        ("archive.db", False, "does not exist"),
        ("tiada/archive.db", True, "there is no folder"),
        ("", True, "is a folder"),
    ],
)
def test_a_missing_file_or_folder_is_the_users_to_correct(
    tmp_path: Path, name: str, create: bool, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        Archive.open(tmp_path / name, create=create)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
        optimise_archive(archive)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 20_000)
    with pytest.raises(ArchiveError, match="damaged"):
        Archive.open(path)


def test_a_full_disk_keeps_what_was_committed(archive: Archive) -> None:
    save(archive)
    pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    archive.connection.execute(f"PRAGMA max_page_count = {pages}")
    large = replace(numbered(2), body=(Block(BlockKind.PARAGRAPH, "kata " * 200_000),))
    with pytest.raises(ArchiveError, match="disk is full"):
        save(archive, large)
    assert counts(archive, "articles") == [1]
    assert not archive.connection.in_transaction


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive.db", create=True).close()
    with (
        Archive.open(tmp_path / "archive.db", read_only=True) as archive,
        pytest.raises(ArchiveError, match="may not be written"),
    ):
        save(archive)


IN_A_READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from scraper.archive import Archive, lock_archive
from scraper.archive.search import search_articles
from scraper.archive.search.stemming import find_root
from scraper.errors import ArchiveError
# reads its word lists now: the checkout itself may be closed to the user we become
find_root("kata")
if os.geteuid() == 0:  # root may write anywhere
    os.setgid(65534), os.setuid(65534)
folder = Path(sys.argv[1])
for work in (lambda: Archive.open(folder / "new.db", create=True),
             lambda: Archive.open(folder / "archive.db"),
             lambda: lock_archive(folder / "archive.db").__enter__()):
    try:
        work()
        print("no error")
    except ArchiveError as error:
        print("right" in str(error), error)
with Archive.open(folder / "archive.db", read_only=True) as archive:
    print(len(search_articles(archive, "pekalongan").hits), "found")
"""


def test_a_read_only_folder_can_be_searched_and_names_the_remedy_to_writers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder) / "archive.db", create=True) as archive:
            save(archive)
        Path(folder).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", IN_A_READ_ONLY_FOLDER, folder],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        Path(folder).chmod(0o755)
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["True", "True", "True", "1"], (
        done.stdout + done.stderr
    )


def test_a_transaction_is_all_or_nothing_and_joins_an_outer_one(archive: Archive) -> None:
    def save_and_fail() -> None:
        with archive.transaction():
            save(archive)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        save_and_fail()
    assert counts(archive, "articles", "people", "articles_fts") == [0, 0, 0]
    with archive.transaction():
        save(archive)
    assert counts(archive, "articles") == [1]


def test_plain_sqlite_reads_the_views_while_the_archive_is_open(archive: Archive) -> None:
    """No function, extension or setting of ours is needed."""
    save(archive)
    with closing(sqlite3.connect(archive.path)) as plain:
        (row,) = plain.execute(
            "SELECT headline, portal, portal_name, section, published_date, reporters, editors,"
            " tags, url FROM article_list"
        )
        names = ("Indra Dwi P.", "Moch Anhar", '["Pekalongan","jalan"]')
        assert row == (
            ARTICLE.headline,
            "kabar-jateng",
            "KabarJateng.com",
            "Jateng",
            "2022-08-02",
            *names,
            ARTICLE.url,
        )
        found = plain.execute(
            "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'pekalongan' ORDER BY rank"
        ).fetchall()
        assert found == [(1,)]
        for view in ("coverage_daily", "recent_failures", "revision_log"):
            plain.execute(f"SELECT * FROM {view}").fetchall()
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_damage_that_a_read_comes_upon_names_the_remedy(tmp_path: Path) -> None:
    """Whatever statement finds it: no traceback, the file's name, and what to do."""
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
    raw = bytearray(path.read_bytes())
    raw[8192 * 2 :] = b"\xff" * (len(raw) - 8192 * 2)
    path.write_bytes(raw)
    with (
        pytest.raises(ArchiveError, match=r"archive\.db: is damaged: restore it from a backup"),
        Archive.open(path) as archive,
    ):
        archive.connection.execute("SELECT count(*) FROM articles NOT INDEXED").fetchall()
