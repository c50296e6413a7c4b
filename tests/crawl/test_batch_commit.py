"""Articles that come together are committed together; one that fails harms no other."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.frontier import begin_run
from scraper.crawl.batch_commit import MOST, BatchCommit
from scraper.errors import InputError
from scraper.ingest.extraction import read_page
from scraper.ingest.filing import Filed, Filing
from scraper.model import Article, Outcome, Page
from scripts.bench.crawl.pages import PORTALS, article, path

PORTAL = PORTALS[0]
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened


def read(number: int) -> Filing:
    page = Page(url=PORTAL.base + path(number), body=article(number).encode(), fetched_at=NOW)
    return Filing([read_page(page, PORTAL)])


def undeclared(number: int) -> Filing:
    """An article that names a portal which nobody declared: it cannot be archived."""
    extraction = read(number).extractions[0]
    assert isinstance(extraction.result, Article)
    return Filing(
        [
            replace(
                extraction, portal=None, result=replace(extraction.result, portal="tidak-dikenal")
            )
        ]
    )


def file(archive: Archive, *filings: Filing) -> tuple[list[Filed | BaseException], list[str]]:
    """File all at once; returns the result of each, and the commits of both files."""
    run_id = begin_run(archive, arguments={}, started_at=NOW)
    commits: list[str] = []

    def note(name: str, statement: str) -> None:
        if statement == "COMMIT":
            commits.append(name)

    async def at_once() -> list[Filed | BaseException]:
        batch = BatchCommit(archive, run_id)
        return await asyncio.gather(*map(batch.file, filings), return_exceptions=True)

    archive.snapshots.connection.set_trace_callback(lambda statement: note("pages", statement))
    archive.connection.set_trace_callback(lambda statement: note("rows", statement))
    return asyncio.run(at_once()), commits


def rows(archive: Archive) -> list[tuple[str, int]]:
    return archive.connection.execute(
        "SELECT f.url, f.article_id FROM fetches f JOIN articles a ON a.id = f.article_id ORDER"
        " BY 1"
    ).fetchall()


def test_what_comes_at_the_same_time_is_one_commit_of_pages_and_then_one_of_rows(
    archive: Archive,
) -> None:
    found, commits = file(archive, *map(read, range(1, MOST)))
    assert commits == ["pages", "rows"]
    assert {one.outcome for one in found if isinstance(one, Filed)} == {Outcome.ARCHIVED}
    assert sorted((one.url, one.article_id) for one in found if isinstance(one, Filed)) == rows(
        archive
    )


def test_a_batch_has_a_limit(archive: Archive) -> None:
    found, commits = file(archive, *map(read, range(1, 2 * MOST + 2)))
    assert commits == ["pages", "rows"] * 3
    assert len(found) == len(rows(archive)) == 2 * MOST + 1


def test_each_caller_gets_its_own_result(archive: Archive) -> None:
    found, _ = file(archive, *(read(number) for number in (5, 6, 5)))
    assert [one.outcome for one in found if isinstance(one, Filed)] == [
        Outcome.ARCHIVED,
        Outcome.ARCHIVED,
        Outcome.UNCHANGED,
    ]
    assert [one.url for one in found if isinstance(one, Filed)] == [
        PORTAL.base + path(number) for number in (5, 6, 5)
    ]


def test_one_that_cannot_be_filed_harms_no_other(archive: Archive) -> None:
    found, _ = file(archive, read(1), undeclared(2), read(3))
    assert [type(one) for one in found] == [Filed, InputError, Filed]
    assert [url for url, _ in rows(archive)] == [PORTAL.base + path(number) for number in (1, 3)]


def test_a_batch_of_one_raises_its_error(archive: Archive) -> None:
    found, _ = file(archive, undeclared(2))
    assert isinstance(found[0], InputError)
    assert rows(archive) == []
