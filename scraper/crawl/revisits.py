"""When an article is visited again; the intervals grow with its age. Pure.

Silent edits are made soon after publication.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scraper.model import Links


def next_visit(ages: Sequence[timedelta], since: datetime, at: datetime) -> datetime | None:
    """The next moment after `at` when an article published at `since` reaches one of the `ages`.

    `ages` ascend; None after the last one. So a late run makes one visit for all that it missed,
    and an old article that a backfill finds is not visited again.

    >>> from datetime import UTC
    >>> hours = [timedelta(hours=age) for age in (1, 6, 24)]
    >>> published, now = datetime(2022, 8, 2, 5, tzinfo=UTC), datetime(2022, 8, 2, 9, tzinfo=UTC)
    >>> next_visit(hours, published, now).hour
    11
    """
    return next((since + age for age in ages if since + age > at), None)


def without_uniform_changes(links: Links) -> Links:
    """The links, without their times of change where a source prints the same one for all of them.

    Such a source prints the time of its own making. Believing it would fetch every article again in
    every run.
    """
    changes = {link.changed_hint for link in links.articles}
    if len(links.articles) < 2 or len(changes) > 1 or changes == {None}:
        return links
    articles = tuple(replace(link, changed_hint=None) for link in links.articles)
    return replace(links, articles=articles)
