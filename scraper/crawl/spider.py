"""The spider: one network, driven by its declaration and the ledger.

    sources, in order of trust ──▶ links ──▶ ledger ──▶ what is due, newest first ──▶ pages ──▶ archive

One portal after the other. Scrapy's queues hold only what is in flight: a batch is taken from the
ledger when the last one is through, so memory stays flat however many URLs are known, and a killed
run resumes from the ledger.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar, Final, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scraper import discover
from scraper.archive.frontier import Due
from scraper.config import Config
from scraper.crawl.backoff import BackOff, Stop
from scraper.crawl.date_range import DateRange, date_range_of
from scraper.crawl.job import Job, from_arguments
from scraper.crawl.log_lines import fields
from scraper.crawl.multipage import remaining
from scraper.crawl.options import archive_path, config_of, delay, user_agent
from scraper.crawl.pagination import Onward, SourceWalk, Step, onward, source_walks
from scraper.crawl.refusals import BackedOff
from scraper.crawl.requests import ask, conditional, elapsed_ms, page_of, portal_of
from scraper.crawl.response_outcome import (
    ResponseOutcome,
    error_text,
    outcome_of_error,
    outcome_of_extraction,
    outcome_of_page,
)
from scraper.crawl.robots import RobotsRead
from scraper.crawl.writer import Writer, recording
from scraper.errors import ArchiveError, PageError, ScraperError
from scraper.ingest.extraction_pool import ExtractionPool, extraction_pool
from scraper.ingest.filing import Filed
from scraper.model import LinkKind, Links, Outcome, Page, Reason, Refusal
from scraper.portals import Portal, Registry

logger = logging.getLogger("kliping.crawl")

SHUT_OUT: Final = (
    "its robots.txt shuts Kliping out of all its sources: leave it out, or declare a source that it"
    " allows"
)
BATCH: Final = 20
"""URLs taken from the ledger at a time; at most half as many are still under way then."""


class PortalSpider(Spider):
    """Base of the spiders that `scraper.crawl.spider_loader` makes, one for each network."""

    members: ClassVar[tuple[Portal, ...]] = ()
    declarations: ClassVar[Registry]

    job: Job
    writer: Writer
    readers: ExtractionPool
    backoff: BackOff
    """Kept by `scraper.crawl.offsite`."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put the operator's and the network's settings in place.

        Raises:
            ConfigError: kliping.toml is wrong or names no contact.
        """
        super().update_settings(settings)
        if not cls.members:
            return
        config = config_of(settings)
        settings.set("USER_AGENT", user_agent(config, archive_path(settings)), priority="spider")
        settings.set("DOWNLOAD_DELAY", delay(config, cls.members[0].network), priority="spider")
        for name in (
            "CONCURRENT_REQUESTS",
            "CONCURRENT_REQUESTS_PER_DOMAIN",
        ):  # one crawler is one network, and its slot one domain
            settings.set(name, config.at_once, priority="spider")

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        job: Job | None = None,
        writer: Writer | None = None,
        readers: ExtractionPool | None = None,
        **given: Any,
    ) -> Self:
        """`kliping crawl` gives the job, its writer and its readers; `scrapy crawl` gives `-a` arguments, and the spider has its own.

        Raises:
            InputError: an argument is wrong.
            ArchiveError: the archive cannot be used, or another run holds it.
        """
        job = job or from_arguments(cls.members, cls.declarations, given)
        spider = super().from_crawler(crawler, *args)
        own = ExitStack()
        spider._config = config_of(crawler.settings)
        spider.job = job
        spider.writer = writer or own.enter_context(
            recording(archive_path(crawler.settings), job, spider._config)
        )
        spider.readers = readers or own.enter_context(
            extraction_pool(cls.declarations, spider._config)
        )
        spider.backoff = BackOff(spider.writer.left_alone, spider._closed_hours)
        spider._pending = 0
        spider._quiet = asyncio.Event()
        crawler.signals.connect(spider._crashed, signals.spider_error)
        crawler.signals.connect(spider._closed, signals.spider_closed)
        spider._own = own
        return spider

    _config: Config
    _own: ExitStack
    _pending: int
    _quiet: asyncio.Event
    _stopping: asyncio.Future[None] | None = None

    async def start(self) -> AsyncIterator[Request]:
        """The whole crawl, in order: each portal's sources, then what it owes."""
        for portal in self.job.portals:
            if portal not in self.members:
                continue
            tally = self.writer.report.tally(portal)
            if self._may_ask(portal):
                async for request in self._of_portal(portal):
                    yield request
                tally.closed = self._closed_hours(portal)
                if not self.backoff.reason(portal):
                    self.writer.let_in(portal)
            tally.done = True
            done = {outcome.value: number for outcome, number in tally.articles.items()}
            logger.info("portal done", extra=fields(portal=portal.slug, **done))

    def _may_ask(self, portal: Portal) -> bool:
        """False where nothing of the portal is to be asked for: no room is left, it is not its hour, or it refused us lately."""
        if self.writer.out_of_room():
            return False
        closed = self.writer.report.tally(portal).closed = self._closed_hours(portal)
        if closed:
            return False
        refused = self.writer.standing(portal)
        if refused:
            self.backoff.stop(portal, Stop(refused))
        return refused is None

    def _closed_hours(self, portal: Portal) -> str | None:
        hours = self._config.at(portal.network.slug, portal.slug).hours
        now = datetime.now(UTC).astimezone(portal.zone.tzinfo)
        return (
            None
            if hours is None or hours.hold(now.time())
            else f"it may be asked from {hours} o'clock alone ({portal.zone.name})"
        )

    async def _of_portal(self, portal: Portal) -> AsyncIterator[Request]:
        if self.job.urls:
            urls = [portal.canonical(url) for url in self.job.urls if portal.owns(url)]
            for due in self.writer.wanted(portal, urls):
                yield self._ask_due(portal, due)
            await self._until_quiet()
            return
        if self.job.revisit:
            self.writer.hasten(portal)
        for walk in self._walks(portal):
            yield self._ask_source(portal, walk.first())
            # one source after the other: an article is entered under the most trusted that names it
            await self._until_quiet()
        if (
            self.writer.report.tally(portal).is_shut_out
        ):  # what is due may be had when it lets us in: to ask for it now would refuse it
            self.backoff.stop(portal, Stop(SHUT_OUT))
        while not (self.backoff.reason(portal) or self.writer.out_of_room()):
            owed = self.writer.owed(portal, BATCH)
            for due in owed:
                yield self._ask_due(portal, due)
            if not owed and not self._pending:
                break  # nothing is due, and nothing under way could name more
            await self._until_quiet(
                BATCH // 2 if owed else 0
            )  # taken anew before the last are through: the downloader never idles
        await self._until_quiet()
        async for request in self._deadly(portal):
            yield request

    async def _deadly(self, portal: Portal) -> AsyncIterator[Request]:
        """The articles that have died twice, last and alone, so that whatever else is in flight is not put aside for their sake."""
        while not (self.backoff.reason(portal) or self.writer.out_of_room()):
            async with self.writer.alone:
                due = self.writer.deadly(portal)
                if due is None:
                    return
                yield self._ask_due(portal, due)
                await self._until_quiet()

    def _walks(self, portal: Portal) -> Sequence[SourceWalk]:
        """The walks through the portal's sources; a look back leaves out the days that were listed to their end before."""
        looked_for = self._window(portal)
        found = source_walks(
            portal, looked_for, self.writer.listed(portal) if looked_for.given else {}
        )
        if not found and not source_walks(portal, looked_for):
            self.writer.out_of_reach(portal)
        return found

    # --- sources
    # -------------------------------------------------------------------------------------------------------------------

    def _ask_source(self, portal: Portal, step: Step) -> Request:
        known = self.writer.enter_source(portal, step)
        self._pending += 1
        headers = (
            {}
            if self._window(portal).sifts(step.kind)
            else conditional(known.etag, known.last_modified)
        )
        request = ask(
            step.url,
            portal,
            callback=self.source_answered,
            errback=self.source_failed,
            headers=headers,
            step=step,
        )
        if step.kind is LinkKind.SITEMAP:
            request.meta["download_maxsize"] = (
                discover.MAX_BYTES
            )  # 50,000 URLs are more than the largest article
        return request

    async def source_answered(self, response: Response) -> AsyncIterator[Request]:
        """A source's page: its links go into the ledger, and the walk goes on."""
        try:
            portal, step, page = _portal(response.request), response.meta["step"], page_of(response)
            following = await self._read_source(portal, step, page, elapsed_ms(response))
            for one in following.steps:
                yield self._ask_source(portal, one)
        finally:
            self._settled()

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """No answer came; the walk goes on behind the gap, unless the portal is left alone."""
        try:
            request: Request = failure.request  # type: ignore[attr-defined]
            portal, step = _portal(request), request.meta["step"]
            self._failed(portal, step.url, step.kind, failure)
            for one in self._onward(portal, step, None).steps:
                yield self._ask_source(portal, one)
        finally:
            self._settled()

    async def _read_source(
        self, portal: Portal, step: Step, page: Page, took: int | None
    ) -> Onward:
        bad = outcome_of_page(page)
        if bad is None:
            try:
                links = self._window(portal).sift(await self.readers.links(page, portal), step.kind)
            except PageError as error:
                bad = outcome_of_extraction(error)
            else:
                bad = await self._emptiness(portal, step, page, links)
                if bad is None:
                    following = self._onward(portal, step, links)
                    unlike = step.kind is not LinkKind.LISTING and links.kind is LinkKind.LISTING
                    said = (
                        (
                            (
                                f"an HTML page in place of a {step.kind.value}: read as the listing"
                                " it is"
                            ),
                        )
                        if unlike
                        else ()
                    )
                    told = replace(following, notes=(*said, *_left_out(links), *following.notes))
                    self.writer.read(
                        portal,
                        step,
                        page,
                        links,
                        told,
                        took,
                        whole=not self._window(portal).sifts(step.kind),
                    )
                    return following
        self.writer.settle(portal, step.url, step.kind, bad, page=page, elapsed_ms=took)
        if (
            bad.outcome is Outcome.GONE and step.day is None and step.page == 1
        ):  # a day without articles may well be none
            self.writer.report.tally(portal).notes.append(
                f"{step.url}: the source is gone ({bad.why})"
            )
        if bad.outcome is Outcome.NOT_MODIFIED:
            return self._behind_unchanged(portal, step)
        if (
            bad.outcome is Outcome.GONE and step.page > 1
        ):  # how many an index says that the page before was its last
            following = self._onward(portal, step, Links())
            self.writer.listed_whole(portal, step, following, page.fetched_at)
            return following
        return self._onward(portal, step, None)

    def _behind_unchanged(self, portal: Portal, step: Step) -> Onward:
        """What follows a page that has not changed: what it named the last time, as far as that is a source of its own.

        The page behind it is asked for where a run that was killed had not come so far.
        """
        behind = step.walk.behind(step) if step.walk else None
        if behind and self.writer.owes(behind.url) and not self.backoff.reason(portal):
            return Onward((behind,))
        return self._onward(portal, step, Links(sources=tuple(self.writer.sitemaps_of(step.url))))

    async def _emptiness(
        self, portal: Portal, step: Step, page: Page, links: Links
    ) -> ResponseOutcome | None:
        """What it means that a source names nothing, where that is no quiet day."""
        if links.articles or links.sources:
            return None
        if await self._is_wall(page, portal):
            self.backoff.stop(portal, Stop("a bot wall's page", refused=True))
            return ResponseOutcome(Outcome.BLOCKED, "a bot wall's page")
        if step.kind is not LinkKind.LISTING and links.kind is LinkKind.LISTING:
            return ResponseOutcome(
                Outcome.FAILED,
                f"an HTML page without articles in place of a {step.kind.value}: check the portal's"
                " source",
            )
        return None

    async def _is_wall(self, page: Page, portal: Portal) -> bool:
        """True where a source's page without a link is a challenge: it is no quiet day then."""
        if "html" not in page.media_type:
            return False
        result = (await self.readers.read(page, portal)).result
        return isinstance(result, Refusal) and result.reason is Reason.BOT_WALL

    def _onward(self, portal: Portal, step: Step, links: Links | None) -> Onward:
        return (
            Onward() if self.backoff.reason(portal) else onward(step, links, self._window(portal))
        )

    def _window(self, portal: Portal) -> DateRange:
        return date_range_of(
            self.job.since, self.job.until, datetime.now(UTC).astimezone(portal.zone.tzinfo).date()
        )

    # --- articles
    # ------------------------------------------------------------------------------------------------------------------

    def _ask_due(self, portal: Portal, due: Due) -> Request:
        if due.kind is not LinkKind.ARTICLE:  # a source that an earlier run could not read
            return self._ask_source(portal, Step(due.url, due.kind))
        self._pending += 1
        headers = conditional(due.etag, due.last_modified)
        return ask(
            portal.address(due.url),
            portal,
            callback=self.article_answered,
            errback=self.article_failed,
            headers=headers,
            due=due,
        )

    async def article_answered(self, response: Response) -> AsyncIterator[dict[str, object]]:
        """An article's page: read, completed with its further parts, archived.

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
            self._settled()

    def article_failed(self, failure: Failure) -> None:
        """No answer came, or none was asked for."""
        request: Request = failure.request  # type: ignore[attr-defined]
        try:
            self._failed(_portal(request), request.meta["due"].url, LinkKind.ARTICLE, failure)
        finally:
            self._settled()

    async def _file(self, portal: Portal, due: Due, page: Page, took: int | None) -> Filed | None:
        bad = outcome_of_page(page)
        if bad is not None:
            if bad.outcome is Outcome.NOT_MODIFIED:
                self.writer.not_modified(portal, due, page, took)
            else:
                self.writer.settle(
                    portal, due.url, LinkKind.ARTICLE, bad, page=page, elapsed_ms=took
                )
                self.writer.visited(portal, due, bad.outcome)
            return None
        filing, again = await remaining(self, portal, await self.readers.read(page, portal))
        filed = await self.writer.file(
            portal, due, filing, self.readers, again=again, elapsed_ms=took
        )
        if filed.reason is Reason.BOT_WALL:
            self.backoff.stop(portal, Stop(filed.detail or "a bot wall's page", refused=True))
        return filed

    # --- when things go wrong
    # ------------------------------------------------------------------------------------------------------

    def robots_read(self, portal: Portal, read: RobotsRead) -> None:
        """Called by `scraper.crawl.robots` for each robots.txt; where it cannot be had, the portal is left alone."""
        self.writer.robots(portal, read.url, status=read.status, error=read.error)
        if read.error:
            self.backoff.stop(
                portal, Stop(read.error, refused=read.status == HTTPStatus.TOO_MANY_REQUESTS)
            )

    def _failed(self, portal: Portal, url: str, kind: LinkKind, failure: Failure) -> None:
        error = _error(failure)
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(error, BackedOff) and not request.meta.get("retry_times"):
            self.writer.give_back(url)
            return
        self.writer.settle(portal, url, kind, outcome_of_error(error))

    def _crashed(self, failure: Failure) -> None:
        error = _error(failure)
        self.writer.report.crashes.append(
            str(error) if isinstance(error, ScraperError) else error_text(error)
        )
        if isinstance(
            error, ArchiveError
        ):  # a full disk does not empty itself: what is in flight is given up, and stays due
            self._stopping = asyncio.ensure_future(self.crawler.stop_async())

    def _closed(self, reason: str) -> None:
        if reason == "shutdown":
            self.writer.report.interrupted = True
        self._own.close()

    # --- keeping count
    # -------------------------------------------------------------------------------------------------------------

    def _settled(self) -> None:
        self._pending -= 1
        self._quiet.set()

    async def _until_quiet(self, most: int = 0) -> None:
        """Wait until no more than `most` requests are under way."""
        while self._pending > most:
            self._quiet.clear()
            await self._quiet.wait()


def _left_out(links: Links) -> tuple[str, ...]:
    """What is said of a source that names what cannot be a link."""
    return (
        (f"{links.left_out} of its links cannot be links and were left out",)
        if links.left_out
        else ()
    )


def _portal(request: Request | None) -> Portal:
    portal = portal_of(request) if request else None
    if portal is None:
        raise TypeError(f"{request} was not made by scraper.crawl.requests.ask")
    return portal


def _error(failure: Failure) -> BaseException:
    return (
        failure.value if failure.value is not None else RuntimeError("a failure without an error")
    )
