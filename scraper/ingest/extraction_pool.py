"""Pages extracted in worker processes: a large one delays no download, an endless one is ended.

The crawl, `add`, `portals check`, `import` and `extract` read their pages here. Re-extraction
(`reparse`) has worker processes of its own, because they read the archive too.
"""

import copyreg
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from scraper import discover
from scraper.archive import Archive
from scraper.config import Config
from scraper.errors import PageError, TooCostly
from scraper.ingest.extraction import Extraction, read_again, read_fetched, read_page
from scraper.ingest.filing import Filing
from scraper.ingest.renewal import Renewal, find_earlier
from scraper.ingest.worker_processes import WorkerProcesses
from scraper.model import Article, Links, Page, Reason, Refusal
from scraper.portals import Portal, Registry
from scraper.recognise import Look, first_look

Named = str | Portal | None
"""A portal as it is sent to a process: a declared one by its slug, any other (a site that is
being added) as a whole."""


def _proxy(found: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(found)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))
"""An article's evidence is a MappingProxyType and has to come back from its process; `pickle`
cannot send that type by itself."""


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
        return await self._workers.run(_extract, page, self._named(portal))

    async def renewing(self, filing: Filing, archive: Archive) -> Filing:
        """Add to the filing what today's parser makes of the article's earlier pages, where needed.

        `renewal.find_earlier` says where.
        """
        earlier = find_earlier(filing.combine(), filing.extractions[0].portal, archive)
        if earlier is None:
            return filing
        try:
            found = await self._workers.run(_reread, earlier.pages, self._named(earlier.portal))
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
        return await self._workers.run(_links, page, self._named(portal))

    async def look(self, page: Page) -> Look:
        """What a page says about its site.

        Raises:
            PageError: the bytes are not text, or hold no markup, or reading them is `TooCostly`.
        """
        return await self._workers.run(_look, page)

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

        for found in self._workers.in_order(_read, jobs()):
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
        processes or config.workers, _begin, registry, budget=config.page_budget
    ) as workers:
        yield ExtractionPool(workers, registry)


# --- inside a worker process ---

_registry: list[Registry] = []
"""In a worker process: the registry that it was started with."""


def _begin(registry: Registry) -> None:
    _registry.append(registry)


def _portal(named: Named) -> Portal | None:
    return _registry[0][named] if isinstance(named, str) else named


def _extract(page: Page, named: Named) -> Article | Refusal:
    return read_fetched(page, _portal(named)).result


def _read(page: Page, named: Named) -> tuple[Article | Refusal, str | None]:
    """The result, and the slug of the portal that the page itself named."""
    portal = _portal(named)
    found = read_page(page, portal, _registry[0])
    return found.result, found.portal.slug if found.portal and portal is None else None


def _reread(pages: Sequence[Page], named: Named) -> Article | Refusal:
    return read_again(pages, _portal(named))


def _links(page: Page, named: Named) -> Links:
    portal = _portal(named)
    if portal is None:
        raise TypeError("a source belongs to a portal")
    return discover.links(page, portal)


def _look(page: Page) -> Look:
    return first_look(page, _registry[0].platforms)
