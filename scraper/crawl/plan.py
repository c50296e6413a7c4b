"""What a crawl would fetch, from the declarations and the ledger: no request, nothing written."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scraper.archive import Archive
from scraper.archive.frontier import list_due, load_listed_days, standing_backoffs
from scraper.crawl.date_range import date_range_of
from scraper.crawl.job import Job
from scraper.crawl.pagination import paginations
from scraper.model import LinkKind
from scraper.portals import Portal

MOST: Final = 100
"""The most articles of a portal that a plan names where the job has no limit of its own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One request with which a crawl would begin.

    What the sources will name besides is not known yet.
    """

    portal: str
    kind: LinkKind
    url: str
    why: str
    """In words: `source`, `due`, `named`, `failed 2 times`, or why the portal is not asked."""


def plan(job: Job, archive_path: Path) -> Iterator[Planned]:
    """The first page of each source, and what is due, portal by portal.

    At most `job.limit` articles in all.

    Raises:
        ArchiveError: the archive cannot be read as it stands.
    """
    with ExitStack() as stack:
        archive = None
        if archive_path.exists():
            archive = stack.enter_context(Archive.open(archive_path, read_only=True))
        left = job.limit
        now = datetime.now(UTC)
        backoffs = standing_backoffs(archive, now=now) if archive else {}
        for portal in job.portals:
            backoff = backoffs.get(portal.slug)
            if backoff:
                why = f"left alone until {backoff.until:%Y-%m-%d %H:%M} UTC: {backoff.reason}"
                yield Planned(portal.slug, LinkKind.LISTING, portal.base, why)
                continue
            articles = 0
            most = MOST if left is None else left
            for one in _plan_portal(job, portal, archive, now, most):
                articles += one.kind is LinkKind.ARTICLE
                yield one
            left = None if left is None else left - articles


def _plan_portal(
    job: Job, portal: Portal, archive: Archive | None, now: datetime, most: int
) -> Iterator[Planned]:
    if job.urls:
        for url in job.urls:
            if portal.owns(url):
                yield Planned(portal.slug, LinkKind.ARTICLE, portal.canonical(url), "named")
        return
    yield from _plan_sources(job, portal, archive, now)
    for due in list_due(archive, portal, now=now, limit=most) if archive and most else []:
        why = f"failed {due.attempts} times" if due.attempts else "due"
        yield Planned(portal.slug, due.kind, due.url, why)


def _plan_sources(
    job: Job, portal: Portal, archive: Archive | None, now: datetime
) -> Iterator[Planned]:
    today = now.astimezone(portal.zone.tzinfo).date()
    date_range = date_range_of(job.since, job.until, today)
    listed = load_listed_days(archive, portal) if archive and date_range.given else {}
    for pagination in paginations(portal, date_range, listed):
        step = pagination.first()
        days = f", {len(pagination.days)} days" if pagination.source.by_date else ""
        yield Planned(portal.slug, step.kind, step.url, f"source{days}")
