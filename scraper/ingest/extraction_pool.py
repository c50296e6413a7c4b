"""Pages extracted in worker processes: a large one delays no download, an endless one is ended.

The crawl, `add`, `portals check`, `import` and `extract` read their pages here. Re-extraction
(`reparse`) has worker processes of its own, because they read the archive too.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from scraper.archive import Archive
from scraper.config import Config
from scraper.errors import PageError, TooCostly
from scraper.ingest.extraction import Extraction
from scraper.ingest.filing import Filing
from scraper.ingest.renewal import Renewal, find_earlier
from scraper.ingest.worker_processes import WorkerProcesses
from scraper.ingest.worker_tasks import (
    Named,
    begin,
    extract_page,
    find_links,
    look_at,
    read_any,
    read_kept,
)
from scraper.model import Article, Links, Page, Reason, Refusal
from scraper.portals import Portal, Registry
from scraper.recognise import Look


class ExtractionPool:
    """Reads a command's pages in processes that can be ended, so a page can only fail itself.

    A declared portal is sent to a process by its slug: pickled as a whole, it would cost as much
    as a small page.
    """

    def __init__(self, workers: WorkerProcesses, registry: Registry) -> None:
        self._workers = workers
        self._registry = registry

    async def read(self, page: Page, portal: Portal) -> Extraction:
        """Extract a fetched page (`extraction.read_fetched`); one that is too costly is refused."""
        try:
            return Extraction(page, portal, await self.extract(page, portal))
        except TooCostly as error:
            return _refused(page, portal, error)

    async def extract(self, page: Page, portal: Portal) -> Article | Refusal:
        """As `read`, but return only the result.

        Raises:
            TooCostly: reading it took more than a page may take, or ended its process.
        """
        return await self._workers.run(extract_page, page, self._named(portal))

    async def renewing(self, filing: Filing, archive: Archive) -> Filing:
        """Add to the filing what today's parser makes of the article's earlier pages, where needed.

        `renewal.find_earlier` says where.
        """
        earlier = find_earlier(filing.combine(), filing.extractions[0].portal, archive)
        if earlier is None:
            return filing
        try:
            found = await self._workers.run(read_kept, earlier.pages, self._named(earlier.portal))
        except TooCostly as error:
            found = Refusal(Reason.TOO_COSTLY, str(error))
        except PageError as error:
            found = Refusal(Reason.NOT_HTML, str(error))
        return replace(filing, renewal=Renewal(earlier.snapshot_ids, found))

    def renewed(self, filing: Filing, archive: Archive) -> Filing:
        """As `renewing`, for a caller without an event loop, also in the middle of `read_all`."""
        return self._workers.wait(self.renewing(filing, archive))

    async def links(self, page: Page, portal: Portal) -> Links:
        """The links that a source's page names.

        Raises:
            PageError: the bytes cannot be read as a source, or reading them is `TooCostly`.
        """
        return await self._workers.run(find_links, page, self._named(portal))

    async def look(self, page: Page) -> Look:
        """What a page says about its site.

        Raises:
            PageError: the bytes are not text, or hold no markup, or reading them is `TooCostly`.
        """
        return await self._workers.run(look_at, page)

    def read_all(
        self, pages: Iterable[tuple[Page, Portal | None]]
    ) -> Iterator[Extraction | PageError]:
        """Extract many pages (`extraction.read_page`), in their order.

        For a page that cannot be read at all, the error is yielded. A text dump that names its
        outlet is assigned to that portal. A few pages are taken ahead of the results.
        """
        taken: deque[tuple[Page, Portal | None]] = deque()

        def jobs() -> Iterator[tuple[Page, Named]]:
            for page, portal in pages:
                taken.append((page, portal))
                yield page, self._named(portal)

        for found in self._workers.in_order(read_any, jobs()):
            page, portal = taken.popleft()
            if isinstance(found, TooCostly):
                yield _refused(page, portal, found)
            elif isinstance(found, PageError):
                yield found
            else:
                result, slug = found
                yield Extraction(page, self._registry[slug] if slug else portal, result)

    def _named(self, portal: Portal | None) -> Named:
        declared = portal is not None and self._registry.get(portal.slug) is portal
        return portal.slug if portal and declared else portal


def _refused(page: Page, portal: Portal | None, error: TooCostly) -> Extraction:
    return Extraction(page, portal, Refusal(Reason.TOO_COSTLY, str(error)))


@contextmanager
def extraction_pool(
    registry: Registry, config: Config, processes: int | None = None
) -> Iterator[ExtractionPool]:
    """A pool for the block, with as many processes as kliping.toml says, or `processes`.

    Jobs that are not done are dropped at the end of the block.
    """
    with WorkerProcesses(
        processes or config.workers, begin, registry, budget=config.page_budget
    ) as workers:
        yield ExtractionPool(workers, registry)
