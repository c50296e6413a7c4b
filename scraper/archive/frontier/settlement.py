"""The outcome of a fetch entered in the ledger: a URL's next state, and when it is due again."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from scraper.archive.archive import Archive
from scraper.archive.frontier.ledger import MOST_DEATHS, NO_VALIDATORS, Validators
from scraper.archive.values import storable_text, url_key, utc_text
from scraper.model import LinkKind, Outcome

FIRST_RETRY: Final = timedelta(minutes=15)
"""After one failure; doubled with each further one."""
LONGEST_RETRY: Final = timedelta(days=2)
MOST_ATTEMPTS: Final = 10
"""Failures in a row after which a URL is given up: about a week.

A portal that blocks us is asked again every two days, without end.
"""
SECOND_LOOK: Final = timedelta(days=1)
"""When to ask once more for an address that led to no article."""

_FAILURES: Final = frozenset({Outcome.FAILED, Outcome.BLOCKED})
_NONE_THERE: Final = frozenset({Outcome.GONE, Outcome.NOT_AN_ARTICLE})
_REFUSALS: Final = frozenset({Outcome.NOT_AN_ARTICLE, Outcome.REFUSED_BY_ROBOTS})


def settle_url(  # noqa: PLR0913 (one row, each column named by the caller)
    archive: Archive,
    url: str,
    outcome: Outcome,
    *,
    at: datetime,
    next_due: datetime | None = None,
    validators: Validators = NO_VALIDATORS,
    article_id: int | None = None,
    for_good: bool = False,
    died: bool = False,
) -> None:
    """Enter the outcome of fetching a known URL.

    An unknown URL is ignored, and so is one that was fetched later than `at`.

    After a success the URL is done, or due again at `next_due`. After a failure or a block it is
    due again at `next_due`, or after a pause that doubles with each failure in a row; after
    `MOST_ATTEMPTS` failures in a row it is refused. What robots.txt forbids is refused. An
    article's address that leads to no article is due again after `SECOND_LOOK`; the second time, or
    with `for_good`, it is refused or gone, and an article that is gone is marked as such. Only
    `next_due` keeps a refused URL due. `died` says that reading the page ended a process: the third
    such failure in a row is the last.
    """
    key, when = url_key(storable_text(url)), utc_text(at)
    with archive.transaction():
        known = _find_unsettled(archive, key, when)
        if known is None:
            return
        columns = _advance(known, outcome, at, next_due, for_good=for_good, died=died)
        archive.connection.execute(
            "UPDATE ledger SET state = :state, due_at = :due_at, attempts = :attempts,"
            " deaths = :deaths, etag = coalesce(:etag, etag),"
            " last_modified = coalesce(:last_modified, last_modified), last_outcome = :outcome,"
            " last_fetched_at = :at, article_id = coalesce(:article_id, article_id)"
            " WHERE url_key = :key",
            columns
            | {
                "etag": validators.etag,
                "last_modified": validators.last_modified,
                "outcome": outcome,
                "at": when,
                "article_id": article_id,
                "key": key,
            },
        )
        if known.article_id is not None:
            _mark_gone(archive, known.article_id, outcome, when)


class _Row(NamedTuple):
    """What the ledger says of a URL before it is settled."""

    attempts: int
    deaths: int
    kind: str
    last_outcome: str | None
    article_id: int | None


def _find_unsettled(archive: Archive, key: str, when: str) -> _Row | None:
    """The row of a URL; None where it is unknown, or was fetched later and is not in flight."""
    row = archive.connection.execute(
        "SELECT attempts, deaths, kind, last_outcome, article_id FROM ledger WHERE url_key = ?"
        " AND (state = 'in_flight' OR last_fetched_at IS NULL OR last_fetched_at <= ?)",
        (key, when),
    ).fetchone()
    return row and _Row(*row)


def _advance(
    row: _Row,
    outcome: Outcome,
    at: datetime,
    next_due: datetime | None,
    *,
    for_good: bool,
    died: bool,
) -> dict[str, object]:
    """The columns that move a URL on: its state, when it is due, and its two counts."""
    attempts = row.attempts + 1 if outcome in _FAILURES else 0
    deaths = row.deaths + died if outcome in _FAILURES else 0
    is_first_absence = (
        row.kind == LinkKind.ARTICLE
        and outcome in _NONE_THERE
        and row.last_outcome not in _NONE_THERE
    )
    if deaths >= MOST_DEATHS:
        state, due_at = "refused", None
    elif is_first_absence and not for_good:
        state, due_at = "due", at + SECOND_LOOK
    else:
        state, due_at = _next_state(outcome, attempts, at, next_due)
    return {
        "state": state,
        "due_at": due_at and utc_text(due_at),
        "attempts": attempts,
        "deaths": deaths,
    }


def _mark_gone(archive: Archive, article_id: int, outcome: Outcome, when: str) -> None:
    """Mark an article as gone since `when`, or remove the mark where it is there after all."""
    if outcome is Outcome.GONE:
        archive.connection.execute(
            "UPDATE articles SET gone_at = coalesce(gone_at, ?) WHERE id = ?", (when, article_id)
        )
    elif outcome is Outcome.NOT_MODIFIED:
        archive.connection.execute(
            "UPDATE articles SET gone_at = NULL WHERE id = ? AND gone_at IS NOT NULL", (article_id,)
        )


def _next_state(
    outcome: Outcome, attempts: int, at: datetime, next_due: datetime | None
) -> tuple[str, datetime | None]:
    """The URL's state after an outcome, and when it is due again."""
    if outcome is Outcome.GONE:
        return "gone", None
    if outcome is Outcome.FAILED and attempts >= MOST_ATTEMPTS:
        return "refused", None
    if next_due is not None:
        return "due", next_due
    if outcome in _FAILURES:
        return "due", at + min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(attempts - 1, 10))
    return ("refused" if outcome in _REFUSALS else "done"), None
