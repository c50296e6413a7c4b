"""The archive at a glance: totals, days, runs and silent edits are what was saved."""

from dataclasses import replace
from datetime import timedelta

from scraper.archive import Archive, citation_of
from scraper.archive.frontier import Fetch, begin_run, finish_run, record_fetch
from scraper.archive.statistics import (
    LastRun,
    Totals,
    count_articles,
    count_per_day,
    list_last_errors,
    list_silent_edits,
    load_brands,
    load_last_run,
    load_totals,
)
from scraper.model import Article, Outcome
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, URL, numbered, reworded, save

LATER = NOON + timedelta(days=1)


def dated(number: int, day: int) -> Article:
    return replace(
        numbered(number),
        published_at=ARTICLE.published_at and ARTICLE.published_at.replace(day=day),
    )


def test_an_empty_archive_has_nothing_to_show(archive: Archive) -> None:
    assert load_totals(archive) == Totals(0, 0, 0, None, None)
    assert count_per_day(archive, days=7) == []
    assert load_last_run(archive) is None
    assert list_silent_edits(archive, limit=5) == []
    assert count_articles(archive) == {}


def test_totals_count_articles_portals_provinces_and_span(archive: Archive) -> None:
    save(archive, dated(1, 2))
    save(archive, dated(2, 9))
    save(
        archive,
        replace(
            ARTICLE, url="https://papua.kabar.example/1/x", portal=OTHER.slug, published_at=None
        ),
        portal=OTHER,
    )
    assert load_totals(archive) == Totals(3, 2, 2, "2022-08-02", "2022-08-09")
    assert count_articles(archive) == {"kabar-jateng": 2, "kabar-papua": 1}
    assert {slug: brand.minutes for slug, brand in load_brands(archive).items()} == {
        "kabar-jateng": 420,
        "kabar-papua": 540,
    }


def test_days_without_articles_are_days_of_none(archive: Archive) -> None:
    save(archive, dated(1, 2))
    save(archive, dated(2, 4))
    assert count_per_day(archive, days=4) == [
        ("2022-08-01", 0),
        ("2022-08-02", 1),
        ("2022-08-03", 0),
        ("2022-08-04", 1),
    ]


def test_silent_edits_are_what_the_site_changed_latest_first(archive: Archive) -> None:
    save(archive)
    save(archive, reworded(), at=LATER)
    save(
        archive,
        reworded("Judul lain lagi"),
        at=LATER + timedelta(days=1),
        parser_version="0.2.0+later",
        cause="parser",
    )
    (edit,) = list_silent_edits(archive, limit=5)
    assert (edit.citation, edit.headline, edit.portal, edit.revision, edit.changed) == (
        citation_of(URL),
        "Judul lain lagi",
        "kabar-jateng",
        1,
        ("headline",),
    )
    assert list_silent_edits(archive, limit=5, portal="kabar-papua") == []
    assert len(list_silent_edits(archive, limit=5, portal="kabar-jateng")) == 1


def test_the_last_run_says_what_came_of_its_fetches(archive: Archive) -> None:
    begin_run(archive, arguments={}, started_at=NOON)
    run_id = begin_run(archive, arguments={}, started_at=LATER)
    for outcome in (Outcome.ARCHIVED, Outcome.FAILED, Outcome.ARCHIVED):
        record_fetch(
            archive,
            Fetch(
                run_id=run_id,
                portal=PORTAL,
                url=URL,
                kind="article",
                status=200,
                outcome=outcome,
                fetched_at=LATER,
                error="habis waktu",
            ),
        )
    assert load_last_run(archive) == LastRun(
        run_id, "running", "2022-08-03T05:00:00Z", None, {"archived": 2, "failed": 1}
    )
    finish_run(archive, run_id, status="finished", stats={}, finished_at=LATER)
    last = load_last_run(archive)
    assert last is not None
    assert (last.status, last.finished_at) == ("finished", "2022-08-03T05:00:00Z")
    assert list_last_errors(archive, limit=5) == [
        ("2022-08-03T05:00:00Z", PORTAL.slug, "failed", 200, "habis waktu", URL)
    ]
