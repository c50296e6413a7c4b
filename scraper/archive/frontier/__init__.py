"""The crawl's memory: known URLs and when they are due, runs, fetches, back-offs, listed days."""

from scraper.archive.frontier.backoff import Backoff, begin_backoff, end_backoff, standing_backoffs
from scraper.archive.frontier.ledger import (
    NO_VALIDATORS,
    Due,
    Validators,
    child_sitemaps,
    enter_links,
    hasten_visits,
    is_owed,
    list_due,
    list_put_aside,
    load_validators,
    recall_urls,
    release_urls,
    take_urls,
)
from scraper.archive.frontier.listed_days import enter_listed_day, load_listed_days
from scraper.archive.frontier.portal_rows import select_portals
from scraper.archive.frontier.runs import (
    Fetch,
    Run,
    begin_run,
    finish_run,
    last_crawl,
    record_fetch,
)
from scraper.archive.frontier.settlement import SECOND_LOOK, settle_url
from scraper.archive.frontier.verifications import (
    Verification,
    latest_verifications,
    record_verification,
)

__all__ = [
    "NO_VALIDATORS",
    "SECOND_LOOK",
    "Backoff",
    "Due",
    "Fetch",
    "Run",
    "Validators",
    "Verification",
    "begin_backoff",
    "begin_run",
    "child_sitemaps",
    "end_backoff",
    "enter_links",
    "enter_listed_day",
    "finish_run",
    "hasten_visits",
    "is_owed",
    "last_crawl",
    "latest_verifications",
    "list_due",
    "list_put_aside",
    "load_listed_days",
    "load_validators",
    "recall_urls",
    "record_fetch",
    "record_verification",
    "release_urls",
    "select_portals",
    "settle_url",
    "standing_backoffs",
    "take_urls",
]
