"""docs/OUTCOMES.md, row by row, against a crawl of the fault site."""

from datetime import datetime, timedelta

import pytest

from scraper.errors import DEGRADED
from scripts.sample.faults.answers import BAD_LOCATIONS, NEW_ADDRESS, WALLED
from scripts.sample.faults.documents import ADDRESSES, SECOND
from scripts.sample.faults.fault import AT_FAULT, SOUND, Fault
from scripts.sample.faults.pages import told_by
from scripts.sample.faults.portals import FAULTS
from scripts.sample.faults.sources import DEPTH
from tests.faults.conftest import Crawled
from tests.faults.table import Promise, promises

pytestmark = pytest.mark.xdist_group("faults")
"""One crawl for all tests of this module."""
PROMISES = {promise.fault: promise for promise in promises()}
BY_NAME = {fault.name: fault for fault in FAULTS}
TEXT_AS_TOLD = (
    *(
        "keep-alive-cut",
        "ipv6-only",
        "busy-burst",
        "html-as-text",
        "wrong-charset",
        "changed-layout",
        "lost-byline",
        "degraded-later",
        "shared-canonical",
    ),
    *("no-length", "canonical-off-site", "canonical-of-another"),
    *(
        "future-clock",
        "session-ids",
        "nul-bytes",
        "deep-nesting",
        "robots-page",
        "html-as-feed",
        "broken-xml",
        "sitemap-bomb",
    ),
)
each_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


def _promise(fault: Fault) -> Promise:
    return PROMISES[fault.name]


def test_the_tables_and_the_site_name_the_same_faults() -> None:
    assert [promise.fault for promise in promises()] == list(BY_NAME)
    assert len(BY_NAME) == len(FAULTS) > 40


def test_each_row_says_what_comes_and_what_to_do() -> None:
    assert [promise.fault for promise in promises() if not (promise.comes and promise.advice)] == []


@each_fault
def test_a_fault_ends_as_promised(crawled: Crawled, fault: Fault) -> None:
    """Outcome, reason, words and state are those of the table.

    An article is in the archive only where the table says so.
    """
    promise = _promise(fault)
    outcome, error = crawled.shown(fault)
    assert outcome == promise.outcome
    assert [words for words in promise.says if words not in error] == [], error
    assert bool(error) == bool(promise.says), error
    assert crawled.state(fault) == promise.ledger
    if (
        fault.shown_at(crawled.stand(fault)) == crawled.stand(fault).url(AT_FAULT)
        and fault.name != "moved"
    ):
        assert len(crawled.text(fault, AT_FAULT)) == (outcome == "archived")


@each_fault
def test_a_sound_article_beside_the_fault_is_archived(crawled: Crawled, fault: Fault) -> None:
    """Unless the whole portal is closed to us; then what is known of it is due."""
    assert fault.closes is _promise(fault).closed
    if not fault.closes:
        assert crawled.sound(fault) == ["\n".join(told_by(crawled.stand(fault), 1).paragraphs)]
        return
    assert crawled.sound(fault) == []
    assert crawled.rows(
        fault, "SELECT state FROM ledger WHERE url = ?", crawled.stand(fault).url(SOUND)
    ) in ([], [("due",)])
    assert f"faults-{fault.name}: " in crawled.said or fault.guarded


def test_the_run_ends_and_is_degraded(crawled: Crawled) -> None:
    assert crawled.code == DEGRADED, crawled.said
    assert "Traceback" not in crawled.said
    assert crawled.rows(FAULTS[0], "SELECT status FROM crawl_runs") == [("finished",)]
    assert crawled.rows(FAULTS[0], "SELECT url FROM ledger WHERE state = 'in_flight'") == []


@pytest.mark.parametrize("name", TEXT_AS_TOLD)
def test_the_text_behind_the_fault_is_whole(crawled: Crawled, name: str) -> None:
    fault = BY_NAME[name]
    assert crawled.text(fault, AT_FAULT) == ["\n".join(told_by(crawled.stand(fault), 2).paragraphs)]


def test_text_that_was_encoded_twice_is_read_back(crawled: Crawled) -> None:
    (text,) = crawled.text(BY_NAME["mojibake"], AT_FAULT)
    assert "“Itu benar,” katanya – tanpa ragu…" in text
    assert "â" not in text


def test_nothing_off_the_portals_is_asked_for(crawled: Crawled) -> None:
    """Nothing that a redirect, a meta refresh or a listing leads to; nothing on our own network."""
    hosts = {
        portal.hosts[0]
        for portal in (stand.portal for stand in crawled.running.site.stands.values())
    }
    assert {request.host for request in crawled.running.requests} <= hosts
    assert len(crawled.running.requests) == crawled.asked
    assert crawled.rows(FAULTS[0], "SELECT url FROM ledger WHERE url LIKE '%tetangga%'") == []


