"""The one place where a crawl writes: one connection, shared by the spiders of all networks in the process.

A second connection is what hung a crawl before: a middleware's open transaction beside a
pipeline's. So nothing else in this room opens the archive, and every URL's outcome, of articles,
sources and robots.txt alike, passes here on its way to `ledger` and `fetches`.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import (
    NO_VALIDATORS,
    Due,
    Fetch,
    Validators,
    begin_backoff,
    begin_run,
    child_sitemaps,
    end_backoff,
    enter_links,
    enter_listed_day,
    finish_run,
    hasten_visits,
    is_owed,
    list_due,
    load_listed_days,
    load_validators,
    recall_urls,
    record_fetch,
    release_urls,
    settle_url,
    standing_backoffs,
    take_urls,
)
from scraper.archive.maintenance import MIB, free_bytes, optimise_archive
from scraper.config import Config
from scraper.crawl import portal_health
from scraper.crawl.backoff import Stop
from scraper.crawl.batch_commit import BatchCommit
from scraper.crawl.job import Job
from scraper.crawl.log_lines import fields
from scraper.crawl.pagination import Onward, Step
from scraper.crawl.portal_health import AskedPortal, Visits
from scraper.crawl.report import RunReport
from scraper.crawl.response_outcome import ResponseOutcome
from scraper.crawl.revisits import next_visit, without_its_own_clock
from scraper.ingest.extraction_pool import ExtractionPool
from scraper.ingest.filing import Filed, Filing
from scraper.model import Article, Link, LinkKind, Links, Outcome, Page, Reason
from scraper.portals import Portal

logger = logging.getLogger("kliping.crawl")

OVER: Final = timedelta(hours=6)
"""How long after a day's end its index is taken to name all its articles."""


