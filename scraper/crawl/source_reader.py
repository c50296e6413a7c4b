"""Reads the pages of sources: enters the links that they name, and says which page follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from scraper.crawl.backoff import BackOff, Stop
from scraper.crawl.date_range import DateRange, date_range_of
from scraper.crawl.job import Job
from scraper.crawl.pagination import NextSteps, Pagination, Step, next_steps, paginations
from scraper.crawl.response_outcome import (
    ResponseOutcome,
    outcome_of_extraction,
    outcome_of_page,
)
from scraper.crawl.writer import Writer
from scraper.errors import PageError
from scraper.ingest.extraction_pool import ExtractionPool
from scraper.model import LinkKind, Links, Outcome, Page, Reason, Refusal
from scraper.portals import Portal


class SourceReader:
    """Reads the sources of one run's portals."""

    def __init__(self, job: Job, writer: Writer, pool: ExtractionPool, backoff: BackOff) -> None:
        self._job = job
        self._writer = writer
        self._pool = pool
        self._backoff = backoff

    def date_range(self, portal: Portal) -> DateRange:
        """The days whose articles the run looks for, at the portal's place."""
        today = datetime.now(UTC).astimezone(portal.zone.tzinfo).date()
        return date_range_of(self._job.since, self._job.until, today)

    def paginations(self, portal: Portal) -> Sequence[Pagination]:
        """The portal's sources that are to be read, the most trusted first.

        A look back leaves out the days that were read to their last page before. Where no source
        reaches the days at all, that is reported.
        """
        date_range = self.date_range(portal)
        listed = self._writer.listed_days(portal) if date_range.given else {}
        found = paginations(portal, date_range, listed)
        if not found and not paginations(portal, date_range):
            self._writer.report_out_of_reach(portal)
        return found

    async def read(
        self, portal: Portal, step: Step, page: Page, elapsed_ms: int | None
    ) -> NextSteps:
        """Record what a source's page says; returns what follows it."""
        outcome = outcome_of_page(page)
        if outcome is None:
            found = await self._links(portal, step, page)
            if isinstance(found, Links):
                return self._record(portal, step, page, found, elapsed_ms)
            outcome = found
        self._writer.settle(portal, step.url, step.kind, outcome, page=page, elapsed_ms=elapsed_ms)
        # A dated source may well have no page for a day without articles.
        if outcome.outcome is Outcome.GONE and step.day is None and step.page == 1:
            self._writer.report.tally(portal).notes.append(
                f"{step.url}: the source is gone ({outcome.why})"
            )
        return self._after_failure(portal, step, page, outcome)

    def after(self, portal: Portal, step: Step, links: Links | None) -> NextSteps:
        """What follows a page with these links; nothing once the portal is left alone.

        `links` is None for a page that could not be read.
        """
        if self._backoff.reason(portal):
            return NextSteps()
        return next_steps(step, links, self.date_range(portal))

    async def _links(self, portal: Portal, step: Step, page: Page) -> Links | ResponseOutcome:
        """What the page names, or why it is no page of a source."""
        try:
            links = await self._pool.links(page, portal)
        except PageError as error:
            return outcome_of_extraction(error)
        links = self.date_range(portal).filter(links, step.kind)
        if links.articles or links.sources:
            return links
        return await self._why_empty(portal, step, page, links) or links

    async def _why_empty(
        self, portal: Portal, step: Step, page: Page, links: Links
    ) -> ResponseOutcome | None:
        """The outcome of a page that names nothing; None where that may be a quiet day."""
        if await self._is_wall(portal, page):
            self._backoff.stop(portal, Stop("a bot wall's page", refused=True))
            return ResponseOutcome(Outcome.BLOCKED, "a bot wall's page")
        if _is_listing_instead(step, links):
            return ResponseOutcome(
                Outcome.FAILED,
                f"an HTML page without articles in place of a {step.kind.value}: check the portal's"
                " source",
            )
        return None

    async def _is_wall(self, portal: Portal, page: Page) -> bool:
        if "html" not in page.media_type:
            return False
        result = (await self._pool.read(page, portal)).result
        return isinstance(result, Refusal) and result.reason is Reason.BOT_WALL

    def _record(
        self, portal: Portal, step: Step, page: Page, links: Links, elapsed_ms: int | None
    ) -> NextSteps:
        following = self.after(portal, step, links)
        notes = []
        if _is_listing_instead(step, links):
            notes.append(f"an HTML page in place of a {step.kind.value}: read as the listing it is")
        if links.left_out:
            notes.append(f"{links.left_out} of its links cannot be links and were left out")
        self._writer.record_source(
            portal,
            step,
            page,
            links,
            replace(following, notes=(*notes, *following.notes)),
            elapsed_ms,
            unfiltered=not self.date_range(portal).filters(step.kind),
        )
        return following

    def _after_failure(
        self, portal: Portal, step: Step, page: Page, outcome: ResponseOutcome
    ) -> NextSteps:
        if outcome.outcome is Outcome.NOT_MODIFIED:
            return self._after_unchanged(portal, step)
        if outcome.outcome is Outcome.GONE and step.page > 1:
            # Many an index answers so behind its last page.
            following = self.after(portal, step, Links())
            self._writer.record_complete_day(portal, step, following, page.fetched_at)
            return following
        return self.after(portal, step, None)

    def _after_unchanged(self, portal: Portal, step: Step) -> NextSteps:
        """What follows a page that has not changed.

        The sitemaps that it named the last time. Or its next page, where a run that was killed had
        entered that and not read it.
        """
        further = step.pagination.next_page(step) if step.pagination else None
        if further and self._writer.is_unread(further.url) and not self._backoff.reason(portal):
            return NextSteps((further,))
        return self.after(portal, step, Links(sources=self._writer.sitemaps_of(step.url)))


def _is_listing_instead(step: Step, links: Links) -> bool:
    """True where an HTML page came in place of a feed or sitemap."""
    return step.kind is not LinkKind.LISTING and links.kind is LinkKind.LISTING
