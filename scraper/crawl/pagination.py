"""Which pages of a source are read: backwards by day, forwards by page, until it is exhausted.

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
"""How many sitemap indexes may lead to a sitemap: no known portal nests them deeper, but a loop of
indexes does."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a source that is to be read."""

    url: str
    kind: LinkKind
    pagination: "Pagination | None" = None
    """None for a child sitemap, and for a page that an earlier run could not read."""
    day: date | None = None
    page: int = 1
    depth: int = 0
    """How many sitemap indexes led here."""
    parent: str | None = None
    """The sitemap index that named it."""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What follows a page of a source."""

    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    """What is left unread, in words: each bound that is reached is reported."""
    complete_day: date | None = None
    """The day whose last page this was, where all pages of that day were read; else None."""


@dataclass(slots=True, eq=False)
class Pagination:
    """The pages of one source of one portal, in the order in which a run reads them."""

    source: Source
    portal: Portal
    days: Sequence[date]
    """Newest first; not empty where the source is asked by day, and without meaning elsewhere."""
    seen: set[str] = field(default_factory=set)
    """Article URLs named so far.

    A page that names no new one is the last: some portals answer page 999 with their newest
    articles.
    """
    _unreadable: set[date] = field(default_factory=set)
    """Days with a page that could not be read."""
    _with_articles: set[date] = field(default_factory=set)
    """Days with a page that named an article.

    A day without any is never complete: we may be unable to read its index.
    """

    def first(self) -> Step:
        """The first page; of the newest day, where the source is asked by day."""
        return self._step(self.days[0] if self.source.by_date else None)

    def after(self, step: Step, links: Links | None) -> NextSteps:
        """What follows a page with these links: its next page, else the day before, else nothing.

        `links` is None for a page that could not be read.
        """
        if self._may_go_on(step, links):
            further = self.next_page(step)
            if further:
                return NextSteps((further,))
            # A listing goes on into the past. Only a day that is cut short hides articles of the
            # days that were asked for.
            if self.source.paged and step.day:
                cut = (
                    f"page {step.page} still named new articles, and the source is declared"
                    f" {step.page} deep: the rest was not read"
                )
                return NextSteps(self._older(step), (cut,))
        complete = step.day in self._with_articles - self._unreadable
        return NextSteps(self._older(step), complete_day=step.day if complete else None)

    def next_page(self, step: Step) -> Step | None:
        """The next page of the same day; None behind the last one that the source declares."""
        if not self.source.paged or step.page >= self.source.max_pages:
            return None
        return self._step(step.day, step.page + 1)

    def _may_go_on(self, step: Step, links: Links | None) -> bool:
        """Take note of a page's articles; True where a further page may name new ones."""
        if links is None:
            if step.day:
                self._unreadable.add(step.day)
            return False
        found = {link.url for link in links.articles}
        if step.day and found:
            self._with_articles.add(step.day)
        has_new = not found <= self.seen
        self.seen |= found
        return has_new and (links.pages is None or step.page < links.pages)

    def _older(self, step: Step) -> tuple[Step, ...]:
        """The first page of the day before; nothing where there is none."""
        older = self.days[self.days.index(step.day) + 1 :] if step.day else ()
        return (self._step(older[0]),) if older else ()

    def _step(self, day: date | None, page: int = 1) -> Step:
        url = self.source.at(self.portal.base, self.portal.key, day, page)
        return Step(url, self.source.kind.link_kind, self, day, page)


def paginations(
    portal: Portal,
    date_range: DateRange,
    listed: Mapping[str, Collection[date]] = MappingProxyType({}),
) -> list[Pagination]:
    """The portal's sources that can name articles of those days, the most trusted first.

    `listed` holds, by source, the days that need not be asked for again; a source without any other
    day is left out.
    """
    made = [
        Pagination(
            source,
            portal,
            [day for day in date_range.days if day not in listed.get(source.url, ())],
        )
        for source in portal.network.sources
        if _can_help(source, date_range)
    ]
    return [one for one in made if one.days or not one.source.by_date]


def _can_help(source: Source, date_range: DateRange) -> bool:
    """True where the source may name articles of those days."""
    if source.by_date and not date_range.days:
        return False
    if source.backfill and date_range.is_recent:
        return False
    return date_range.includes_newest or source.reaches_back


def next_steps(step: Step, links: Links | None, date_range: DateRange) -> NextSteps:
    """What follows a page of a source: the child sitemaps that it names, and its next page.

    `links` is None for a page that could not be read.
    """
    children = _children(step, links.sources, date_range) if links and links.sources else None
    further = step.pagination.after(step, links) if step.pagination else NextSteps()
    if children is None:
        return further
    return NextSteps(
        (*children.steps, *further.steps),
        (*children.notes, *further.notes),
        further.complete_day,
    )


def _children(step: Step, named: Sequence[Link], date_range: DateRange) -> NextSteps:
    """The child sitemaps to read.

    A crawl of recent days reads only the news sitemaps, where there are any: they hold the last two
    days.
    """
    if step.depth >= DEEPEST:
        unread = f"{len(named)} sitemaps of an index {step.depth} indexes deep were not read"
        return NextSteps(notes=(unread,))
    others = [link for link in named if link.url != step.url]
    wanted = _newest_first(_wanted_children(others, date_range))
    steps = tuple(_child(step, link) for link in wanted[:MOST_CHILDREN])
    notes = ["the index names itself"] if len(others) < len(named) else []
    if len(wanted) > len(steps):
        notes.append(
            f"{len(wanted) - len(steps)} of its {len(wanted)} sitemaps were not read: a run reads"
            f" {MOST_CHILDREN} of an index"
        )
    return NextSteps(steps, tuple(notes))


def _wanted_children(named: Sequence[Link], date_range: DateRange) -> list[Link]:
    news = [link for link in named if "news" in link.url.rpartition("/")[2].lower()]
    if news and date_range.is_recent:
        return news
    return [link for link in named if date_range.may_list(link)]


def _newest_first(sitemaps: Sequence[Link]) -> list[Link]:
    """The undated ones first, in their own order (most indexes date none); then by date.

    So the bound leaves out the oldest.
    """

    def changed(link: Link) -> float:
        return link.changed_hint.timestamp() if link.changed_hint else float("inf")

    return sorted(sitemaps, key=changed, reverse=True)


def _child(step: Step, link: Link) -> Step:
    return replace(
        step,
        url=link.url,
        kind=LinkKind.SITEMAP,
        pagination=None,
        depth=step.depth + 1,
        parent=step.url,
    )
