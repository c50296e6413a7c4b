"""Runs a script that asks for a few pages of a site: `kliping add` and `kliping portals check`.

Its requests pass the same middlewares, delays and resolver as those of a crawl. Each is a row of
`fetches`, and articles are filed like any others.
"""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from scrapy import Request, Spider
from scrapy.settings import Settings

from scraper.archive import Archive, lock_archive
from scraper.archive.frontier import Fetch, begin_run, finish_run, record_fetch, record_verification
from scraper.archive.maintenance import optimise_archive
from scraper.archive.statistics import load_field_rates
from scraper.config import Config
from scraper.crawl.backoff import BackOff, Stop
from scraper.crawl.fetcher import Engine, fetch_page
from scraper.crawl.options import delay, user_agent
from scraper.crawl.process import Process
from scraper.crawl.response_outcome import ResponseOutcome
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
"""Seconds between two requests to a site about which nothing is known yet."""


class Probe:
    """Fetches, files and records for one script (a `scraper.recognise.Fetcher`)."""

    def __init__(self, archive: Archive, run_id: int, pool: ExtractionPool) -> None:
        self.archive, self.run_id = archive, run_id
        self._pool = pool
        self.extract, self.links, self.look = pool.extract, pool.links, pool.look
        self.spider: Spider | None = None
        self._sitemaps: list[str] = []

    @property
    def sitemaps(self) -> Sequence[str]:
        """The sitemaps named by each robots.txt read so far."""
        return self._sitemaps

    async def ask(self, url: str, portal: Portal, kind: LinkKind) -> Page | FailedFetch:
        """Fetch a URL of the portal: its page, with a status of success, or why there is none.

        An article's page is recorded when it is filed, anything else here.
        """
        fetched = await fetch_page(self._engine, url, portal, kind)
        failure = fetched.result if isinstance(fetched.result, ResponseOutcome) else None
        if fetched.was_sent and (failure or kind is not LinkKind.ARTICLE):
            outcome = failure or ResponseOutcome(Outcome.READ, None)
            self._record(portal, url, kind, outcome, fetched.answer, fetched.elapsed_ms)
        if isinstance(fetched.result, Page):
            return fetched.result
        outcome = fetched.result
        return FailedFetch(outcome.outcome, outcome.why or outcome.outcome.value)

    async def file(self, portal: Portal, samples: Iterable[Sampled]) -> list[Filed]:
        """Archive the sampled pages; a multi-page article stays due, for only its first is here."""
        filed: list[Filed] = []
        for sample in samples:
            if sample.page is None:
                continue
            if sample.result is None:
                outcome = ResponseOutcome(Outcome.FAILED, sample.broke)
                self._record(portal, sample.url, LinkKind.ARTICLE, outcome, sample.page, None)
                continue
            lacks_parts = (
                isinstance(sample.result, Article)
                and sample.result.parts > sample.result.parts_found
            )
            filing = Filing(
                [Extraction(sample.page, portal, sample.result)],
                sample.url,
                datetime.now(UTC) if lacks_parts else None,
            )
            renewed = await self._pool.renewing(filing, self.archive)
            filed += file_articles([renewed], self.archive, run_id=self.run_id)
        return filed

    def verify(self, portal: Portal, seen: Examined) -> tuple[str, ...]:
        """Record whether the declaration holds, and return what broke.

        To be called before the sampled articles are archived: they are compared with those archived
        before.
        """
        rates = load_field_rates(self.archive, portal.slug)
        usual = next((known.now for known in rates), Filled(0, {}))
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
        """Record a robots.txt, or that it could not be read."""
        self._sitemaps += read.sitemaps
        outcome = ResponseOutcome(Outcome.FAILED if read.error else Outcome.READ, read.error)
        self._record(portal, read.url, "robots", outcome, None, None, status=read.status)

    @property
    def _engine(self) -> Engine:
        if self.spider is None:
            raise RuntimeError("a probe fetches only while its script runs")
        engine: Engine = self.spider.crawler.engine
        return engine

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
            self.archive,
            Fetch(
                run_id=self.run_id,
                portal=None if portal.network.slug == SCRATCH else portal,
                url=url,
                kind=kind,
                status=page.status if page else status,
                outcome=outcome.outcome,
                fetched_at=page.fetched_at if page else datetime.now(UTC),
                error=outcome.why,
                elapsed_ms=elapsed_ms,
                size=len(page.body) if page else None,
            ),
        )


