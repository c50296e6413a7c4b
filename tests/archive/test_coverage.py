"""Coverage by day; a portal that stopped is distinguished from one that was not asked."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.frontier import Fetch, enter_links, record_fetch
from scraper.archive.statistics import list_portal_days, list_silent_portals
from scraper.cli import main
from scraper.model import Link, LinkKind, Outcome, Reason
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, WIB, save

LATE = datetime(2022, 8, 2, 18, 30, tzinfo=UTC)
"""Already the 3rd in Pekalongan."""


def fetched(
    archive: Archive,
    outcome: Outcome,
    at: datetime = NOON,
    kind: str = "article",
    reason: Reason | None = None,
) -> None:
    record_fetch(
        archive,
        Fetch(
            run_id=None,
            portal=PORTAL,
            url="https://jateng.kabar.example/1/a",
            kind=kind,
            status=200,
            outcome=outcome,
            fetched_at=at,
            reason=reason,
        ),
    )


def published(
    archive: Archive, days: int, *, every: int = 1, last: date = date(2022, 8, 1)
) -> None:
    for number in range(days):
        when = datetime.combine(last - timedelta(days=number * every), datetime.min.time(), WIB)
        save(
            archive,
            replace(ARTICLE, url=f"https://jateng.kabar.example/{number}/b", published_at=when),
        )


def test_a_day_counts_what_was_discovered_and_what_came_of_it(archive: Archive) -> None:
    links = [Link(f"https://jateng.kabar.example/{n}/a", LinkKind.ARTICLE) for n in range(4)]
    enter_links(archive, links, portal=PORTAL, source="umpan", seen_at=NOON)
    enter_links(archive, links, portal=PORTAL, source="umpan", seen_at=LATE)
    for outcome in (
        Outcome.ARCHIVED,
        Outcome.ARCHIVED,
        Outcome.UNCHANGED,
        Outcome.NOT_MODIFIED,
        Outcome.FAILED,
    ):
        fetched(archive, outcome)
    fetched(archive, Outcome.NOT_AN_ARTICLE, reason=Reason.INDEX)
    fetched(archive, Outcome.BLOCKED, reason=Reason.BOT_WALL)
    fetched(archive, Outcome.READ, kind="listing")
    (day,) = list_portal_days(archive)
    assert (day.day, day.portal) == ("2022-08-02", PORTAL.slug)
    assert (
        day.discovered,
        day.fetched,
        day.archived,
        day.unchanged,
        day.not_an_article,
        day.blocked,
        day.failed,
    ) == (4, 7, 2, 2, 1, 1, 1)
    assert day.reasons == {"bot_wall": 1, "index": 1}


def test_a_day_is_the_portals_own(archive: Archive) -> None:
    fetched(archive, Outcome.ARCHIVED, at=LATE)
    assert [day.day for day in list_portal_days(archive)] == ["2022-08-03"]


def test_days_are_chosen_by_portal_and_date(archive: Archive) -> None:
    fetched(archive, Outcome.ARCHIVED)
    fetched(archive, Outcome.ARCHIVED, at=NOON + timedelta(days=2))
    assert len(list_portal_days(archive, portals=[OTHER.slug])) == 0
    assert [
        day.day for day in list_portal_days(archive, portals=[PORTAL.slug], since=date(2022, 8, 3))
    ] == ["2022-08-04"]
    assert [day.day for day in list_portal_days(archive, until=date(2022, 8, 3))] == ["2022-08-02"]


def test_a_portal_that_published_daily_and_stopped_is_silent(archive: Archive) -> None:
    published(archive, 20)
    fetched(archive, Outcome.READ, at=NOON + timedelta(days=6), kind="feed")
    (one,) = list_silent_portals(archive)
    assert (one.portal, one.last_published, one.active_days, one.asked_until, one.silent_days) == (
        PORTAL.slug,
        "2022-08-01",
        20,
        "2022-08-08",
        7,
    )


@pytest.mark.parametrize(
    ("days", "every", "asked_after", "kind"),
    [
        pytest.param(20, 1, 2, "feed", id="it published two days ago"),
        pytest.param(13, 2, 20, "feed", id="it never published on most days"),
        pytest.param(
            14, 2, 5, "feed", id="every other day, and quiet for less than three of its gaps"
        ),
        pytest.param(20, 1, None, "feed", id="nobody asked it since"),
        pytest.param(20, 1, 20, "article", id="only articles were asked for, no source"),
    ],
)
def test_what_is_no_silence(
    archive: Archive, days: int, every: int, asked_after: int | None, kind: str
) -> None:
    published(archive, days, every=every)
    if asked_after is not None:
        fetched(
            archive,
            Outcome.READ,
            at=datetime(2022, 8, 1, tzinfo=UTC) + timedelta(days=asked_after),
            kind=kind,
        )
    assert list_silent_portals(archive) == []


def test_the_command_prints_days_and_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    with Archive.open(path, create=True) as archive:
        published(archive, 20)
        fetched(archive, Outcome.NOT_AN_ARTICLE, reason=Reason.LOGIN)
        fetched(archive, Outcome.READ, at=NOON + timedelta(days=6), kind="feed")
    assert main(["coverage", "--archive", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["days"][0]["reasons"] == {"login": 1}
    assert shown["silent"][0]["silent_days"] == 7
    assert main(["coverage", "--archive", str(path)]) == 0
    assert "1 login" in capsys.readouterr().out
    assert main(["coverage", "--archive", str(path), "--silent"]) == 0
    assert "2022-08-08" in capsys.readouterr().out
