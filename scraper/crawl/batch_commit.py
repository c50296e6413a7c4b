"""Commits articles that are extracted at about the same time as one batch.

Each article changes the same fifty or so database pages, so one commit for several costs less.
Nothing is reported before its commit. A batch that fails is filed again article by article, so that
no article suffers for another.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from scraper.archive import Archive
from scraper.ingest.filing import Filed, Filing, file_articles

MOST: Final = 8
"""Articles in a batch; a batch twice as large saves nothing more per article."""
LINGER: Final = 0.02
"""Seconds that the first article waits for others: time to extract four pages.

At any polite pace it stays the only one.
"""


@dataclass(slots=True)
class _Batch:
    filings: list[Filing] = field(default_factory=list)
    closed: asyncio.Event = field(default_factory=asyncio.Event)


class BatchCommit:
    """Files the articles of one run in batches."""

    def __init__(self, archive: Archive, run_id: int) -> None:
        self._archive = archive
        self._run_id = run_id
        self._open: tuple[_Batch, asyncio.Task[list[Filed]]] | None = None

    async def file(self, filing: Filing) -> Filed:
        """Archive the article; returns when it is committed.

        Raises:
            ArchiveError: the archive may not be written, or the disk is full.
        """
        if self._open is None:
            batch = _Batch()
            self._open = batch, asyncio.create_task(self._commit(batch))
        batch, commit = self._open
        position = len(batch.filings)
        batch.filings.append(filing)
        if len(batch.filings) == MOST:
            self._close(batch)
        await asyncio.wait([commit])
        if commit.exception() and len(batch.filings) > 1:
            return file_articles([filing], self._archive, run_id=self._run_id)[0]
        return commit.result()[position]

    async def _commit(self, batch: _Batch) -> list[Filed]:
        timer = asyncio.get_running_loop().call_later(LINGER, self._close, batch)
        await batch.closed.wait()
        timer.cancel()
        return file_articles(batch.filings, self._archive, run_id=self._run_id)

    def _close(self, batch: _Batch) -> None:
        """Let no further article join the batch."""
        if self._open and self._open[0] is batch:
            self._open = None
        batch.closed.set()
