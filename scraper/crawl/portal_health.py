"""Compares each portal that a run asked with its own past; a breach turns its health red.

An archive dies quietly: a layout changes, a feed goes stale, a bot wall passes for a quiet day. So
a portal is compared with itself, not with others: its usual number of articles a day, how often
each field is filled, the length of its texts. The rules are pure (`judge_portal`). Their figures
are chosen so that a handful of odd articles alarms nobody, while a field that is lost entirely
alarms in the first run with three articles.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
"""Articles of a run below which their length and outcomes say nothing; for their fields, see
`scraper.model.fields.fallen`."""
LEAST_DAYS: Final = 14
"""Days with articles, of four weeks, below which there is no usual number a day."""
_QUIET: Final = 0.3
"""Share of the usual articles a day below which a day is too quiet: Sundays and Idul Fitri bring
half."""
_SHORT, _LONG = 0.4, 2.5
"""Shares of the usual length below and above which texts are too short or too long."""
_QUIET_FOR: Final = timedelta(days=14)
"""Longest time without a new article: no regional portal rests that long, but a stale feed looks
as if it did."""
_BAD: Final = (Outcome.FAILED, Outcome.BLOCKED)
_MISSING: Final = (
    (_BAD, "could not be had", 0.2),
    ((Outcome.NOT_AN_ARTICLE,), "were no articles", 0.5),
    ((Outcome.GONE,), "were gone", 0.5),
    ((Outcome.REFUSED_BY_ROBOTS,), "are forbidden by its robots.txt", 0.5),
)
"""Outcomes without an article, in words, and the share from which they are no accident."""
_WITHDRAWN: Final = 0.2
"""Share of visits that find no article, or a suspect one, from which something is wrong."""
_LEAKS: Final = 0.2
"""Share of articles with boilerplate, beyond the usual, from which something is wrong."""
_REPEATED: Final = 0.4
"""Share of articles with the same line from which that line is boilerplate."""
_SHORTEST_LINE: Final = 5
"""Characters up to which a line is not counted as repeated."""
_LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits of a run to articles that were archived before."""

    made: int = 0
    withdrawn: int = 0
    """How many found something else in the article's place: a notice, a bot wall, an error."""
    suspect: int = 0
    """How many found the article without what it always had."""


@dataclass(frozen=True, slots=True)
class AskedPortal:
    """What a run did with one portal."""

    portal: Portal
    refused: str | None = None
    """Why it was left alone; None where it was not."""
    silent: bool = False
    """True where its sources were read and named no article."""
    sources: Mapping[Outcome, int] = field(default_factory=dict)
    """Its sources' pages, by outcome."""
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """Its articles' fetches, by outcome."""
    visits: Visits = Visits()
    look_back: bool = False
    """True for a run for certain days or articles, or with a limit: it says nothing about today."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Figures of some articles of one portal."""

    articles: int = 0
    filled: Mapping[str, int] = field(default_factory=dict)
    words: float = 0.0
    """The median."""
    leaks: int = 0
    """Articles with boilerplate or a notice in their body."""
    leak: str | None = None
    """One such line."""
    repeated: int = 0
    """Articles that share the most frequent line, …"""
    repetition: str | None = None
    """… and that line."""

    @property
    def fill(self) -> Filled:
        """How many articles have each field."""
        return Filled(self.articles, self.filled)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a portal is compared with."""

    sample: Sample = Sample()
    outcomes: Mapping[str, int] = field(default_factory=dict)
    day: int = 0
    """Articles of the last complete day, …"""
    usual_day: float = 0.0
    """… the median a day over the four weeks before, …"""
    active_days: int = 0
    """… and on how many of those days there were any."""
    quiet_since: date | None = None
    """The last day on which its sources named a new article, where that is too long ago."""
    leaks: float = 0.0
    """Share of articles with boilerplate in their body."""


def judge_run(
    archive: Archive, run_id: int, asked: Iterable[AskedPortal], *, at: datetime
) -> dict[str, tuple[Breach, ...]]:
    """Judge every portal that the run asked, record it, and return by slug what is not as usual."""
    found = {}
    for one in asked:
        new = sample_articles(archive, one.portal, run_id=run_id)
        usual = _usual(archive, one.portal, run_id, at)
        now = summarise(new)
        breaches = tuple(judge_portal(one, now, usual))
        _flag(archive, run_id, at, new, usual.sample)
        record_health(
            archive,
            one.portal,
            run_id=run_id,
            judged_at=at,
            measures=_measures(one, now, usual),
            breaches=breaches,
        )
        if breaches:
            found[one.portal.slug] = breaches
    return found


def _measures(asked: AskedPortal, now: Sample, usual: Usual) -> dict[str, object]:
    """The figures as `health.measures` stores them."""
    return {
        "articles": now.articles,
        "filled": dict(now.filled),
        "words": now.words,
        "leaks": now.leaks,
        "outcomes": {outcome.value: number for outcome, number in asked.outcomes.items()},
        "visits": asked.visits.made,
        "withdrawn": asked.visits.withdrawn,
        "suspect": asked.visits.suspect,
        "day": usual.day,
        "usual_day": usual.usual_day,
    }


def _usual(archive: Archive, portal: Portal, run_id: int, at: datetime) -> Usual:
    today = at.astimezone(portal.zone.tzinfo).date()
    last_new = find_last_new(archive, portal)
    return Usual(
        summarise(sample_earlier(archive, portal, run_id=run_id)),
        load_usual_outcomes(archive, portal, today),
        *load_usual_day(archive, portal, today - timedelta(days=1)),
        last_new if last_new and last_new < today - _QUIET_FOR else None,
        load_usual_leaks(archive, portal),
    )


def _flag(
    archive: Archive, run_id: int, at: datetime, new: Sequence[SampledArticle], usual: Sample
) -> None:
    """Flag articles without a field that the portal's always have, or that they had before."""
    always = usual.fill.always
    lost = find_lost_fields(archive, new)
    for article in new:
        reasons = dict.fromkeys(
            sorted(always - article.fields), "the portal's articles always had it"
        )
        reasons |= dict.fromkeys(lost.get(article.article_id, ()), "its state before had it")
        flag_article(archive, article.article_id, reasons, run_id=run_id, at=at)


