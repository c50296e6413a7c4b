"""Counts what a run did, portal by portal, and derives the command's exit code."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from scraper.archive.statistics import Breach
from scraper.crawl.log_lines import printable
from scraper.errors import DEGRADED, FAILED, INTERRUPTED, OK
from scraper.model import Outcome
from scraper.portals import Portal

COLUMNS: Final = (
    Outcome.ARCHIVED,
    Outcome.REVISED,
    Outcome.UNCHANGED,
    Outcome.NOT_MODIFIED,
    Outcome.NOT_AN_ARTICLE,
    Outcome.GONE,
    Outcome.REFUSED_BY_ROBOTS,
    Outcome.BLOCKED,
    Outcome.FAILED,
)
MOST_NOTES: Final = 20
"""Failures, and unread parts of sources, that are named one by one."""
_STATUSES: Final[dict[int, str]] = {FAILED: "failed", INTERRUPTED: "interrupted"}
_BAD: Final = frozenset({Outcome.BLOCKED, Outcome.FAILED})
_NOT_ASKED: Final = Outcome.REFUSED_BY_ROBOTS
MANY: Final = 0.2
"""Share of a portal's pages that may fail or be blocked before the run counts as degraded: a few
fail every night, and are asked for again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One URL that could not be fetched."""

    url: str
    outcome: Outcome
    why: str
    of_source: bool = False
    """True for a page of a source, or robots.txt: articles may then be missing unnoticed."""


@dataclass(slots=True)
class Tally:
    """What a run did on one portal."""

    portal: Portal
    articles: Counter[Outcome] = field(default_factory=Counter)
    """Article URLs by outcome."""
    sources: Counter[Outcome] = field(default_factory=Counter)
    """Source pages by outcome; READ is that of a page that named its links."""
    named: int = 0
    """Article links that the portal's sources named, including known ones and repeats."""
    new: int = 0
    """Those that were not in the ledger yet."""
    visits: int = 0
    """Visits to articles that were archived before, …"""
    withdrawn: int = 0
    """… how many of them found something else in the article's place (a notice, a bot wall, an
    error), …"""
    suspect: int = 0
    """… and how many found it without what it always had (`scraper.model.suspicion`)."""
    failures: list[Failure] = field(default_factory=list)
    backed_off: str | None = None
    """Why the run stopped asking the portal; None where it did not."""
    closed: str | None = None
    """Why the portal may not be asked at this hour; None where it may.

    The operator's settings say so, and nothing is wrong.
    """
    asked_for_sources: bool = False
    done: bool = False
    """True once the run has finished with the portal."""
    notes: list[str] = field(default_factory=list)
    """What was left unread of the portal's sources, in words: reaching a bound is no failure."""

    @property
    def begun(self) -> bool:
        """True once anything was asked of the portal."""
        return self.asked_for_sources or bool(self.articles)

    @property
    def silent(self) -> bool:
        """True where the portal's sources were asked and named no article.

        For a portal that publishes daily, something is broken then.
        """
        return self.asked_for_sources and not self.named and not self.sources[Outcome.NOT_MODIFIED]

    @property
    def shut_out(self) -> int:
        """How many pages of the portal's sources its robots.txt forbids."""
        return self.sources[Outcome.REFUSED_BY_ROBOTS]

    @property
    def is_shut_out(self) -> bool:
        """True where its robots.txt forbids all of them."""
        return self.shut_out == self.sources.total() > 0

    @property
    def degraded(self) -> bool:
        """True where more of the portal failed than does on any night."""
        failed = sum(self.articles[outcome] for outcome in _BAD)
        many = failed > 0 and failed >= MANY * self.articles.total()
        return (
            self.silent
            or many
            or self.backed_off is not None
            or any(failure.of_source for failure in self.failures)
        )

    @property
    def any_fetched(self) -> bool:
        """True where any request to the portal was answered, and not with a refusal or failure."""
        fetched = (self.articles + self.sources).keys()
        return any(outcome not in _BAD and outcome is not _NOT_ASKED for outcome in fetched)