class Writer:
    """One run's hand in the archive."""

    def __init__(
        self, archive: Archive, run_id: int, job: Job, report: RunReport, config: Config
    ) -> None:
        self._archive = archive
        self._run_id = run_id
        self._config = config
        self._left = job.limit
        self._taken: set[str] = set()
        self._together = BatchCommit(archive, run_id)
        self.alone = asyncio.Lock()
        """Held while a deadly article is in flight: there is one of them in the whole run."""
        self.report = report

    # --- what is to be fetched
    # -----------------------------------------------------------------------------------------------------

    def out_of_room(self) -> str | None:
        """Why the run must end before the disk is full; None where it need not.

        Everything up to here is committed.
        """
        if (
            self.report.stopped is None
            and free_bytes(self._archive.path) < self._config.reserve * MIB
        ):
            self.report.stopped = (
                f"the disk of {self._archive.path} has less than {self._config.reserve} MiB left:"
                " free some space"
            )
            logger.error("out of room", extra=fields(why=self.report.stopped))
        return self.report.stopped

    def standing(self, portal: Portal) -> str | None:
        """Why an earlier run's refusal still keeps us from the portal; None where none does."""
        found = standing_backoffs(self._archive, now=datetime.now(UTC)).get(portal.slug)
        return (
            f"{found.reason}; not asked again before {found.until:%Y-%m-%d %H:%M} UTC"
            if found
            else None
        )

    def listed(self, portal: Portal) -> Mapping[str, Collection[date]]:
        """By source, the days that need not be asked for again."""
        return load_listed_days(self._archive, portal)

    def hasten(self, portal: Portal) -> None:
        """Visit now what is planned for later."""
        hasten_visits(self._archive, portal, at=datetime.now(UTC))

    def owed(self, portal: Portal, most: int) -> list[Due]:
        """Take at most `most` URLs that the portal owes now, newest first; fewer where the run's limit is near."""
        if self._left is not None:
            most = min(most, self._left)
        due = list_due(self._archive, portal, now=datetime.now(UTC), limit=most) if most else []
        self._take([item.url for item in due])
        if self._left is not None:
            self._left -= sum(item.kind is LinkKind.ARTICLE for item in due)
        return due

    def deadly(self, portal: Portal) -> Due | None:
        """Take one article whose page has been the death of two processes (`ledger`); None where none is due, or the limit is reached."""
        due = (
            list_due(self._archive, portal, now=datetime.now(UTC), limit=1, deadly=True)
            if self._left != 0
            else []
        )
        self._take([item.url for item in due])
        if self._left is not None:
            self._left -= len(due)
        return due[0] if due else None

    def wanted(self, portal: Portal, urls: Sequence[str]) -> list[Due]:
        """Take the URLs that the user named, known or not, whatever became of them before."""
        links = [Link(url, LinkKind.ARTICLE) for url in urls]
        enter_links(
            self._archive,
            links,
            portal=portal,
            source="named by the user",
            seen_at=datetime.now(UTC),
        )
        recall_urls(self._archive, urls, at=datetime.now(UTC))
        self._take(urls)
        return [
            Due(url, portal.slug, LinkKind.ARTICLE, 0, None, None, datetime.now(UTC))
            for url in urls
        ]

    def give_back(self, *urls: str) -> None:
        """URLs that were taken and not fetched are due as before."""
        release_urls(self._archive, urls)
        self._taken.difference_update(urls)

    def give_all_back(self) -> None:
        """The run ends here: whatever it has taken and not settled is due as before."""
        self.give_back(*self._taken)

    def _take(self, urls: Sequence[str]) -> None:
        take_urls(self._archive, urls)
        self._taken.update(urls)

    def enter_source(self, portal: Portal, step: Step) -> Validators:
        """A source's page has its own row in the ledger, so that one that fails is asked again; returns what its last reading came with."""
        self.report.tally(portal).asked_for_sources = True
        self._enter(portal, step, datetime.now(UTC))
        self._take([step.url])
        return load_validators(self._archive, step.url)

    def _enter(self, portal: Portal, step: Step, at: datetime) -> None:
        source = step.walk.source.url if step.walk else step.parent or "an earlier run"
        enter_links(
            self._archive, [Link(step.url, step.kind)], portal=portal, source=source, seen_at=at
        )

    def owes(self, url: str) -> bool:
        """True where a source's page was entered and not had yet."""
        return is_owed(self._archive, url)

    def sitemaps_of(self, index: str) -> list[Link]:
        """The child sitemaps that an unchanged index named when it was last read."""
        return [Link(url, LinkKind.SITEMAP) for url in child_sitemaps(self._archive, index)]

    # --- what came of it
    # -----------------------------------------------------------------------------------------------------------

    def out_of_reach(self, portal: Portal) -> None:
        """None of the portal's sources can name articles of the days that were asked for: that is said, not passed over."""
        why = (
            "none of its sources reaches back to those days: a feed and a listing hold the newest"
            " articles alone"
        )
        self.report.fail(portal, portal.base, Outcome.FAILED, why, of_source=True)
        self._log(portal, portal.base, Outcome.FAILED, why)

    def read(
        self,
        portal: Portal,
        step: Step,
        page: Page,
        links: Links,
        following: Onward,
        elapsed_ms: int | None,
        *,
        whole: bool,
    ) -> None:
        """A source was had: its articles and what follows it go into the ledger, and it is settled, as one transaction.

        What of it was left unread is recorded with it. `whole` says that all its links are in
        `links`: only then may it answer "not modified" the next time.
        """
        articles = without_its_own_clock(links).articles
        why = "; ".join(note for note in (links.note, *following.notes) if note) or None
        with self._archive.transaction():
            new = enter_links(
                self._archive, articles, portal=portal, source=step.url, seen_at=page.fetched_at
            )
            for one in following.steps:
                self._enter(portal, one, page.fetched_at)
            self.listed_whole(portal, step, following, page.fetched_at)
            self._settle(
                portal,
                step.url,
                step.kind,
                ResponseOutcome(Outcome.READ, why),
                page,
                elapsed_ms,
                validators=whole and not links.note,
            )
        self.report.count(portal, step.url, Outcome.READ, None, article=False)
        tally = self.report.tally(portal)
        tally.notes += [f"{step.url}: {note}" for note in following.notes]
        if links.note:
            self.report.fail(portal, step.url, Outcome.FAILED, links.note, of_source=True)
        tally.named += len(articles)
        tally.new += new
        logger.info(
            "read",
            extra=fields(portal=portal.slug, url=step.url, links=len(articles), new=new, why=why),
        )

    def listed_whole(self, portal: Portal, step: Step, following: Onward, at: datetime) -> None:
        """Enter the day that a source was read for to its end, if it was, and the day is over."""
        if following.whole and step.walk and _is_over(following.whole, portal, at):
            enter_listed_day(self._archive, portal, step.walk.source.url, following.whole, at=at)

    def settle(
        self,
        portal: Portal,
        url: str,
        kind: LinkKind,
        verdict: ResponseOutcome,
        *,
        page: Page | None = None,
        elapsed_ms: int | None = None,
    ) -> None:
        """A URL yielded no page to read: its outcome, and why."""
        with self._archive.transaction():
            self._settle(portal, url, kind, verdict, page, elapsed_ms)
        self.report.count(
            portal, url, verdict.outcome, verdict.why, article=kind is LinkKind.ARTICLE
        )
        self._log(portal, url, verdict.outcome, verdict.why)

    def robots(self, portal: Portal, url: str, *, status: int | None, error: str | None) -> None:
        """A robots.txt was read, or could not be had."""
        outcome = Outcome.FAILED if error else Outcome.READ
        self._record(
            portal, url, "robots", ResponseOutcome(outcome, error), None, None, status=status
        )
        self.report.fail(portal, url, outcome, error, of_source=True)
        if error:
            self._log(portal, url, outcome, error)

    def part_failed(
        self, portal: Portal, url: str, verdict: ResponseOutcome, page: Page | None
    ) -> None:
        """A further page of a multi-page article could not be had; the article itself is filed with what there is."""
        self._record(portal, url, "article", verdict, page, None)
        self.report.fail(portal, url, verdict.outcome, verdict.why)
        self._log(portal, url, verdict.outcome, verdict.why)

    def not_modified(self, portal: Portal, due: Due, page: Page, elapsed_ms: int | None) -> None:
        """An article is as it was archived: one row, and its next visit."""
        verdict = ResponseOutcome(
            Outcome.NOT_MODIFIED, None, self._next_visit(portal, due.known_since, page.fetched_at)
        )
        self.settle(portal, due.url, LinkKind.ARTICLE, verdict, page=page, elapsed_ms=elapsed_ms)
        self.visited(portal, due, Outcome.NOT_MODIFIED)

    def visited(self, portal: Portal, due: Due, outcome: Outcome) -> None:
        """Count a visit to an archived article, and whether something else stood in its place.

        What is archived stays as it is.
        """
        if due.archived:
            tally = self.report.tally(portal)
            tally.visits += 1
            tally.withdrawn += outcome in (Outcome.GONE, Outcome.NOT_AN_ARTICLE, Outcome.BLOCKED)

    async def file(
        self,
        portal: Portal,
        due: Due,
        filing: Filing,
        readers: ExtractionPool,
        *,
        again: datetime | None,
        elapsed_ms: int | None,
    ) -> Filed:
        """A page was read: it goes into the archive as article or refusal, with ledger and fetches; returns when that is committed.

        Its earlier pages are read again before, where another parser has read them. `again` is when
        to come back for pages that could not be had; its next visit may be sooner.
        """
        first, requested = filing.whole or filing.extractions[0], due.url
        at = first.page.fetched_at
        printed = first.result.published_at if isinstance(first.result, Article) else None
        visit = self._next_visit(
            portal, printed if printed and printed <= at else due.known_since, at
        )
        next_due = min((moment for moment in (again, visit) if moment), default=None)
        asked = replace(filing, requested=requested, next_due=next_due, elapsed_ms=elapsed_ms)
        filed = await self._together.file(await readers.renewing(asked, self._archive))
        why = f"{filed.reason}: {filed.detail}" if filed.reason else filed.detail
        self._taken.discard(requested)
        self.report.count(portal, requested, filed.outcome, why, article=True)
        self.visited(portal, due, filed.outcome)
        self.report.tally(portal).suspect += filed.reason is Reason.SUSPECT
        self._log(portal, requested, filed.outcome, why)
        return filed

    def _next_visit(self, portal: Portal, since: datetime, at: datetime) -> datetime | None:
        return next_visit(self._config.at(portal.network.slug, portal.slug).revisits, since, at)

    # --- how a portal takes it
    # ------------------------------------------------------------------------------------------------------

    def left_alone(self, portal: Portal, stop: Stop) -> None:
        """The run has stopped asking the portal; where its publisher refused us, later runs do not ask either."""
        self.report.tally(portal).backed_off = stop.why
        if stop.refused:
            begin_backoff(self._archive, portal, stop.why, at=datetime.now(UTC), until=stop.until)

    def let_in(self, portal: Portal) -> None:
        """The portal answered all through the run."""
        if self.report.tally(portal).had:
            end_backoff(self._archive, portal)

    # --- rows
    # ----------------------------------------------------------------------------------------------------------------------

    def _settle(
        self,
        portal: Portal,
        url: str,
        kind: LinkKind,
        verdict: ResponseOutcome,
        page: Page | None,
        elapsed_ms: int | None,
        *,
        validators: bool = False,
    ) -> None:
        self._record(portal, url, kind.value, verdict, page, elapsed_ms)
        self._taken.discard(url)
        headers, at = (page.headers, page.fetched_at) if page else ({}, datetime.now(UTC))
        settle_url(
            self._archive,
            url,
            verdict.outcome,
            at=at,
            next_due=verdict.retry_at,
            validators=Validators.of(headers) if validators else NO_VALIDATORS,
            died=verdict.reason is Reason.TOO_COSTLY,
        )

    def _record(
        self,
        portal: Portal,
        url: str,
        kind: str,
        verdict: ResponseOutcome,
        page: Page | None,
        elapsed_ms: int | None,
        *,
        status: int | None = None,
    ) -> None:
        record_fetch(
            self._archive,
            Fetch(
                run_id=self._run_id,
                portal=portal,
                url=url,
                kind=kind,
                status=page.status if page else status,
                outcome=verdict.outcome,
                fetched_at=page.fetched_at if page else datetime.now(UTC),
                error=verdict.why,
                reason=verdict.reason,
                elapsed_ms=elapsed_ms,
                size=len(page.body) if page else None,
            ),
        )

    def _log(self, portal: Portal, url: str, outcome: Outcome, why: str | None) -> None:
        level = logging.WARNING if outcome in (Outcome.FAILED, Outcome.BLOCKED) else logging.INFO
        logger.log(level, outcome.value, extra=fields(portal=portal.slug, url=url, why=why))


