"""The ledger: what is due, in flight, settled, and how each outcome moves a URL."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scraper.archive import Archive, utc_text
from scraper.archive.frontier import (
    SECOND_LOOK,
    Validators,
    begin_run,
    child_sitemaps,
    enter_links,
    hasten_visits,
    is_owed,
    list_due,
    list_put_aside,
    load_validators,
    recall_urls,
    release_urls,
    settle_url,
    take_urls,
)
from scraper.archive.frontier.ledger import MOST_DEATHS, recover_in_flight
from scraper.archive.frontier.settlement import FIRST_RETRY, LONGEST_RETRY, MOST_ATTEMPTS
from scraper.model import Link, LinkKind, Outcome
from tests.archive.samples import ARTICLE, NOON, OTHER, PORTAL, URL, counts, save

LATER = NOON + timedelta(hours=1)


def link(number: int, kind: LinkKind = LinkKind.ARTICLE, hours_ago: int | None = None) -> Link:
    hint = None if hours_ago is None else NOON - timedelta(hours=hours_ago)
    return Link(f"https://jateng.kabar.example/{number}/a", kind, published_hint=hint)


def discover(archive: Archive, *links: Link) -> int:
    return enter_links(
        archive, links, portal=PORTAL, source="https://jateng.kabar.example/index", seen_at=NOON
    )


def state(archive: Archive, number: int = 1) -> tuple[object, ...]:
    query = "SELECT state, due_at, attempts, last_outcome FROM ledger WHERE url = ?"
    found: tuple[object, ...] = archive.connection.execute(query, (link(number).url,)).fetchone()
    return found


def test_each_url_is_entered_once_in_any_scheme(archive: Archive) -> None:
    assert discover(archive, link(1), link(2), link(1)) == 2
    assert (
        discover(archive, Link(link(1).url.replace("https", "http"), LinkKind.ARTICLE), link(3))
        == 1
    )
    assert counts(archive, "ledger") == [3]


def test_due_gives_sources_first_then_articles_newest_first(archive: Archive) -> None:
    discover(
        archive,
        link(1, hours_ago=30),
        link(2, hours_ago=2),
        link(3, LinkKind.LISTING),
        link(4),
        link(5, hours_ago=1),
    )
    found = list_due(archive, PORTAL, now=NOON, limit=10)
    assert [due.url.split("/")[3] for due in found] == ["3", "4", "5", "2", "1"]
    assert found[2].known_since == NOON - timedelta(hours=1)
    assert (found[0].kind, found[0].portal_slug, found[0].attempts) == (
        LinkKind.LISTING,
        "kabar-jateng",
        0,
    )
    assert len(list_due(archive, PORTAL, now=NOON, limit=2)) == 2


def test_due_is_for_the_portals_named_and_not_before_its_time(archive: Archive) -> None:
    discover(archive, link(1))
    assert list_due(archive, OTHER, now=NOON, limit=9) == []
    assert list_due(archive, PORTAL, now=NOON - timedelta(seconds=1), limit=9) == []
    assert len(list_due(archive, PORTAL, now=NOON, limit=9)) == 1


def test_a_known_url_keeps_its_state_and_gains_a_hint(archive: Archive) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, Outcome.ARCHIVED, at=NOON)
    assert discover(archive, link(1, hours_ago=3)) == 0
    assert state(archive)[0] == "done"
    assert archive.connection.execute("SELECT published_hint FROM ledger").fetchone() == (
        utc_text(NOON - timedelta(hours=3)),
    )


def test_what_is_taken_is_given_to_nobody_else(archive: Archive) -> None:
    discover(archive, link(1), link(2))
    take_urls(archive, [link(1).url])
    assert [due.url for due in list_due(archive, PORTAL, now=LATER, limit=9)] == [link(2).url]


def test_what_is_given_back_is_due_as_before(archive: Archive) -> None:
    discover(archive, link(1), link(2))
    take_urls(archive, [link(1).url])
    release_urls(archive, [link(1).url, link(2).url])
    assert len(list_due(archive, PORTAL, now=NOON, limit=9)) == 2


@pytest.mark.parametrize("outcome", Outcome)
def test_what_someone_asks_for_anew_is_due_whatever_became_of_it(
    archive: Archive, outcome: Outcome
) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, outcome, at=NOON)
    recall_urls(archive, [link(1).url], at=LATER)
    assert state(archive)[:2] == ("due", utc_text(LATER))
    take_urls(archive, [link(1).url])
    recall_urls(archive, [link(1).url], at=LATER)
    assert state(archive)[0] == "in_flight"


def test_what_a_dead_run_had_taken_is_due_again(archive: Archive) -> None:
    discover(archive, link(1))
    take_urls(archive, [link(1).url])
    begin_run(archive, arguments={}, started_at=LATER)
    assert [due.url for due in list_due(archive, PORTAL, now=LATER, limit=9)] == [link(1).url]


STATES = {
    Outcome.ARCHIVED: "done",
    Outcome.REVISED: "done",
    Outcome.UNCHANGED: "done",
    Outcome.NOT_MODIFIED: "done",
    Outcome.READ: "done",
    Outcome.NOT_AN_ARTICLE: "refused",
    Outcome.REFUSED_BY_ROBOTS: "refused",
    Outcome.GONE: "gone",
    Outcome.BLOCKED: "due",
    Outcome.FAILED: "due",
}


@pytest.mark.parametrize(("outcome", "expected"), STATES.items())
def test_every_outcome_has_a_state(archive: Archive, outcome: Outcome, expected: str) -> None:
    discover(archive, link(1))
    take_urls(archive, [link(1).url])
    settle_url(archive, link(1).url, outcome, at=NOON, for_good=True)
    due_at = utc_text(NOON + FIRST_RETRY) if expected == "due" else None
    assert state(archive) == (expected, due_at, int(expected == "due"), outcome)


def test_every_outcome_is_in_the_table_above() -> None:
    assert set(STATES) == set(Outcome)


def test_failures_back_off_and_end(archive: Archive) -> None:
    discover(archive, link(1))
    at, pauses = NOON, []
    for _ in range(MOST_ATTEMPTS - 1):
        settle_url(archive, link(1).url, Outcome.FAILED, at=at)
        (due,) = archive.connection.execute(
            "SELECT unixepoch(due_at) - unixepoch(last_fetched_at) FROM ledger"
        ).fetchone()
        pauses.append(due // 60)
        at += timedelta(days=3)
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1920, 2880]
    settle_url(archive, link(1).url, Outcome.FAILED, at=at)
    assert state(archive)[0] == "refused"


def test_a_success_forgets_the_failures_before_it(archive: Archive) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, Outcome.FAILED, at=NOON)
    settle_url(archive, link(1).url, Outcome.UNCHANGED, at=LATER)
    assert state(archive)[2] == 0


def test_a_portal_that_blocks_is_asked_again_without_end_and_slowly(archive: Archive) -> None:
    discover(archive, link(1))
    for day in range(40):
        settle_url(archive, link(1).url, Outcome.BLOCKED, at=NOON + timedelta(days=3 * day))
    assert state(archive)[:2] == ("due", utc_text(NOON + timedelta(days=117) + LONGEST_RETRY))


def test_a_next_visit_keeps_a_url_due(archive: Archive) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, Outcome.ARCHIVED, at=NOON, next_due=LATER)
    assert state(archive)[:2] == ("due", utc_text(LATER))


def test_validators_are_kept_until_new_ones_come(archive: Archive) -> None:
    discover(archive, link(1, LinkKind.LISTING))
    settle_url(
        archive,
        link(1).url,
        Outcome.READ,
        at=NOON,
        next_due=NOON,
        validators=Validators('"x"', "Tue, 02 Aug 2022 05:00:00 GMT"),
    )
    settle_url(archive, link(1).url, Outcome.NOT_MODIFIED, at=LATER, next_due=LATER)
    (due,) = list_due(archive, PORTAL, now=LATER, limit=1)
    assert (due.etag, due.last_modified) == ('"x"', "Tue, 02 Aug 2022 05:00:00 GMT")


@pytest.mark.parametrize(("parts", "found", "etag"), [(1, 1, '"x"'), (3, 3, '"x"'), (3, 2, None)])
def test_validators_are_given_for_a_whole_article_alone(
    archive: Archive, parts: int, found: int, etag: str | None
) -> None:
    """Of one of which pages are missing, "not modified" would hide that they are."""
    saved = save(archive, replace(ARTICLE, parts=parts, parts_found=found))
    enter_links(archive, [Link(URL, LinkKind.ARTICLE)], portal=PORTAL, source="x", seen_at=NOON)
    settle_url(
        archive,
        URL,
        Outcome.ARCHIVED,
        at=NOON,
        next_due=NOON,
        validators=Validators('"x"'),
        article_id=saved.article_id,
    )
    assert [due.etag for due in list_due(archive, PORTAL, now=NOON, limit=1)] == [etag]


@pytest.mark.parametrize(("parts", "etag"), [(1, '"x"'), (3, None)])
def test_a_story_of_several_pages_that_changed_is_asked_for_whole(
    archive: Archive, parts: int, etag: str | None
) -> None:
    """Its source says that it did; its first page may be the same."""
    saved = save(archive, replace(ARTICLE, parts=parts, parts_found=parts))
    named = Link(URL, LinkKind.ARTICLE)
    enter_links(archive, [named], portal=PORTAL, source="x", seen_at=NOON)
    settle_url(
        archive,
        URL,
        Outcome.ARCHIVED,
        at=NOON,
        validators=Validators('"x"'),
        article_id=saved.article_id,
    )
    enter_links(
        archive, [replace(named, changed_hint=LATER)], portal=PORTAL, source="x", seen_at=LATER
    )
    assert [due.etag for due in list_due(archive, PORTAL, now=LATER, limit=1)] == [etag]


@pytest.mark.parametrize(
    ("outcome", "state_then"), [(Outcome.GONE, "gone"), (Outcome.NOT_AN_ARTICLE, "refused")]
)
def test_what_leads_to_no_article_is_asked_for_once_more_before_it_is_believed(
    archive: Archive, outcome: Outcome, state_then: str
) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, outcome, at=NOON)
    assert state(archive)[:2] == ("due", utc_text(NOON + SECOND_LOOK))
    settle_url(archive, link(1).url, outcome, at=NOON + SECOND_LOOK)
    assert state(archive)[:2] == (state_then, None)


def test_a_mark_of_being_gone_is_taken_off_where_the_article_is_there_after_all(
    archive: Archive,
) -> None:
    saved = save(archive)
    discover(archive, link(1))
    settle_url(archive, link(1).url, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id)
    marked = "SELECT gone_at FROM articles"
    settle_url(archive, link(1).url, Outcome.GONE, at=LATER)
    assert archive.connection.execute(marked).fetchall() == [(utc_text(LATER),)]
    settle_url(archive, link(1).url, Outcome.NOT_MODIFIED, at=LATER + SECOND_LOOK)
    assert archive.connection.execute(marked).fetchall() == [(None,)]


def test_no_validators_are_given_for_a_page_that_was_no_article(archive: Archive) -> None:
    """Of a bot wall, "not modified" would hide that there is no article behind it."""
    discover(archive, link(1))
    settle_url(
        archive,
        link(1).url,
        Outcome.BLOCKED,
        at=NOON,
        next_due=NOON,
        validators=Validators('"x"', "yesterday"),
    )
    (due,) = list_due(archive, PORTAL, now=NOON, limit=1)
    assert (due.etag, due.last_modified) == (None, None)


def test_what_is_released_is_due_as_before(archive: Archive) -> None:
    discover(archive, link(1), link(2))
    before = state(archive)
    take_urls(archive, [link(1).url])
    release_urls(archive, [link(1).url, link(2).url, "https://unknown.example/"])
    assert state(archive) == before


def test_a_url_is_recalled_whatever_became_of_it(archive: Archive) -> None:
    discover(archive, *(link(number) for number in range(1, 5)))
    for number, outcome in enumerate(
        (Outcome.ARCHIVED, Outcome.GONE, Outcome.NOT_AN_ARTICLE, Outcome.FAILED), start=1
    ):
        settle_url(archive, link(number).url, outcome, at=NOON)
    recall_urls(archive, [link(number).url for number in range(1, 5)], at=NOON)
    assert len(list_due(archive, PORTAL, now=NOON, limit=9)) == 4


def test_what_is_in_flight_is_not_recalled(archive: Archive) -> None:
    discover(archive, link(1))
    take_urls(archive, [link(1).url])
    recall_urls(archive, [link(1).url], at=LATER)
    assert state(archive)[0] == "in_flight"


def test_a_page_that_is_gone_marks_its_article(archive: Archive) -> None:
    saved = save(archive)
    enter_links(archive, [Link(URL, LinkKind.ARTICLE)], portal=PORTAL, source="x", seen_at=NOON)
    settle_url(archive, URL, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id)
    settle_url(archive, URL, Outcome.GONE, at=LATER)
    assert archive.connection.execute("SELECT gone_at FROM articles").fetchone() == (
        utc_text(LATER),
    )


def test_an_older_outcome_does_not_undo_a_newer_one(archive: Archive) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, Outcome.UNCHANGED, at=LATER, next_due=LATER)
    settle_url(archive, link(1).url, Outcome.ARCHIVED, at=NOON)
    assert state(archive)[:2] == ("due", utc_text(LATER))


def test_an_unknown_url_is_left_alone(archive: Archive) -> None:
    settle_url(archive, URL, Outcome.GONE, at=NOON)
    assert counts(archive, "ledger") == [0]


def test_links_of_an_undeclared_host_have_a_portal_too(archive: Archive) -> None:
    enter_links(
        archive,
        [Link("https://situs.example/a", LinkKind.ARTICLE)],
        portal=None,
        source="impor",
        seen_at=NOON,
    )
    query = "SELECT p.slug FROM ledger l JOIN portals p ON p.id = l.portal_id"
    assert archive.connection.execute(query).fetchall() == [("situs.example",)]


def test_a_batch_of_a_million_is_read_in_the_order_of_an_index(archive: Archive) -> None:
    """Nothing is sorted, so that neither time nor memory grows with what is due; a run that
    begins looks at what was in flight alone.
    """
    asked: list[str] = []
    archive.connection.set_trace_callback(asked.append)
    list_due(archive, PORTAL, now=NOON, limit=20)
    begin_run(archive, arguments={}, started_at=NOON)
    archive.connection.set_trace_callback(None)
    plans = {
        query: " ".join(row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        for query in asked
        if "FROM ledger" in query or "JOIN ledger" in query or "UPDATE ledger" in query
    }
    (frontier,) = (plan for query, plan in plans.items() if "LIMIT" in query)
    assert "SEARCH l USING INDEX ledger_frontier (portal_id=?)" in frontier
    assert "TEMP B-TREE" not in frontier
    (in_flight,) = (
        plan for query, plan in plans.items() if "in_flight" in query and "UPDATE" in query
    )
    assert "USING INDEX ledger_in_flight" in in_flight


def test_a_story_is_as_old_as_its_own_clock_says_and_never_younger_than_its_url(
    archive: Archive,
) -> None:
    saved = save(archive)
    enter_links(
        archive, [Link(URL, LinkKind.ARTICLE, NOON)], portal=PORTAL, source="x", seen_at=LATER
    )
    (before,) = list_due(archive, PORTAL, now=LATER, limit=1)
    settle_url(
        archive, URL, Outcome.ARCHIVED, at=LATER, next_due=LATER, article_id=saved.article_id
    )
    (after,) = list_due(archive, PORTAL, now=LATER, limit=1)
    assert (before.known_since, after.known_since) == (NOON, ARTICLE.published_at)
    archive.connection.execute("UPDATE articles SET published_at = '2099-01-01T00:00:00Z'")
    assert list_due(archive, PORTAL, now=LATER, limit=1)[0].known_since == NOON


@pytest.mark.parametrize(
    ("outcome", "changed", "expected"),
    [
        (Outcome.ARCHIVED, LATER, True),
        (Outcome.NOT_AN_ARTICLE, LATER, True),
        (Outcome.ARCHIVED, NOON, False),
        (Outcome.ARCHIVED, LATER + timedelta(days=1), False),
        (Outcome.GONE, LATER, True),
        (Outcome.FAILED, LATER, False),
    ],
    ids=[
        "changed since",
        "a page that was none",
        "not since",
        "dated ahead",
        "gone for the first time",
        "failed",
    ],
)
def test_what_a_source_says_was_changed_since_it_was_had_is_due(
    archive: Archive, outcome: Outcome, changed: datetime, expected: bool
) -> None:
    discover(archive, link(1))
    settle_url(archive, link(1).url, outcome, at=NOON)
    seen = LATER + timedelta(minutes=1)
    enter_links(
        archive, [replace(link(1), changed_hint=changed)], portal=PORTAL, source="x", seen_at=seen
    )
    assert (
        bool(list_due(archive, PORTAL, now=seen, limit=9)) is expected or outcome is Outcome.FAILED
    )
    assert (state(archive)[1] == utc_text(seen)) is expected


def test_planned_visits_are_brought_forward_and_pauses_after_a_failure_are_not(
    archive: Archive,
) -> None:
    saved = save(archive)
    discover(archive, link(1), link(2))
    settle_url(
        archive, link(1).url, Outcome.ARCHIVED, at=NOON, next_due=LATER, article_id=saved.article_id
    )
    settle_url(archive, link(2).url, Outcome.FAILED, at=NOON)
    assert hasten_visits(archive, OTHER, at=NOON) == 0
    assert hasten_visits(archive, PORTAL, at=NOON) == 1
    assert [due.url for due in list_due(archive, PORTAL, now=NOON, limit=9)] == [link(1).url]


def test_the_sitemaps_of_an_index_are_those_that_it_named_last(archive: Archive) -> None:
    index = "https://jateng.kabar.example/index"
    discover(archive, link(1, LinkKind.SITEMAP), link(2, LinkKind.SITEMAP), link(3))
    assert child_sitemaps(archive, index) == [link(1).url, link(2).url]
    enter_links(archive, [link(2, LinkKind.SITEMAP)], portal=PORTAL, source=index, seen_at=LATER)
    assert child_sitemaps(archive, index) == [link(2).url]
    assert child_sitemaps(archive, "https://jateng.kabar.example/other") == []


def test_a_source_is_owed_until_it_was_had_and_keeps_its_validators(archive: Archive) -> None:
    source = link(1, LinkKind.LISTING)
    assert (is_owed(archive, source.url), load_validators(archive, source.url)) == (
        False,
        Validators(),
    )
    discover(archive, source)
    assert is_owed(archive, source.url)
    settle_url(
        archive, source.url, Outcome.READ, at=NOON, validators=Validators('"x"', "yesterday")
    )
    assert (is_owed(archive, source.url), load_validators(archive, source.url)) == (
        False,
        Validators('"x"', "yesterday"),
    )


def test_a_url_whose_page_has_ended_three_processes_is_put_aside(archive: Archive) -> None:
    discover(archive, link(1), link(2))
    for times in range(1, MOST_DEATHS + 1):
        assert list_put_aside(archive, []) == []
        settle_url(archive, link(1).url, Outcome.FAILED, at=NOON + timedelta(days=times), died=True)
    assert state(archive)[:2] == ("refused", None)
    assert list_put_aside(archive, []) == list_put_aside(archive, [PORTAL.slug]) == [link(1).url]
    assert list_put_aside(archive, ["lain"]) == []
    later = NOON + timedelta(days=9)
    discover(archive, replace(link(1), changed_hint=later))
    assert state(archive)[0] == "refused", "whatever its source says of it"


def test_a_failure_of_another_kind_neither_counts_nor_ends_the_count(archive: Archive) -> None:
    discover(archive, link(1))
    for died in (True, False, True, False, False):
        settle_url(archive, link(1).url, Outcome.FAILED, at=NOON, died=died)
    assert state(archive)[0] == "due"
    settle_url(archive, link(1).url, Outcome.UNCHANGED, at=LATER)
    assert archive.connection.execute("SELECT deaths FROM ledger").fetchone() == (0,)


def test_the_operator_may_ask_for_it_and_it_stays_aside_unless_it_is_read(archive: Archive) -> None:
    discover(archive, link(1))
    archive.connection.execute("UPDATE ledger SET deaths = 3, state = 'refused', due_at = NULL")
    for given_up in (release_urls, lambda a, _: recover_in_flight(a)):
        recall_urls(archive, [link(1).url], at=NOON)
        take_urls(archive, [link(1).url])
        given_up(archive, [link(1).url])
        assert state(archive)[:2] == ("refused", None)


def test_articles_in_flight_when_a_run_died_are_counted_and_at_last_asked_for_alone(
    archive: Archive,
) -> None:
    """Sources are not: each crawl asks for them by itself."""
    discover(archive, link(1), link(2), link(3, LinkKind.LISTING))
    for deaths in (1, 2, 3):
        alone = list_due(archive, PORTAL, now=LATER, limit=9, deadly=True)
        assert len(alone) == (2 if deaths == 3 else 0)
        assert len(list_due(archive, PORTAL, now=LATER, limit=9)) == (1 if deaths == 3 else 3)
        take_urls(archive, [link(2).url, *([] if deaths == 3 else [link(1).url]), link(3).url])
        begin_run(archive, arguments={}, started_at=LATER)
        query = "SELECT deaths FROM ledger ORDER BY id"
        assert archive.connection.execute(query).fetchall() == [(min(deaths, 2),), (deaths,), (0,)]
    assert list_put_aside(archive, []) == [link(2).url]
    assert set(archive.connection.execute("SELECT state FROM ledger WHERE id <> 2")) == {("due",)}
