"""Pages are read beside the event loop, so that a large one never holds up the downloads: in a thread, or in processes of their own."""

import asyncio
import copyreg
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import MappingProxyType
from typing import TypeVar

from scraper import discover, filing
from scraper.declarations import Declarations
from scraper.filing import Reading
from scraper.model import Article, Links, Page, Refusal
from scraper.portal import Portal
from scraper.workers import Workers

T = TypeVar("T")


def _proxy(found: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(found)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))
"""An article's evidence is one, and has to come back from its process; the type itself has no name that `pickle` could find it by."""


class Readers:
    """What reads a run's pages. The portal travels to a process by its slug: pickled whole, it would cost as much as a small page."""

    def __init__(self, hands: Workers | ThreadPoolExecutor) -> None:
        self._hands = hands

    async def read(self, page: Page, portal: Portal) -> Reading:
        """What extraction makes of the page (`filing.judge`)."""
        return Reading(page, portal, await self._run(_extracted, page, portal))

    async def links(self, page: Page, portal: Portal) -> Links:
        """What a source's page names.

        Raises:
            PageError: the bytes cannot be read as a source at all.
        """
        return await self._run(discover.links, page, portal)

    async def _run(self, work: Callable[[Page, Portal], T], page: Page, portal: Portal) -> T:
        if isinstance(self._hands, Workers):
            return await self._hands.run(_elsewhere, work, page, portal.slug)
        return await asyncio.get_running_loop().run_in_executor(self._hands, work, page, portal)


@contextmanager
def reading(declarations: Declarations, processes: int) -> Iterator[Readers]:
    """Readers for the block: that many processes, or with 0 one thread of this one. Work that was not begun is dropped at its end."""
    if processes:
        with Workers(processes, _begin, declarations) as workers:
            yield Readers(workers)
        return
    thread = ThreadPoolExecutor(1, "reader")
    try:
        yield Readers(thread)
    finally:
        thread.shutdown(wait=False, cancel_futures=True)


_declarations: list[Declarations] = []
"""In a worker process: its own."""


def _begin(declarations: Declarations) -> None:
    _declarations.append(declarations)


def _elsewhere(work: Callable[[Page, Portal], T], page: Page, slug: str) -> T:
    return work(page, _declarations[0][slug])


def _extracted(page: Page, portal: Portal) -> Article | Refusal:
    return filing.judge(page, portal).result
