"""The check finds every fault it knows and mends it where that is safe."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.articles import forget_article
from scraper.archive.frontier import begin_run, enter_links, list_due, settle_url
from scraper.archive.maintenance import back_up, check_archive, purge_takedowns
from scraper.archive.maintenance.integrity import EXAMPLES
from scraper.archive.pages.snapshots import keep_page
from scraper.archive.people import merge_people
from scraper.cli import main
from scraper.errors import ArchiveError, InputError
from scraper.model import Byline, Link, LinkKind, Outcome, Role
from tests.archive.samples import NOON, PORTAL, counts, numbered, page, save


def filled(archive: Archive) -> Archive:
    for number in range(3):
        article = numbered(number)
        kept = keep_page(archive, page(article.url, f"<p>{number}</p>".encode()))
        saved = save(archive, article, snapshot_ids=(kept,))
        enter_links(
            archive,
            [Link(article.url, LinkKind.ARTICLE)],
            portal=PORTAL,
            source="umpan",
            seen_at=NOON,
        )
        settle_url(archive, article.url, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id)
    again = keep_page(archive, page(numbered(0).url, b"<p>0</p>"))
    save(archive, replace(numbered(0), headline="Berita yang diganti"), snapshot_ids=(again,))
    return archive


def wrong_count(archive: Archive) -> None:
    archive.connection.execute("UPDATE daily_counts SET articles = articles + 1")


def stale_run(archive: Archive) -> None:
    begin_run(archive, arguments={}, started_at=NOON)


def taken_url(archive: Archive) -> None:
    archive.connection.execute(
        "UPDATE ledger SET state = 'in_flight', due_at = first_seen_at WHERE id = 1"
    )


def lost_article(archive: Archive) -> None:
    archive.connection.execute("UPDATE ledger SET article_id = NULL WHERE id = 2")


def unused_names(archive: Archive) -> None:
    archive.connection.execute(
        "INSERT INTO people(name, name_key) VALUES('Tanpa Berita', 'tanpa berita')"
    )


def unused_tags(archive: Archive) -> None:
    archive.connection.execute("INSERT INTO tags(slug, name) VALUES('sepi', 'sepi')")


def lost_index(archive: Archive) -> None:
    archive.connection.execute("INSERT INTO articles_fts(articles_fts) VALUES('delete-all')")


def lost_page(archive: Archive) -> None:
    archive.snapshots.connection.execute("DELETE FROM snapshots WHERE id = 2")


def lost_old_page(archive: Archive) -> None:
    archive.connection.execute("UPDATE article_revisions SET snapshot_ids = '[\"77\"]'")


def damaged_old_text(archive: Archive) -> None:
    archive.connection.execute("DROP TRIGGER article_revisions_kept")
    archive.connection.execute("UPDATE article_revisions SET headline = 'Lain'")


def damaged_page(archive: Archive) -> None:
    archive.snapshots.connection.execute("UPDATE snapshots SET body = zeroblob(9) WHERE id = 2")


def damaged_text(archive: Archive) -> None:
    archive.connection.execute("UPDATE bylines SET name = 'Orang Lain' WHERE article_id = 2")


def wrong_number(archive: Archive) -> None:
    archive.connection.execute("UPDATE article_revisions SET revision = 9")


def undead(archive: Archive) -> None:
    archive.connection.execute(
        "INSERT INTO tombstones(url, reason, forgotten_at) SELECT url, 'putusan', first_seen_at"
        " FROM articles WHERE id = 2"
    )


def loose_row(archive: Archive) -> None:
    archive.connection.execute("PRAGMA foreign_keys = OFF")
    archive.connection.execute("UPDATE articles SET section_id = 99 WHERE id = 2")
    archive.connection.execute("PRAGMA foreign_keys = ON")


MENDABLE = [
    (wrong_count, "days whose count of articles is wrong"),
    (stale_run, "runs marked as running that are not"),
    (taken_url, "URLs taken by a run that is over"),
    (lost_article, "URLs settled as archived without their article"),
    (unused_names, "people without an article"),
    (unused_tags, "tags without an article"),
    (lost_index, "search indexes that do not agree with the articles"),
]
GRAVE = [
    (lost_page, "articles whose page is not kept"),
    (lost_old_page, "superseded states whose page is not kept"),
    (damaged_old_text, "superseded states that are not what was stored"),
    (damaged_page, "pages that are not what was stored"),
    (damaged_text, "articles that are not what was stored"),
    (wrong_number, "revisions numbered above their article's newest"),
    (undead, "articles that were taken down and still exist"),
    (loose_row, "rows of archive.db that name a row that is not there"),
]


def test_a_whole_archive_has_no_findings(archive: Archive) -> None:
    assert check_archive(filled(archive), repair=False) == []


@pytest.mark.parametrize(("spoil", "what"), MENDABLE)
def test_what_can_be_mended_is_mended_when_told_to(
    archive: Archive, spoil: Callable[[Archive], None], what: str
) -> None:
    spoil(filled(archive))
    assert [
        (found.what, found.mendable, found.mended) for found in check_archive(archive, repair=False)
    ] == [(what, True, False)]
    assert [(found.what, found.mended) for found in check_archive(archive, repair=True)] == [
        (what, True)
    ]
    assert check_archive(archive, repair=False) == []


@pytest.mark.parametrize(("spoil", "what"), GRAVE)
def test_what_is_damaged_is_named_and_not_touched(
    archive: Archive, spoil: Callable[[Archive], None], what: str
) -> None:
    spoil(filled(archive))
    for _ in range(2):
        assert [(found.what, found.mended) for found in check_archive(archive, repair=True)] == [
            (what, False)
        ]


def test_of_many_a_few_are_named_and_all_are_counted(archive: Archive) -> None:
    archive.connection.executemany(
        "INSERT INTO tags(slug, name) VALUES(?1, ?1)",
        [(f"sepi-{number:04}",) for number in range(3_000)],
    )
    (found,) = check_archive(archive, repair=False)
    assert (found.count, found.examples) == (
        3_000,
        tuple(f"sepi-{number:04}" for number in range(EXAMPLES)),
    )


def test_what_an_article_drops_in_a_later_state_is_no_fault(archive: Archive) -> None:
    """A name goes with the last state that has it; one that was merged by hand stays."""
    for number, names in enumerate((("Dewi C.", "Budi"), ("Dewi Contoh",))):
        save(
            archive,
            replace(
                numbered(number),
                bylines=tuple(Byline(name, Role.REPORTER) for name in names),
                tags=names,
            ),
        )
    merge_people(archive, "Dewi C.", "Dewi Contoh", at=NOON)
    save(archive, replace(numbered(0), bylines=(), tags=()))
    assert check_archive(archive, repair=True) == []
    assert {name for (name,) in archive.connection.execute("SELECT name FROM people")} == {
        "Dewi C.",
        "Dewi Contoh",
    }
    assert archive.connection.execute("SELECT name FROM tags").fetchall() == [("Dewi Contoh",)]


def test_a_url_that_lost_its_article_is_fetched_whole_again(archive: Archive) -> None:
    lost_article(filled(archive))
    check_archive(archive, repair=True)
    (due,) = list_due(archive, PORTAL, now=NOON.replace(year=2100), limit=9)
    assert (due.url, due.etag) == (numbered(1).url, None)


def test_the_command_says_what_it_found_and_ends_accordingly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        unused_names(filled(archive))
    assert main(["check", "--archive", str(path)]) == 3
    assert (
        "1 people without an article: --repair deletes them\n  Tanpa Berita"
        in capsys.readouterr().out
    )
    assert main(["check", "--archive", str(path), "--repair", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["mended"] is True
    assert main(["check", "--archive", str(path), "--quick"]) == 0
    assert "the archive is whole" in capsys.readouterr().out


def test_a_backup_is_a_whole_archive_of_its_own(archive: Archive, tmp_path: Path) -> None:
    filled(archive)
    made = back_up(archive, tmp_path / "2026-08-07")
    assert (made.articles, made.pages) == (3, 3)
    assert sorted(entry.name for entry in (tmp_path / "2026-08-07").iterdir()) == [
        "archive.db",
        "snapshots.db",
    ]
    with Archive.open(made.archive) as copy:
        assert check_archive(copy, repair=False) == []
        assert (
            copy.connection.execute("SELECT * FROM articles").fetchall()
            == archive.connection.execute("SELECT * FROM articles").fetchall()
        )


def test_a_backup_is_taken_while_a_run_is_at_work(archive: Archive, tmp_path: Path) -> None:
    stale_run(filled(archive))
    taken_url(archive)
    archive.connection.execute("BEGIN IMMEDIATE")
    archive.connection.execute("UPDATE articles SET language = 'en'")
    with Archive.open(archive.path, read_only=True) as reader:
        made = back_up(reader, tmp_path / "salinan")
    archive.connection.execute("COMMIT")
    with closing(sqlite3.connect(made.archive)) as copy:
        assert copy.execute("SELECT DISTINCT language FROM articles").fetchall() == [("id",)]


def test_an_archive_without_pages_has_a_backup_too(archive: Archive, tmp_path: Path) -> None:
    save(archive)
    with Archive.open(archive.path, read_only=True) as reader:
        made = back_up(reader, tmp_path / "salinan")
    assert (made.articles, made.pages) == (1, 0)


def test_no_backup_is_overwritten(archive: Archive, tmp_path: Path) -> None:
    back_up(filled(archive), tmp_path / "salinan")
    with pytest.raises(InputError, match="exists already"):
        back_up(archive, tmp_path / "salinan")
    with pytest.raises(InputError, match="exists already"):
        back_up(archive, archive.path.parent)


def test_a_damaged_archive_gives_no_backup_and_leaves_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    lost_page(filled(archive))
    with pytest.raises(ArchiveError, match="1 articles whose page is not kept"):
        back_up(archive, tmp_path / "salinan")
    assert list((tmp_path / "salinan").iterdir()) == []


def test_an_archive_is_whole_after_a_takedown(archive: Archive) -> None:
    forget_article(filled(archive), numbered(0).url, reason="putusan", at=NOON)
    assert purge_takedowns(archive, at=NOON) == []
    assert counts(archive, "articles") == [2]
    assert check_archive(archive, repair=False) == []
