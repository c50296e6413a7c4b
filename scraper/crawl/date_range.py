"""The days whose articles a run looks for, and which links may belong to them. Pure.

Only the links of sitemaps are filtered: a sitemap may name every article that a portal ever
published. A feed or listing holds only the newest articles, and an index is asked for one day, so
everything that they name is wanted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from scraper.model import Link, LinkKind, Links
from scraper.urls import day_in

RECENT: Final = timedelta(days=3)
"""How far back sources of only the newest articles reach: news sitemaps, feeds, listings."""
GRACE: Final = timedelta(days=14)
"""How much older than its days an article of a sitemap may be where the run names no days: cron
may have been down for that long."""
_SLACK: Final = timedelta(days=1)
"""Sources may print dates of another time zone."""
_DATE_IN_NAME: Final = re.compile(
    r"(?<!\d)(20\d{2})(?P<mark>[-_/.]?)(0[1-9]|1[0-2])(?:(?P=mark)([0-2]\d|3[01]))?(?!\d)"
)
"""A month or a day in a sitemap's name.

A year alone does not count: it may belong to a section's name, as in `sitemap-pemilu-2024.xml`.
"""
_NO_ARTICLES: Final = re.compile(
    r"wp-sitemap-(taxonomies|users|posts-page)-|(category|post_tag|author|page)-sitemap\d*\.xml"
)
"""Names of child sitemaps without articles, by WordPress and its usual sitemap plug-in."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days of a run, in one portal's time zone."""

    days: Sequence[date]
    """Newest first; empty where the run looks only for days to come."""
    today: date
    given: bool = True
    """True where the user named the days."""

    @property
    def includes_newest(self) -> bool:
        """True where the newest days are wanted, so that sources of the newest articles help."""
        return not self.days or self.days[0] >= self.today - RECENT

    @property
    def is_recent(self) -> bool:
        """True where the days reach no further back than sources of the newest articles do."""
        return not self.days or self.days[-1] >= self.today - RECENT

    def filters(self, kind: LinkKind) -> bool:
        """True where only links of the given days are taken from a source of this kind.

        A later "not modified" then says nothing about other days.
        """
        return self.given and kind is LinkKind.SITEMAP

    def filter(self, links: Links, kind: LinkKind) -> Links:
        """The links without articles that a sitemap's dates, or their URLs, place on other days."""
        if kind is not LinkKind.SITEMAP or not self.days:
            return links
        kept = tuple(link for link in links.articles if self._may_include(link))
        return replace(links, articles=kept)

    def may_list(self, sitemap: Link) -> bool:
        """True where a child sitemap may name articles of these days.

        Its last change and the month or day in its name decide.
        """
        name = sitemap.url.partition("://")[2].partition("/")[2]
        if _NO_ARTICLES.search(name):
            return False
        if not self.days:
            return True
        first, last = self._first - _SLACK, self.days[0] + _SLACK
        if sitemap.changed_hint and sitemap.changed_hint.date() < first:
            return False
        found = _DATE_IN_NAME.search(name)
        if found is None:
            return True
        year, month, day = found[1], found[3], found[4]
        if day is None:
            return f"{first:%Y%m}" <= year + month <= f"{last:%Y%m}"
        return f"{first:%Y%m%d}" <= year + month + day <= f"{last:%Y%m%d}"

    @property
    def _first(self) -> date:
        return self.days[-1] if self.given else self.days[-1] - GRACE

    def _may_include(self, link: Link) -> bool:
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
