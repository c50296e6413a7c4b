"""Re-extraction: reviewed first, then written; the same whatever the number of workers, and
after any kill.
"""

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from scraper.archive import Archive
from scraper.archive.articles import (
    Plan,
    Selection,
    count_articles_by_state,
    count_changes_by_field,
    list_changes,
    load_article,
    load_revisions,
    resume_plan,
    save_article,
)
from scraper.archive.pages.snapshots import keep_page
from scraper.cli import main
from scraper.errors import NoWorkers
from scraper.ingest import reparse
from scraper.ingest.extraction import read_page
from scraper.ingest.parser_version import parser_version, parser_version_of_all
from scraper.model import Article, Block, BlockKind, Evidence, Page
from scraper.portals import Registry
from tests.commands.test_cli import URL, page

NOON = datetime(2022, 8, 8, 5, 0, tzinfo=UTC)
ALL = Selection()
PORTALS = Registry.load()
PORTAL = PORTALS["tribun-jateng"]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened


def saved_page(number: int, text: str | None = None) -> Page:
    body = (text if text is not None else page(number)).encode()
    return Page(
        URL.format(number=number),
        body,
        NOON,
        headers=MappingProxyType({"content-type": "text/html"}),
    )


def archived_by_an_old_parser(archive: Archive, number: int, saved: Page | None = None) -> Article:
    """An article as a parser read it that took a promotion line into the body and missed the
    editor; returns today's reading.
    """
    saved = saved or saved_page(number)
    today = read_page(saved, PORTAL).result
    better = today if isinstance(today, Article) else read_page(saved_page(number), PORTAL).result
    assert isinstance(better, Article)
    old = replace(
        better,
        body=(*better.body, Block(BlockKind.PARAGRAPH, "Ikuti kami di Contoh News")),
        bylines=better.bylines[:1],
    )
    save_article(
        archive,
        old,
        portal=PORTAL,
        snapshot_ids=(keep_page(archive, saved),),
        observed_at=NOON,
        run_id=None,
        parser_version="0.0.9+00000000",
    )
    return better


def planned(archive: Archive, selection: Selection = ALL, workers: int = 1) -> Plan:
    return reparse.plan(archive, PORTALS, selection, workers=workers, told=lambda _: None)


def rows(archive: Archive, query: str) -> list[tuple[object, ...]]:
    return archive.connection.execute(query).fetchall()


def test_a_plan_says_what_would_change_and_changes_nothing(archive: Archive) -> None:
    archived_by_an_old_parser(archive, 1)
    before = load_article(archive, 1)
    made = planned(archive)
    assert (made.articles, made.unreadable, made.applied_at) == (1, 0, None)
    assert count_changes_by_field(archive, made) == {"body": 1, "bylines": 1}
    change = next(change for change in list_changes(archive, made) if change.field == "bylines")
    assert (change.before, change.after) == (
        "Dewi Contoh (reporter)",
        "Dewi Contoh (reporter)\nbudi (editor)",
    )
    assert load_article(archive, 1) == before


def test_applying_it_makes_a_revision_of_cause_parser(archive: Archive) -> None:
    today = archived_by_an_old_parser(archive, 1)
    made = reparse.apply(archive, PORTALS, planned(archive), workers=1)
    found = load_article(archive, 1)
    assert (found.article, found.revision, found.parser_version) == (
        today,
        2,
        parser_version(PORTAL),
    )
    (old,) = load_revisions(archive, 1)
    assert (old.cause, old.changed, old.run_id) == ("parser", ("bylines", "body"), 1)
    assert found.last_seen_at == "2022-08-08T05:00:00Z", "nobody saw the page anew"
    assert count_articles_by_state(archive, made) == {"applied": 1}
    assert planned(archive).articles == 1
    assert count_changes_by_field(archive, planned(archive)) == {}


def test_what_no_reader_sees_changes_without_a_revision(archive: Archive) -> None:
    today = archived_by_an_old_parser(archive, 1)
    reparse.apply(archive, PORTALS, planned(archive), workers=1)
    kept = load_article(archive, 1).snapshot_ids
    note = {
        "evidence": MappingProxyType(dict(today.evidence) | {"headline": Evidence("generic:old")}),
        "signature": "(x)",
    }
    save_article(
        archive,
        replace(today, **note),
        portal=PORTAL,
        snapshot_ids=kept,
        observed_at=NOON,
        run_id=None,
        parser_version="0.0.9+0",
    )
    made = planned(archive)
    assert count_changes_by_field(archive, made) == {"evidence": 1, "signature": 1}
    reparse.apply(archive, PORTALS, made, workers=1)
    assert (load_article(archive, 1).article, load_article(archive, 1).revision) == (today, 2)


def test_a_page_that_is_no_article_any_more_keeps_its_article(archive: Archive) -> None:
    archived_by_an_old_parser(
        archive,
        1,
        saved_page(
            1,
            "<html><head><title>404</title></head><body><h1>Halaman tidak"
            " ditemukan</h1></body></html>",
        ),
    )
    before = load_article(archive, 1)
    made = reparse.apply(archive, PORTALS, planned(archive), workers=1)
    assert count_changes_by_field(archive, made) == {reparse.REFUSED: 1}
    assert count_articles_by_state(archive, made) == {"kept": 1}
    assert load_article(archive, 1) == before


def test_a_damaged_page_is_named_and_the_rest_goes_on(archive: Archive) -> None:
    archived_by_an_old_parser(archive, 1)
    today = archived_by_an_old_parser(archive, 2)
    archive.snapshots.connection.execute("UPDATE snapshots SET body = zeroblob(9) WHERE id = 1")
    made = reparse.apply(archive, PORTALS, planned(archive), workers=1)
    assert made.unreadable == 1
    (why,) = [
        change.after for change in list_changes(archive, made) if change.field == reparse.UNREADABLE
    ]
    assert "a page cannot be unpacked" in (why or "")
    assert load_article(archive, 2).article == today


