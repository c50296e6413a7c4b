"""When an article is asked for again: silent edits are made soon after publication, so its visits grow apart with its age. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scraper.model import Links


def next_visit(ages: Sequence[timedelta], since: datetime, at: datetime) -> datetime | None:
    """The first moment after `at` at which a story that came out at `since` reaches one of the ascending `ages`; None behind the last.

    So a run that comes late makes one visit for all that it missed, and an old story that a
    backfill finds is not asked for again.

    >>> from datetime import UTC
    >>> hours = [timedelta(hours=age) for age in (1, 6, 24)]
    >>> next_visit(hours, datetime(2022, 8, 2, 5, tzinfo=UTC), datetime(2022, 8, 2, 9, tzinfo=UTC)).hour
    11
    """
    return next((since + age for age in ages if since + age > at), None)


def without_its_own_clock(links: Links) -> Links:
    """The links without their times of change, where a source prints the same one for all of them.

    Such a source prints when it was made itself; to believe it would have every article fetched
    again in every run.
    """
    changes = {link.changed_hint for link in links.articles}
    if len(links.articles) < 2 or len(changes) > 1 or changes == {None}:
        return links
    return replace(
        links, articles=tuple(replace(link, changed_hint=None) for link in links.articles)
    )
