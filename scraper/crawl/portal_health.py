"""Is a portal as it usually is? Each run judges every portal that it asked, and what is not as usual makes its health red.

An archive dies quietly: a layout changes, a feed goes stale, a wall is taken for a quiet day. So a
portal is held against itself, never against others: its own usual day, its own fill of each field,
its own length of texts. The rules are pure (`judge_portal`); figures are chosen so that a handful
of odd articles alarms nobody, and a field that is lost altogether alarms in the first run that
brings three.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from scraper.archive import Archive
from scraper.archive.statistics import (
    Breach,
    SampledArticle,
    find_last_new,
    find_lost_fields,
    flag_article,
    load_usual_day,
    load_usual_leaks,
    load_usual_outcomes,
    record_health,
    sample_articles,
    sample_earlier,
)
from scraper.extract import is_boilerplate, is_notice
from scraper.model import Outcome
from scraper.model.fields import LEAST_USUAL, Filled, fallen
from scraper.portals import Portal

LEAST: Final = 5
"""Articles of a run below which their length and outcomes say nothing; of their fields, see
`anatomy.fell`."""
LEAST_DAYS: Final = 14
"""Days with articles, of four weeks, below which there is no usual day."""
_QUIET: Final = 0.3
"""Of a usual day, below which a day is too quiet: Sundays and Idul Fitri bring half."""
_SHORT, _LONG = 0.4, 2.5
"""Of the usual length."""
_QUIET_FOR: Final = timedelta(days=14)
"""Since a portal's sources named a new article; no regional portal rests so long, and a stale
feed looks like one that does."""
_BAD: Final = (Outcome.FAILED, Outcome.BLOCKED)
_MISSING: Final = (
    (_BAD, "could not be had", 0.2),
    ((Outcome.NOT_AN_ARTICLE,), "were no articles", 0.5),
    ((Outcome.GONE,), "were gone", 0.5),
    ((Outcome.REFUSED_BY_ROBOTS,), "are forbidden by its robots.txt", 0.5),
)
"""Outcomes without an article, in words, and the share from which on they are no accident."""
_WITHDRAWN: Final = 0.2
_LEAKS: Final = 0.2
_REPEATED: Final = 0.4
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits of a run to articles that were archived before."""

    made: int = 0
    withdrawn: int = 0
    """How many met something else in the article's place: a notice, a wall, nothing."""
    suspect: int = 0
    """How many met the article without what it always had."""


@dataclass(frozen=True, slots=True)
class AskedPortal:
    """What a run had to do with one portal."""

    portal: Portal
    refused: str | None = None
    """Why it was left alone."""
    silent: bool = False
    """True where its sources were had and named no article."""
    sources: Mapping[Outcome, int] = field(default_factory=dict)
    """Its sources' pages, by outcome."""
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """Its articles' fetches, by outcome."""
    visits: Visits = Visits()
    look_back: bool = False
    """True for a run that named days or articles: then its days say nothing of today."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles of one portal, counted."""

    articles: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    words: float = 0.0
    """The median."""
    leaks: int = 0
    """Articles with a line in their body that is known never to be one of a text."""
    leak: str | None = None
    """One such line."""
    repeated: int = 0
    """Articles that share one and the same line, …"""
    repetition: str | None = None
    """… and that line."""

    @property
    def fill(self) -> Filled:
        """Their fields."""
        return Filled(self.articles, self.filled)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a portal is held against."""

    sample: Sample = Sample()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    day: int = 0
    """Articles of the last whole day, …"""
    usual_day: float = 0.0
    """… the median of the four weeks before, …"""
    active_days: int = 0
    """… and on how many of those days there were any."""
    quiet_since: date | None = None
    """The last day on which its sources named a new article, where that is too long ago."""
    leaks: float = 0.0
    """Share of articles with a line that is none of a text."""


def judge_run(
    archive: Archive, run_id: int, asked: Iterable[AskedPortal], *, at: datetime
) -> dict[str, tuple[Breach, ...]]:
    """Judge every portal that the run asked, record it, and return by slug what is not as usual."""
    found = {}
    for one in asked:
        new = sample_articles(archive, one.portal, run_id=run_id)
        usual = _usual(archive, one.portal, run_id, at)
        now = count_outcomes(new)
        breaches = tuple(judge_portal(one, now, usual))
        measures = {
            "articles": now.articles,
            "filled": dict(now.filled),
            "words": now.words,
            "leaks": now.leaks,
            "outcomes": {outcome.value: number for outcome, number in one.outcomes.items()},
            "visits": one.visits.made,
            "withdrawn": one.visits.withdrawn,
            "suspect": one.visits.suspect,
            "day": usual.day,
            "usual_day": usual.usual_day,
        }
        _flag(archive, run_id, at, new, usual.sample)
        record_health(
            archive, one.portal, run_id=run_id, judged_at=at, measures=measures, breaches=breaches
        )
        if breaches:
            found[one.portal.slug] = breaches
    return found


def _usual(archive: Archive, portal: Portal, run_id: int, at: datetime) -> Usual:
    today = at.astimezone(portal.zone.tzinfo).date()
    return Usual(
        count_outcomes(sample_earlier(archive, portal, run_id=run_id)),
        load_usual_outcomes(archive, portal, today),
        *load_usual_day(archive, portal, today - timedelta(days=1)),
        last if (last := find_last_new(archive, portal)) and last < today - _QUIET_FOR else None,
        load_usual_leaks(archive, portal),
    )


def _flag(
    archive: Archive, run_id: int, at: datetime, new: Sequence[SampledArticle], usual: Sample
) -> None:
    """Mark the articles that lack what the portal's always have, or what they had themselves before."""
    always = usual.fill.always
    lost = find_lost_fields(archive, new)
    for article in new:
        reasons = dict.fromkeys(
            sorted(always - article.fields), "the portal's articles always had it"
        )
        reasons |= dict.fromkeys(lost.get(article.article_id, ()), "its state before had it")
        flag_article(archive, article.article_id, reasons, run_id=run_id, at=at)


