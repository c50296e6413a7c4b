"""Import saved pages: read each file, join the parts of an article, report every failure."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.frontier import begin_run, finish_run
from scraper.errors import InputError, PageError
from scraper.formats.warc import Others
from scraper.ingest.extraction import Extraction
from scraper.ingest.extraction_pool import ExtractionPool
from scraper.ingest.filing import Filing, file_articles
from scraper.ingest.saved_pages import Given, files_of, pages_of, portal_of
from scraper.model import Article, Outcome, Page, Reason
from scraper.portals import Portal, Registry

__all__ = ["Report", "files_of", "import_pages"]

FILED = (Outcome.ARCHIVED, Outcome.REVISED, Outcome.UNCHANGED)


@dataclass(slots=True)
class Report:
    """What became of the files of one import."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """Articles by outcome."""
    failed: list[tuple[Path, str]] = field(default_factory=list)
    """Files that hold no article or cannot be read, each with the reason."""
    unreadable: int = 0
    """How many of them could not be read at all."""
    suspect: int = 0
    """How many of the unchanged showed an article without what it always had (`kliping revisions
    --suspect`)."""
    others: Others = field(default_factory=Others)
    """Records in WARC files that are not pages."""

    @property
    def all_unreadable(self) -> bool:
        """True where nothing was archived and no file was even a page."""
        return not self.outcomes.total() and self.unreadable == len(self.failed)

    def summary(self) -> str:
        """One line: `97 archived, 0 revised, 0 unchanged, 3 failed`."""
        counts = [f"{self.outcomes[outcome]} {outcome.value}" for outcome in FILED]
        if self.suspect:
            counts.append(f"{self.suspect} of these suspect: `kliping revisions --suspect`")
        if self.others.records:
            counts.append(f"{self.others.records} WARC records are no pages")
        if self.others.damaged:
            counts.append(f"{self.others.damaged} WARC records are damaged")
        return ", ".join([*counts, f"{len(self.failed)} failed"])


def import_pages(
    paths: list[Path],
    given: Given,
    registry: Registry,
    archive: Archive,
    pool: ExtractionPool,
) -> Report:
    """Archive the article in each file; a file that fails is named in the report.

    Files that are parts of one multi-page article are joined, whatever their order.
    """
    report = Report()
    arguments = {"command": "import", "paths": [str(path) for path in paths]}
    run_id = begin_run(archive, arguments=arguments, started_at=datetime.now(UTC))
    parts: dict[str, dict[int, tuple[Path, Extraction]]] = defaultdict(dict)
    status = "interrupted"
    try:
        for path, extraction in _extract_all(paths, given, registry, pool, report):
            result = extraction.result
            if isinstance(result, Article) and result.parts > 1:
                parts[result.url][result.part] = (path, extraction)
            else:
                _file(path, [extraction], archive, pool, run_id, report)
        for found in parts.values():
            pieces = [found[number] for number in sorted(found)]
            _file(
                pieces[0][0],
                [extraction for _, extraction in pieces],
                archive,
                pool,
                run_id,
                report,
            )
        status = "finished"
    finally:
        stats = {outcome.value: count for outcome, count in report.outcomes.items()} | {
            "failed": len(report.failed)
        }
        finish_run(archive, run_id, status=status, stats=stats, finished_at=datetime.now(UTC))
    return report


def _extract_all(
    paths: list[Path], given: Given, registry: Registry, pool: ExtractionPool, report: Report
) -> Iterator[tuple[Path, Extraction]]:
    """Extract the pages of the files; one that cannot be read is named in the report."""
    taken: deque[Path] = deque()

    def pages() -> Iterator[tuple[Page, Portal | None]]:
        for path, page, portal in _pages(paths, given, registry, report):
            taken.append(path)
            yield page, portal

    for found in pool.read_all(pages()):
        path = taken.popleft()
        if isinstance(found, PageError):
            _report_unreadable(path, found, report)
        else:
            yield path, found


def _pages(
    paths: list[Path], given: Given, registry: Registry, report: Report
) -> Iterator[tuple[Path, Page, Portal | None]]:
    for path in paths:
        pages = pages_of(path, given, report.others)
        while True:
            try:
                page = next(pages)
                portal = portal_of(page, given, registry)
            except StopIteration:
                break
            except (InputError, PageError) as error:
                _report_unreadable(path, error, report)
            else:
                yield path, page, portal


def _report_unreadable(path: Path, error: InputError | PageError, report: Report) -> None:
    report.failed.append((path, str(error)))
    report.unreadable += 1


def _file(
    path: Path,
    extractions: list[Extraction],
    archive: Archive,
    pool: ExtractionPool,
    run_id: int,
    report: Report,
) -> None:
    try:
        (filed,) = file_articles(
            [pool.renewed(Filing(extractions), archive)], archive, run_id=run_id
        )
    except PageError as error:
        report.failed.append((path, str(error)))
        return
    if filed.outcome in FILED:
        report.outcomes[filed.outcome] += 1
        report.suspect += filed.reason is Reason.SUSPECT
    else:
        report.failed.append((path, f"no article ({filed.reason}): {filed.detail}"))
