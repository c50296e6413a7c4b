"""The outcome that an HTTP status, a transport error or an unreadable source page stands for.

Tables and pure functions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from scraper.crawl.log_lines import printable
from scraper.crawl.refusals import RobotsForbid
from scraper.errors import PageError, TooCostly
from scraper.model import Outcome, Page, Reason

TRANSPORT_ERRORS: Final = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ConnectError,
    ConnectionClosed,
    OSError,
    UnicodeEncodeError,  # from Scrapy's making of a response with a header that is not UTF-8
)
"""What Scrapy's download handlers raise where no complete answer came."""

_WORDS: Final[dict[type[BaseException], str]] = {
    CannotResolveHostError: "the host's name leads to no public address",
    DownloadConnectionRefusedError: "the host refused the connection",
    DownloadTimeoutError: "no answer in time",
    ResponseDataLossError: "the answer broke off",
    DownloadCancelledError: "the answer is larger than DOWNLOAD_MAXSIZE allows",
    DownloadFailedError: "the connection broke",
    UnsupportedURLSchemeError: "the URL is not http(s)",
    UnicodeEncodeError: "a header of the answer is no UTF-8",
}
_WITHOUT_PAGE: Final = {
    202: "HTTP 202: the page is not ready",
    206: "HTTP 206: part of a page, and none was asked for",
}
"""Statuses of success without the whole page."""
_CHALLENGE_STATUSES: Final = (202, 405, 503)
"""Statuses that bot walls use besides 403: Amazon's answers 202 and 405, Cloudflare's 503."""
_CHALLENGE_HEADERS: Final = frozenset({"cf-mitigated", "x-amzn-waf-action"})
"""Headers by which a bot wall says that it is one."""
_OUTCOMES: Final = {
    403: Outcome.BLOCKED,
    429: Outcome.BLOCKED,
    404: Outcome.GONE,
    410: Outcome.GONE,
    304: Outcome.NOT_MODIFIED,
}
_CHALLENGE: Final = re.compile(
    rb"challenge-platform|cf-chl|captcha|just a moment|checking your browser|ddos protection",
    re.IGNORECASE,
)
_LONGEST_WAIT: Final = timedelta(days=7)
"""The longest Retry-After that is believed."""


@dataclass(frozen=True, slots=True)
class ResponseOutcome:
    """What became of a fetch, and why, in words."""

    outcome: Outcome
    why: str | None
    retry_at: datetime | None = None
    """When the server asks us to come back; None where it does not say."""
    reason: Reason | None = None
    """The same in one word, where there is one."""


def outcome_of_page(page: Page) -> ResponseOutcome | None:
    """What an answer's status means; None where the page is to be extracted."""
    if 200 <= page.status < 300 and page.status not in _WITHOUT_PAGE:
        return None
    outcome = _OUTCOMES.get(page.status, Outcome.FAILED)
    why = _WITHOUT_PAGE.get(page.status, f"HTTP {page.status}")
    if page.status in _CHALLENGE_STATUSES and is_challenge(page.headers, page.body):
        outcome, why = Outcome.BLOCKED, f"HTTP {page.status} with a challenge page"
    wait = retry_after(page.headers.get("retry-after"), page.fetched_at)
    return ResponseOutcome(
        outcome,
        None if outcome is Outcome.NOT_MODIFIED else why,
        page.fetched_at + wait if wait else None,
    )


def outcome_of_error(error: BaseException) -> ResponseOutcome:
    """What it means that no answer came, or that the request was not sent."""
    return ResponseOutcome(
        Outcome.REFUSED_BY_ROBOTS if isinstance(error, RobotsForbid) else Outcome.FAILED,
        error_text(error),
    )


def outcome_of_extraction(error: PageError) -> ResponseOutcome:
    """What it means that a source's page could not be read."""
    if isinstance(error, TooCostly):
        return ResponseOutcome(
            Outcome.FAILED, f"{Reason.TOO_COSTLY}: {error}", reason=Reason.TOO_COSTLY
        )
    return ResponseOutcome(Outcome.FAILED, str(error))


def is_no_answer(error: BaseException) -> bool:
    """True where the host itself may be down; several in a row, and the portal is left alone."""
    return isinstance(error, TRANSPORT_ERRORS)


def error_text(error: BaseException) -> str:
    """The error in words, on one line."""
    message = printable(_message(error))
    if isinstance(error, IgnoreRequest):
        return message
    words = next((words for kind, words in _WORDS.items() if isinstance(error, kind)), None)
    if words is None:
        return f"{type(error).__name__}: {message}" if message else type(error).__name__
    if not message or isinstance(error, DownloadTimeoutError):
        return words
    return f"{words} ({message[:200]})"


def _message(error: BaseException) -> str:
    """The error's own message.

    For a broken answer, Twisted lists several failures; their messages are joined.
    """
    reasons = getattr(error.__cause__, "reasons", None)
    return "; ".join(str(reason.value) for reason in reasons) if reasons else str(error)


def is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    """True for a bot wall's page; asked only of answers with one of its statuses."""
    return not _CHALLENGE_HEADERS.isdisjoint(headers) or bool(_CHALLENGE.search(body[:65536]))


def retry_after(printed: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks us to wait from `now`; None where it does not say.

    It holds seconds or an HTTP date (RFC 9110, section 10.2.3).

    >>> retry_after("120", datetime(2022, 8, 2, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    if not printed:
        return None
    printed = printed.strip()
    if printed.isdecimal():
        wait = timedelta(seconds=min(int(printed[:9]), _LONGEST_WAIT.total_seconds()))
    else:
        try:
            until = parsedate_to_datetime(printed)
        except (ValueError, OverflowError):  # a year or an offset of twenty digits
            return None
        wait = until.replace(tzinfo=until.tzinfo or UTC) - now
    return min(max(wait, timedelta(0)), _LONGEST_WAIT) or None