def _asked(job: Job, report: RunReport) -> Iterator[AskedPortal]:
    """What the run had to do with each portal, as far as it came."""
    look_back = bool(job.since or job.until or job.urls or job.limit is not None)
    for tally in report.tallies.values():
        if tally.begun or tally.backed_off:
            silent = tally.done and tally.silent
            visits = Visits(tally.visits, tally.withdrawn, tally.suspect)
            yield AskedPortal(
                tally.portal,
                tally.backed_off,
                silent,
                tally.sources,
                tally.articles,
                visits,
                look_back,
            )


def _is_over(day: date, portal: Portal, at: datetime) -> bool:
    """True where the day is over at the portal for so long that its index names all its articles."""
    return (at - OVER).astimezone(portal.zone.tzinfo).date() > day


@contextmanager
def recording(path: Path, job: Job, config: Config) -> Iterator[Writer]:
    """A run on the archive at `path`, from its lock to its last row; the file is made where it is missing.

    A run that ends in an error is marked as failed; one that is killed is marked as interrupted by
    the next.

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
            if (
                not report.crashes
            ):  # of a run that broke down by our own fault, nothing can be said of a portal
                report.breaches = portal_health.judge_run(
                    archive, run_id, _asked(job, report), at=datetime.now(UTC)
                )
            status = report.status
        finally:
            writer.give_all_back()
            finish_run(
                archive, run_id, status=status, stats=report.stats(), finished_at=datetime.now(UTC)
            )
            if status != "interrupted":  # who ends a run is not kept waiting: the next one does it
                optimise_archive(archive)
