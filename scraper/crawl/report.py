"""What a run did, portal by portal, and the exit code that follows from it."""

from collections import Counter
from collections.abc import Sequence
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
"""Failures that are named one by one; the rest is in the archive's view `recent_failures`."""
_ENDS: Final[dict[int, str]] = {FAILED: "failed", INTERRUPTED: "interrupted"}
_BAD: Final = frozenset({Outcome.BLOCKED, Outcome.FAILED})
_NOT_ASKED: Final = Outcome.REFUSED_BY_ROBOTS
MANY: Final = 0.2
"""Share of a portal's pages that could not be had from which on the run is degraded: a few fail
every night, and are asked again."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One URL that was not had."""

    url: str
    outcome: Outcome
    why: str
    of_source: bool = False
    """True for a page of a source, or robots.txt: then articles may be missing of which nothing
    is known."""


@dataclass(slots=True)
class Tally:
    """What a run did on one portal."""

    portal: Portal
    articles: Counter[Outcome] = field(default_factory=Counter)
    """Article URLs by outcome."""
    sources: Counter[Outcome] = field(default_factory=Counter)
    """Source pages by outcome; one that was had is READ."""
    named: int = 0
    """Article links that the portal's sources named, known ones and repeats included."""
    new: int = 0
    """Those that were not in the ledger yet."""
    visits: int = 0
    """Visits to articles that were archived before, …"""
    withdrawn: int = 0
    """… and how many of them met something else in the article's place: a notice, a wall,
    nothing."""
    suspect: int = 0
    """… and how many met it without what it always had (`scraper.model.suspicion`)."""
    failures: list[Failure] = field(default_factory=list)
    backed_off: str | None = None
    """Why the run stopped asking the portal, where it did."""
    closed: str | None = None
    """Why the portal may not be asked at this hour, where it may not: the operator wants it so,
    and nothing is wrong."""
    asked_for_sources: bool = False
    done: bool = False
    """True once the run is through with the portal."""
    notes: list[str] = field(default_factory=list)
    """What of the portal's sources was left unread for its sheer amount, in words: a bound that
    is reached is said, and is no failure."""

    @property
    def begun(self) -> bool:
        """True once anything was asked of the portal."""
        return self.asked_for_sources or bool(self.articles)

    @property
    def silent(self) -> bool:
        """True where the portal's sources were asked and named no article: a portal that publishes daily is broken then."""
        return self.asked_for_sources and not self.named and not self.sources[Outcome.NOT_MODIFIED]

    @property
    def shut_out(self) -> int:
        """How many pages of the portal's sources its robots.txt forbids."""
        return self.sources[Outcome.REFUSED_BY_ROBOTS]

    @property
    def is_shut_out(self) -> bool:
        """True where it forbids them all."""
        return self.shut_out == self.sources.total() > 0

    @property
    def bad(self) -> bool:
        """True where more of the portal could not be had than fails on any night."""
        missed = sum(self.articles[outcome] for outcome in _BAD)
        many = missed >= MANY * self.articles.total() if missed else False
        return (
            self.silent
            or many
            or self.backed_off is not None
            or any(failure.of_source for failure in self.failures)
        )

    @property
    def had(self) -> bool:
        """True where anything of the portal was fetched."""
        fetched = self.articles + self.sources
        return any(
            count
            for outcome, count in fetched.items()
            if outcome not in _BAD and outcome is not _NOT_ASKED
        )


