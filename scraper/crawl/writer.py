"""The one place where a crawl writes: one connection, shared by the spiders of all networks in the process.

A second connection is what hung a crawl before: a middleware's open transaction beside a pipeline's. So nothing else in this room opens
the archive, and every URL's outcome, of articles, sources and robots.txt alike, passes here on its way to `ledger` and `fetches`.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from scraper import filing
from scraper.archive import Archive, Due, ledger, lock, runs
from scraper.crawl.job import Job
from scraper.crawl.logs import printable
from scraper.crawl.report import RunReport
from scraper.crawl.verdict import Verdict
from scraper.crawl.walk import Step
from scraper.filing import Filed, Reading
from scraper.model import Link, LinkKind, Links, Outcome, Page
from scraper.portal import Portal

logger = logging.getLogger("kliping.crawl")


class Writer:
    """One run's hand in the archive."""

    def __init__(self, archive: Archive, run_id: int, job: Job, report: RunReport) -> None:
        self._archive = archive
        self._run_id = run_id
        self._job = job
        self._left = job.limit
        self._taken: set[str] = set()
        self.report = report

    # --- what is to be fetched -----------------------------------------------------------------------------------------------------

    def owed(self, portal: Portal, most: int) -> list[Due]:
        """Take at most `most` URLs that the portal owes now, newest first; fewer where the run's limit is near."""
        if self._left is not None:
            most = min(most, self._left)
        due = ledger.due(self._archive, [portal], now=datetime.now(UTC), limit=most) if most else []
        self._take([item.url for item in due])
        if self._left is not None:
            self._left -= sum(item.kind is LinkKind.ARTICLE for item in due)
        return due

    def wanted(self, portal: Portal, urls: Sequence[str]) -> list[Due]:
        """Take the URLs that the user named, known or not, whatever became of them before."""
        links = [Link(url, LinkKind.ARTICLE) for url in urls]
        ledger.discover(self._archive, links, portal=portal, source="named by the user", seen_at=datetime.now(UTC))
        ledger.recall(self._archive, urls, at=datetime.now(UTC))
        self._take(urls)
        return [Due(url, portal.slug, LinkKind.ARTICLE, 0, None, None, None) for url in urls]

    def give_back(self, *urls: str) -> None:
        """URLs that were taken and not fetched are due as before."""
        ledger.release(self._archive, urls)
        self._taken.difference_update(urls)

    def give_all_back(self) -> None:
        """The run ends here: whatever it has taken and not settled is due as before."""
        self.give_back(*self._taken)

    def _take(self, urls: Sequence[str]) -> None:
        ledger.take(self._archive, urls)
        self._taken.update(urls)

    def enter_source(self, portal: Portal, step: Step) -> None:
        """A source's page has its own row in the ledger, so that one that fails is asked again by a later run."""
        self.report.tally(portal).asked_for_sources = True
        declared = step.walk.source.url if step.walk else "sitemap index"
        ledger.discover(self._archive, [Link(step.url, step.kind)], portal=portal, source=declared, seen_at=datetime.now(UTC))
        self._take([step.url])

    # --- what came of it -----------------------------------------------------------------------------------------------------------

    def out_of_reach(self, portal: Portal) -> None:
        """None of the portal's sources can name articles of the days that were asked for: that is said, not passed over."""
        why = "none of its sources reaches back to those days: a feed and a listing hold the newest articles alone"
        self.report.fail(portal, portal.base, Outcome.FAILED, why)
        self._log(portal, portal.base, Outcome.FAILED, why, level=logging.WARNING)

    def read(self, portal: Portal, step: Step, page: Page, links: Links, elapsed_ms: int | None, *, notes: Sequence[str] = ()) -> None:
        """A source was had: its articles go into the ledger, and it is settled. What of it was left unread is recorded with it."""
        articles = links.articles
        why = "; ".join(note for note in (links.note, *notes) if note) or None
        with self._archive.transaction():
            new = ledger.discover(self._archive, articles, portal=portal, source=step.url, seen_at=page.fetched_at)
            if self._job.revisit:
                ledger.recall(self._archive, (link.url for link in articles), at=page.fetched_at)
            self._settle(portal, step.url, step.kind, Verdict(Outcome.READ, why), page, elapsed_ms)
        self.report.count(portal, step.url, Outcome.READ, None, article=False)
        tally = self.report.tally(portal)
        tally.notes += [f"{step.url}: {note}" for note in notes]
        if links.note:
            self.report.fail(portal, step.url, Outcome.FAILED, links.note)
        tally.named += len(articles)
        tally.new += new
        logger.info("%s: %d links, %d of them new, in %s", portal.slug, len(articles), new, step.url)

    def settle(
        self, portal: Portal, url: str, kind: LinkKind, verdict: Verdict, *, page: Page | None = None, elapsed_ms: int | None = None
    ) -> None:
        """A URL yielded no page to read: its outcome, and why."""
        with self._archive.transaction():
            self._settle(portal, url, kind, verdict, page, elapsed_ms)
        self.report.count(portal, url, verdict.outcome, verdict.why, article=kind is LinkKind.ARTICLE)
        bad = verdict.outcome in (Outcome.FAILED, Outcome.BLOCKED)
        self._log(portal, url, verdict.outcome, verdict.why, level=logging.WARNING if bad else logging.INFO)

    def robots(self, portal: Portal, url: str, *, status: int | None, error: str | None) -> None:
        """A robots.txt was read, or could not be had."""
        outcome = Outcome.FAILED if error else Outcome.READ
        self._record(portal, url, "robots", Verdict(outcome, error), None, None, status=status)
        self.report.fail(portal, url, outcome, error)
        if error:
            self._log(portal, url, outcome, error, level=logging.WARNING)

    def part_failed(self, portal: Portal, url: str, verdict: Verdict, page: Page | None) -> None:
        """A further page of a multi-page article could not be had; the article itself is filed with what there is."""
        self._record(portal, url, "article", verdict, page, None)
        self.report.fail(portal, url, verdict.outcome, verdict.why)
        self._log(portal, url, verdict.outcome, verdict.why, level=logging.WARNING)

    def file(
        self, portal: Portal, requested: str, readings: Sequence[Reading], *, next_due: datetime | None, elapsed_ms: int | None
    ) -> Filed:
        """A page was read: it goes into the archive as article or refusal, with ledger and fetches."""
        filed = filing.file(readings, self._archive, run_id=self._run_id, requested=requested, next_due=next_due, elapsed_ms=elapsed_ms)
        why = f"{filed.reason}: {filed.detail}" if filed.reason else None
        self._taken.discard(requested)
        self.report.count(portal, requested, filed.outcome, why, article=True)
        self._log(portal, requested, filed.outcome, why, level=logging.INFO)
        return filed

    def _settle(self, portal: Portal, url: str, kind: LinkKind, verdict: Verdict, page: Page | None, elapsed_ms: int | None) -> None:
        self._record(portal, url, kind.value, verdict, page, elapsed_ms)
        self._taken.discard(url)
        headers, at = (page.headers, page.fetched_at) if page else ({}, datetime.now(UTC))
        ledger.settle(
            self._archive,
            url,
            verdict.outcome,
            at=at,
            next_due=verdict.retry_at,
            etag=headers.get("etag") if verdict.outcome is Outcome.READ else None,
            last_modified=headers.get("last-modified") if verdict.outcome is Outcome.READ else None,
        )

    def _record(
        self,
        portal: Portal,
        url: str,
        kind: str,
        verdict: Verdict,
        page: Page | None,
        elapsed_ms: int | None,
        *,
        status: int | None = None,
    ) -> None:
        runs.record_fetch(
            self._archive,
            run_id=self._run_id,
            portal=portal,
            url=url,
            kind=kind,
            status=page.status if page else status,
            outcome=verdict.outcome,
            fetched_at=page.fetched_at if page else datetime.now(UTC),
            error=verdict.why,
            elapsed_ms=elapsed_ms,
            size=len(page.body) if page else None,
        )

    def _log(self, portal: Portal, url: str, outcome: Outcome, why: str | None, *, level: int) -> None:
        logger.log(level, "%s: %s %s%s", portal.slug, outcome.value, url, f" ({printable(why)})" if why else "")


@contextmanager
def recording(path: Path, job: Job) -> Iterator[Writer]:
    """A run on the archive at `path`, from its lock to its last row; the file is made where it is missing.

    A run that ends in an error is marked as failed; one that is killed is marked as interrupted by the next.

    Raises:
        ArchiveLocked: another run holds the archive.
        ArchiveError: it cannot be used as it stands.
    """
    with lock(path), Archive.open(path, create=True) as archive:
        report = RunReport(datetime.now(UTC))
        for portal in job.portals:
            report.tally(portal)
        run_id = runs.begin_run(archive, arguments=job.arguments(), started_at=report.started_at)
        status = "failed"
        writer = Writer(archive, run_id, job, report)
        try:
            yield writer
            status = report.status
        finally:
            writer.give_all_back()
            runs.finish_run(archive, run_id, status=status, stats=report.stats(), finished_at=datetime.now(UTC))
            archive.optimise()