def summarise(articles: Iterable[SampledArticle]) -> Sample:
    """The articles as figures."""
    filled: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    words: list[int] = []
    leaks: list[str] = []
    for article in articles:
        filled.update(article.fields)
        words.append(article.words)
        lines = set(article.body.split("\n"))
        frequency.update(line for line in lines if len(line) > _SHORTEST_LINE)
        leak = next((line for line in sorted(lines) if _is_leak(line)), None)
        if leak is not None:
            leaks.append(leak)
    repetition, repeated = next(iter(frequency.most_common(1)), (None, 0))
    return Sample(
        articles=len(words),
        filled=filled,
        words=float(median(words)) if words else 0.0,
        leaks=len(leaks),
        leak=leaks[0] if leaks else None,
        repeated=repeated,
        repetition=repetition,
    )


def _is_leak(line: str) -> bool:
    return is_boilerplate(line) or is_notice(line)


def judge_portal(asked: AskedPortal, now: Sample, usual: Usual) -> Iterator[Breach]:
    """What is not as usual, worst first."""
    if asked.refused:
        yield Breach("answers", f"it was left alone: {asked.refused}")
    yield from _judge_sources(asked)
    yield from _judge_outcomes(asked, usual.outcomes)
    if not asked.look_back:
        yield from _judge_quiet(asked, usual)
    yield from _judge_suspects(asked)
    yield from (Breach("fields", reason) for reason in fallen(now.fill, usual.sample.fill))
    if now.articles >= LEAST:
        yield from _judge_length(now, usual)
        yield from _judge_boilerplate(now, usual)


def _judge_quiet(asked: AskedPortal, usual: Usual) -> Iterator[Breach]:
    if usual.active_days >= LEAST_DAYS and usual.day < _QUIET * usual.usual_day:
        yield Breach(
            "articles", f"{usual.day} articles of its last whole day; usual are {usual.usual_day:g}"
        )
    if asked.sources and usual.quiet_since:
        yield Breach("articles", f"its sources have named no new article since {usual.quiet_since}")


def _judge_suspects(asked: AskedPortal) -> Iterator[Breach]:
    made, suspect = asked.visits.made, asked.visits.suspect
    if suspect >= max(LEAST, _WITHDRAWN * made):
        yield Breach(
            "fields",
            f"{suspect} of {made} articles that were visited again have lost what they always had:"
            " its layout seems to have changed; see `kliping revisions --suspect --portal"
            f" {asked.portal.slug}`",
        )


def _judge_sources(asked: AskedPortal) -> Iterator[Breach]:
    """A page that is gone is no breach by itself: many an index ends its pages with 404."""
    total = sum(asked.sources.values())
    bad = sum(asked.sources.get(outcome, 0) for outcome in _BAD)
    good = sum(asked.sources.get(outcome, 0) for outcome in (Outcome.READ, Outcome.NOT_MODIFIED))
    if total and not good:
        yield Breach("sources", f"none of its {total} sources could be read")
    elif bad:
        yield Breach("sources", f"{bad} of its {total} sources could not be read")
    if asked.silent and not asked.refused:
        yield Breach("sources", "its sources named no article")


def _judge_outcomes(asked: AskedPortal, usual: Mapping[str, int]) -> Iterator[Breach]:
    made, withdrawn = asked.visits.made, asked.visits.withdrawn
    if withdrawn >= max(LEAST, _WITHDRAWN * made):
        yield Breach(
            "outcomes",
            f"{withdrawn} of {made} articles that were visited again are articles no longer; what"
            " is archived stays",
        )
    fetched = sum(asked.outcomes.values())
    if fetched < LEAST:
        return
    before = sum(usual.values())
    for outcomes, words, least in _MISSING:
        share = sum(asked.outcomes.get(outcome, 0) for outcome in outcomes) / fetched
        normal = 0.0
        if before >= LEAST_USUAL:
            normal = sum(usual.get(outcome, 0) for outcome in outcomes) / before
        if share >= max(least, normal + least):
            yield Breach(
                "outcomes", f"{share:.0%} of its {fetched} pages {words}; usual are {normal:.0%}"
            )


def _judge_length(now: Sample, usual: Usual) -> Iterator[Breach]:
    normal = usual.sample.words
    if usual.sample.articles < LEAST_USUAL or not normal:
        return
    if not _SHORT <= now.words / normal <= _LONG:
        yield Breach("length", f"its articles have {now.words:g} words; usual are {normal:g}")


def _judge_boilerplate(now: Sample, usual: Usual) -> Iterator[Breach]:
    if now.leaks / now.articles >= usual.leaks + _LEAKS:
        yield Breach(
            "boilerplate",
            f"{now.leaks} of its {now.articles} articles hold a line that belongs to no article:"
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