@dataclass(slots=True)
class RunReport:
    """The whole run.

    `exit_code` is derived from what happened: Scrapy's own is 0 even when every request failed.
    """

    started_at: datetime
    tallies: dict[str, Tally] = field(default_factory=dict)
    """By portal slug, in the order in which they were asked for."""
    crashes: list[str] = field(default_factory=list)
    """Errors of Kliping's own, in one line each: there should be none."""
    interrupted: bool = False
    breaches: dict[str, tuple[Breach, ...]] = field(default_factory=dict)
    """By portal slug, what is not as usual there (`scraper.crawl.portal_health`)."""
    stopped: str | None = None
    """Why the run ended before it was through, where it ended itself: the disk is nearly full."""

    def tally(self, portal: Portal) -> Tally:
        """The portal's own counts."""
        return self.tallies.setdefault(portal.slug, Tally(portal))

    def count(
        self, portal: Portal, url: str, outcome: Outcome, why: str | None, *, article: bool
    ) -> None:
        """Enter the outcome of an article or a source."""
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
        """Enter the outcome of what is counted as neither (robots.txt, a further page of an article), where it is bad."""
        if outcome in _BAD:
            self.tally(portal).failures.append(
                Failure(url, outcome, why or outcome.value, of_source)
            )

    @property
    def exit_code(self) -> int:
        """0 ok; 3 where a portal is not as it should be; 1 where nothing was had at all, or by our own fault; 130 interrupted.

        A page that failed makes no run degraded: of 343 portals some page fails every night, is a
        row that says so, and is due again.
        """
        if self.crashes:
            return FAILED
        if self.interrupted:
            return INTERRUPTED
        asked = [tally for tally in self.tallies.values() if tally.had or not tally.closed]
        if asked and not any(tally.had for tally in asked):
            return FAILED
        return (
            DEGRADED if self.stopped or self.breaches or any(tally.bad for tally in asked) else OK
        )

    @property
    def alarming(self) -> bool:
        """True where the operator should be told: a page that failed is none of an operator's night, a portal that is not as usual is."""
        return bool(self.breaches) or self.stopped is not None or self.exit_code == FAILED

    @property
    def status(self) -> str:
        """The run's end as the archive names it."""
        return _ENDS.get(self.exit_code, "finished")

    @property
    def columns(self) -> Sequence[str]:
        """Heads of the summary table: the outcomes that there were, and `archived` in any case, so that it fits a terminal."""
        return (
            "portal",
            "new links",
            *(outcome.value.replace("_", " ") for outcome in self._shown),
            "sources",
        )

    @property
    def _shown(self) -> Sequence[Outcome]:
        return [
            o
            for o in COLUMNS
            if o is Outcome.ARCHIVED or any(tally.articles[o] for tally in self.tallies.values())
        ]

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """One row for each portal, and their sum where there are several; zeroes are left blank."""
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
        """What went wrong, one line each, worst first."""
        notes = [f"error in Kliping itself: {crash}" for crash in self.crashes]
        if self.stopped:
            notes.append(f"stopped: {self.stopped}; what was archived stays, and the rest is due")
        for slug, tally in self.tallies.items():
            if tally.backed_off:
                notes.append(
                    f"{slug}: left alone for this run: {tally.backed_off}; the rest stays due"
                )
            elif tally.silent:
                notes.append(
                    f"{slug}: its sources named no article: check the declaration against the site"
                )
            elif tally.shut_out:
                notes.append(
                    f"{slug}: its robots.txt forbids {tally.shut_out} of its sources' pages:"
                    " declare others in their place"
                )
            if tally.closed:
                notes.append(f"{slug}: {tally.closed}: the rest stays due")
        notes += [
            f"{slug}: not as usual: {printable(one.reason)}"
            for slug, breaches in self.breaches.items()
            for one in breaches
        ]
        unread = [
            f"{slug}: {printable(note)}"
            for slug, tally in self.tallies.items()
            for note in tally.notes
        ]
        notes += unread[:MOST_NOTES]
        if len(unread) > MOST_NOTES:
            notes.append(f"… and {len(unread) - MOST_NOTES} more, in the column error of fetches")
        failures = [
            (slug, failure) for slug, tally in self.tallies.items() for failure in tally.failures
        ]
        notes += [
            f"{slug}: {failure.outcome.value}: {failure.url} ({failure.why})"
            for slug, failure in failures[:MOST_NOTES]
        ]
        if len(failures) > MOST_NOTES:
            notes.append(f"… and {len(failures) - MOST_NOTES} more, in the view recent_failures")
        if self.interrupted:
            notes.append("interrupted: what was archived stays; the same command goes on from here")
        return notes

    def stats(self) -> dict[str, object]:
        """The counts as `crawl_runs.stats` keeps them."""
        portals = {
            slug: (
                {"named": tally.named, "new": tally.new, "backed_off": tally.backed_off}
                | {outcome.value: count for outcome, count in sorted(tally.articles.items())}
                | {
                    "sources": {
                        outcome.value: count for outcome, count in sorted(tally.sources.items())
                    }
                }
            )
            for slug, tally in self.tallies.items()
        }
        return {"exit_code": self.exit_code, "portals": portals, "crashes": self.crashes}
