"""One run in the archive: from its lock to its last row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import begin_run, finish_run
from scraper.archive.maintenance import optimise_archive
from scraper.config import Config
from scraper.crawl import portal_health
from scraper.crawl.job import Job
from scraper.crawl.portal_health import AskedPortal, Visits
from scraper.crawl.report import RunReport
from scraper.crawl.writer import Writer


@contextmanager
def record_run(path: Path, job: Job, config: Config) -> Iterator[Writer]:
    """Hold the archive at `path` for a run; the file is made where it is missing.

    A run that ends in an error is marked as failed, one that is killed as interrupted, by the next
    run.

    Raises:
        ArchiveLocked: another run holds the archive.
        ArchiveError: it cannot be used as it stands.
    """
    with lock_archive(path), Archive.open(path, create=True) as archive:
        report = RunReport(datetime.now(UTC))
        for portal in job.portals:
            report.tally(portal)
        run_id = begin_run(archive, arguments=job.arguments(), started_at=report.started_at)
        status = "failed"
        writer = Writer(archive, run_id, job, report, config)
        try:
            yield writer
            if not report.crashes:  # a run with our own faults says nothing about a portal
                report.breaches = portal_health.judge_run(
                    archive, run_id, _asked(job, report), at=datetime.now(UTC)
                )
            status = report.status
        finally:
            writer.queue.give_all_back()
            finish_run(
                archive, run_id, status=status, stats=report.stats(), finished_at=datetime.now(UTC)
            )
            if status != "interrupted":  # whoever interrupts a run is not kept waiting
                optimise_archive(archive)


def _asked(job: Job, report: RunReport) -> Iterator[AskedPortal]:
    """What the run did with each portal that it came to."""
    look_back = bool(job.since or job.until or job.urls or job.limit is not None)
    for tally in report.tallies.values():
        if tally.begun or tally.backed_off:
            yield AskedPortal(
                tally.portal,
                tally.backed_off,
                tally.done and tally.silent,
                tally.sources,
                tally.articles,
                Visits(tally.visits, tally.withdrawn, tally.suspect),
                look_back,
            )
