"""Extractions into the archive: pages, article, ledger and fetches, for the crawl and for imports.

`file_articles` reads no page; extraction happens before, in processes that can be ended
(`extraction_pool`). Pages are stored first, in a transaction of their own: two SQLite files cannot
commit as one, and a page is named by its hash, so storing it twice keeps it once. Then articles,
ledger and fetches are written in one transaction. If the process is killed at any moment and the
work repeated, nothing that was reported is lost and nothing is stored twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from scraper.archive import Archive, url_key
from scraper.archive.articles import find_tombstone, save_article
from scraper.archive.frontier import (
    NO_VALIDATORS,
    SECOND_LOOK,
    Fetch,
    Validators,
    enter_links,
    record_fetch,
    settle_url,
)
from scraper.archive.pages import keep_pages
from scraper.ingest.extraction import Extraction, combine_parts
from scraper.ingest.parser_version import parser_version
from scraper.ingest.renewal import Renewal, apply_renewal
from scraper.model import Article, Link, LinkKind, Outcome, Reason, Refusal
from scraper.urls import URN_PREFIX, normalise

_OUTCOMES: Final = {
    Reason.BOT_WALL: Outcome.BLOCKED,
    Reason.LOGIN: Outcome.BLOCKED,
    Reason.EMPTY: Outcome.FAILED,
    Reason.OUT_OF_ORDER: Outcome.FAILED,
    Reason.TRUNCATED: Outcome.FAILED,
    Reason.GARBLED: Outcome.FAILED,
    Reason.TOO_COSTLY: Outcome.FAILED,
    Reason.SOFT_404: Outcome.GONE,
}
"""Refusals that do not mean "not an article": ask again later (more slowly each time), or the
article is gone."""

_SOURCE: Final = "filed"
"""The source that the ledger names for a URL which no portal's source named."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a filing in the archive."""

    outcome: Outcome
    url: str
    """Canonical; empty for a refused page that has no URL."""
    reason: Reason | None = None
    """Why the page is not an article, or why its state is not believed (`SUSPECT`: the archived
    article is unchanged); else None."""
    detail: str | None = None
    """With a reason: what was seen, in words. Of a revision: why the parser's share in it is not
    known."""
    article_id: int | None = None
    revision: int | None = None
    look_again: bool = False
    """True for a suspect state that a second look will decide."""


@dataclass(frozen=True, slots=True)
class Filing:
    """The extractions of one article's pages, and how they were fetched."""

    extractions: Sequence[Extraction]
    """First part first."""
    requested: str | None = None
    """The URL that was asked for. Where a redirect led elsewhere, it is settled in the ledger
    too; where there is no article, it is the only one."""
    next_due: datetime | None = None
    """When an article is to be visited again; None for never."""
    elapsed_ms: int | None = None
    """How long the fetch of the first page took."""
    whole: Extraction | None = None
    """Of the full page, where one was fetched and holds all parts (`extraction.find_whole`): its
    result is the whole article, and `extractions` is the first page's alone."""
    renewal: Renewal | None = None
    """Of the pages that `find_earlier` names; None where it names none."""

    def combine(self) -> Article | Refusal:
        """The article that the pages make together; where none is an article, a refusal."""
        return self.whole.result if self.whole else combine_parts(self.extractions)

    def in_stored_order(self) -> list[Extraction]:
        """All extractions in the order in which their pages are stored: a full page comes first."""
        return [*([self.whole] if self.whole else []), *self.extractions]

    def refuse(self, refusal: Refusal) -> "Filing":
        """The same pages, all of them refused."""
        return replace(
            self,
            extractions=[replace(one, result=refusal) for one in self.extractions],
            whole=self.whole and replace(self.whole, result=refusal),
        )


def outcome_of(refusal: Refusal) -> Outcome:
    """The outcome of fetching a page that is not an article."""
    return _OUTCOMES.get(refusal.reason, Outcome.NOT_AN_ARTICLE)


def file_articles(
    filings: Sequence[Filing], archive: Archive, *, run_id: int | None
) -> list[Filed]:
    """Archive the filings: all of them, or none where one of them raises.

    A page that is not an article is recorded, and kept only as a page.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    prepared = [_prepare(filing, archive) for filing in filings]
    stored = iter(
        keep_pages(
            archive,
            [
                extraction.page
                for one in prepared
                if one.keeps_pages
                for extraction in one.filing.in_stored_order()
            ],
        )
    )
    with archive.transaction():
        return [
            one.write(
                archive,
                run_id,
                [next(stored) if one.keeps_pages else None for _ in one.filing.in_stored_order()],
            )
            for one in prepared
        ]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A filing that was checked against the archive, and what its pages make together."""

    filing: Filing
    result: Article | Refusal
    keeps_pages: bool = True
    """False for an article that was taken down: not even its pages may be kept."""

    def write(self, archive: Archive, run_id: int | None, stored: Sequence[str | None]) -> Filed:
        """Write all rows; called inside the transaction.

        `stored` are the names of the pages, in stored order; None where a page is not kept.
        """
        filing = self.filing
        if isinstance(self.result, Article):
            filed = _save(self.result, filing, stored, archive, run_id)
        else:
            filed = _report_refusal(self.result, filing)
        visit = _Visit(archive, run_id, filed, filing)
        visit.settle()
        for extraction, name in zip(filing.in_stored_order(), stored, strict=True):
            visit.record(extraction, name)
        return filed


