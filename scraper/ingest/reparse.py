"""Re-extraction: read the kept pages with today's parser; first a plan to review, then its changes.

Both steps handle articles in the order of their ids, with any number of worker processes. Both may
be killed at any moment and continue where they stopped. An article that today's parser refuses
stays as it is and is named in the plan.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scraper.archive import (
    Archive,
    article_from_json,
    article_to_json,
    body_text,
    content_hash,
    storable,
)
from scraper.archive.articles import (
    Differences,
    Plan,
    Selection,
    Task,
    close_plan,
    count_articles_by_state,
    find_known,
    finish_plan,
    load_article,
    planned_revision,
    record_changes,
    resume_plan,
    save_article,
    settle_task,
    unapplied_tasks,
    unread_tasks,
)
from scraper.archive.frontier import begin_run, finish_run
from scraper.archive.pages import load_page
from scraper.errors import ArchiveError, InputError, PageError
from scraper.ingest.extraction import read_again
from scraper.ingest.parser_version import parser_version, parser_version_of_all
from scraper.ingest.worker_processes import BUDGET, WorkerProcesses
from scraper.model import Article, Reason, Refusal
from scraper.model.diff import field_differences
from scraper.portals import Registry

BATCH: Final = 256
"""Articles in one transaction of the plan: at most this many are read twice after a kill."""

REFUSED: Final = "article"
"""Field name of a change: today's parser refuses the pages."""
UNREADABLE: Final = "pages"
"""Field name of a change: a page is missing or damaged, or too costly to read."""

_Packed = tuple[str, str | None, str, str]
"""An article as it passes between processes: headline, standfirst, `article_to_json`, body."""

Told = Callable[[Plan], None]
"""Called after each batch."""


@dataclass(frozen=True, slots=True)
class _Reread:
    """What a worker made of one article's pages, as values that pass between processes."""

    article_id: int
    found: Differences
    portal: str | None = None
    """Slug of the declared portal whose rules read it."""
    state: _Packed | None = None
    """The article as it is read now; None where it could not be read."""


def plan(
    archive: Archive,
    registry: Registry,
    selection: Selection,
    *,
    workers: int,
    told: Told,
    budget: float = BUDGET,
) -> Plan:
    """Read every selected article again and store what would change; the articles stay as they are.

    A plan that was killed is continued. `told` is called after each batch.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    made = resume_plan(archive, selection, parser_version_of_all(registry), at=datetime.now(UTC))
    if made.planned_at:
        return made
    with _processes(archive, registry, workers, budget) as read_all:
        while tasks := unread_tasks(archive, made, limit=BATCH):
            results = list(read_all(tasks))
            found = {result.article_id: result.found for result in results if result.found}
            unreadable = sum(UNREADABLE in result.found for result in results)
            made = record_changes(archive, made, tasks, found, unreadable=unreadable)
            told(made)
    return finish_plan(archive, made, at=datetime.now(UTC))


def apply(
    archive: Archive, registry: Registry, made: Plan, *, workers: int, budget: float = BUDGET
) -> Plan:
    """Apply the changes of a plan, each article in a transaction of its own.

    The states that they supersede go into the history with cause `parser`.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    run_id = begin_run(
        archive, arguments={"command": "reparse", "plan": made.id}, started_at=datetime.now(UTC)
    )
    status = "interrupted"
    try:
        with _processes(archive, registry, workers, budget) as read_all:
            while tasks := unapplied_tasks(archive, made, limit=BATCH):
                for task, result in zip(tasks, read_all(tasks), strict=True):
                    _apply(archive, registry, made, task, result, run_id)
        made = close_plan(archive, made, at=datetime.now(UTC))
        status = "finished"
    finally:
        finish_run(
            archive,
            run_id,
            status=status,
            stats=count_articles_by_state(archive, made),
            finished_at=datetime.now(UTC),
        )
    return made


def _apply(
    archive: Archive, registry: Registry, made: Plan, task: Task, result: _Reread, run_id: int
) -> None:
    with archive.transaction():
        if task.revision != planned_revision(archive, made, task.article_id):
            settle_task(archive, made, task.article_id, "overtaken")
        elif result.state is None:
            settle_task(archive, made, task.article_id, "kept")
        else:
            portal = registry[result.portal] if result.portal else None
            again = _unpack(result.state)
            save_article(
                archive,
                again,
                portal=portal,
                snapshot_ids=task.snapshot_ids,
                observed_at=datetime.now(UTC),
                run_id=run_id,
                parser_version=parser_version(portal),
                cause="parser",
            )
            # A state with fewer parts than the archived one does not replace it.
            known = find_known(archive, again.url)
            taken = known is not None and known.content_hash == content_hash(again)
            settle_task(archive, made, task.article_id, "applied" if taken else "kept")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads articles again, in a worker process, from the archive's kept pages."""

    archive: Archive
    registry: Registry

    def read(self, task: Task) -> _Reread:
        """Read one article again and compare it with the archived one."""
        stored = load_article(self.archive, task.article_id).article
        try:
            portal = self.registry[stored.portal] if stored.portal else self.registry.of(stored.url)
            again = read_again(
                [load_page(self.archive, name) for name in task.snapshot_ids], portal
            )
        except (InputError, ArchiveError, PageError) as error:
            return _Reread(task.article_id, {UNREADABLE: (None, str(error))})
        if isinstance(again, Refusal):
            return _Reread(
                task.article_id, {REFUSED: (stored.headline, f"{again.reason}: {again.detail}")}
            )
        again = storable(replace(again, url=stored.url))  # the article keeps its archived URL
        return _Reread(
            task.article_id,
            field_differences(stored, again),
            portal.slug if portal else None,
            _pack(again),
        )


@contextmanager
def _processes(
    archive: Archive, registry: Registry, workers: int, budget: float
) -> Iterator[Callable[[Sequence[Task]], Iterable[_Reread]]]:
    """Worker processes for the block; yields a function that does many tasks, in their order.

    An article that is too costly to read is reported as unreadable.
    """
    with WorkerProcesses(workers, _begin, archive.path, registry, budget=budget) as processes:
        yield lambda tasks: (
            _or_unreadable(task, found)
            for task, found in zip(
                tasks, processes.in_order(_read, ((task,) for task in tasks)), strict=True
            )
        )


def _or_unreadable(task: Task, found: _Reread | PageError) -> _Reread:
    if isinstance(found, PageError):
        return _Reread(task.article_id, {UNREADABLE: (None, f"{Reason.TOO_COSTLY}: {found}")})
    return found


_readers: list[_Reader] = []
"""In a worker process: the reader that it was started with."""


def _begin(path: Path, registry: Registry) -> None:
    _readers.append(_Reader(Archive.open(path, read_only=True), registry))


def _read(task: Task) -> _Reread:
    return _readers[0].read(task)


def _pack(article: Article) -> _Packed:
    return article.headline, article.standfirst, article_to_json(article), body_text(article.body)


def _unpack(packed: _Packed) -> Article:
    headline, standfirst, fields, body = packed
    return article_from_json(fields, headline=headline, standfirst=standfirst, body=body)