def test_an_article_that_was_read_anew_since_the_plan_is_left_alone(archive: Archive) -> None:
    today = archived_by_an_old_parser(archive, 1)
    made = planned(archive)
    edited = replace(today, headline="Judul yang Diganti Portal")
    later = NOON + timedelta(hours=1)
    kept = load_article(archive, 1).snapshot_ids
    save_article(
        archive,
        edited,
        portal=PORTAL,
        snapshot_ids=kept,
        observed_at=later,
        run_id=None,
        parser_version=parser_version(PORTAL),
    )
    made = reparse.apply(archive, PORTALS, made, workers=1)
    assert count_articles_by_state(archive, made) == {"overtaken": 1}
    assert load_article(archive, 1).article == edited


def test_a_selection_reads_no_other_article(archive: Archive) -> None:
    archived_by_an_old_parser(archive, 1)
    assert planned(archive, Selection(portals=("tribun-jabar",))).articles == 0
    assert planned(archive, Selection(since=date(2022, 8, 8))).articles == 0
    assert (
        planned(archive, Selection(portals=("tribun-jateng",), since=date(2022, 8, 7))).articles
        == 1
    )


def test_a_plan_by_another_parser_is_made_anew(archive: Archive) -> None:
    archived_by_an_old_parser(archive, 1)
    old = resume_plan(archive, ALL, "0.0.9+00000000", at=NOON)
    made = planned(archive)
    assert made.parser_version == parser_version_of_all(PORTALS)
    assert rows(archive, "SELECT id FROM reparses") == [(made.id,)]
    assert made.id != old.id or made.articles == 1


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    states = []
    for workers in (1, 3):
        with Archive.open(tmp_path / f"archive-{workers}.db", create=True) as archive:
            for number in range(40):
                archived_by_an_old_parser(archive, number)
            reparse.apply(archive, PORTALS, planned(archive, workers=workers), workers=workers)
            states.append(state(archive))
    assert states[0] == states[1]
    assert len(states[0]) > 80


def state(archive: Archive) -> list[tuple[object, ...]]:
    """Every row that a reparse writes, but for clocks and run numbers."""
    return (
        rows(
            archive,
            "SELECT id, url, revision, headline, body, parser_version, content_hash FROM articles"
            " ORDER BY id",
        )
        + rows(
            archive,
            "SELECT article_id, revision, cause, changed, body, content_hash FROM article_revisions"
            " ORDER BY 1, 2",
        )
        + rows(archive, "SELECT article_id, position, name, role FROM bylines ORDER BY 1, 2")
        + rows(
            archive,
            "SELECT article_id, field, before, after, revision, state FROM reparse_changes ORDER BY"
            " article_id, field",
        )
    )


def test_the_command_shows_first_and_writes_when_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        archived_by_an_old_parser(archive, 1)
    assert main(["reparse", "--archive", str(path), "--workers", "1", "--diff"]) == 0
    shown = capsys.readouterr().out
    assert "[-Ikuti kami di Contoh News-]" in shown
    assert "nothing is written yet" in shown
    assert main(["reparse", "--archive", str(path), "--workers", "1", "--apply", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["states"] == {"applied": 1}
    assert main(["revisions", "1", "--archive", str(path), "--json"]) == 0
    (edit,) = json.loads(capsys.readouterr().out)
    assert (edit["from"], edit["to"], edit["cause"], list(edit["changes"])) == (
        1,
        2,
        "parser",
        ["bylines", "body"],
    )
    assert main(["revisions", "1", "--archive", str(path)]) == 0
    assert "revision 1 → 2" in capsys.readouterr().out


def test_a_plan_by_another_parser_goes_whatever_it_selected(archive: Archive) -> None:
    archived_by_an_old_parser(archive, 1)
    resume_plan(archive, Selection(since=date(2022, 8, 7)), "0.0.9+00000000", at=NOON)
    made = planned(archive)
    assert rows(archive, "SELECT id, selection FROM reparses") == [
        (made.id, '{"portals": [], "since": null}')
    ]


def test_processes_that_cannot_be_started_are_an_error(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archived_by_an_old_parser(archive, 1)
    monkeypatch.setattr(reparse, "_begin", _die)
    with pytest.raises(NoWorkers, match="can be started"):
        planned(archive, workers=2)


def test_an_article_that_is_too_costly_to_read_is_named_and_kept_as_it_is(archive: Archive) -> None:
    """One honest page that is larger than its budget allows, among others."""
    huge = page(2).replace(
        "</body>", "<p>Paragraf <b>lain</b> tentang <i>jalan</i>.</p>" * 100_000 + "</body>"
    )
    for number in (1, 3):
        archived_by_an_old_parser(archive, number)
    archived_by_an_old_parser(archive, 2, saved_page(2, huge))
    before = {key: load_article(archive, key) for key in (1, 2, 3)}
    made = reparse.plan(archive, PORTALS, ALL, workers=1, told=lambda _: None, budget=0.25)
    (named,) = [
        change for change in list_changes(archive, made) if change.field == reparse.UNREADABLE
    ]
    assert named.url == URL.format(number=2)
    assert (named.after or "").startswith("too_costly: reading it took more than 0.25 s of CPU")
    made = reparse.apply(archive, PORTALS, made, workers=1, budget=0.25)
    assert count_articles_by_state(archive, made) == {"applied": 2, "kept": 1}
    changed = [key for key, article in before.items() if load_article(archive, key) != article]
    assert [before[key].article.url for key in changed] == [
        URL.format(number=number) for number in (1, 3)
    ]


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
