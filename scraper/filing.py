"""The one place where an extraction meets the archive: the crawl, the import and every later way in go through `read` and `file`.

`read` is pure and may run in any process. `file` writes: the pages first, on their own (two SQLite files cannot commit as one, and a
page is known by its hash, so keeping it twice keeps it once); then article, ledger and fetches as one transaction. Killed at any
moment and run again, nothing that was reported is lost and nothing is there twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scraper import extract
from scraper.archive import Archive, Saved, ledger, runs, snapshots, store
from scraper.archive.rows import url_key
from scraper.model import Article, Link, LinkKind, Outcome, Page, Reason, Refusal
from scraper.portal import Declarations, Portal
from scraper.urls import URN_PREFIX, normalise

_REFUSED: Final = {Reason.BOT_WALL: Outcome.BLOCKED, Reason.LOGIN: Outcome.BLOCKED, Reason.TRUNCATED: Outcome.FAILED}
"""What a refusal means for the next visit, where that is not "never": ask again later, and more slowly."""

_SOURCE: Final = "filed"
"""What the ledger names as the source of a URL that no portal's source had named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and what extraction made of it."""

    page: Page
    portal: Portal | None
    result: Article | Refusal


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a reading in the archive."""

    outcome: Outcome
    url: str
    """Canonical; empty for a refused page that carries none."""
    reason: Reason | None = None
    """Why the page is no article; None for an article."""
    detail: str | None = None
    """What was seen, in words, where it is no article."""
    article_id: int | None = None
    revision: int | None = None


def read(page: Page, portal: Portal | None, declarations: Declarations | None = None) -> Reading:
    """Extract a page: a text dump (`text/plain`) by the dump reader, anything else as HTML. Pure.

    With `declarations`, a dump that names its outlet finds its portal.

    Raises:
        PageError: the bytes cannot be read as a page at all.
    """
    if page.media_type != "text/plain":
        return Reading(page, portal, extract.extract(page, portal))
    result = extract.read_dump(page, declarations, portal)
    if portal is None and declarations and isinstance(result, Article) and result.portal:
        portal = declarations[result.portal]
    return Reading(page, portal, result)


def file(
    readings: Sequence[Reading],
    archive: Archive,
    *,
    run_id: int | None,
    requested: str | None = None,
    next_due: datetime | None = None,
    elapsed_ms: int | None = None,
) -> Filed:
    """Archive the readings of one article's pages, first part first; a page that is no article is recorded and never stored as one.

    `requested` is the URL that was asked for, where a redirect led elsewhere: it is settled in the ledger too. `next_due` is when an
    article is to be visited again; None for never. `elapsed_ms` is how long the fetch of the first page took.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    kept = [snapshots.put(archive, reading.page) for reading in readings]
    articles = [reading.result for reading in readings if isinstance(reading.result, Article)]
    refusals = [reading.result for reading in readings if isinstance(reading.result, Refusal)]
    with archive.transaction():
        if articles:
            article = articles[0] if len(articles) == 1 else extract.join(articles)
            filed = _filed(article, _store(article, readings, kept, archive, run_id))
        else:
            filed = _refused(refusals[0], readings[0])
        visit = _Visit(archive, run_id, filed, requested, next_due)
        visit.settle(readings)
        for number, (reading, snapshot_id) in enumerate(zip(readings, kept, strict=True)):
            visit.record(reading, snapshot_id, elapsed_ms if number == 0 else None)
    return filed


def _store(article: Article, readings: Sequence[Reading], kept: Sequence[int], archive: Archive, run_id: int | None) -> Saved:
    return store.save(
        archive,
        article,
        portal=readings[0].portal,
        snapshot_ids=[number for number, reading in zip(kept, readings, strict=True) if isinstance(reading.result, Article)],
        observed_at=max(reading.page.fetched_at for reading in readings),
        run_id=run_id,
    )


def _filed(article: Article, saved: Saved) -> Filed:
    return Filed(saved.outcome, article.url, article_id=saved.article_id, revision=saved.revision)


def _refused(refusal: Refusal, reading: Reading) -> Filed:
    canonical = reading.portal.canonical if reading.portal else normalise
    url = canonical(reading.page.url) if reading.page.url else ""
    return Filed(_outcome(refusal), url, reason=refusal.reason, detail=refusal.detail)


def _outcome(refusal: Refusal) -> Outcome:
    return _REFUSED.get(refusal.reason, Outcome.NOT_AN_ARTICLE)


@dataclass(frozen=True, slots=True)
class _Visit:
    """What the ledger and the list of fetches say of one filing; written inside its transaction."""

    archive: Archive
    run_id: int | None
    filed: Filed
    requested: str | None
    next_due: datetime | None

    def settle(self, readings: Sequence[Reading]) -> None:
        """Enter the outcome at the article's URL, and at the requested one. An article without a URL has no place in the ledger."""
        portal, at = readings[0].portal, readings[0].page.fetched_at
        # Validators belong to the URL that sent them: those of a further part or of the full page must not be sent for the first.
        headers = {url_key(reading.page.url): reading.page.headers for reading in readings}
        for url in {url_key(url): url for url in (self.requested or "", self.filed.url)}.values():
            if not url or url.startswith(URN_PREFIX):
                continue
            ledger.discover(self.archive, [Link(url, LinkKind.ARTICLE)], portal=portal, source=_SOURCE, seen_at=at)
            ledger.settle(
                self.archive,
                url,
                self.filed.outcome,
                at=at,
                next_due=self.next_due if self.filed.reason is None else None,
                etag=headers.get(url_key(url), {}).get("etag"),
                last_modified=headers.get(url_key(url), {}).get("last-modified"),
                article_id=self.filed.article_id,
            )

    def record(self, reading: Reading, snapshot_id: int, elapsed_ms: int | None) -> None:
        refusal = reading.result if isinstance(reading.result, Refusal) else None
        runs.record_fetch(
            self.archive,
            run_id=self.run_id,
            portal=reading.portal,
            url=reading.page.url or self.filed.url,
            kind=LinkKind.ARTICLE,
            status=reading.page.status,
            outcome=_outcome(refusal) if refusal else self.filed.outcome,
            fetched_at=reading.page.fetched_at,
            error=f"{refusal.reason}: {refusal.detail}" if refusal else None,
            elapsed_ms=elapsed_ms,
            size=len(reading.page.body),
            article_id=None if refusal else self.filed.article_id,
            snapshot_id=snapshot_id,
        )
