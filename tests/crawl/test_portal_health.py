"""A portal is compared with its own past, and a handful of odd articles alarms nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.archive.frontier import Fetch, begin_run, enter_links, record_fetch
from scraper.archive.statistics import (
    Breach,
    count_flagged,
    latest_health,
    load_usual_day,
    load_usual_outcomes,
    record_health,
)
from scraper.crawl import portal_health
from scraper.crawl.portal_health import AskedPortal, Sample, Usual, Visits, judge_portal, judge_run
from scraper.model import Article, Block, BlockKind, Link, LinkKind, Outcome
from scraper.model.fields import FIELDS, LEAST_USUAL
from tests.archive.samples import ARTICLE, NOON, PORTAL, save


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened


FULL = Sample(30, dict.fromkeys(FIELDS, 30), 300.0)
USUAL = Usual(
    FULL, {"archived": 90, "failed": 5, "not_an_article": 5}, day=9, usual_day=10.0, active_days=28
)
CHANGED = (
    f": its layout seems to have changed; see `kliping revisions --suspect --portal {PORTAL.slug}`"
)
QUIET = AskedPortal(PORTAL, sources={Outcome.READ: 2}, outcomes={Outcome.ARCHIVED: 10})


def _now(articles: int = 10, **changed: object) -> Sample:
    return replace(Sample(articles, dict.fromkeys(FIELDS, articles), 300.0), **changed)  # type: ignore[arg-type]


def _without(name: str, had: int, of: int = 10) -> Sample:
    return _now(of, filled=dict.fromkeys(FIELDS, of) | {name: had})


@pytest.mark.parametrize(
    ("asked", "now", "usual", "expected"),
    [
        (QUIET, _now(), USUAL, []),
        (
            replace(QUIET, refused="HTTP 403"),
            _now(0),
            USUAL,
            ["answers: it was left alone: HTTP 403"],
        ),
        (replace(QUIET, silent=True), _now(0), USUAL, ["sources: its sources named no article"]),
        (
            replace(QUIET, silent=True, refused="a wall"),
            _now(0),
            USUAL,
            ["answers: it was left alone: a wall"],
        ),
        (
            replace(QUIET, sources={Outcome.READ: 2, Outcome.FAILED: 1}),
            _now(),
            USUAL,
            ["sources: 1 of its 3 sources could not be read"],
        ),
        (replace(QUIET, sources={Outcome.READ: 2, Outcome.GONE: 1}), _now(), USUAL, []),
        (
            replace(QUIET, sources={Outcome.GONE: 2}),
            _now(),
            USUAL,
            ["sources: none of its 2 sources could be read"],
        ),
        (
            replace(QUIET, outcomes={Outcome.ARCHIVED: 6, Outcome.FAILED: 4}),
            _now(),
            USUAL,
            ["outcomes: 40% of its 10 pages could not be had; usual are 5%"],
        ),
        (replace(QUIET, outcomes={Outcome.ARCHIVED: 8, Outcome.FAILED: 2}), _now(), USUAL, []),
        (replace(QUIET, outcomes={Outcome.ARCHIVED: 1, Outcome.FAILED: 3}), _now(), USUAL, []),
        (
            replace(QUIET, outcomes={Outcome.ARCHIVED: 2, Outcome.NOT_AN_ARTICLE: 8}),
            _now(2),
            USUAL,
            ["outcomes: 80% of its 10 pages were no articles; usual are 5%"],
        ),
        (
            replace(QUIET, outcomes={Outcome.ARCHIVED: 4, Outcome.GONE: 6}),
            _now(4),
            USUAL,
            ["outcomes: 60% of its 10 pages were gone; usual are 0%"],
        ),
        (
            replace(QUIET, outcomes={Outcome.REFUSED_BY_ROBOTS: 10}),
            _now(0),
            USUAL,
            ["outcomes: 100% of its 10 pages are forbidden by its robots.txt; usual are 0%"],
        ),
        (
            replace(
                QUIET,
                outcomes={Outcome.NOT_MODIFIED: 15, Outcome.BLOCKED: 3, Outcome.GONE: 2},
                visits=Visits(20, 5),
            ),
            _now(0),
            USUAL,
            [
                (
                    "outcomes: 5 of 20 articles that were visited again are articles no longer;"
                    " what is archived stays"
                )
            ],
        ),
        (replace(QUIET, visits=Visits(40, 5)), _now(), USUAL, []),
        (
            replace(QUIET, visits=Visits(87, 0, 49)),
            _now(),
            USUAL,
            [
                "fields: 49 of 87 articles that were visited again have lost what they always had"
                + CHANGED
            ],
        ),
        (replace(QUIET, visits=Visits(4, 0, 4)), _now(), USUAL, []),
        (replace(QUIET, visits=Visits(4, 4)), _now(), USUAL, []),
        (
            QUIET,
            _now(0),
            replace(USUAL, active_days=2, quiet_since=NOON.date()),
            [f"articles: its sources have named no new article since {NOON.date()}"],
        ),
        (replace(QUIET, look_back=True), _now(0), replace(USUAL, quiet_since=NOON.date()), []),
        (
            QUIET,
            _now(),
            replace(USUAL, day=2),
            ["articles: 2 articles of its last whole day; usual are 10"],
        ),
        (QUIET, _now(), replace(USUAL, day=4), []),
        (QUIET, _now(), replace(USUAL, day=0, active_days=13), []),
        (replace(QUIET, look_back=True), _now(), replace(USUAL, day=0), []),
        (
            QUIET,
            _without("reporter", 0),
            USUAL,
            ["fields: reporter: 0% of its 10 articles have it; usual are 100%"],
        ),
        (QUIET, _without("reporter", 7), USUAL, []),
        (QUIET, _without("reporter", 0, of=2), USUAL, []),
        (QUIET, _without("reporter", 0), replace(USUAL, sample=replace(FULL, articles=19)), []),
        (QUIET, _now(words=100.0), USUAL, ["length: its articles have 100 words; usual are 300"]),
        (QUIET, _now(words=1000.0), USUAL, ["length: its articles have 1000 words; usual are 300"]),
        (QUIET, _now(words=130.0), USUAL, []),
        (
            QUIET,
            _now(leaks=3, leak="Baca juga: Harga cabai naik"),
            USUAL,
            [
                (
                    "boilerplate: 3 of its 10 articles hold a line that belongs to no article:"
                    " “Baca juga: Harga cabai naik”"
                )
            ],
        ),
        (QUIET, _now(leaks=3, leak="Baca juga: x"), replace(USUAL, leaks=0.15), []),
        (
            QUIET,
            _now(repeated=6, repetition="Ikuti kami"),
            USUAL,
            ["boilerplate: 6 of its 10 articles hold the same line: “Ikuti kami”"],
        ),
        (QUIET, _now(repeated=3, repetition="Ikuti kami"), USUAL, []),
    ],
)
def test_what_is_not_as_usual(
    asked: AskedPortal, now: Sample, usual: Usual, expected: Sequence[str]
) -> None:
    assert [
        f"{breach.measure}: {breach.reason}" for breach in judge_portal(asked, now, usual)
    ] == expected


def _begin(archive: Archive) -> int:
    return begin_run(archive, arguments={"command": "crawl"}, started_at=NOON)


def _story(number: int, **changed: object) -> Article:
    text = f"Paragraf nomor {number} tentang jalan lingkar di Pekalongan yang dibuka pagi tadi."
    made = replace(
        ARTICLE,
        url=f"{ARTICLE.url}-{number}",
        headline=f"Kabar {number}",
        body=(Block(BlockKind.PARAGRAPH, text),),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def _archived(archive: Archive, run_id: int, articles: Sequence[Article]) -> None:
    for article in articles:
        save(archive, article, run_id=run_id)


def _judge(archive: Archive, run_id: int) -> list[str]:
    found = judge_run(archive, run_id, [replace(QUIET, look_back=True)], at=NOON)
    return [breach.reason for breaches in found.values() for breach in breaches]


def test_a_byline_that_the_portal_lost_is_red_and_each_article_without_it_is_archived_and_flagged(
    archive: Archive,
) -> None:
    first = _begin(archive)
    _archived(archive, first, [_story(number) for number in range(25)])
    assert _judge(archive, first) == []
    second = _begin(archive)
    _archived(archive, second, [_story(number, bylines=()) for number in range(100, 106)])
    assert _judge(archive, second) == [
        "reporter: 0% of its 6 articles have it; usual are 100%",
        "editor: 0% of its 6 articles have it; usual are 100%",
    ]
    (judged,) = latest_health(archive)
    assert (judged.portal, judged.run_id, judged.green, len(judged.breaches)) == (
        PORTAL.slug,
        second,
        False,
        2,
    )
    assert count_flagged(archive) == 6
    fields = archive.connection.execute(
        "SELECT DISTINCT field, reason FROM flags ORDER BY 1"
    ).fetchall()
    assert fields == [
        ("editor", "the portal's articles always had it"),
        ("reporter", "the portal's articles always had it"),
    ]


def test_an_article_that_lost_a_field_is_flagged_until_it_has_it_again(archive: Archive) -> None:
    first = _begin(archive)
    _archived(archive, first, [_story(1)])
    _judge(archive, first)
    second = _begin(archive)
    save(archive, _story(1, images=()), run_id=second, at=NOON + timedelta(hours=1))
    _judge(archive, second)
    rows = archive.connection.execute("SELECT field, reason FROM flags ORDER BY 1").fetchall()
    assert rows == [(name, "its state before had it") for name in ("caption", "photo")]
    third = _begin(archive)
    save(archive, _story(1), run_id=third, at=NOON + timedelta(hours=2))
    _judge(archive, third)
    assert count_flagged(archive) == 0


def test_what_a_killed_run_archived_is_judged_by_the_next(archive: Archive) -> None:
    first = _begin(archive)
    _archived(archive, first, [_story(number) for number in range(25)])
    _judge(archive, first)
    killed = _begin(archive)
    _archived(archive, killed, [_story(number, bylines=()) for number in range(100, 106)])
    assert len(_judge(archive, _begin(archive))) == 2


def test_leaks_are_found_in_the_bodies_that_were_archived(archive: Archive) -> None:
    run_id = _begin(archive)
    leak = Block(BlockKind.PARAGRAPH, "Baca juga: Harga Cabai Naik di Pasar Induk")
    _archived(
        archive, run_id, [_story(number, body=(*_story(number).body, leak)) for number in range(6)]
    )
    said = _judge(archive, run_id)
    assert said == [
        (
            "6 of its 6 articles hold a line that belongs to no article:"
            " “Baca juga: Harga Cabai Naik di Pasar Induk”"
        ),
        "6 of its 6 articles hold the same line: “Baca juga: Harga Cabai Naik di Pasar Induk”",
    ]


def test_a_usual_day_is_the_portals_own(archive: Archive) -> None:
    day = ARTICLE.published_at
    assert day is not None
    for back in range(1, 21):
        for number in range(back % 2 + 1):
            save(archive, _story(1000 * back + number, published_at=day - timedelta(days=back)))
    assert load_usual_day(archive, PORTAL, day.date()) == (0, 1.0, 20)


def test_usual_outcomes_are_those_of_the_days_before(archive: Archive) -> None:
    for number, outcome in enumerate((Outcome.ARCHIVED, Outcome.FAILED, Outcome.ARCHIVED)):
        link = Link(f"https://jateng.kabar.example/{number}/a", LinkKind.ARTICLE)
        enter_links(archive, [link], portal=PORTAL, source="x", seen_at=NOON)
        record_fetch(
            archive,
            Fetch(
                run_id=None,
                portal=PORTAL,
                url=link.url,
                kind="article",
                status=200,
                outcome=outcome,
                fetched_at=NOON,
            ),
        )
    today = NOON.date()
    assert load_usual_outcomes(archive, PORTAL, today + timedelta(days=1)) == {
        "archived": 2,
        "failed": 1,
    }
    assert load_usual_outcomes(archive, PORTAL, today) == {}


def test_every_measure_of_a_rule_has_its_place_in_the_archive(archive: Archive) -> None:
    run_id = _begin(archive)
    measures = ("answers", "sources", "outcomes", "articles", "fields", "length", "boilerplate")
    record_health(
        archive,
        PORTAL,
        run_id=run_id,
        judged_at=NOON,
        measures={},
        breaches=[Breach(name, name) for name in measures],
    )
    assert [breach.measure for breach in latest_health(archive, [PORTAL.slug])[0].breaches] == list(
        measures
    )
    assert latest_health(archive, ["lain"]) == []
    assert portal_health.LEAST <= LEAST_USUAL


@pytest.mark.parametrize(("days", "red"), [(14, False), (15, True)])
def test_sources_that_name_nothing_new_are_stale_after_two_weeks(
    archive: Archive, days: int, red: bool
) -> None:
    """Even where the portal is too young to have a usual day."""
    run = begin_run(archive, arguments={}, started_at=NOON)
    enter_links(
        archive,
        [Link(f"{PORTAL.base}/1/a", LinkKind.ARTICLE)],
        portal=PORTAL,
        source="x",
        seen_at=NOON,
    )
    found = judge_run(archive, run, [QUIET], at=NOON + timedelta(days=days))
    assert (
        any(
            "named no new article" in breach.reason
            for breaches in found.values()
            for breach in breaches
        )
        is red
    )
