"""The forecast uses the archive's rate; retention keeps articles and their newest pages."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.articles import load_article
from scraper.archive.maintenance import check_archive, forecast_growth
from scraper.archive.pages import load_page, prune_pages
from scraper.archive.storage import page_names
from scraper.ingest.extraction import Extraction
from scraper.model import Page, Reason, Refusal
from tests.archive.samples import ARTICLE, NOON, PORTAL, URL, file_article, save


def test_an_archive_that_got_nothing_lately_does_not_grow(archive: Archive) -> None:
    assert forecast_growth(archive, now=NOON).days_left is None
    save(archive)
    found = forecast_growth(archive, now=NOON + timedelta(days=60))
    assert (found.articles_a_day, found.bytes_a_day, found.days_left) == (0, 0, None)


@pytest.mark.parametrize(
    ("age", "a_day"),
    [(timedelta(hours=3), 10.0), (timedelta(days=5), 2.0), (timedelta(days=27), 10 / 27)],
)
def test_the_rate_is_that_of_the_archives_life_or_of_four_weeks(
    archive: Archive, age: timedelta, a_day: float
) -> None:
    for number in range(10):
        save(archive, replace(ARTICLE, url=f"{URL}-{number}"))
    found = forecast_growth(archive, now=NOON + age)
    assert found.articles_a_day == pytest.approx(a_day)
    assert found.bytes_a_day == pytest.approx(a_day * found.size / 10)
    assert found.days_left == pytest.approx(found.free / found.bytes_a_day)


def _file(archive: Archive, text: str, at: datetime, url: str = URL, refused: bool = False) -> None:
    page = Page(url=url, body=f"<html><body>{text}</body></html>".encode() * 50, fetched_at=at)
    article = replace(ARTICLE, url=url, headline=text)
    file_article(
        [Extraction(page, PORTAL, Refusal(Reason.INDEX, "links") if refused else article)],
        archive,
        run_id=None,
    )


@pytest.fixture(name="grown")
def _grown(archive: Archive) -> Archive:
    """An article in three states, and a page that was not an article."""
    for day, text in enumerate(("Satu", "Dua", "Tiga")):
        _file(archive, text, NOON + timedelta(days=day))
    _file(archive, "Indeks", NOON, "https://jateng.kabar.example/2/indeks", refused=True)
    return archive


def _kept(archive: Archive) -> list[str]:
    rows = archive.snapshots.connection.execute(
        f"SELECT {page_names.SQL} FROM snapshots ORDER BY id"
    )
    return [name for (name,) in rows]


def test_old_pages_go_and_the_newest_of_each_article_stays_however_old_it_is(
    grown: Archive,
) -> None:
    pruned = prune_pages(grown, older_than=NOON + timedelta(days=999))
    assert pruned.pages == 3
    assert len(_kept(grown)) == 1
    found = load_article(grown, URL)
    assert found.article.headline == "Tiga"
    assert b"Tiga" in load_page(grown, _kept(grown)[0]).body
    assert grown.connection.execute(
        "SELECT headline, snapshot_ids FROM article_revisions ORDER BY 1"
    ).fetchall() == [
        ("Dua", "[]"),
        ("Satu", "[]"),
    ]
    assert grown.connection.execute(
        "SELECT count(*), count(snapshot_id) FROM fetches"
    ).fetchone() == (4, 1)
    assert check_archive(grown, repair=False) == []


def test_pages_that_are_not_old_stay(grown: Archive) -> None:
    assert prune_pages(grown, older_than=NOON + timedelta(hours=1)).pages == 2
    assert len(_kept(grown)) == 2


def test_a_dry_run_counts_and_touches_nothing(grown: Archive) -> None:
    before = _kept(grown)
    pruned = prune_pages(grown, older_than=NOON + timedelta(days=999), dry_run=True)
    assert (pruned.pages, pruned.packed > 0) == (3, True)
    assert _kept(grown) == before
    assert grown.connection.execute("SELECT count(snapshot_id) FROM fetches").fetchone() == (4,)