@dataclass(slots=True)
class RunReport:
    """Counts and failures of a whole run.

    `exit_code` is derived from them: Scrapy's own is 0 even when every request failed.
    """

    started_at: datetime
    tallies: dict[str, Tally] = field(default_factory=dict)
    """By portal slug, in the job's order."""
    crashes: list[str] = field(default_factory=list)
    """Kliping's own errors, one line each: there should be none."""
    interrupted: bool = False
    breaches: dict[str, tuple[Breach, ...]] = field(default_factory=dict)
    """By portal slug, what is not as usual (`scraper.crawl.portal_health`)."""
    stopped: str | None = None
    """Why the run ended itself early, as when the disk is nearly full; None where it did not."""

    def tally(self, portal: Portal) -> Tally:
        """The counts of one portal."""
        return self.tallies.setdefault(portal.slug, Tally(portal))

    def count(
        self, portal: Portal, url: str, outcome: Outcome, why: str | None, *, article: bool
    ) -> None:
        """Count the outcome of an article or a source's page."""
        tally = self.tally(portal)
        (tally.articles if article else tally.sources)[outcome] += 1
        self.fail(portal, url, outcome, why, of_source=not article)

    def fail(
        self,
        portal: Portal,
        url: str,
        outcome: Outcome,
        why: str | None,
        *,
        of_source: bool = False,
    ) -> None:
        """List a failed or blocked fetch, counted or not.

        robots.txt and the further pages of an article are not counted.
        """
        if outcome in _BAD:
            self.tally(portal).failures.append(
                Failure(url, outcome, why or outcome.value, of_source)
            )

    @property
    def exit_code(self) -> int:
        """The command's exit code.

        0: ok. 3: a portal is not as it should be. 1: nothing could be fetched at all, or an error
        of our own. 130: interrupted. Single failed pages do not degrade a run: of 343 portals, some
        page fails every night, is recorded and is due again.
        """
        if self.crashes:
            return FAILED
        if self.interrupted:
            return INTERRUPTED
        asked = [tally for tally in self.tallies.values() if tally.any_fetched or not tally.closed]
        if asked and not any(tally.any_fetched for tally in asked):
            return FAILED
        if self.stopped or self.breaches or any(tally.degraded for tally in asked):
            return DEGRADED
        return OK

    @property
    def alarming(self) -> bool:
        """True where the operator should be notified.

        Single failed pages are no reason; a portal that is not as usual is one.
        """
        return bool(self.breaches) or self.stopped is not None or self.exit_code == FAILED

    @property
    def status(self) -> str:
        """How the run ended, as `crawl_runs.status` stores it."""
        return _STATUSES.get(self.exit_code, "finished")

    @property
    def columns(self) -> Sequence[str]:
        """The summary table's column heads.

        Of the outcomes, only `archived` and those that occurred, so that it fits a terminal.
        """
        return (
            "portal",
            "new links",
            *(outcome.value.replace("_", " ") for outcome in self._shown),
            "sources",
        )

    @property
    def _shown(self) -> Sequence[Outcome]:
        occurred: Counter[Outcome] = Counter()
        for tally in self.tallies.values():
            occurred.update(tally.articles)
        return [one for one in COLUMNS if one is Outcome.ARCHIVED or occurred[one]]

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """One row for each portal, and their sum where there are several; zeroes are blank."""
        rows = [self._row(tally) for tally in self.tallies.values()]
        if len(rows) > 1:
            sums = [sum(int(str(row[column])) for row in rows) for column in range(1, len(rows[0]))]
            rows.append(["all", *sums])
        return [[cell or "" for cell in row] for row in rows]

    def _row(self, tally: Tally) -> list[object]:
        return [
            tally.portal.slug,
            tally.new,
            *(tally.articles[outcome] for outcome in self._shown),
            tally.sources[Outcome.READ],
        ]

    @property
    def notes(self) -> Sequence[str]:
        """What went wrong, one line each, the worst first."""
        return [
            *(f"error in Kliping itself: {crash}" for crash in self.crashes),
            *self._notes_on_end(),
            *self._notes_on_portals(),
            *self._notes_on_health(),
            *_bounded(self._notes_on_sources(), "in the column error of fetches"),
            *_bounded(self._notes_on_failures(), "in the view recent_failures"),
            *self._notes_on_interrupt(),
        ]

    def _notes_on_end(self) -> Iterator[str]:
        if self.stopped:
            yield f"stopped: {self.stopped}; what was archived stays, and the rest is due"

    def _notes_on_portals(self) -> Iterator[str]:
        for slug, tally in self.tallies.items():
            if tally.backed_off:
                yield f"{slug}: left alone for this run: {tally.backed_off}; the rest stays due"
            elif tally.silent:
                yield (
                    f"{slug}: its sources named no article: check the declaration against the site"
                )
            elif tally.shut_out:
                yield (
                    f"{slug}: its robots.txt forbids {tally.shut_out} of its sources' pages:"
                    " declare others in their place"
                )
            if tally.closed:
                yield f"{slug}: {tally.closed}: the rest stays due"

    def _notes_on_health(self) -> Iterator[str]:
        for slug, breaches in self.breaches.items():
            for breach in breaches:
                yield f"{slug}: not as usual: {printable(breach.reason)}"

    def _notes_on_sources(self) -> Iterator[str]:
        for slug, tally in self.tallies.items():
            for note in tally.notes:
                yield f"{slug}: {printable(note)}"

    def _notes_on_failures(self) -> Iterator[str]:
        for slug, tally in self.tallies.items():
            for failure in tally.failures:
                yield f"{slug}: {failure.outcome.value}: {failure.url} ({failure.why})"

    def _notes_on_interrupt(self) -> Iterator[str]:
        if self.interrupted:
            yield "interrupted: what was archived stays; the same command goes on from here"

    def stats(self) -> dict[str, object]:
        """The counts as `crawl_runs.stats` stores them."""
        portals = {slug: _stats(tally) for slug, tally in self.tallies.items()}
        return {"exit_code": self.exit_code, "portals": portals, "crashes": self.crashes}


def _stats(tally: Tally) -> dict[str, object]:
    counts = {"named": tally.named, "new": tally.new, "backed_off": tally.backed_off}
    articles = {outcome.value: count for outcome, count in sorted(tally.articles.items())}
    sources = {outcome.value: count for outcome, count in sorted(tally.sources.items())}
    return {**counts, **articles, "sources": sources}


def _bounded(notes: Iterable[str], where: str) -> Iterator[str]:
    """The first `MOST_NOTES`, and how many more there are; `where` says where to find those."""
    all_notes = list(notes)
    yield from all_notes[:MOST_NOTES]
    if len(all_notes) > MOST_NOTES:
        yield f"… and {len(all_notes) - MOST_NOTES} more, {where}"
