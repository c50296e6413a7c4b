"""Pages are read in processes of their own: a large one never holds up the downloads, and one that would never end is ended.

Every command reads its pages here: the crawl, `add` and `portals check`, import and extract
(re-extraction has its own, which read the archive too).
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
"""A portal on its way to a process: a declared one by its slug, another (a site that is being
added) whole."""


def _proxy(found: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(found)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))
"""An article's evidence is one, and has to come back from its process; the type itself has no
name that `pickle` could find it by."""


class ExtractionPool:
    """What reads a command's pages, in processes that can be ended: whatever a page does, it costs its own reading and no other.

    A declared portal travels to a process by its slug: pickled whole, it would cost as much as a
    small page.
    """

    def __init__(self, workers: WorkerProcesses, declarations: Registry) -> None:
        self._workers = workers
        self._declarations = declarations

    async def read(self, page: Page, portal: Portal) -> Extraction:
        """What extraction makes of a page that was fetched (`filing.read_fetched`); one that is too costly to read is refused as that."""
        try:
            return Extraction(page, portal, await self.extract(page, portal))
        except TooCostly as error:
            return _refused(page, portal, error)

    async def extract(self, page: Page, portal: Portal) -> Article | Refusal:
        """The same without its page.

        Raises:
            TooCostly: reading it took more than a page may take, or ended its process.
        """
        return await self._workers.run(_judged, page, self._named(portal))

    async def renewing(self, one: Filing, archive: Archive) -> Filing:
        """The filing with what today's parser makes of the article's earlier pages, where that has to be known (`filing.find_earlier`)."""
        earlier = find_earlier(one.combine(), one.extractions[0].portal, archive)
        if earlier is None:
            return one
        try:
            found = await self._workers.run(_reread, earlier.pages, self._named(earlier.portal))
        except TooCostly as error:
            found = Refusal(Reason.TOO_COSTLY, str(error))
        except PageError as error:
            found = Refusal(Reason.NOT_HTML, str(error))
        return replace(one, renewal=Renewal(earlier.snapshot_ids, found))

    def renewed(self, one: Filing, archive: Archive) -> Filing:
        """The same for a caller without an event loop, between two readings of `read_all` too."""
        return self._workers.wait(self.renewing(one, archive))

    async def links(self, page: Page, portal: Portal) -> Links:
        """What a source's page names.

        Raises:
            PageError: the bytes cannot be read as a source at all, or it is `TooCostly`.
        """
        return await self._workers.run(_links, page, self._named(portal))

    async def look(self, page: Page) -> Look:
        """What a page says of its site.

        Raises:
            PageError: the bytes are no text, or hold no markup, or it is `TooCostly`.
        """
        return await self._workers.run(_look, page)

    def read_all(
        self, pages: Iterable[tuple[Page, Portal | None]]
    ) -> Iterator[Extraction | PageError]:
        """What each page of a file says (`filing.read_page`), in their order; of one that cannot be read at all, why.

        A text dump that names its outlet finds its portal. The pages are taken a few ahead of what
        was read.
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
                yield Extraction(page, self._declarations[slug] if slug else portal, result)

    def _named(self, portal: Portal | None) -> Named:
        declared = portal is not None and self._declarations.get(portal.slug) is portal
        return portal.slug if portal and declared else portal


def _refused(page: Page, portal: Portal | None, error: TooCostly) -> Extraction:
    return Extraction(page, portal, Refusal(Reason.TOO_COSTLY, str(error)))


@contextmanager
def extraction_pool(
    declarations: Registry, config: Config, processes: int | None = None
) -> Iterator[ExtractionPool]:
    """Readers for the block, as kliping.toml has them, or `processes` of them.

    Work that was not done is dropped at its end.
    """
    with WorkerProcesses(
        processes or config.workers, _begin, declarations, budget=config.page_budget
    ) as workers:
        yield ExtractionPool(workers, declarations)


# --- in the process
# ----------------------------------------------------------------------------------------------------------------------

_declarations: list[Registry] = []
"""In a worker process: its own."""


def _begin(declarations: Registry) -> None:
    _declarations.append(declarations)


def _portal(named: Named) -> Portal | None:
    return _declarations[0][named] if isinstance(named, str) else named


def _judged(page: Page, named: Named) -> Article | Refusal:
    return read_fetched(page, _portal(named)).result


def _read(page: Page, named: Named) -> tuple[Article | Refusal, str | None]:
    """The result, and the slug of the portal that the page itself has named."""
    portal = _portal(named)
    found = read_page(page, portal, _declarations[0])
    return found.result, found.portal.slug if found.portal and portal is None else None


def _reread(pages: Sequence[Page], named: Named) -> Article | Refusal:
    return read_again(pages, _portal(named))


def _links(page: Page, named: Named) -> Links:
    portal = _portal(named)
    if portal is None:
        raise TypeError("a source is of a portal")
    return discover.links(page, portal)


def _look(page: Page) -> Look:
    return first_look(page, _declarations[0].platforms)
