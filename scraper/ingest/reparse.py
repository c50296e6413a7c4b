"""Re-extraction: today's parser over the kept pages, on all cores, first as a plan to be read, then applied.

Both halves take the articles in the order of their ids and write in that order, whatever the number
of workers; both may be killed at any moment and go on where they stood. An article that today's
parser would refuse stays as it is and is named in the plan.
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
"""Articles that one transaction of the plan takes in: what a kill costs at most."""

REFUSED: Final = "article"
"""As a change's field: today's parser takes the page for no article."""
UNREADABLE: Final = "pages"
"""As a change's field: a page is not kept any more, or damaged."""

Packed = tuple[str, str | None, str, str]
"""An article that passes between processes: headline, standfirst, `to_json` and body."""

Told = Callable[[Plan], None]
"""Called after each batch."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a worker made of one article's pages.

    Plain values, so that they pass between processes.
    """

    article_id: int
    found: Differences
    portal: str | None = None
    """Slug of the declared portal that it was read by."""
    state: Packed | None = None
    """The new reading; None where there is none."""


def plan(
    archive: Archive,
    declarations: Registry,
    selection: Selection,
    *,
    workers: int,
    told: Told,
    budget: float = BUDGET,
) -> Plan:
    """Read every selected article again and keep what would change; nothing else is written.

    A killed plan is gone on with.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    made = resume_plan(
        archive, selection, parser_version_of_all(declarations), at=datetime.now(UTC)
    )
    if made.planned_at:
        return made
    with _reading(archive, declarations, workers, budget) as read_all:
        while tasks := unread_tasks(archive, made, limit=BATCH):
            results = list(read_all(tasks))
            found = {result.article_id: result.found for result in results if result.found}
            unreadable = sum(UNREADABLE in result.found for result in results)
            made = record_changes(archive, made, tasks, found, unreadable=unreadable)
            told(made)
    return finish_plan(archive, made, at=datetime.now(UTC))


def apply(
    archive: Archive, declarations: Registry, made: Plan, *, workers: int, budget: float = BUDGET
) -> Plan:
    """Write the changes of a plan, one transaction an article; what it supersedes goes into the history with cause `parser`.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    run_id = begin_run(
        archive, arguments={"command": "reparse", "plan": made.id}, started_at=datetime.now(UTC)
    )
    status = "interrupted"
    try:
        with _reading(archive, declarations, workers, budget) as read_all:
            while tasks := unapplied_tasks(archive, made, limit=BATCH):
                for task, result in zip(tasks, read_all(tasks), strict=True):
                    _apply(archive, declarations, made, task, result, run_id)
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
    archive: Archive, declarations: Registry, made: Plan, task: Task, result: Read, run_id: int
) -> None:
    with archive.transaction():
        if task.revision != planned_revision(archive, made, task.article_id):
            settle_task(archive, made, task.article_id, "overtaken")
        elif result.state is None:
            settle_task(archive, made, task.article_id, "kept")
        else:
            portal = declarations[result.portal] if result.portal else None
            again = _unpacked(result.state)
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
            known = find_known(
                archive, again.url
            )  # a reading with fewer parts than the archived one does not replace it
            taken = known is not None and known.content_hash == content_hash(again)
            settle_task(archive, made, task.article_id, "applied" if taken else "kept")


@dataclass(frozen=True, slots=True)
class Hands:
    """What reading again takes: the kept pages, and the declarations."""

    archive: Archive
    declarations: Registry

    def read(self, task: Task) -> Read:
        """Read one article again and hold it against what is archived."""
        stored = load_article(self.archive, task.article_id).article
        try:
            portal = (
                self.declarations[stored.portal]
                if stored.portal
                else self.declarations.of(stored.url)
            )
            again = read_again(
                [load_page(self.archive, name) for name in task.snapshot_ids], portal
            )
        except (InputError, ArchiveError, PageError) as error:
            return Read(task.article_id, {UNREADABLE: (None, str(error))})
        if isinstance(again, Refusal):
            return Read(
                task.article_id, {REFUSED: (stored.headline, f"{again.reason}: {again.detail}")}
            )
        again = storable(
            replace(again, url=stored.url)
        )  # whatever today's rules make of the URL, the article keeps its name
        return Read(
            task.article_id,
            field_differences(stored, again),
            portal.slug if portal else None,
            _packed(again),
        )


@contextmanager
def _reading(
    archive: Archive, declarations: Registry, workers: int, budget: float
) -> Iterator[Callable[[Sequence[Task]], Iterable[Read]]]:
    """What reads many tasks, in their order, in that many processes.

    An article that is too costly to read is unreadable, and said so.
    """
    with WorkerProcesses(workers, _begin, archive.path, declarations, budget=budget) as others:
        yield lambda tasks: (
            _told(task, found)
            for task, found in zip(
                tasks, others.in_order(_read, ((task,) for task in tasks)), strict=True
            )
        )


def _told(task: Task, found: Read | PageError) -> Read:
    return (
        Read(task.article_id, {UNREADABLE: (None, f"{Reason.TOO_COSTLY}: {found}")})
        if isinstance(found, PageError)
        else found
    )


_hands: list[Hands] = []
"""In a worker process: its own."""


def _begin(path: Path, declarations: Registry) -> None:
    _hands.append(Hands(Archive.open(path, read_only=True), declarations))


def _read(task: Task) -> Read:
    return _hands[0].read(task)


def _packed(article: Article) -> Packed:
    return article.headline, article.standfirst, article_to_json(article), body_text(article.body)


def _unpacked(packed: Packed) -> Article:
    headline, standfirst, fields, body = packed
    return article_from_json(fields, headline=headline, standfirst=standfirst, body=body)
