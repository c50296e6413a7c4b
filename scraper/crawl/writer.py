"""Writes what a crawl fetches into the archive, through one connection for all its spiders.

A second connection once hung a crawl: a middleware's open transaction blocked a pipeline's. So
spiders and middlewares write here, whether the outcome is of an article, a source or robots.txt.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from scraper.archive import Archive
from scraper.archive.frontier import (
    NO_VALIDATORS,
    Due,
    Fetch,
    Validators,
    begin_backoff,
    child_sitemaps,
    end_backoff,
    enter_links,
    enter_listed_day,
    is_owed,
    load_listed_days,
    load_validators,
    record_fetch,
    settle_url,
    standing_backoffs,
)
from scraper.archive.maintenance import MIB, free_bytes
from scraper.config import Config
from scraper.crawl.backoff import Stop
from scraper.crawl.batch_commit import BatchCommit
from scraper.crawl.due_queue import DueQueue
from scraper.crawl.job import Job
from scraper.crawl.log_lines import fields
from scraper.crawl.pagination import NextSteps, Step
from scraper.crawl.report import RunReport
from scraper.crawl.response_outcome import ResponseOutcome
from scraper.crawl.revisits import next_visit, without_uniform_changes
from scraper.ingest.extraction import Extraction
from scraper.ingest.extraction_pool import ExtractionPool
from scraper.ingest.filing import Filed, Filing, outcome_of
from scraper.model import Article, Link, LinkKind, Links, Outcome, Page, Reason, Refusal
from scraper.portals import Portal

logger = logging.getLogger("kliping.crawl")

OVER: Final = timedelta(hours=6)
"""Time after a day's end from which its index is taken to name all its articles."""


