"""The one place where an extraction meets the archive: the crawl, the import and every later way in go through `read_page` and `file_article`.

`read_page` and `read_again` are pure, and run in processes that can be ended (`extraction_pool`,
`reparse`). `file_article` writes, and reads no page: the pages go first, on their own (two SQLite
files cannot commit as one, and a page is known by its hash, so keeping it twice keeps it once);
then article, ledger and fetches as one transaction. `file_articles` does the same for several
articles: all their pages, then all their rows. Killed at any moment and run again, nothing that was
reported is lost and nothing is there twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from scraper import extract
from scraper.archive import Archive, content_hash, storable, url_key
from scraper.archive.articles import Known, Saved, find_known, find_tombstone, save_article
from scraper.archive.frontier import (
    NO_VALIDATORS,
    SECOND_LOOK,
    Fetch,
    Validators,
    enter_links,
    record_fetch,
    settle_url,
)
from scraper.archive.pages import keep_pages, load_page
from scraper.errors import ArchiveError, InputError, PageError
from scraper.ingest.parser_version import parser_version
from scraper.model import Article, Link, LinkKind, Outcome, Page, Reason, Refusal
from scraper.portals import Portal, Registry
from scraper.urls import URN_PREFIX, normalise

_REFUSED: Final = {
    Reason.BOT_WALL: Outcome.BLOCKED,
    Reason.LOGIN: Outcome.BLOCKED,
    Reason.EMPTY: Outcome.FAILED,
    Reason.OUT_OF_ORDER: Outcome.FAILED,
    Reason.TRUNCATED: Outcome.FAILED,
    Reason.GARBLED: Outcome.FAILED,
    Reason.TOO_COSTLY: Outcome.FAILED,
    Reason.SOFT_404: Outcome.GONE,
}
"""What a refusal means, where it is not that there is no article: ask again later, and more
slowly; or the article is gone."""

_SOURCE: Final = "filed"
"""What the ledger names as the source of a URL that no portal's source had named."""


@dataclass(frozen=True, slots=True)
class Extraction:
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
    """Why the page is no article, or not believed (`SUSPECT`: the archived article is
    unchanged); else None."""
    detail: str | None = None
    """What was seen, in words, where there is a reason; of a revision, why the parser's part in
    it is not known."""
    article_id: int | None = None
    revision: int | None = None
    look_again: bool = False
    """True for a suspect state that a second look will decide."""


def read_page(
    page: Page, portal: Portal | None, declarations: Registry | None = None
) -> Extraction:
    """Extract a page: a text dump (`text/plain` without a page's markup) by the dump reader, anything else as HTML. Pure.

    With `declarations`, a dump that names its outlet finds its portal.

    Raises:
        PageError: the bytes cannot be read as a page at all.
    """
    if page.media_type != "text/plain" or not extract.looks_like_dump(
        page.body.decode("utf-8", "replace")
    ):
        return Extraction(page, portal, extract.extract(page, portal))
    result = extract.read_dump(page, declarations, portal)
    if portal is None and declarations and isinstance(result, Article) and result.portal:
        portal = declarations[result.portal]
    return Extraction(page, portal, result)


def read_fetched(
    page: Page, portal: Portal | None, declarations: Registry | None = None
) -> Extraction:
    """As `read_page`, for a page that was fetched: bytes that cannot be read as a page are a refusal too, and are kept as what was sent."""
    if not page.body.strip():
        return Extraction(page, portal, Refusal(Reason.EMPTY, "the answer has no text at all"))
    try:
        return read_page(page, portal, declarations)
    except PageError as error:
        return Extraction(page, portal, Refusal(Reason.NOT_HTML, str(error)))


def combine_parts(readings: Sequence[Extraction]) -> Article | Refusal:
    """What the pages of one article make together: all of them joined, or the one that holds them all; a refusal where none is one.

    A page that holds all parts stands before the first part (see `whole_article`).
    """
    articles = [reading.result for reading in readings if isinstance(reading.result, Article)]
    if not articles:
        return next(reading.result for reading in readings)
    return whole_article(readings) or (
        articles[0] if len(articles) == 1 else extract.join_parts(articles)
    )


