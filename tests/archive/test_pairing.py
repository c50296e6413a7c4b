"""Two files are one archive: another's pages, or none where there were some, are told at once
and never taken for its own.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.articles import load_article
from scraper.archive.maintenance import back_up, check_archive, optimise_archive
from scraper.archive.pages import load_page
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.storage import page_names
from scraper.cli import main
from scraper.errors import ArchiveReplaced, InputError, PagesForeign, PagesMissing
from scraper.ingest.extraction import Extraction
from tests.archive.samples import PORTAL, URL, counts, file_article, numbered, page, save


def made(path: Path, number: int = 1) -> Path:
    """An archive of one article, with its page."""
    path.parent.mkdir(exist_ok=True)
    with Archive.open(path, create=True) as archive:
        article = numbered(number)
        file_article(
            [Extraction(page(article.url, f"<p>{number}</p>".encode()), PORTAL, article)],
            archive,
            run_id=None,
        )
        optimise_archive(archive)
    return path


def pages(path: Path) -> Path:
    return path.with_name("snapshots.db")


def archive_id(path: Path) -> tuple[str, str]:
    with Archive.open(path, read_only=True) as archive:
        (mine,) = archive.connection.execute("SELECT archive_id FROM identity").fetchone()
        (owner,) = archive.snapshots.connection.execute("SELECT archive_id FROM owner").fetchone()
    return mine, owner


def test_both_files_carry_one_id_and_no_two_archives_the_same(tmp_path: Path) -> None:
    (first, owner), (second, _) = (
        archive_id(made(tmp_path / "a" / "archive.db")),
        archive_id(made(tmp_path / "b" / "archive.db")),
    )
    assert first == owner != second


def test_a_missing_file_of_pages_is_told_and_not_replaced(tmp_path: Path) -> None:
    path = made(tmp_path / "archive.db")
    pages(path).unlink()
    with pytest.raises(
        PagesMissing, match=r"snapshots\.db is missing.*restore it from a backup.*--without-pages"
    ):
        Archive.open(path)
    assert not pages(path).exists()
    with Archive.open(
        path, read_only=True
    ) as archive:  # whoever took archive.db along alone can read it
        found = load_article(archive, 1)
        with pytest.raises(PagesMissing):
            load_page(archive, found.snapshot_ids[0])
        with pytest.raises(PagesMissing):
            back_up(archive, tmp_path / "copy")
    assert [one.name for one in (tmp_path / "copy").iterdir()] == []


@pytest.mark.parametrize(
    "verb",
    [
        ["import", "PAGES"],
        ["check"],
        ["reparse", "--apply"],
        ["forget", "1", "--reason", "x"],
        ["prune", "--older-than", "0"],
    ],
)
@pytest.mark.parametrize("foreign", [False, True])
def test_every_verb_that_writes_says_so_and_ends_with_1(
    tmp_path: Path, verb: list[str], foreign: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = made(tmp_path / "archive.db"), made(tmp_path / "other" / "archive.db", 2)
    pages(path).unlink()
    if foreign:
        shutil.copy(pages(other), pages(path))
    (tmp_path / "saved.html").write_text("<html></html>")
    before = path.read_bytes()
    assert (
        main(
            [word.replace("PAGES", str(tmp_path / "saved.html")) for word in verb]
            + ["--archive", str(path)]
        )
        == 1
    )
    assert ("is another archive's" if foreign else "is missing") in capsys.readouterr().err
    assert path.read_bytes() == before


def test_another_archives_pages_are_refused(tmp_path: Path) -> None:
    path, other = made(tmp_path / "archive.db"), made(tmp_path / "other" / "archive.db", 2)
    shutil.copy(pages(other), pages(path))
    before = pages(path).read_bytes()
    with pytest.raises(PagesForeign, match="put its own file in its place"):
        Archive.open(path)
    with Archive.open(path, read_only=True) as archive, pytest.raises(PagesForeign):
        load_page(archive, load_article(archive, 1).snapshot_ids[0])
    assert pages(path).read_bytes() == before


def test_a_new_archive_does_not_take_the_pages_of_one_that_is_gone(tmp_path: Path) -> None:
    path = made(tmp_path / "archive.db")
    path.unlink()
    with pytest.raises(PagesForeign):
        Archive.open(path, create=True)


def test_the_operator_may_go_on_without_pages_and_that_is_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path / "archive.db")
    assert main(["check", "--without-pages", "--archive", str(path)]) == 2, "its pages are there"
    pages(path).unlink()
    assert main(["check", "--without-pages", "--archive", str(path)]) == 0
    assert "1 articles have no page now" in capsys.readouterr().out
    with Archive.open(path) as archive:
        assert load_article(archive, 1).snapshot_ids == ()
        row = archive.connection.execute(
            "SELECT arguments, stats, status FROM crawl_runs ORDER BY id DESC"
        ).fetchone()
        assert (json.loads(row[0])["without_pages"], json.loads(row[1]), row[2]) == (
            True,
            {"articles": 1},
            "finished",
        )
        name = keep_page(archive, page())
        assert load_page(archive, name) == page()
        assert check_archive(archive, repair=False) == []


def test_an_archive_that_kept_no_page_needs_no_such_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        save(archive)
    with Archive.open(path) as archive:
        assert counts(archive, "articles") == [1]
    assert not pages(path).exists()


def test_the_same_row_number_in_another_file_is_not_the_same_page(tmp_path: Path) -> None:
    """What 0.1.0 took for article 1's page after `rm snapshots.db` and an import: check and
    reparse see that it is none of its own.
    """
    path = made(tmp_path / "archive.db")
    with Archive.open(path) as archive:
        archive.snapshots.connection.execute(
            "UPDATE snapshots SET url = 'https://jateng.kabar.example/9/lain'"
        )
        (finding,) = check_archive(archive, repair=False)
        assert finding.what == "articles whose page is not kept"
        with pytest.raises(InputError, match="holds no page"):
            load_page(archive, *load_article(archive, 1).snapshot_ids)


def test_through_a_link_it_is_the_same_archive(tmp_path: Path) -> None:
    path, link = made(tmp_path / "data" / "archive.db"), tmp_path / "work" / "link.db"
    link.parent.mkdir()
    link.symlink_to(path)
    assert main(["check", "--archive", str(link)]) == 0
    with Archive.open(link) as archive:
        keep_page(archive, page())
    assert [one.name for one in link.parent.iterdir()] == ["link.db"]


def _deleted(path: Path) -> None:
    path.unlink()


def _replaced(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copy(path, copy)
    copy.replace(path)


@pytest.mark.parametrize("name", ["archive.db", "snapshots.db"])
@pytest.mark.parametrize("take_away", [_deleted, _replaced])
def test_a_file_that_is_taken_away_ends_the_writing(
    tmp_path: Path, name: str, take_away: Callable[[Path], None]
) -> None:
    """SQLite would go on writing into a file that has no name any more, and each article would
    be reported as archived.
    """
    with Archive.open(made(tmp_path / "archive.db")) as archive:
        take_away(tmp_path / name)
        with pytest.raises(ArchiveReplaced, match=f"{name} was deleted or replaced"):
            file_article([Extraction(page(), PORTAL, numbered(7))], archive, run_id=None)
        assert counts(archive, "articles") == [1]


def test_a_backup_is_the_same_archive_wherever_it_lies(tmp_path: Path) -> None:
    path = made(tmp_path / "archive.db")
    with Archive.open(path, read_only=True) as archive:
        copy = back_up(archive, tmp_path / "elsewhere")
    assert archive_id(copy.archive) == archive_id(path)
    shutil.copy(copy.snapshots, pages(path))  # restored
    with Archive.open(path) as archive:
        assert check_archive(archive, repair=False) == []


def test_a_page_has_one_name_in_every_archive(archive: Archive) -> None:
    name = keep_page(archive, page())
    sha256, url = page_names.parts(name)
    assert (page_names.name(sha256, url), url) == (name, URL)
    assert archive.snapshots.connection.execute(
        f"SELECT {page_names.SQL} FROM snapshots"
    ).fetchone() == (name,)


@pytest.mark.parametrize("text", ["1", "77", "", "x" * 64, "z" * 64 + " https://x.example"])
def test_what_is_no_name_is_no_page(archive: Archive, text: str) -> None:
    with pytest.raises(InputError, match="holds no page"):
        load_page(archive, text)


def test_a_file_with_a_second_name_is_read_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under a hard link SQLite keeps a second log, and Kliping a second lock: two writers would
    not see each other.
    """
    path, other = made(tmp_path / "archive.db"), tmp_path / "other" / "archive.db"
    other.parent.mkdir()
    for file in (path, pages(path)):
        other.with_name(file.name).hardlink_to(file)
    for name in (path, other):
        assert main(["check", "--archive", str(name)]) == 2
        assert "has a second name" in capsys.readouterr().err
        with Archive.open(name, read_only=True) as archive:
            assert counts(archive, "articles") == [1]
    shutil.rmtree(other.parent)
    assert main(["check", "--archive", str(path)]) == 0


@pytest.mark.parametrize(
    "verb",
    [["check"], ["show", "1"], ["serve"], ["import", "tests/fixtures/dumps"], ["backup", "COPY"]],
)
def test_links_in_a_circle_are_no_archive(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = tmp_path / "loop.db"
    loop.symlink_to("loop.db")
    assert main(
        [*(word.replace("COPY", str(tmp_path / "copy")) for word in verb), "--archive", str(loop)]
    ) in (1, 2)
    assert "kliping: " in (said := capsys.readouterr().err)
    assert "error in Kliping" not in said
