"""A few pages of a site, asked for one after the other by a script: what `kliping add` and `kliping portals check` do.

The requests pass what those of a crawl pass: the gate, robots.txt, the network's pace, the
resolver. Each is a row of `fetches`, and what turns out to be an article is filed like any other.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.settings import Settings

from scraper import discover
from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import Fetch, begin_run, finish_run, record_fetch, record_verification
from scraper.archive.maintenance import optimise_archive
from scraper.archive.statistics import load_field_rates
from scraper.config import Config
from scraper.crawl.backoff import BackOff, Stop
from scraper.crawl.options import delay, user_agent
from scraper.crawl.process import Process
from scraper.crawl.refusals import BackedOff
from scraper.crawl.requests import ask, elapsed_ms, page_of
from scraper.crawl.response_outcome import (
    TRANSPORT_ERRORS,
    ResponseOutcome,
    outcome_of_error,
    outcome_of_page,
)
from scraper.crawl.robots import RobotsRead
from scraper.crawl.run import project_settings
from scraper.errors import ScraperError
from scraper.ingest.extraction import Extraction
from scraper.ingest.extraction_pool import ExtractionPool, extraction_pool
from scraper.ingest.filing import Filed, Filing, file_articles
from scraper.model import Article, LinkKind, Outcome, Page
from scraper.model.fields import Filled
from scraper.portals import Network, Portal, Registry
from scraper.recognise import SCRATCH, Examined, FailedFetch, Sampled, findings

T = TypeVar("T")
PACE: Final = 2.0
"""Seconds between two requests to a site of which nothing is known yet."""


class Probe:
    """One run's questions, and their record."""

    def __init__(self, archive: Archive, run_id: int, readers: ExtractionPool) -> None:
        self.archive, self.run_id = archive, run_id
        self._readers = readers
        self.extract, self.links, self.look = readers.extract, readers.links, readers.look
        self.spider: Spider | None = None
        self._sitemaps: list[str] = []

    @property
    def sitemaps(self) -> Sequence[str]:
        """The sitemaps that the robots.txt read so far have named."""
        return self._sitemaps

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | FailedFetch:
        """The page under a URL of the portal, with a status of success, or why it was not had.

        An article's page is recorded when it is filed; anything else here.
        """
        request = ask(url, portal)
        if kind is LinkKind.SITEMAP:
            request.meta["download_maxsize"] = discover.MAX_BYTES
        page, took = None, None
        try:
            response = await self._engine.download_async(request)
        except BackedOff as stopped:
            return FailedFetch(
                Outcome.BLOCKED, str(stopped)
            )  # not asked for, so there is nothing to record
        except (IgnoreRequest, *TRANSPORT_ERRORS) as error:
            bad: ResponseOutcome | None = outcome_of_error(error)
        else:
            page, took = page_of(response), elapsed_ms(response)
            bad = outcome_of_page(page)
        if bad or kind is not LinkKind.ARTICLE:
            self._record(portal, url, kind, bad or ResponseOutcome(Outcome.READ, None), page, took)
        if page is not None and bad is None:
            return page
        return (
            FailedFetch(bad.outcome, bad.why or bad.outcome.value)
            if bad
            else FailedFetch(Outcome.FAILED, "no answer")
        )

    async def file(self, portal: Portal, samples: Iterable[Sampled]) -> list[Filed]:
        """Archive what was read; a multi-page article stays due, for only its first page was asked for."""
        filed: list[Filed] = []
        for one in samples:
            if one.page is None:
                continue
            if one.result is None:
                self._record(
                    portal,
                    one.url,
                    LinkKind.ARTICLE,
                    ResponseOutcome(Outcome.FAILED, one.broke),
                    one.page,
                    None,
                )
                continue
            again = (
                datetime.now(UTC)
                if isinstance(one.result, Article) and one.result.parts > one.result.parts_found
                else None
            )
            reading = Extraction(one.page, portal, one.result)
            renewed = await self._readers.renewing(Filing([reading], one.url, again), self.archive)
            filed += file_articles([renewed], self.archive, run_id=self.run_id)
        return filed

    def verify(self, portal: Portal, seen: Examined) -> tuple[str, ...]:
        """Record whether the declaration holds, and return what broke.

        Called before what was seen is archived: it is not its own usual.
        """
        usual = next(
            (known.now for known in load_field_rates(self.archive, portal.slug)), Filled(0, {})
        )
        broke, filled = findings(portal, seen, usual), Filled.of(seen.articles)
        counts = {"articles": filled.articles, **filled.having}
        record_verification(
            self.archive,
            portal,
            run_id=self.run_id,
            checked_at=datetime.now(UTC),
            fill=counts,
            findings=broke,
        )
        return broke

    def robots_read(self, portal: Portal, read: RobotsRead) -> None:
        """A robots.txt was had, or not."""
        self._sitemaps += read.sitemaps
        outcome = Outcome.FAILED if read.error else Outcome.READ
        self._record(
            portal,
            read.url,
            "robots",
            ResponseOutcome(outcome, read.error),
            None,
            None,
            status=read.status,
        )

    @property
    def _engine(self) -> Any:
        if self.spider is None:
            raise RuntimeError("a probe asks from within its script")
        return self.spider.crawler.engine

    def _record(
        self,
        portal: Portal,
        url: str,
        kind: str,
        verdict: ResponseOutcome,
        page: Page | None,
        took: int | None,
        *,
        status: int | None = None,
    ) -> None:
        record_fetch(
            self.archive,
            Fetch(
                run_id=self.run_id,
                portal=None if portal.network.slug == SCRATCH else portal,
                url=url,
                kind=kind,
                status=page.status if page else status,
                outcome=verdict.outcome,
                fetched_at=page.fetched_at if page else datetime.now(UTC),
                error=verdict.why,
                elapsed_ms=took,
                size=len(page.body) if page else None,
            ),
        )