def whole_article(readings: Sequence[Extraction]) -> Article | None:
    """The whole article, where there are two pages and the first holds all parts of the article that the second begins; else None."""
    pair = [reading.result for reading in readings if isinstance(reading.result, Article)]
    if len(readings) != 2 or len(pair) != 2 or [article.part for article in pair] != [1, 1]:
        return None
    return extract.whole_article(pair[1], pair[0])


def read_again(pages: Sequence[Page], portal: Portal | None) -> Article | Refusal:
    """What today's parser makes of an article's kept pages, its first part first. Pure.

    Raises:
        PageError: the bytes cannot be read as a page at all.
    """
    return combine_parts([read_page(page, portal) for page in pages])


@dataclass(frozen=True, slots=True)
class Earlier:
    """The pages of an archived article that a new reading differs from, and that an older parser has read."""

    pages: Sequence[Page]
    """First part first."""
    portal: Portal | None
    """The one that reads them now."""
    snapshot_ids: tuple[str, ...]
    """Their names."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What today's parser makes of `Earlier` pages; a refusal where they are no article to it, or too costly to read."""

    snapshot_ids: tuple[str, ...]
    result: Article | Refusal


@dataclass(frozen=True, slots=True)
class Filing:
    """What is to be filed: the readings of one article's pages, and how they were come by."""

    readings: Sequence[Extraction]
    """First part first."""
    requested: str | None = None
    """The URL that was asked for, where a redirect led elsewhere: settled in the ledger too, and
    alone where there is no article."""
    next_due: datetime | None = None
    """When an article is to be visited again; None for never."""
    elapsed_ms: int | None = None
    """How long the fetch of the first page took."""
    renewal: Renewal | None = None
    """Of the pages that `find_earlier` names; None where it names none."""


def find_earlier(filing: Filing, archive: Archive) -> Earlier | None:
    """The pages to be read again before a difference is laid at the portal's door; None where there is no need, or none is whole.

    Read by the parser that saw the difference, they leave what the portal changed. Only where both
    the wording and the parser differ.
    """
    article, portal = combine_parts(filing.readings), filing.readings[0].portal
    known = _outdated(article, portal, archive) if isinstance(article, Article) else None
    if known is None or not known.snapshot_ids:
        return None
    try:
        pages = [load_page(archive, name) for name in known.snapshot_ids]
    except (InputError, ArchiveError):
        # pages that are gone or damaged (`kliping check` names those) prove nothing for the parser
        return None
    return Earlier(pages, portal, known.snapshot_ids)


def _outdated(article: Article, portal: Portal | None, archive: Archive) -> Known | None:
    """The archived state of the article, where its wording is another and another parser has read it."""
    known = find_known(archive, article.url)
    if (
        known is None
        or known.parser_version == parser_version(portal)
        or known.content_hash == content_hash(storable(article))
    ):
        return None
    return known