def _prepare(filing: Filing, archive: Archive) -> _Prepared:
    first = filing.extractions[0]
    if filing.requested and _led_to_front_page(filing.requested, first):
        refusal = Refusal(Reason.SOFT_404, f"leads to the front page, {first.page.url}")
        filing = replace(filing, extractions=[replace(first, result=refusal)], whole=None)
    result = filing.combine()
    tombstone = find_tombstone(archive, _urls(filing, result))
    if tombstone is None:
        return _Prepared(filing, result)
    refusal = Refusal(
        Reason.FORGOTTEN, f"taken down on {tombstone.forgotten_at}: {tombstone.reason}"
    )
    return _Prepared(filing.refuse(refusal), refusal, keeps_pages=False)


def _led_to_front_page(requested: str, extraction: Extraction) -> bool:
    """True where an article's URL redirected to its portal's front page.

    That is how some systems say that an article is gone.
    """
    portal, url = extraction.portal, extraction.page.url
    return (
        portal is not None
        and portal.owns(url)
        and urlsplit(url).path in ("", "/")
        and urlsplit(requested).path not in ("", "/")
    )


def _urls(filing: Filing, result: Article | Refusal) -> list[str]:
    """Every URL that the article may be known by: a portal may rename one that was taken down."""
    urls = [filing.requested, result.url if isinstance(result, Article) else None]
    for extraction in filing.in_stored_order():
        urls += [_canonical_url(extraction), extraction.page.url]
    return [url for url in urls if url]


def _save(
    article: Article,
    filing: Filing,
    stored: Sequence[str | None],
    archive: Archive,
    run_id: int | None,
) -> Filed:
    extractions = filing.in_stored_order()
    portal = extractions[0].portal
    save = partial(
        save_article,
        archive,
        portal=portal,
        observed_at=max(extraction.page.fetched_at for extraction in extractions),
        run_id=run_id,
        parser_version=parser_version(portal),
    )
    doubt = apply_renewal(article, portal, archive, filing.renewal, save)
    names = [
        name
        for name, extraction in zip(stored, extractions, strict=True)
        if name is not None and isinstance(extraction.result, Article)
    ]
    saved = save(article, snapshot_ids=names)
    detail = saved.suspect or (doubt if saved.outcome is Outcome.REVISED else None)
    return Filed(
        saved.outcome,
        article.url,
        Reason.SUSPECT if saved.suspect else None,
        detail,
        saved.article_id,
        saved.revision,
        look_again=saved.look_again,
    )


def _report_refusal(refusal: Refusal, filing: Filing) -> Filed:
    return Filed(
        outcome_of(refusal),
        filing.requested or _canonical_url(filing.extractions[0]),
        reason=refusal.reason,
        detail=refusal.detail,
    )


def _canonical_url(extraction: Extraction) -> str:
    """Of the page as it was fetched; empty where it has no URL."""
    canonical = extraction.portal.canonical if extraction.portal else normalise
    return canonical(extraction.page.url) if extraction.page.url else ""


@dataclass(frozen=True, slots=True)
class _Visit:
    """Writes what the ledger and the list of fetches say of one filing."""

    archive: Archive
    run_id: int | None
    filed: Filed
    filing: Filing

    def settle(self) -> None:
        """Enter the outcome at the article's URL, and at the requested one.

        An article without a URL has no row in the ledger.
        """
        filed, extractions = self.filed, self.filing.in_stored_order()
        portal, at = extractions[0].portal, extractions[0].page.fetched_at
        for url in {url_key(url): url for url in (self.filing.requested or "", filed.url)}.values():
            if not url or url.startswith(URN_PREFIX):
                continue
            link = Link(url, LinkKind.ARTICLE)
            enter_links(self.archive, [link], portal=portal, source=_SOURCE, seen_at=at)
            settle_url(
                self.archive,
                url,
                filed.outcome,
                at=at,
                next_due=self._next_due(at),
                validators=self._validators(url, extractions),
                article_id=filed.article_id,
                for_good=filed.reason is Reason.FORGOTTEN,
                died=filed.reason is Reason.TOO_COSTLY,
            )

    def _validators(self, url: str, extractions: Sequence[Extraction]) -> Validators:
        """Those that the URL itself sent, where its page is an article.

        Validators of a further part or of the full page must not be sent with a request for the
        first. And those of a page that is not an article are not kept: a bot wall that has not
        changed would pass for the article that was there before it.
        """
        if self.filed.reason is not None:
            return NO_VALIDATORS
        headers = {url_key(one.page.url): one.page.headers for one in extractions}
        return Validators.of(headers.get(url_key(url), {}))

    def _next_due(self, at: datetime) -> datetime | None:
        """An article's next visit; of a suspect one its second look, where that is sooner."""
        if self.filed.look_again:
            return min(self.filing.next_due or at + SECOND_LOOK, at + SECOND_LOOK)
        return self.filing.next_due if self.filed.reason in (None, Reason.SUSPECT) else None

    def record(self, extraction: Extraction, snapshot_id: str | None) -> None:
        """Record the fetch of one page; the first page's is that of the requested URL."""
        filed, page = self.filed, extraction.page
        is_first = extraction is self.filing.extractions[0]
        refusal = extraction.result if isinstance(extraction.result, Refusal) else None
        reason, detail = (
            (refusal.reason, refusal.detail) if refusal else (filed.reason, filed.detail)
        )
        record_fetch(
            self.archive,
            Fetch(
                run_id=self.run_id,
                portal=extraction.portal,
                url=(self.filing.requested if is_first else None) or page.url or filed.url,
                kind=LinkKind.ARTICLE,
                status=page.status,
                outcome=outcome_of(refusal) if refusal else filed.outcome,
                fetched_at=page.fetched_at,
                error=f"{reason}: {detail}" if reason else detail,
                reason=reason,
                elapsed_ms=self.filing.elapsed_ms if is_first else None,
                size=len(page.body),
                article_id=None if refusal else filed.article_id,
                snapshot_id=snapshot_id,
            ),
        )