@pytest.mark.parametrize(
    ("name", "wait"),
    [("busy-for-hours", timedelta(hours=2)), ("too-many-requests", timedelta(hours=1))],
)
def test_an_address_is_due_when_the_server_said(
    crawled: Crawled, name: str, wait: timedelta
) -> None:
    fault = BY_NAME[name]
    url = fault.shown_at(crawled.stand(fault))
    ((due, fetched),) = crawled.rows(
        fault, "SELECT due_at, last_fetched_at FROM ledger WHERE url = ?", url
    )
    assert datetime.fromisoformat(due) - datetime.fromisoformat(fetched) == wait


def test_a_wall_with_status_200_closes_its_portal_while_it_is_read(crawled: Crawled) -> None:
    walled = {crawled.stand(BY_NAME["challenge-200"]).portal.hosts[0]}
    asked = [
        request.target
        for request in crawled.running.requests
        if request.host in walled and request.target.startswith("/berita")
    ]
    assert asked == list(WALLED[: len(asked)])
    assert len(asked) < len(WALLED)


def test_an_article_that_moved_is_one_article_at_both_addresses(crawled: Crawled) -> None:
    fault = BY_NAME["moved"]
    stand = crawled.stand(fault)
    known = crawled.rows(
        fault,
        "SELECT url, article_id FROM ledger WHERE url IN (?, ?)",
        stand.url(AT_FAULT),
        stand.url(NEW_ADDRESS),
    )
    assert len(known) == 2
    assert len({article for _, article in known}) == 1
    assert len(crawled.text(fault, NEW_ADDRESS)) == 1


def test_a_redirect_to_something_that_is_no_url_is_explained(crawled: Crawled) -> None:
    fault = BY_NAME["redirect-bad"]
    urls = {crawled.stand(fault).url(target) for target in BAD_LOCATIONS}
    told = dict(
        crawled.rows(
            fault, "SELECT url, error FROM fetches WHERE outcome = 'failed' AND kind = 'article'"
        )
    )
    assert urls - told.keys() == set()
    assert {
        url: told[url] for url in urls if not told[url].startswith("HTTP 302: redirects to ")
    } == {}


def test_no_error_is_a_librarys_class_name(crawled: Crawled) -> None:
    """No `ValueError: …` or other class name in the error of any fault."""
    told = crawled.rows(
        FAULTS[0],
        "SELECT url, error FROM fetches WHERE error GLOB '*Error: *' OR error GLOB '*Exception: *'",
    )
    assert told == []


def test_one_text_at_ten_addresses_is_ten_articles(crawled: Crawled) -> None:
    fault = BY_NAME["ten-addresses"]
    assert [len(crawled.text(fault, target)) for target in ADDRESSES] == [1] * 10


def test_an_address_with_a_session_in_it_is_the_address_without(crawled: Crawled) -> None:
    fault = BY_NAME["session-ids"]
    found = crawled.rows(
        fault,
        "SELECT url FROM ledger WHERE kind = 'article' AND url LIKE ?",
        f"{crawled.stand(fault).portal.base}/%",
    )
    assert {url for (url,) in found} == {
        crawled.stand(fault).url(target) for target in (AT_FAULT, SOUND)
    }


def test_a_missing_part_is_counted_and_asked_for_again(crawled: Crawled) -> None:
    fault = BY_NAME["missing-part"]
    url = crawled.stand(fault).url(AT_FAULT)
    assert crawled.rows(fault, "SELECT parts, parts_found FROM articles WHERE url = ?", url) == [
        (3, 2)
    ]
    assert crawled.rows(
        fault, "SELECT outcome, status FROM fetches WHERE url = ?", crawled.stand(fault).url(SECOND)
    ) == [("failed", 500)]


@pytest.mark.parametrize(
    ("name", "column", "lost"),
    [
        ("future-clock", "published_at", None),
        ("lost-byline", "(SELECT count(*) FROM bylines WHERE article_id = articles.id)", 0),
    ],
)
def test_what_a_page_does_not_say_is_not_invented(
    crawled: Crawled, name: str, column: str, lost: object
) -> None:
    fault = BY_NAME[name]
    url = crawled.stand(fault).url(AT_FAULT)
    assert crawled.rows(fault, f"SELECT {column} FROM articles WHERE url = ?", url) == [(lost,)]


def test_what_never_ends_is_bounded(crawled: Crawled) -> None:
    def asked(name: str, start: str) -> int:
        hosts = crawled.stand(BY_NAME[name]).portal.hosts
        return sum(
            request.host in hosts and request.target.startswith(start)
            for request in crawled.running.requests
        )

    assert (
        asked("endless-index", f"/arsip?hari={crawled.stand(BY_NAME['endless-index']).today}&")
        == DEPTH
    )
    assert asked("calendar-trap", "/kalender") == 0
    assert asked("sitemap-bomb", "/peta-") == 50
    assert asked("sitemap-loop", "/sitemap.xml") == 1
