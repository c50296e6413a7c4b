"""What a crawl would fetch, read off the declarations and the ledger: no request is made and nothing is written."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scraper.archive import Archive
from scraper.archive.frontier import Backoff, list_due, load_listed_days, standing_backoffs
from scraper.crawl.date_range import date_range_of
from scraper.crawl.job import Job
from scraper.crawl.pagination import source_walks
from scraper.model import LinkKind
from scraper.portals import Portal

MOST: Final = 100
"""Articles of a portal that a plan names one by one where the job has no limit of its own."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One request that a crawl would begin with.

    What the sources name on top of it, nobody knows yet.
    """

    portal: str
    kind: LinkKind
    url: str
    why: str
    """In words: `source`, `due`, `named`, `failed 2 times`, or why nothing is asked."""


def plan(job: Job, archive_path: Path) -> Iterator[Planned]:
    """The first pages of all sources, and what is due, portal by portal; at most `job.limit` articles in all.

    Raises:
        ArchiveError: the archive cannot be read as it stands.
    """
    with ExitStack() as stack:
        archive = (
            stack.enter_context(Archive.open(archive_path, read_only=True))
            if archive_path.exists()
            else None
        )
        left = job.limit
        now = datetime.now(UTC)
        refusals = standing_backoffs(archive, now=now) if archive else {}
        for portal in job.portals:
            articles = 0
            for one in _of_portal(
                job, portal, archive, refusals, now, MOST if left is None else left
            ):
                articles += one.kind is LinkKind.ARTICLE
                yield one
            left = None if left is None else left - articles


def _of_portal(
    job: Job,
    portal: Portal,
    archive: Archive | None,
    refusals: Mapping[str, Backoff],
    now: datetime,
    most: int,
) -> Iterator[Planned]:
    refusal = refusals.get(portal.slug)
    if refusal:
        yield Planned(
            portal.slug,
            LinkKind.LISTING,
            portal.base,
            f"left alone until {refusal.until:%Y-%m-%d %H:%M} UTC: {refusal.reason}",
        )
        return
    if job.urls:
        yield from (
            Planned(portal.slug, LinkKind.ARTICLE, portal.canonical(url), "named")
            for url in job.urls
            if portal.owns(url)
        )
        return
    looked_for = date_range_of(job.since, job.until, now.astimezone(portal.zone.tzinfo).date())
    known = load_listed_days(archive, portal) if archive and looked_for.given else {}
    for walk in source_walks(portal, looked_for, known):
        step = walk.first()
        days = f"source, {len(walk.days)} days" if walk.source.by_date else "source"
        yield Planned(portal.slug, step.kind, step.url, days)
    for due in list_due(archive, portal, now=now, limit=most) if archive and most else []:
        yield Planned(
            portal.slug,
            due.kind,
            due.url,
            f"failed {due.attempts} times" if due.attempts else "due",
        )