def file_article(
    readings: Sequence[Extraction],
    archive: Archive,
    *,
    run_id: int | None,
    requested: str | None = None,
    next_due: datetime | None = None,
    elapsed_ms: int | None = None,
) -> Filed:
    """Archive the readings of one article's pages (see `Filing`); a page that is no article is recorded and never stored as one.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    return file_articles(
        [Filing(readings, requested, next_due, elapsed_ms)], archive, run_id=run_id
    )[0]


def file_articles(
    filings: Sequence[Filing], archive: Archive, *, run_id: int | None
) -> list[Filed]:
    """As `file_article`, for several articles: all of them are archived, or none where one of them raises.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    judged = [_prepare(filing, archive) for filing in filings]
    kept = iter(
        keep_pages(
            archive, [reading.page for one in judged if one.kept for reading in one.readings]
        )
    )
    with archive.transaction():
        return [
            one.written(archive, run_id, [next(kept) if one.kept else None for _ in one.readings])
            for one in judged
        ]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A filing, and what its readings make together."""

    filing: Filing
    result: Article | Refusal
    readings: Sequence[Extraction]
    kept: bool = True
    """False where not even the pages may be kept."""

    def written(self, archive: Archive, run_id: int | None, kept: Sequence[str | None]) -> Filed:
        """Enter it; called inside the transaction. `kept` are the snapshots of the readings."""
        if isinstance(self.result, Article):
            filed = _store(self.result, self.filing, self.readings, kept, archive, run_id)
        else:
            filed = _refused(self.result, self.readings[0], self.filing.requested)
        visit = _Visit(archive, run_id, filed, self.filing.requested, self.filing.next_due)
        visit.settle(self.readings)
        first, took = 1 if whole_article(self.readings) else 0, self.filing.elapsed_ms
        for number, (reading, snapshot_id) in enumerate(zip(self.readings, kept, strict=True)):
            asked = self.filing.requested if number == first else None
            visit.record(
                reading,
                snapshot_id,
                asked or reading.page.url or filed.url,
                took if number == first else None,
            )
        return filed


def _prepare(filing: Filing, archive: Archive) -> _Prepared:
    readings, requested = filing.readings, filing.requested
    if requested and _led_home(requested, readings[0]):
        readings = [
            replace(
                readings[0],
                result=Refusal(Reason.SOFT_404, f"leads to the front page, {readings[0].page.url}"),
            )
        ]
    result = combine_parts(readings)
    taken_down = find_tombstone(archive, filter(None, [requested, *_urls(result, readings)]))
    if taken_down is None:
        return _Prepared(filing, result, readings)
    refusal = Refusal(
        Reason.FORGOTTEN, f"taken down on {taken_down.forgotten_at}: {taken_down.reason}"
    )
    return _Prepared(
        filing, refusal, [replace(reading, result=refusal) for reading in readings], kept=False
    )


def _led_home(requested: str, reading: Extraction) -> bool:
    """True where the way to an article ended at its portal's front page, which is how some systems say that it is gone."""
    portal, url = reading.portal, reading.page.url
    return (
        portal is not None
        and portal.owns(url)
        and urlsplit(url).path in ("", "/")
        and urlsplit(requested).path not in ("", "/")
    )


def _urls(result: Article | Refusal, readings: Sequence[Extraction]) -> list[str]:
    """What the article calls itself, and the addresses that its pages were found at: portals rename what was taken down."""
    named = [result.url] if isinstance(result, Article) else []
    return [
        *named,
        *(url for reading in readings for url in (_refused_url(reading), reading.page.url)),
    ]


def _store(
    article: Article,
    filing: Filing,
    readings: Sequence[Extraction],
    kept: Sequence[str | None],
    archive: Archive,
    run_id: int | None,
) -> Filed:
    portal, observed_at = readings[0].portal, max(reading.page.fetched_at for reading in readings)
    saving = partial(
        save_article,
        archive,
        portal=portal,
        observed_at=observed_at,
        run_id=run_id,
        parser_version=parser_version(portal),
    )
    doubt = _renew(article, portal, archive, filing.renewal, saving)
    names = [
        name
        for name, reading in zip(kept, readings, strict=True)
        if name is not None and isinstance(reading.result, Article)
    ]
    saved = saving(article, snapshot_ids=names)
    if saved.suspect:
        return Filed(
            saved.outcome,
            article.url,
            Reason.SUSPECT,
            saved.suspect,
            saved.article_id,
            saved.revision,
            saved.look_again,
        )
    detail = doubt if saved.outcome is Outcome.REVISED else None
    return Filed(saved.outcome, article.url, None, detail, saved.article_id, saved.revision)