def count_outcomes(articles: Iterable[SampledArticle]) -> Sample:
    """The articles as figures."""
    filled: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    words, leaks, leak = [], 0, None
    for article in articles:
        filled.update(article.fields)
        words.append(article.words)
        own = set(article.body.split("\n"))
        lines.update(line for line in own if len(line) > LEAST)
        leaking = next(
            (line for line in sorted(own) if is_boilerplate(line) or is_notice(line)), None
        )
        leaks, leak = leaks + (leaking is not None), leak or leaking
    repetition, repeated = next(iter(lines.most_common(1)), ("", 0))
    return Sample(
        len(words),
        filled,
        float(median(words)) if words else 0.0,
        leaks,
        leak,
        repeated,
        repetition or None,
    )


def judge_portal(asked: AskedPortal, now: Sample, usual: Usual) -> Iterator[Breach]:
    """What is not as usual, worst first."""
    if asked.refused:
        yield Breach("answers", f"it was left alone: {asked.refused}")
    yield from _sources(asked)
    yield from _outcomes(asked, usual.outcomes)
    if (
        not asked.look_back
        and usual.active_days >= LEAST_DAYS
        and usual.day < _QUIET * usual.usual_day
    ):
        yield Breach(
            "articles", f"{usual.day} articles of its last whole day; usual are {usual.usual_day:g}"
        )
    if asked.sources and not asked.look_back and usual.quiet_since:
        yield Breach("articles", f"its sources have named no new article since {usual.quiet_since}")
    if asked.visits.suspect >= max(LEAST, _WITHDRAWN * asked.visits.made):
        seen = (
            f"{asked.visits.suspect} of {asked.visits.made} articles that were visited again have"
            " lost what they always had"
        )
        yield Breach(
            "fields",
            f"{seen}: its layout seems to have changed; see `kliping revisions --suspect --portal"
            f" {asked.portal.slug}`",
        )
    yield from (Breach("fields", reason) for reason in fallen(now.fill, usual.sample.fill))
    if now.articles >= LEAST:
        for rule in _OF_ARTICLES:
            yield from rule(now, usual)


def _sources(asked: AskedPortal) -> Iterator[Breach]:
    """A page that is gone is no breach by itself: many an index ends its pages with 404."""
    total = sum(asked.sources.values())
    bad = sum(asked.sources.get(outcome, 0) for outcome in _BAD)
    if total and not asked.sources.get(Outcome.READ, 0) + asked.sources.get(
        Outcome.NOT_MODIFIED, 0
    ):
        yield Breach("sources", f"none of its {total} sources could be read")
    elif bad:
        yield Breach("sources", f"{bad} of its {total} sources could not be read")
    if asked.silent and not asked.refused:
        yield Breach("sources", "its sources named no article")


def _outcomes(asked: AskedPortal, usual: Mapping[str, int]) -> Iterator[Breach]:
    made, withdrawn = asked.visits.made, asked.visits.withdrawn
    if withdrawn >= max(LEAST, _WITHDRAWN * made):
        yield Breach(
            "outcomes",
            f"{withdrawn} of {made} articles that were visited again are none any more; what is"
            " archived stays",
        )
    fetched = sum(asked.outcomes.values())
    if fetched < LEAST:
        return
    for outcomes, words, least in _MISSING:
        share = sum(asked.outcomes.get(outcome, 0) for outcome in outcomes) / fetched
        before = sum(usual.values())
        normal = (
            sum(usual.get(outcome, 0) for outcome in outcomes) / before
            if before >= LEAST_USUAL
            else 0.0
        )
        if share >= max(least, normal + least):
            yield Breach(
                "outcomes", f"{share:.0%} of its {fetched} pages {words}; usual are {normal:.0%}"
            )


def _length(now: Sample, usual: Usual) -> Iterator[Breach]:
    normal = usual.sample.words
    if (
        usual.sample.articles >= LEAST_USUAL
        and normal
        and not _SHORT <= now.words / normal <= _LONG
    ):
        yield Breach("length", f"its articles have {now.words:g} words; usual are {normal:g}")


def _boilerplate(now: Sample, usual: Usual) -> Iterator[Breach]:
    if now.leaks / now.articles >= usual.leaks + _LEAKS:
        yield Breach(
            "boilerplate",
            f"{now.leaks} of its {now.articles} articles hold a line that is none of a text:"
            f" {_quoted(now.leak)}",
        )
    if now.repeated / now.articles >= _REPEATED and now.repeated >= LEAST:
        yield Breach(
            "boilerplate",
            f"{now.repeated} of its {now.articles} articles hold the same line:"
            f" {_quoted(now.repetition)}",
        )


def _quoted(line: str | None) -> str:
    return f"“{(line or '')[:_LONGEST_QUOTE]}”"


_OF_ARTICLES: Final[tuple[Callable[[Sample, Usual], Iterator[Breach]], ...]] = (
    _length,
    _boilerplate,
)
