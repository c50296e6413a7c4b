"""Runs and their fetches."""

import json
from datetime import timedelta

import pytest

from scraper import __version__
from scraper.archive import Archive, utc_text
from scraper.archive.frontier import Fetch, begin_run, finish_run, record_fetch
from scraper.model import LinkKind, Outcome
from tests.archive.samples import NOON, PORTAL, URL

LATER = NOON + timedelta(minutes=5)


def test_a_run_from_begin_to_end(archive: Archive) -> None:
    run_id = begin_run(
        archive, arguments={"portals": ["kabar-jateng"], "since": NOON.date()}, started_at=NOON
    )
    row = "SELECT status, started_at, finished_at, tool_version, arguments, stats FROM crawl_runs"
    arguments = json.dumps({"portals": ["kabar-jateng"], "since": "2022-08-02"})
    assert archive.connection.execute(row).fetchone() == (
        "running",
        utc_text(NOON),
        None,
        __version__,
        arguments,
        None,
    )
    finish_run(archive, run_id, status="finished", stats={"archived": 3}, finished_at=LATER)
    assert archive.connection.execute(row).fetchone() == (
        "finished",
        utc_text(NOON),
        utc_text(LATER),
        __version__,
        arguments,
        '{"archived": 3}',
    )


def test_a_run_that_died_is_marked_when_the_next_begins(archive: Archive) -> None:
    done = begin_run(archive, arguments={}, started_at=NOON)
    finish_run(archive, done, status="failed", stats={}, finished_at=NOON)
    for _ in range(2):
        begin_run(archive, arguments={}, started_at=LATER)
    rows = archive.connection.execute(
        "SELECT status, finished_at FROM crawl_runs ORDER BY id"
    ).fetchall()
    assert rows == [("failed", utc_text(NOON)), ("interrupted", utc_text(LATER)), ("running", None)]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_recorded(archive: Archive, outcome: Outcome) -> None:
    record_fetch(
        archive,
        Fetch(
            run_id=None,
            portal=None,
            url=URL,
            kind="robots",
            status=None,
            outcome=outcome,
            fetched_at=NOON,
        ),
    )
    assert archive.connection.execute("SELECT outcome FROM fetches").fetchone() == (outcome,)


@pytest.mark.parametrize("kind", [*LinkKind, "robots", "image"])
def test_every_kind_can_be_recorded(archive: Archive, kind: str) -> None:
    record_fetch(
        archive,
        Fetch(
            run_id=None,
            portal=PORTAL,
            url=URL,
            kind=kind,
            status=200,
            outcome=Outcome.READ,
            fetched_at=NOON,
        ),
    )
    assert archive.connection.execute("SELECT kind FROM fetches").fetchone() == (kind,)


def test_failures_and_blocks_are_in_the_view_newest_first(archive: Archive) -> None:
    run_id = begin_run(archive, arguments={}, started_at=NOON)
    for minutes, outcome in enumerate((Outcome.FAILED, Outcome.ARCHIVED, Outcome.BLOCKED)):
        record_fetch(
            archive,
            Fetch(
                run_id=run_id,
                portal=PORTAL,
                url=URL,
                kind="article",
                status=403,
                outcome=outcome,
                fetched_at=NOON + timedelta(minutes=minutes),
                error="terlarang",
            ),
        )
    rows = archive.connection.execute(
        "SELECT portal, portal_name, outcome, status, error FROM recent_failures"
    ).fetchall()
    names = ("kabar-jateng", "KabarJateng.com")
    assert rows == [(*names, "blocked", 403, "terlarang"), (*names, "failed", 403, "terlarang")]
