"""Articles that are read at about the same time are committed together: the same fifty database pages change with each of them.

Nothing is reported before its commit, and a group that fails is filed one by one, so that no
article suffers for another.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from scraper.archive import Archive
from scraper.ingest.filing import Filed, Filing, file_articles

MOST: Final = 8
"""Articles of one commit; with twice as many each costs as much."""
LINGER: Final = 0.02
"""Seconds that the first waits for others: four pages are read in them.

At any polite pace it is alone.
"""


@dataclass(slots=True)
class _Group:
    filings: list[Filing] = field(default_factory=list)
    full: asyncio.Event = field(default_factory=asyncio.Event)


class BatchCommit:
    """Files what one run reads."""

    def __init__(self, archive: Archive, run_id: int) -> None:
        self._archive = archive
        self._run_id = run_id
        self._open: tuple[_Group, asyncio.Task[list[Filed]]] | None = None

    async def file(self, one: Filing) -> Filed:
        """Archive it; returns when it is committed.

        Raises:
            ArchiveError: the archive may not be written, or the disk is full.
        """
        if self._open is None:
            group = _Group()
            self._open = group, asyncio.create_task(self._commit(group))
        group, commit = self._open
        place = len(group.filings)
        group.filings.append(one)
        if len(group.filings) == MOST:
            self._close(group)
        await asyncio.wait([commit])
        if commit.exception() and len(group.filings) > 1:
            return file_articles([one], self._archive, run_id=self._run_id)[0]
        return commit.result()[place]

    async def _commit(self, group: _Group) -> list[Filed]:
        timer = asyncio.get_running_loop().call_later(LINGER, self._close, group)
        await group.full.wait()
        timer.cancel()
        return file_articles(group.filings, self._archive, run_id=self._run_id)

    def _close(self, group: _Group) -> None:
        """Nothing joins the group any more."""
        if self._open and self._open[0] is group:
            self._open = None
        group.full.set()
