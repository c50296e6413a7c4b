"""Statuses, errors and Retry-After as outcomes: the tables, row by row."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from scraper.crawl.refusals import OffSite, RobotsForbid, RobotsUnreadable
from scraper.crawl.response_outcome import outcome_of_error, outcome_of_page, retry_after
from scraper.model import Outcome, Page

NOW = datetime(2022, 8, 2, 14, 5, tzinfo=UTC)


def _page(status: int, body: bytes = b"", **headers: str) -> Page:
    return Page(
        url="https://x.example/",
        body=body,
        fetched_at=NOW,
        status=status,
        headers={k.replace("_", "-"): v for k, v in headers.items()},
    )


@pytest.mark.parametrize("status", [200, 203])
def test_a_page_is_to_be_read(status: int) -> None:
    assert outcome_of_page(_page(status)) is None


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (_page(304), Outcome.NOT_MODIFIED),
        (_page(404), Outcome.GONE),
        (_page(410), Outcome.GONE),
        (_page(403), Outcome.BLOCKED),
        (_page(429), Outcome.BLOCKED),
        (_page(503, b"<title>Just a moment...</title>"), Outcome.BLOCKED),
        (_page(503, cf_mitigated="challenge"), Outcome.BLOCKED),
        (_page(503, b"maintenance"), Outcome.FAILED),
        (_page(500, b"captcha"), Outcome.FAILED),
        (_page(401), Outcome.FAILED),
        (_page(451), Outcome.FAILED),
        (_page(302), Outcome.FAILED),
    ],
)
def test_a_status_has_an_outcome(page: Page, outcome: Outcome) -> None:
    found = outcome_of_page(page)
    assert found is not None
    assert found.outcome is outcome
    assert (found.why is None) == (outcome is Outcome.NOT_MODIFIED)


@pytest.mark.parametrize(
    ("printed", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", None),
        ("Tue, 02 Aug 2022 14:10:00 GMT", 300),
        ("Tue, 02 Aug 2022 14:00:00 GMT", None),
        ("99999999999999", 7 * 24 * 3600),
        ("besok", None),
        ("Mon, 01 Jan 99999999999999 00:00:00 GMT", None),
        ("Mon, 99999999999999999999 Jan 2026 00:00:00 GMT", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 7 * 24 * 3600),
        ("-3", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(printed: str | None, seconds: int | None) -> None:
    found = retry_after(printed, NOW)
    assert (None if found is None else found.total_seconds()) == seconds


@given(
    st.text(max_size=40)
    | st.from_regex(r"Mon, \d{1,25} Jan \d{1,25} \d\d:\d\d:\d{1,20} [+-]\d{1,25}", fullmatch=True)
)
def test_any_retry_after_is_a_bounded_wait_or_none(printed: str) -> None:
    found = retry_after(printed, NOW)
    assert found is None or timedelta(0) < found <= timedelta(days=7)


def test_retry_after_is_when_to_come_back() -> None:
    found = outcome_of_page(_page(429, retry_after="3600"))
    assert found is not None
    assert found.retry_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("error", "outcome", "said"),
    [
        (RobotsForbid("x forbids it"), Outcome.REFUSED_BY_ROBOTS, "x forbids it"),
        (RobotsUnreadable("x could not be had"), Outcome.FAILED, "x could not be had"),
        (OffSite("leaves"), Outcome.FAILED, "leaves"),
        (IgnoreRequest("max redirections reached"), Outcome.FAILED, "max redirections reached"),
        (
            DownloadTimeoutError("Getting https://x took longer than 30 seconds."),
            Outcome.FAILED,
            "no answer in time",
        ),
        (
            CannotResolveHostError("x"),
            Outcome.FAILED,
            "the host's name leads to no public address (x)",
        ),
        (ResponseDataLossError(), Outcome.FAILED, "the answer broke off"),
        (OSError("reset\nby peer\x1b[31m"), Outcome.FAILED, "OSError: reset\\nby peer\\x1b[31m"),
        (RuntimeError(), Outcome.FAILED, "RuntimeError"),
    ],
)
def test_an_error_in_words(error: Exception, outcome: Outcome, said: str) -> None:
    found = outcome_of_error(error)
    assert (found.outcome, found.why) == (outcome, said)