class _ProbeSpider(Spider):
    """The spider that runs a script."""

    name = "probe"
    backoff: BackOff
    task: "asyncio.Future[Any]"

    def __init__(self, probe: Probe, script: Callable[[], Awaitable[Any]], **given: Any) -> None:
        super().__init__(**given)
        self.probe, self._script = probe, script
        self.backoff = BackOff(lambda _portal, _stop: None)

    async def start(self) -> AsyncIterator[Request]:
        """Run the script to its end; `_run` raises its error, if it has one."""
        self.probe.spider = self
        self.task = asyncio.ensure_future(self._script())
        await asyncio.wait([self.task])
        # Scrapy expects a generator, but the script makes its requests itself.
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    def robots_read(self, portal: Portal, read: RobotsRead) -> None:
        """Record a robots.txt, and stop asking the portal where it could not be read.

        Called by `scraper.crawl.robots`.
        """
        self.probe.robots_read(portal, read)
        if read.error:
            self.backoff.stop(portal, Stop(read.error))


def run_probe(
    config: Config,
    registry: Registry,
    archive_path: Path,
    arguments: Mapping[str, object],
    script: Callable[[Probe], Awaitable[T]],
    networks: Iterable[Network] = (),
) -> T:
    """Run `script` with a probe, as one run of the archive, and return what it returns.

    `networks` are asked at their own pace, other sites at `PACE`. Works once per process.

    Raises:
        ConfigError: kliping.toml names no contact.
        ArchiveLocked: another run holds the archive.
        ScraperError: whatever the script raises.
    """
    settings = _settings(config, archive_path, networks)
    with (
        extraction_pool(registry, config, 1) as pool,
        lock_archive(archive_path),
        _open_or_create(archive_path) as archive,
    ):
        run_id = begin_run(archive, arguments=arguments, started_at=datetime.now(UTC))
        status = "failed"
        try:
            returned = _run(settings, Probe(archive, run_id, pool), script)
            status = "finished"
        finally:
            finish_run(archive, run_id, status=status, stats={}, finished_at=datetime.now(UTC))
            optimise_archive(archive)
    return returned


def _settings(config: Config, archive_path: Path, networks: Iterable[Network]) -> Settings:
    agent = user_agent(config, archive_path)  # without a contact, neither archive nor lock is made
    settings = project_settings(config, archive_path)
    settings.set("USER_AGENT", agent, priority="cmdline")
    if config.loopback and config.delay is not None:
        pace = config.delay
    else:
        pace = max(config.delay or 0.0, PACE)
    settings.set("DOWNLOAD_DELAY", pace)
    slots = {
        network.slug: {"delay": delay(config, network), "concurrency": 1, "randomize_delay": False}
        for network in networks
    }
    settings.set("DOWNLOAD_SLOTS", slots, priority="cmdline")
    return settings


@contextmanager
def _open_or_create(path: Path) -> Iterator[Archive]:
    """The archive; one that is made here is deleted again where the block ends in our own error.

    So a mistyped name leaves no files behind.
    """
    is_new = not path.exists()
    made: tuple[Path, ...] = ()
    try:
        with Archive.open(path, create=True) as archive:
            made = (archive.path, archive.snapshots_path) if is_new else ()
            yield archive
    except ScraperError:
        for file in made:
            file.unlink(missing_ok=True)
        raise


def _run(settings: Settings, probe: Probe, script: Callable[[Probe], Awaitable[T]]) -> T:
    process = Process(settings)
    process.crawl(_ProbeSpider, probe=probe, script=lambda: script(probe))
    process.run()
    if not isinstance(probe.spider, _ProbeSpider) or not probe.spider.task.done():
        raise KeyboardInterrupt
    returned: T = probe.spider.task.result()
    return returned
