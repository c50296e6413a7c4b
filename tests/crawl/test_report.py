"""The exit code and the notes of a run."""

from datetime import UTC, datetime

import pytest

from scraper.crawl.report import MOST_NOTES, RunReport
from scraper.errors import DEGRADED, FAILED, INTERRUPTED, OK
from scraper.model import Outcome
from scraper.portals import Network, Portal

NETWORK = Network(
    slug="n", name="N", platform="none", host="{key}.example", articles=(r"/a/\d+",), verified="no"
)
SATU, DUA = NETWORK.portal("satu", "Satu"), NETWORK.portal("dua", "Dua")
NOW = datetime(2022, 8, 2, 14, 5, tzinfo=UTC)


def _report(*outcomes: Outcome, named: int = 1, portal: Portal = SATU) -> RunReport:
    """A run that read one source of a portal and whose articles had those outcomes."""
    report = RunReport(NOW)
    tally = report.tally(portal)
    tally.asked_for_sources, tally.named = True, named
    report.count(portal, "https://satu.example/index", Outcome.READ, None, article=False)
    for number, outcome in enumerate(outcomes):
        report.count(portal, f"https://satu.example/a/{number}", outcome, "why", article=True)
    return report


@pytest.mark.parametrize(
    ("report", "code", "status"),
    [
        (RunReport(NOW), OK, "finished"),
        (_report(), OK, "finished"),
        (
            _report(Outcome.ARCHIVED, Outcome.REVISED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED),
            OK,
            "finished",
        ),
        (
            _report(
                Outcome.ARCHIVED, Outcome.GONE, Outcome.NOT_AN_ARTICLE, Outcome.REFUSED_BY_ROBOTS
            ),
            OK,
            "finished",
        ),
        (_report(*[Outcome.ARCHIVED] * 4, Outcome.FAILED), DEGRADED, "finished"),
        (_report(*[Outcome.ARCHIVED] * 4, Outcome.BLOCKED), DEGRADED, "finished"),
        (_report(*[Outcome.ARCHIVED] * 5, Outcome.FAILED), OK, "finished"),
        (_report(Outcome.REFUSED_BY_ROBOTS), OK, "finished"),
        (_report(named=0), DEGRADED, "finished"),
    ],
    ids=[
        "nothing-to-do",
        "nothing-new",
        "good",
        "no-articles",
        "failed",
        "blocked",
        "a-few-failed",
        "forbidden",
        "silent",
    ],
)
def test_exit_code(report: RunReport, code: int, status: str) -> None:
    assert (report.exit_code, report.status) == (code, status)


def test_nothing_fetched_at_all_is_a_failure() -> None:
    report = RunReport(NOW)
    report.count(SATU, "https://satu.example/index", Outcome.FAILED, "HTTP 500", article=False)
    report.tally(SATU).asked_for_sources = True
    assert (report.exit_code, report.status) == (FAILED, "failed")
    report.count(DUA, "https://dua.example/index", Outcome.READ, None, article=False)
    report.tally(DUA).named = 1
    assert report.exit_code == DEGRADED


def test_what_is_forbidden_was_not_fetched() -> None:
    report = RunReport(NOW)
    report.count(
        SATU,
        "https://satu.example/a/1",
        Outcome.REFUSED_BY_ROBOTS,
        "robots.txt forbids it",
        article=True,
    )
    assert (report.exit_code, report.tally(SATU).any_fetched) == (FAILED, False)


def test_a_failed_source_degrades_the_run_however_much_else_was_fetched() -> None:
    """Articles may be missing unnoticed."""
    report = _report(*[Outcome.ARCHIVED] * 50)
    report.count(SATU, "https://satu.example/feed", Outcome.FAILED, "HTTP 500", article=False)
    assert report.exit_code == DEGRADED


def test_an_interrupt_and_a_crash_come_before_the_rest() -> None:
    report = _report(Outcome.FAILED)
    report.interrupted = True
    assert (report.exit_code, report.status) == (INTERRUPTED, "interrupted")
    report.crashes.append("TypeError")
    assert (report.exit_code, report.status) == (FAILED, "failed")


def test_a_portal_that_backed_off_is_degraded_even_without_a_failure() -> None:
    report = _report(Outcome.ARCHIVED)
    report.tally(SATU).backed_off = "a bot wall's page"
    assert report.exit_code == DEGRADED
    assert report.notes == [
        "n-satu: left alone for this run: a bot wall's page; the rest stays due"
    ]


def test_a_robots_txt_that_forbids_sources_is_named_as_the_reason() -> None:
    """Where it forbids all of them, nothing can be known of the portal.

    Where it forbids some, the run says that those were not read.
    """
    report = RunReport(NOW)
    report.tally(SATU).asked_for_sources = True
    report.count(
        SATU,
        "https://satu.example/index",
        Outcome.REFUSED_BY_ROBOTS,
        "robots.txt forbids it",
        article=False,
    )
    assert (report.exit_code, report.tally(SATU).is_shut_out) == (FAILED, True)
    report.count(SATU, "https://satu.example/feed", Outcome.READ, None, article=False)
    assert report.notes == [
        "n-satu: its sources named no article: check the declaration against the site"
    ]
    report.tally(SATU).named = 1
    assert (report.exit_code, report.notes) == (
        OK,
        ["n-satu: its robots.txt forbids 1 of its sources' pages: declare others in their place"],
    )


def test_rows_have_a_cell_for_each_column_and_a_sum_where_there_are_several() -> None:
    report = _report(Outcome.ARCHIVED, Outcome.ARCHIVED, Outcome.FAILED)
    assert [len(row) for row in report.rows] == [len(report.columns)]
    report.count(DUA, "https://dua.example/a/1", Outcome.ARCHIVED, None, article=True)
    at = report.columns.index("archived")
    assert [row[0] for row in report.rows] == ["n-satu", "n-dua", "all"]
    assert [row[at] for row in report.rows] == [2, 1, 3]


def test_many_failures_are_counted_not_listed() -> None:
    report = _report(*[Outcome.FAILED] * (MOST_NOTES + 5))
    assert len(report.notes) == MOST_NOTES + 1
    assert "5 more" in report.notes[-1]
