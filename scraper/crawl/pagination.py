"""The way through one source: days backwards, pages forwards, and where it ends.

Pure: no request is made here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from scraper.crawl.date_range import DateRange
from scraper.model import Link, LinkKind, Links
from scraper.portals import Portal, Source

MOST_CHILDREN: Final = 50
"""Child sitemaps of one index that a run reads: Tribun has about twenty sections with one news
sitemap each."""
DEEPEST: Final = 2
"""An index of indexes is read, an index of those is not: no known portal has one, and a loop of
them would."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a source."""

    url: str
    kind: LinkKind
    walk: "SourceWalk | None" = None
    day: date | None = None
    page: int = 1
    depth: int = 0
    """How many sitemap indexes led here."""
    parent: str | None = None
    """The sitemap index that named it."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What follows a page of a source."""

    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    """What is left unread, in words: no bound may hide anything."""
    whole: date | None = None
    """The day that the source has been read for to its last page, where the page was that."""


@dataclass(slots=True, eq=False)
class SourceWalk:
    """The walk through one declared source of one portal."""

    source: Source
    portal: Portal
    days: Sequence[date]
    """Newest first; they matter where the source can be asked for a day, and then there is one
    at least."""
    seen: set[str] = field(default_factory=set)
    """Article URLs that the walk has met: a page without a new one is the last (a portal answers
    page 999 with its newest articles)."""
    _broken: set[date] = field(default_factory=set)
    """Days of which a page could not be read."""
    _named: set[date] = field(default_factory=set)
    """Days of which a page named an article: an index that names none of its day may as well be
    one that we cannot read."""

    def first(self) -> Step:
        """The first page: of the newest day, where there are days."""
        return self._step(self.days[0] if self.source.by_date else None)

    def after(self, step: Step, links: Links | None) -> Onward:
        """What follows a page with those links (None: it could not be read): its next page, else the day before, else nothing."""
        found = {link.url for link in links.articles} if links else set()
        if step.day:
            (self._broken if links is None else self._named if found else set()).add(step.day)
        fresh = bool(found - self.seen)
        self.seen |= found
        more = fresh and not (links and links.pages is not None and step.page >= links.pages)
        behind = self.behind(step)
        if more and behind:
            return Onward((behind,))
        older = self.days[self.days.index(step.day) + 1 :] if step.day else ()
        steps = (self._step(older[0]),) if older else ()
        # A listing goes on into the past: only a day that is cut short hides articles of the days
        # that were asked for.
        if more and self.source.paged and step.day:
            cut = (
                f"page {step.page} still named new articles, and the source is declared {step.page}"
                " deep: the rest was not read"
            )
            return Onward(steps, (cut,))
        return Onward(steps, whole=step.day if step.day in self._named - self._broken else None)

    def behind(self, step: Step) -> Step | None:
        """The page behind a page, where the source goes on that far."""
        return (
            self._step(step.day, step.page + 1)
            if self.source.paged and step.page < self.source.max_pages
            else None
        )

    def _step(self, day: date | None, page: int = 1) -> Step:
        return Step(
            self.source.at(self.portal.base, self.portal.key, day, page),
            self.source.kind.link_kind,
            self,
            day,
            page,
        )


def source_walks(
    portal: Portal, window: DateRange, listed: Mapping[str, Collection[date]] = MappingProxyType({})
) -> list[SourceWalk]:
    """One walk for each of the portal's sources that can name articles of those days, in order of trust.

    `listed` names by source the days that it need not be asked for again; a source without any
    other is left out.
    """
    sources = [source for source in portal.network.sources if window.days or not source.by_date]
    wanted = [
        source
        for source in sources
        if (window.newest or source.reaches_back) and not (source.backfill and window.short)
    ]
    made = [
        SourceWalk(
            source, portal, [day for day in window.days if day not in listed.get(source.url, ())]
        )
        for source in wanted
    ]
    return [walk for walk in made if walk.days or not walk.source.by_date]


def onward(step: Step, links: Links | None, window: DateRange) -> Onward:
    """What follows a page of a source: the child sitemaps that it names, and the source's own next page."""
    children = _children(step, links.sources, window) if links and links.sources else Onward()
    after = step.walk.after(step, links) if step.walk else Onward()
    return Onward((*children.steps, *after.steps), (*children.notes, *after.notes), after.whole)


def _children(step: Step, named: Sequence[Link], window: DateRange) -> Onward:
    """The child sitemaps to read: of a recent crawl the news sitemaps alone, where there are any, for they hold the last two days."""
    if step.depth >= DEEPEST:
        return Onward(
            notes=(f"{len(named)} sitemaps of an index {step.depth} indexes deep were not read",)
        )
    others = [link for link in named if link.url != step.url]
    news = [link for link in others if "news" in link.url.rpartition("/")[2].lower()]
    wanted = news if news and window.short else [link for link in others if window.may_list(link)]
    # The newest first: what the bound leaves out is then the oldest. The sort is stable, for most
    # indexes date no child at all.
    wanted.sort(
        key=lambda link: link.changed_hint.timestamp() if link.changed_hint else float("inf"),
        reverse=True,
    )
    steps = tuple(
        replace(
            step,
            url=link.url,
            kind=LinkKind.SITEMAP,
            walk=None,
            depth=step.depth + 1,
            parent=step.url,
        )
        for link in wanted[:MOST_CHILDREN]
    )
    left = len(wanted) - len(steps)
    unread = (
        (
            (
                f"{left} of its {len(wanted)} sitemaps were not read: a run reads {MOST_CHILDREN}"
                " of an index"
            ),
        )
        if left
        else ()
    )
    return Onward(
        steps, ("the index names itself", *unread) if len(others) < len(named) else unread
    )
