"""The days that a run looks for, held against what a source says of a link. Pure.

Only sitemaps are sifted: they may name every article that a portal ever printed. A feed and a
listing hold the newest alone, and an index is asked for its day, so whatever they name is wanted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from scraper.model import Link, LinkKind, Links
from scraper.urls import day_in

RECENT: Final = timedelta(days=3)
"""How far back the sources reach that hold the newest articles alone: news sitemaps, feeds,
listings."""
GRACE: Final = timedelta(days=14)
"""How much older an article of a sitemap may be than the days of a run that names none: so long
may cron have been down."""
_SLACK: Final = timedelta(days=1)
"""Sources print dates of other zones."""
_NAMED: Final = re.compile(
    r"(?<!\d)(20\d{2})(?P<mark>[-_/.]?)(0[1-9]|1[0-2])(?:(?P=mark)([0-2]\d|3[01]))?(?!\d)"
)
"""A month or a day in a sitemap's name.

A year alone may as well be a section's: `sitemap-pemilu-2024.xml`.
"""
_NO_ARTICLES: Final = re.compile(
    r"wp-sitemap-(taxonomies|users|posts-page)-|(category|post_tag|author|page)-sitemap\d*\.xml"
)
"""Child sitemaps that WordPress and its usual sitemap plug-in name after what they hold, and
that hold no articles."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days of a run, in one portal's zone."""

    days: Sequence[date]
    """Newest first; empty where the run looks for days to come."""
    today: date
    given: bool = True
    """True where the user named the days."""

    @property
    def newest(self) -> bool:
        """True where the newest days are among those wanted, so that sources which hold the newest articles alone are worth asking."""
        return not self.days or self.days[0] >= self.today - RECENT

    @property
    def short(self) -> bool:
        """True where the days reach no further back than those sources do, so that they are enough."""
        return not self.days or self.days[-1] >= self.today - RECENT

    def sifts(self, kind: LinkKind) -> bool:
        """True where a source of that kind is read for these days alone: then "not modified" says nothing of other days."""
        return self.given and kind is LinkKind.SITEMAP

    def sift(self, links: Links, kind: LinkKind) -> Links:
        """The links without those articles of a sitemap that were printed on other days, as far as it or their URLs say."""
        if kind is not LinkKind.SITEMAP or not self.days:
            return links
        kept = tuple(link for link in links.articles if self._holds(link))
        return replace(links, articles=kept)

    def may_list(self, sitemap: Link) -> bool:
        """True where a child sitemap may name articles of the days: by its last change, and by the day, month or year in its name."""
        name = sitemap.url.partition("://")[2].partition("/")[2]
        if _NO_ARTICLES.search(name):
            return False
        if not self.days:
            return True
        first, last = self._first - _SLACK, self.days[0] + _SLACK
        if sitemap.changed_hint and sitemap.changed_hint.date() < first:
            return False
        named = _NAMED.search(name)
        if named is None:
            return True
        year, month, day = named[1], named[3], named[4]
        if day is None:
            return f"{first:%Y%m}" <= year + month <= f"{last:%Y%m}"
        return f"{first:%Y%m%d}" <= year + month + day <= f"{last:%Y%m%d}"

    @property
    def _first(self) -> date:
        return self.days[-1] if self.given else self.days[-1] - GRACE

    def _holds(self, link: Link) -> bool:
        printed = link.published_hint.date() if link.published_hint else day_in(link.url)
        if printed:
            return self._first - _SLACK <= printed <= self.days[0] + _SLACK
        return link.changed_hint is None or link.changed_hint.date() >= self._first - _SLACK


def date_range_of(since: date | None, until: date | None, today: date) -> DateRange:
    """The days from `since` to `until`, both included; by default yesterday and today.

    >>> date_range_of(None, None, date(2022, 8, 2)).days
    (datetime.date(2022, 8, 2), datetime.date(2022, 8, 1))
    """
    last = until or today
    first = since or last - timedelta(days=1)
    days = tuple(last - timedelta(days=back) for back in range((last - first).days + 1))
    return DateRange(days, today, given=since is not None or until is not None)