def _renew(
    article: Article,
    portal: Portal | None,
    archive: Archive,
    renewal: Renewal | None,
    saving: Callable[..., Saved],
) -> str | None:
    """Bring the archived state to what today's parser makes of its pages, so that what differs then is the portal's change.

    Returns why that could not be, in words; None where it was done, or there was no need.
    """
    known = _outdated(article, portal, archive)
    if known is None:
        return None
    if renewal is None or renewal.snapshot_ids != known.snapshot_ids:
        why = "they are not kept whole"
    elif isinstance(renewal.result, Refusal):
        why = f"{renewal.result.reason}: {renewal.result.detail}"
    elif url_key(renewal.result.url) != url_key(article.url):
        why = f"they are another article now, {renewal.result.url}"
    else:
        saving(renewal.result, snapshot_ids=known.snapshot_ids, cause="parser")
        return None
    return (
        f"its earlier pages could not be read again ({why}): some of this change may be the"
        " parser's"
    )


def _refused(refusal: Refusal, reading: Extraction, requested: str | None) -> Filed:
    return Filed(
        outcome_of(refusal),
        requested or _refused_url(reading),
        reason=refusal.reason,
        detail=refusal.detail,
    )


def _refused_url(reading: Extraction) -> str:
    canonical = reading.portal.canonical if reading.portal else normalise
    return canonical(reading.page.url) if reading.page.url else ""


def outcome_of(refusal: Refusal) -> Outcome:
    """What became of the fetch of a page that is no article."""
    return _REFUSED.get(refusal.reason, Outcome.NOT_AN_ARTICLE)


@dataclass(frozen=True, slots=True)
class _Visit:
    """What the ledger and the list of fetches say of one filing; written inside its transaction."""

    archive: Archive
    run_id: int | None
    filed: Filed
    requested: str | None
    next_due: datetime | None

    def settle(self, readings: Sequence[Extraction]) -> None:
        """Enter the outcome at the article's URL, and at the requested one.

        An article without a URL has no place in the ledger.
        """
        portal, at = readings[0].portal, readings[0].page.fetched_at
        # Validators belong to the URL that sent them: those of a further part or of the full page
        # must not be sent for the first. And those of a page that is no article are kept nowhere: a
        # wall that has not changed would pass for the article that stood there before.
        headers = {url_key(reading.page.url): reading.page.headers for reading in readings}
        for url in {url_key(url): url for url in (self.requested or "", self.filed.url)}.values():
            if not url or url.startswith(URN_PREFIX):
                continue
            enter_links(
                self.archive,
                [Link(url, LinkKind.ARTICLE)],
                portal=portal,
                source=_SOURCE,
                seen_at=at,
            )
            settle_url(
                self.archive,
                url,
                self.filed.outcome,
                at=at,
                next_due=self._next_due(at),
                validators=(
                    Validators.of(headers.get(url_key(url), {}))
                    if self.filed.reason is None
                    else NO_VALIDATORS
                ),
                article_id=self.filed.article_id,
                for_good=self.filed.reason is Reason.FORGOTTEN,
                died=self.filed.reason is Reason.TOO_COSTLY,
            )

    def _next_due(self, at: datetime) -> datetime | None:
        """An article's next visit; of one that is suspect its second look, where that is sooner."""
        if self.filed.look_again:
            return min(self.next_due or at + SECOND_LOOK, at + SECOND_LOOK)
        return self.next_due if self.filed.reason in (None, Reason.SUSPECT) else None

    def record(
        self, reading: Extraction, snapshot_id: str | None, url: str, elapsed_ms: int | None
    ) -> None:
        refusal = reading.result if isinstance(reading.result, Refusal) else None
        reason, detail = (
            (refusal.reason, refusal.detail) if refusal else (self.filed.reason, self.filed.detail)
        )
        record_fetch(
            self.archive,
            Fetch(
                run_id=self.run_id,
                portal=reading.portal,
                url=url,
                kind=LinkKind.ARTICLE,
                status=reading.page.status,
                outcome=outcome_of(refusal) if refusal else self.filed.outcome,
                fetched_at=reading.page.fetched_at,
                error=f"{reason}: {detail}" if reason else detail,
                reason=reason,
                elapsed_ms=elapsed_ms,
                size=len(reading.page.body),
                article_id=None if refusal else self.filed.article_id,
                snapshot_id=snapshot_id,
            ),
        )