class Writer:
    """Writes for one run: outcomes, articles, sources and back-offs."""

    def __init__(
        self, archive: Archive, run_id: int, job: Job, report: RunReport, config: Config
    ) -> None:
        self._archive = archive
        self._run_id = run_id
        self._config = config
        self._batch = BatchCommit(archive, run_id)
        self.queue = DueQueue(archive, job.limit)
        self.alone = asyncio.Lock()
        """Held while a deadly article is in flight: the whole run has one at a time."""
        self.report = report

    # --- what is to be fetched

    def out_of_room(self) -> str | None:
        """Why the run must end before the disk is full; None where it need not.

        Everything so far is committed.
        """
        if self.report.stopped is None and self._free_mib() < self._config.reserve:
            self.report.stopped = (
                f"the disk of {self._archive.path} has less than {self._config.reserve} MiB left:"
                " free some space"
            )
            logger.error("out of room", extra=fields(why=self.report.stopped))
        return self.report.stopped

    def _free_mib(self) -> float:
        return free_bytes(self._archive.path) / MIB

    def standing_refusal(self, portal: Portal) -> str | None:
        """Why the portal is still left alone since an earlier run; None where it is not."""
        found = standing_backoffs(self._archive, now=datetime.now(UTC)).get(portal.slug)
        if found is None:
            return None
        return f"{found.reason}; not asked again before {found.until:%Y-%m-%d %H:%M} UTC"

    def listed_days(self, portal: Portal) -> Mapping[str, Collection[date]]:
        """By source, the days that need not be asked for again."""
        return load_listed_days(self._archive, portal)

    def take_source(self, portal: Portal, step: Step) -> Validators:
        """Enter and take a source's page; returns the validators of its last answer.

        It has its own row in the ledger, so that a page that fails is asked for again.
        """
        self.report.tally(portal).asked_for_sources = True
        self._enter(portal, step, datetime.now(UTC))
        self.queue.take([step.url])
        return load_validators(self._archive, step.url)

    def _enter(self, portal: Portal, step: Step, at: datetime) -> None:
        named_by = step.pagination.source.url if step.pagination else step.parent
        enter_links(
            self._archive,
            [Link(step.url, step.kind)],
            portal=portal,
            source=named_by or "an earlier run",
            seen_at=at,
        )

    def is_unread(self, url: str) -> bool:
        """True for a source's page that was entered and has not been read yet."""
        return is_owed(self._archive, url)

    def sitemaps_of(self, index: str) -> tuple[Link, ...]:
        """The child sitemaps that an unchanged index named when it was last read."""
        return tuple(Link(url, LinkKind.SITEMAP) for url in child_sitemaps(self._archive, index))

    # --- what came of it

    def report_out_of_reach(self, portal: Portal) -> None:
        """Report that none of the portal's sources can name articles of the days asked for."""
        why = (
            "none of its sources reaches back to those days: a feed and a listing hold the newest"
            " articles alone"
        )
        self.report.fail(portal, portal.base, Outcome.FAILED, why, of_source=True)
        self._log(portal, portal.base, Outcome.FAILED, why)

    def record_source(
        self,
        portal: Portal,
        step: Step,
        page: Page,
        links: Links,
        following: NextSteps,
        elapsed_ms: int | None,
        *,
        unfiltered: bool,
    ) -> None:
        """Enter the articles of a source's page and what follows it, and settle the page.

        One transaction; it records too what is left unread. `unfiltered` says that `links` holds
        all links of the page: only then may it answer "not modified" the next time.
        """
        articles = without_uniform_changes(links).articles
        why = "; ".join(note for note in (links.note, *following.notes) if note) or None
        with self._archive.transaction():
            new = enter_links(
                self._archive, articles, portal=portal, source=step.url, seen_at=page.fetched_at
            )
            for further in following.steps:
                self._enter(portal, further, page.fetched_at)
            self.record_complete_day(portal, step, following, page.fetched_at)
            outcome = ResponseOutcome(Outcome.READ, why)
            validators = Validators.of(page.headers) if unfiltered and not links.note else None
            self._settle(portal, step.url, step.kind, outcome, page, elapsed_ms, validators)
        self.report.count(portal, step.url, Outcome.READ, None, article=False)
        if links.note:
            self.report.fail(portal, step.url, Outcome.FAILED, links.note, of_source=True)
        tally = self.report.tally(portal)
        tally.notes += [f"{step.url}: {note}" for note in following.notes]
        tally.named += len(articles)
        tally.new += new
        logger.info(
            "read",
            extra=fields(portal=portal.slug, url=step.url, links=len(articles), new=new, why=why),
        )

    def record_complete_day(
        self, portal: Portal, step: Step, following: NextSteps, at: datetime
    ) -> None:
        """Enter the day that a source was read for to its last page, where that day is over."""
        day = following.complete_day
        if day and step.pagination and _is_over(day, portal, at):
            enter_listed_day(self._archive, portal, step.pagination.source.url, day, at=at)

    def settle(
        self,
        portal: Portal,
        url: str,
        kind: LinkKind,
        outcome: ResponseOutcome,
        *,
        page: Page | None = None,
        elapsed_ms: int | None = None,
    ) -> None:
        """Record the outcome of a URL that yielded no page to extract."""
        with self._archive.transaction():
            self._settle(portal, url, kind, outcome, page, elapsed_ms)
        is_article = kind is LinkKind.ARTICLE
        self.report.count(portal, url, outcome.outcome, outcome.why, article=is_article)
        self._log(portal, url, outcome.outcome, outcome.why)

    def record_robots(
        self, portal: Portal, url: str, *, status: int | None, error: str | None
    ) -> None:
        """Record that a robots.txt was read, or why it could not be."""
        outcome = ResponseOutcome(Outcome.FAILED if error else Outcome.READ, error)
        self._record(portal, url, "robots", outcome, None, None, status=status)
        self.report.fail(portal, url, outcome.outcome, error, of_source=True)
        if error:
            self._log(portal, url, outcome.outcome, error)

    def part_refused(self, portal: Portal, url: str, refusal: Refusal) -> None:
        """Report a further page that is no part; its row is written when the article is filed."""
        self.report.fail(portal, url, outcome_of(refusal), refusal.detail)

    def part_failed(
        self, portal: Portal, url: str, outcome: ResponseOutcome, page: Page | None
    ) -> None:
        """Record a further page of an article that could not be fetched.

        The article itself is filed with the pages that there are.
        """
        self._record(portal, url, "article", outcome, page, None)
        self.report.fail(portal, url, outcome.outcome, outcome.why)
        self._log(portal, url, outcome.outcome, outcome.why)

    def settle_unchanged(
        self, portal: Portal, due: Due, page: Page, elapsed_ms: int | None
    ) -> None:
        """Record that an article is as it was archived, and plan its next visit."""
        visit = self._next_visit(portal, due.known_since, page.fetched_at)
        outcome = ResponseOutcome(Outcome.NOT_MODIFIED, None, visit)
        self.settle(portal, due.url, LinkKind.ARTICLE, outcome, page=page, elapsed_ms=elapsed_ms)
        self.count_visit(portal, due, Outcome.NOT_MODIFIED)

    def count_visit(self, portal: Portal, due: Due, outcome: Outcome) -> None:
        """Count a visit to an archived article, and whether something else was in its place.

        Whatever was there, the archived article stays as it is.
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
        pool: ExtractionPool,
        *,
        retry_at: datetime | None,
        elapsed_ms: int | None,
    ) -> Filed:
        """Archive an article, or record why its page is none; returns when that is committed.

        Where another parser extracted the archived state, that state's pages are extracted again
        first. `retry_at` is when to come back for pages that could not be fetched; the next visit
        may be sooner.
        """
        visit = self._visit_after(portal, due, filing.whole or filing.extractions[0])
        filing = replace(
            filing,
            requested=due.url,
            next_due=min((moment for moment in (retry_at, visit) if moment), default=None),
            elapsed_ms=elapsed_ms,
        )
        filed = await self._batch.file(await pool.renewing(filing, self._archive))
        why = f"{filed.reason}: {filed.detail}" if filed.reason else filed.detail
        self.queue.settle(due.url)
        self.report.count(portal, due.url, filed.outcome, why, article=True)
        self.count_visit(portal, due, filed.outcome)
        self.report.tally(portal).suspect += filed.reason is Reason.SUSPECT
        self._log(portal, due.url, filed.outcome, why)
        return filed

    def _visit_after(self, portal: Portal, due: Due, first: Extraction) -> datetime | None:
        """The next visit, counted from publication; from first sight where that is not known."""
        at = first.page.fetched_at
        published = first.result.published_at if isinstance(first.result, Article) else None
        return self._next_visit(
            portal, published if published and published <= at else due.known_since, at
        )

    def _next_visit(self, portal: Portal, since: datetime, at: datetime) -> datetime | None:
        return next_visit(self._config.at(portal.network.slug, portal.slug).revisits, since, at)

    # --- portals that are left alone

    def record_stop(self, portal: Portal, stop: Stop) -> None:
        """Record that the run has stopped asking the portal.

        Where its publisher refused us, later runs do not ask it either.
        """
        self.report.tally(portal).backed_off = stop.why
        if stop.refused:
            begin_backoff(self._archive, portal, stop.why, at=datetime.now(UTC), until=stop.until)

    def end_backoff(self, portal: Portal) -> None:
        """Forget earlier refusals of a portal that answered throughout the run."""
        if self.report.tally(portal).any_fetched:
            end_backoff(self._archive, portal)

    # --- rows

    def _settle(
        self,
        portal: Portal,
        url: str,
        kind: LinkKind,
        outcome: ResponseOutcome,
        page: Page | None,
        elapsed_ms: int | None,
        validators: Validators | None = None,
    ) -> None:
        self._record(portal, url, kind.value, outcome, page, elapsed_ms)
        self.queue.settle(url)
        settle_url(
            self._archive,
            url,
            outcome.outcome,
            at=page.fetched_at if page else datetime.now(UTC),
            next_due=outcome.retry_at,
            validators=validators or NO_VALIDATORS,
            died=outcome.reason is Reason.TOO_COSTLY,
        )

    def _record(
        self,
        portal: Portal,
        url: str,
        kind: str,
        outcome: ResponseOutcome,
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
                outcome=outcome.outcome,
                fetched_at=page.fetched_at if page else datetime.now(UTC),
                error=outcome.why,
                reason=outcome.reason,
                elapsed_ms=elapsed_ms,
                size=len(page.body) if page else None,
            ),
        )

    def _log(self, portal: Portal, url: str, outcome: Outcome, why: str | None) -> None:
        level = logging.WARNING if outcome in (Outcome.FAILED, Outcome.BLOCKED) else logging.INFO
        logger.log(level, outcome.value, extra=fields(portal=portal.slug, url=url, why=why))


def _is_over(day: date, portal: Portal, at: datetime) -> bool:
    """True where the day ended so long ago that its index names all its articles."""
    return (at - OVER).astimezone(portal.zone.tzinfo).date() > day
