"""The way through one source: days backwards, pages forwards, and where it ends. Pure: no request is made here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from scraper.model import Link, LinkKind, Links
from scraper.portal import Portal, Source, SourceKind

KIND_OF: Final = {
    SourceKind.DATED_INDEX: LinkKind.LISTING,
    SourceKind.LISTING: LinkKind.LISTING,
    SourceKind.NEWS_SITEMAP: LinkKind.SITEMAP,
    SourceKind.SITEMAP: LinkKind.SITEMAP,
    SourceKind.FEED: LinkKind.FEED,
}
MOST_CHILDREN: Final = 50
"""Child sitemaps of one index that a run reads: Tribun has about twenty sections with one news sitemap each."""
DEEPEST: Final = 2
"""An index of indexes is read, an index of those is not: no known portal has one, and a loop of them would."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a source."""

    url: str
    kind: LinkKind
    walk: "Walk | None" = None
    day: date | None = None
    page: int = 1
    depth: int = 0
    """How many sitemap indexes led here."""


@dataclass(slots=True, eq=False)
class Walk:
    """The walk through one declared source of one portal."""

    source: Source
    portal: Portal
    days: Sequence[date]
    """Newest first; they matter where the source can be asked for a day."""
    seen: set[str] = field(default_factory=set)
    """Article URLs that the walk has met: a page without a new one is the last (a portal answers page 999 with its newest articles)."""

    def first(self) -> Step:
        """The first page: of the newest day, where there are days."""
        return self._step(self.days[0] if self.source.by_date else None)

    def after(self, step: Step, links: Links | None) -> Step | None:
        """What follows a page with those links (None: it could not be read), or None at the end."""
        found = {link.url for link in links.articles} if links else set()
        fresh = bool(found - self.seen)
        self.seen |= found
        if fresh and step.page < self.source.max_pages and "{page" in self.source.url:
            return self._step(step.day, step.page + 1)
        if step.day is None:
            return None
        older = self.days[self.days.index(step.day) + 1 :]
        return self._step(older[0]) if older else None

    def _step(self, day: date | None, page: int = 1) -> Step:
        return Step(self.source.at(self.portal, day, page), KIND_OF[self.source.kind], self, day, page)


def walks(portal: Portal, days: Sequence[date]) -> list[Walk]:
    """One walk for each of the portal's sources, in order of trust; without days, for those alone that have none."""
    return [Walk(source, portal, days) for source in portal.network.sources if days or not source.by_date]


def children(step: Step, found: Iterable[Link], *, recent: bool) -> Iterator[Step]:
    """The child sitemaps to read: of a `recent` crawl the news sitemaps alone, where there are any, for they hold the last two days."""
    if step.depth >= DEEPEST:
        return
    named = list(found)
    news = [link for link in named if "news" in link.url.rpartition("/")[2].lower()]
    for link in (news if recent and news else named)[:MOST_CHILDREN]:
        yield replace(step, url=link.url, kind=LinkKind.SITEMAP, walk=None, depth=step.depth + 1)


def days_between(since: date | None, until: date | None, today: date) -> list[date]:
    """The days to look for, newest first: by default today and yesterday.

    >>> days_between(None, None, date(2022, 8, 2))
    [datetime.date(2022, 8, 2), datetime.date(2022, 8, 1)]
    """
    last = until or today
    first = since or last - timedelta(days=1)
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]
