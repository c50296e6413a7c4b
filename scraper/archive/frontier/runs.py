"""Runs of commands that write, and every request they made with its outcome."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper import __version__
from scraper.archive.archive import Archive
from scraper.archive.frontier.ledger import recover_in_flight
from scraper.archive.frontier.portal_rows import upsert_portal
from scraper.archive.values import read_instant, storable_text, utc_text
from scraper.model import Outcome, Reason
from scraper.portals import Portal


def begin_run(archive: Archive, *, arguments: Mapping[str, object], started_at: datetime) -> int:
    """Enter a new run and return its id; call it with the archive locked (`lock_archive`).

    A run that is still marked as running has died. It is marked as interrupted, and the URLs that
    it had taken are due again (`ledger`).
    """
    started = utc_text(started_at)
    with archive.transaction():
        run = archive.connection.execute
        run(
            "UPDATE crawl_runs SET status = 'interrupted', finished_at = ? WHERE status ="
            " 'running'",
            (started,),
        )
        recover_in_flight(archive)
        (run_id,) = run(
            "INSERT INTO crawl_runs(started_at, tool_version, arguments) VALUES(?, ?, ?)"
            " RETURNING id",
            (started, __version__, json.dumps(dict(arguments), default=str)),
        ).fetchone()
    return int(run_id)


def finish_run(
    archive: Archive,
    run_id: int,
    *,
    status: str,
    stats: Mapping[str, object],
    finished_at: datetime,
) -> None:
    """Enter the run's end and its counts; `status` is `finished`, `interrupted` or `failed`."""
    with archive.transaction():
        archive.connection.execute(
            "UPDATE crawl_runs SET status = ?, stats = ?, finished_at = ? WHERE id = ?",
            (status, json.dumps(dict(stats), default=str), utc_text(finished_at), run_id),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One run, without its counts."""

    run_id: int
    started_at: datetime
    finished_at: datetime | None
    status: str
    """`running`, `finished`, `interrupted` or `failed`."""


def last_crawl(archive: Archive) -> Run | None:
    """The crawl that was begun last; None where there was none."""
    row = archive.connection.execute(
        "SELECT id, started_at, finished_at, status FROM crawl_runs WHERE arguments ->> 'command' ="
        " 'crawl' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row and Run(
        row[0], read_instant(row[1]), read_instant(row[2]) if row[2] else None, row[3]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and what came of it."""

    run_id: int | None
    """None outside a run."""
    portal: Portal | None
    """None where the site is not a declared portal."""
    url: str
    kind: str
    """`robots`, `image` or a `LinkKind`."""
    status: int | None
    """HTTP status; None where no answer came."""
    outcome: Outcome
    fetched_at: datetime
    error: str | None = None
    """What went wrong, or why the page is not an article, in words."""
    reason: Reason | None = None
    """Why the page is not an article, in one word."""
    elapsed_ms: int | None = None
    size: int | None = None
    """Bytes of the body, decompressed."""
    article_id: int | None = None
    snapshot_id: str | None = None
    """Name of the stored page."""


def record_fetch(archive: Archive, fetch: Fetch) -> None:
    """Insert the fetch into `fetches`."""
    with archive.transaction():
        archive.connection.execute(
            "INSERT INTO fetches(run_id, portal_id, url, fetched_at, kind, status, outcome, error,"
            " reason, elapsed_ms, size, article_id, snapshot_id)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                fetch.run_id,
                upsert_portal(archive, fetch.portal) if fetch.portal else None,
                storable_text(fetch.url),
                utc_text(fetch.fetched_at),
                fetch.kind,
                fetch.status,
                fetch.outcome,
                None if fetch.error is None else storable_text(fetch.error),
                fetch.reason,
                fetch.elapsed_ms,
                fetch.size,
                fetch.article_id,
                fetch.snapshot_id,
            ),
        )