class _Asking(Spider):
    """The spider in which a script runs."""

    name = "probe"
    backoff: BackOff
    task: "asyncio.Future[Any]"

    def __init__(self, probe: Probe, script: Callable[[], Awaitable[Any]], **given: Any) -> None:
        super().__init__(**given)
        self.probe, self._script = probe, script
        self.backoff = BackOff(lambda _portal, _stop: None)

    async def start(self) -> AsyncIterator[Request]:
        """Run the script to its end; its error, if any, is the caller's."""
        self.probe.spider = self
        self.task = asyncio.ensure_future(self._script())
        await asyncio.wait([self.task])
        nothing: tuple[Request, ...] = ()
        for (
            request
        ) in nothing:  # what makes this the generator that Scrapy wants: the script asks by itself
            yield request

    def robots_read(self, portal: Portal, read: RobotsRead) -> None:
        """Called by `scraper.crawl.robots`."""
        self.probe.robots_read(portal, read)
        if read.error:
            self.backoff.stop(portal, Stop(read.error))


def run_probe(
    config: Config,
    declarations: Registry,
    archive_path: Path,
    arguments: Mapping[str, object],
    script: Callable[[Probe], Awaitable[T]],
    networks: Iterable[Network] = (),
) -> T:
    """Run `script` with a probe, as one run of the archive, and return what it returns.

    Once per process.

    Raises:
        ConfigError: kliping.toml names no contact.
        ArchiveLocked: another run holds the archive.
        ScraperError: whatever the script raises.
    """
    agent = user_agent(
        config, archive_path
    )  # before anything is made: no archive, no lock, no request without a contact
    settings = project_settings(config, archive_path)
    settings.set("USER_AGENT", agent, priority="cmdline")
    settings.set(
        "DOWNLOAD_DELAY",
        (
            config.delay
            if config.loopback and config.delay is not None
            else max(config.delay or 0.0, PACE)
        ),
    )
    slots = {
        network.slug: {"delay": delay(config, network), "concurrency": 1, "randomize_delay": False}
        for network in networks
    }
    settings.set("DOWNLOAD_SLOTS", slots, priority="cmdline")
    is_new = not archive_path.exists()
    with (
        extraction_pool(declarations, config, 1) as readers,
        lock_archive(archive_path),
        ExitStack() as made,
        Archive.open(archive_path, create=True) as archive,
    ):
        if is_new:
            made.push(
                lambda _, error, __: (
                    _drop(archive.path, archive.snapshots_path)
                    if isinstance(error, ScraperError)
                    else None
                )
            )
        run_id = begin_run(archive, arguments=arguments, started_at=datetime.now(UTC))
        status = "failed"
        try:
            outcome = _run(settings, Probe(archive, run_id, readers), script)
            status = "finished"
        finally:
            finish_run(archive, run_id, status=status, stats={}, finished_at=datetime.now(UTC))
            optimise_archive(archive)
    return outcome


def _drop(*files: Path) -> None:
    """Delete an archive that was made for a run that came to nothing: a name mistyped leaves no files behind."""
    for file in files:
        file.unlink(missing_ok=True)


def _run(settings: Settings, probe: Probe, script: Callable[[Probe], Awaitable[T]]) -> T:
    process = Process(settings)
    process.crawl(_Asking, probe=probe, script=lambda: script(probe))
    process.run()
    if not isinstance(probe.spider, _Asking) or not probe.spider.task.done():
        raise KeyboardInterrupt
    outcome: T = probe.spider.task.result()
    return outcome
