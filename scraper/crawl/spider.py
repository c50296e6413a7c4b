"""The spider of one network, driven by the portals' declarations and the ledger.

    sources, most trusted first ──▶ links ──▶ ledger ──▶ what is due, newest first ──▶ archive

It crawls one portal after the other. Scrapy's queues hold only what is in flight: a batch is taken
from the ledger when most of the last one is through. So memory stays flat however many URLs are
known, and after a kill the next run resumes from the ledger.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar, Final, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scraper.archive.frontier import Due
from scraper.config import Config
from scraper.crawl.backoff import BackOff, Stop
from scraper.crawl.fetcher import Fetched, fetch_page
from scraper.crawl.job import Job, from_arguments
from scraper.crawl.log_lines import fields
from scraper.crawl.multipage import PartFetcher
from scraper.crawl.options import archive_path, config_of, delay, user_agent
from scraper.crawl.pagination import Step
from scraper.crawl.refusals import BackedOff
from scraper.crawl.requests import ask, conditional, elapsed_ms, page_of, portal_of
from scraper.crawl.response_outcome import (
    ResponseOutcome,
    error_text,
    outcome_of_error,
    outcome_of_page,
)
from scraper.crawl.robots import RobotsRead
from scraper.crawl.run_record import record_run
from scraper.crawl.source_reader import SourceReader
from scraper.crawl.writer import Writer
from scraper.errors import ArchiveError, ScraperError
from scraper.ingest.extraction_pool import ExtractionPool, extraction_pool
from scraper.ingest.filing import Filed
from scraper.model import LinkKind, Outcome, Page, Reason
from scraper.portals import Portal, Registry

logger = logging.getLogger("kliping.crawl")

SHUT_OUT: Final = (
    "its robots.txt shuts Kliping out of all its sources: leave it out, or declare a source that it"
    " allows"
)
BATCH: Final = 20
"""URLs taken from the ledger at a time, when at most half as many are still in flight."""


class PortalSpider(Spider):
    """Base of the spiders that `scraper.crawl.spider_loader` makes, one for each network."""

    members: ClassVar[tuple[Portal, ...]] = ()
    registry: ClassVar[Registry]

    job: Job
    writer: Writer
    pool: ExtractionPool
    backoff: BackOff
    """Kept by the middlewares `scraper.crawl.offsite` and `scraper.crawl.retry`."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Apply the operator's and the network's settings.

        Raises:
            ConfigError: kliping.toml is wrong or names no contact.
        """
        super().update_settings(settings)
        if not cls.members:
            return
        config = config_of(settings)
        settings.set("USER_AGENT", user_agent(config, archive_path(settings)), priority="spider")
        settings.set("DOWNLOAD_DELAY", delay(config, cls.members[0].network), priority="spider")
        # One crawler is one network, and the network's slot counts as one domain.
        for name in ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN"):
            settings.set(name, config.at_once, priority="spider")

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        job: Job | None = None,
        writer: Writer | None = None,
        pool: ExtractionPool | None = None,
        **given: Any,
    ) -> Self:
        """Make the spider.

        `kliping crawl` passes the job, a writer and an extraction pool; `scrapy crawl` passes its
        `-a` arguments, and the spider makes its own.

        Raises:
            InputError: an argument is wrong.
            ArchiveError: the archive cannot be used, or another run holds it.
        """
        job = job or from_arguments(cls.members, cls.registry, given)
        spider = super().from_crawler(crawler, *args)
        own = ExitStack()
        spider._config = config_of(crawler.settings)
        spider.job = job
        spider.writer = writer or own.enter_context(
            record_run(archive_path(crawler.settings), job, spider._config)
        )
        spider.pool = pool or own.enter_context(extraction_pool(cls.registry, spider._config))
        spider.backoff = BackOff(spider.writer.record_stop, spider._closed_hours)
        spider._sources = SourceReader(job, spider.writer, spider.pool, spider.backoff)
        spider._parts = PartFetcher(spider._fetch_part, spider.pool, spider.writer)
        spider._pending = 0
        spider._quiet = asyncio.Event()
        crawler.signals.connect(spider._report_crash, signals.spider_error)
        crawler.signals.connect(spider._close, signals.spider_closed)
        spider._own = own
        return spider

    _config: Config
    _sources: SourceReader
    _parts: PartFetcher
    _own: ExitStack
    """The writer and the pool, where the spider made them."""
    _pending: int
    """Requests in flight."""
    _quiet: asyncio.Event
    """Set whenever one of them is settled."""
    _stopping: asyncio.Future[None] | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Make all requests of the crawl: portal by portal, first its sources, then what is due."""
        for portal in self.job.portals:
            if portal not in self.members:
                continue
            tally = self.writer.report.tally(portal)
            if self._may_ask(portal):
                async for request in self._crawl_portal(portal):
                    yield request
                tally.closed = self._closed_hours(portal)
                if not self.backoff.reason(portal):
                    self.writer.end_backoff(portal)
            tally.done = True
            done = {outcome.value: number for outcome, number in tally.articles.items()}
            logger.info("portal done", extra=fields(portal=portal.slug, **done))

    def _may_ask(self, portal: Portal) -> bool:
        """False where the disk is full, the portal's hours are over, or it lately refused us."""
        if self.writer.out_of_room():
            return False
        closed = self.writer.report.tally(portal).closed = self._closed_hours(portal)
        if closed:
            return False
        refusal = self.writer.standing_refusal(portal)
        if refusal:
            self.backoff.stop(portal, Stop(refusal))
        return refusal is None

    def _closed_hours(self, portal: Portal) -> str | None:
        """Why the operator's settings forbid the portal at this hour; None where they do not."""
        hours = self._config.at(portal.network.slug, portal.slug).hours
        now = datetime.now(UTC).astimezone(portal.zone.tzinfo)
        if hours is None or hours.hold(now.time()):
            return None
        return f"it may be asked only in the hours {hours} ({portal.zone.name})"

    async def _crawl_portal(self, portal: Portal) -> AsyncIterator[Request]:
        if self.job.urls:
            urls = [portal.canonical(url) for url in self.job.urls if portal.owns(url)]
            for due in self.writer.queue.take_named(portal, urls):
                yield self._ask_due(portal, due)
            await self._until_quiet()
            return
        if self.job.revisit:
            self.writer.queue.hasten(portal)
        for pagination in self._sources.paginations(portal):
            yield self._ask_source(portal, pagination.first())
            # One source after the other: an article is entered under the most trusted one that
            # names it.
            await self._until_quiet()
        if self.writer.report.tally(portal).is_shut_out:
            # What is due may be fetched once the portal lets us in; asking for it now would settle
            # it as refused.
            self.backoff.stop(portal, Stop(SHUT_OUT))
        async for request in self._crawl_due(portal):
            yield request
        async for request in self._crawl_deadly(portal):
            yield request

    async def _crawl_due(self, portal: Portal) -> AsyncIterator[Request]:
        while self._may_go_on(portal):
            batch = self.writer.queue.take_due(portal, BATCH)
            for due in batch:
                yield self._ask_due(portal, due)
            if not batch and not self._pending:
                break  # nothing is due, and nothing in flight could name more
            # The next batch is taken before this one is done, so that the downloader never idles.
            await self._until_quiet(BATCH // 2 if batch else 0)
        await self._until_quiet()

    async def _crawl_deadly(self, portal: Portal) -> AsyncIterator[Request]:
        """Ask for the articles that have ended two processes: last, and one at a time.

        So nothing else is in flight that would be put aside with them.
        """
        while self._may_go_on(portal):
            async with self.writer.alone:
                due = self.writer.queue.take_deadly(portal)
                if due is None:
                    return
                yield self._ask_due(portal, due)
                await self._until_quiet()

    def _may_go_on(self, portal: Portal) -> bool:
        return not (self.backoff.reason(portal) or self.writer.out_of_room())

    # --- sources

    def _ask_source(self, portal: Portal, step: Step) -> Request:
        known = self.writer.take_source(portal, step)
        self._pending += 1
        filtered = self._sources.date_range(portal).filters(step.kind)
        return ask(
            step.url,
            portal,
            kind=step.kind,
            callback=self.source_answered,
            errback=self.source_failed,
            headers={} if filtered else conditional(known.etag, known.last_modified),
            step=step,
        )

    async def source_answered(self, response: Response) -> AsyncIterator[Request]:
        """Record a source's page, and ask for the pages that follow it."""
        try:
            portal, step, page = _portal(response.request), response.meta["step"], page_of(response)
            following = await self._sources.read(portal, step, page, elapsed_ms(response))
            for further in following.steps:
                yield self._ask_source(portal, further)
        finally:
            self._count_down()

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Record that no answer came; ask for what follows, unless the portal is left alone."""
        try:
            request: Request = failure.request  # type: ignore[attr-defined]
            portal, step = _portal(request), request.meta["step"]
            self._settle_failure(portal, step.url, step.kind, failure)
            for further in self._sources.after(portal, step, None).steps:
                yield self._ask_source(portal, further)
        finally:
            self._count_down()

    # --- articles

    def _ask_due(self, portal: Portal, due: Due) -> Request:
        if due.kind is not LinkKind.ARTICLE:  # a source that an earlier run could not read
            return self._ask_source(portal, Step(due.url, due.kind))
        self._pending += 1
        return ask(
            portal.address(due.url),
            portal,
            callback=self.article_answered,
            errback=self.article_failed,
            headers=conditional(due.etag, due.last_modified),
            due=due,
        )

    async def article_answered(self, response: Response) -> AsyncIterator[dict[str, object]]:
        """Extract an article's page, complete it with its further pages, and archive it.

        The item is for Scrapy's feed exports.
        """
        try:
            portal, due = _portal(response.request), response.meta["due"]
            filed = await self._file(portal, due, page_of(response), elapsed_ms(response))
            if filed:
                yield {
                    "url": filed.url,
                    "portal": portal.slug,
                    "outcome": filed.outcome.value,
                    "reason": filed.reason,
                }
        finally:
            self._count_down()

    def article_failed(self, failure: Failure) -> None:
        """Record that no answer came, or that the request was not sent."""
        request: Request = failure.request  # type: ignore[attr-defined]
        try:
            due = request.meta["due"]
            self._settle_failure(_portal(request), due.url, LinkKind.ARTICLE, failure)
        finally:
            self._count_down()

    async def _file(self, portal: Portal, due: Due, page: Page, took: int | None) -> Filed | None:
        outcome = outcome_of_page(page)
        if outcome is not None:
            self._settle_article(portal, due, page, outcome, took)
            return None
        first = await self.pool.read(page, portal)
        filing, retry_at = await self._parts.complete(first, portal)
        filed = await self.writer.file(
            portal, due, filing, self.pool, retry_at=retry_at, elapsed_ms=took
        )
        if filed.reason is Reason.BOT_WALL:
            self.backoff.stop(portal, Stop(filed.detail or "a bot wall's page", refused=True))
        return filed

    def _settle_article(
        self, portal: Portal, due: Due, page: Page, outcome: ResponseOutcome, took: int | None
    ) -> None:
        if outcome.outcome is Outcome.NOT_MODIFIED:
            self.writer.settle_unchanged(portal, due, page, took)
            return
        self.writer.settle(portal, due.url, LinkKind.ARTICLE, outcome, page=page, elapsed_ms=took)
        self.writer.count_visit(portal, due, outcome.outcome)

    async def _fetch_part(self, url: str, portal: Portal) -> Fetched:
        return await fetch_page(self.crawler.engine, url, portal, LinkKind.ARTICLE)

    # --- when things go wrong

    def robots_read(self, portal: Portal, read: RobotsRead) -> None:
        """Record a robots.txt; where it could not be read, leave the portal alone.

        Called by `scraper.crawl.robots`.
        """
        self.writer.record_robots(portal, read.url, status=read.status, error=read.error)
        if read.error:
            refused = read.status == HTTPStatus.TOO_MANY_REQUESTS
            self.backoff.stop(portal, Stop(read.error, refused=refused))

    def _settle_failure(self, portal: Portal, url: str, kind: LinkKind, failure: Failure) -> None:
        error = _error(failure)
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(error, BackedOff) and not request.meta.get("retry_times"):
            self.writer.queue.give_back(url)
            return
        self.writer.settle(portal, url, kind, outcome_of_error(error))

    def _report_crash(self, failure: Failure) -> None:
        error = _error(failure)
        text = str(error) if isinstance(error, ScraperError) else error_text(error)
        self.writer.report.crashes.append(text)
        if isinstance(error, ArchiveError):
            # A full disk does not empty itself: what is in flight is given up, and stays due.
            self._stopping = asyncio.ensure_future(self.crawler.stop_async())

    def _close(self, reason: str) -> None:
        if reason == "shutdown":
            self.writer.report.interrupted = True
        self._own.close()

    # --- requests in flight

    def _count_down(self) -> None:
        self._pending -= 1
        self._quiet.set()

    async def _until_quiet(self, most: int = 0) -> None:
        """Wait until no more than `most` requests are in flight."""
        while self._pending > most:
            self._quiet.clear()
            await self._quiet.wait()


def _portal(request: Request | None) -> Portal:
    portal = portal_of(request) if request else None
    if portal is None:
        raise TypeError(f"{request} was not made by scraper.crawl.requests.ask")
    return portal


def _error(failure: Failure) -> BaseException:
    if failure.value is None:
        return RuntimeError("a failure without an error")
    return failure.value
