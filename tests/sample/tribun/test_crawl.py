"""The whole way: the sample over real HTTP, the ordinary command in a process of its own, the
archive against the truth.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from scraper.errors import DEGRADED, OK
from scraper.model import Article, Outcome
from scripts.sample.server import Running, serve
from scripts.sample.tribun import expected
from scripts.sample.tribun.site import Site
from scripts.sample.tribun.traps import ELSEWHERE, TRAPS, Answer
from tests.command_process import CommandProcess
from tests.sample.comparison import archived, count, differences, fetched, outcomes
from tests.sample.desk import Desk, desk


def _desk(folder: Path) -> Desk:
    return desk(folder, "scripts.sample.tribun.portals", "sample")


def _site(desk: Desk, *, changed: bool = False) -> Callable[[int], Site]:
    return lambda port: Site(port=port, today=desk.today, changed=changed)


def _truth(desk: Desk, port: int, *, changed: bool = False) -> Mapping[str, Article]:
    return expected.articles(port=port, today=desk.today, changed=changed)


@dataclass(frozen=True)
class Crawled:
    """A desk after its first crawl."""

    desk: Desk
    running: Running[Site]
    code: int


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    desk = _desk(tmp_path_factory.mktemp("desk"))
    with serve(_site(desk)) as running:
        yield Crawled(desk, running, desk.crawl(running.port))


def test_the_archive_holds_every_article_as_its_newsroom_wrote_it(crawled: Crawled) -> None:
    found, truth = archived(crawled.desk.archive), _truth(crawled.desk, crawled.running.port)
    assert set(found) == set(truth)
    compared = {url: differences(found[url], truth[url]) for url in truth}
    assert {url: lines for url, lines in compared.items() if lines} == {}


def test_the_run_ends_degraded_for_the_pages_that_nobody_can_fetch(crawled: Crawled) -> None:
    assert crawled.code == DEGRADED


def test_every_page_that_is_no_article_has_its_outcome(crawled: Crawled) -> None:
    found = outcomes(crawled.desk.archive)
    for url, (outcome, _) in expected.refusals(port=crawled.running.port).items():
        assert found[url] == outcome, url


def test_what_robots_forbids_is_never_asked_for(crawled: Crawled) -> None:
    (hidden,) = [trap for trap in TRAPS if trap.answer is Answer.ARTICLE]
    assert crawled.running.asked(hidden.path) == []
    assert not [
        request
        for request in crawled.running.requests
        if request.target.startswith(("/tag/", "/search", "/topic/"))
    ]


def test_robots_is_read_first_on_every_host(crawled: Crawled) -> None:
    first: dict[str, str] = {}
    for request in crawled.running.requests:
        first.setdefault(request.host, request.target)
    assert set(first.values()) == {"/robots.txt"}


def test_no_redirect_leads_off_the_network(crawled: Crawled) -> None:
    assert not [request for request in crawled.running.requests if request.host == ELSEWHERE]


def test_every_request_says_who_asks(crawled: Crawled) -> None:
    agents = {request.agent for request in crawled.running.requests}
    (agent,) = agents
    assert agent.startswith("Mozilla/5.0 (compatible; Kliping/")
    assert "+mailto:uji@kliping.invalid" in agent


def test_one_article_in_five_spellings_is_fetched_once(crawled: Crawled) -> None:
    assert not [
        request
        for request in crawled.running.requests
        if "/amp" in request.target or request.host.startswith("m.")
    ]


def test_the_incomplete_article_says_so(crawled: Crawled) -> None:
    incomplete = [
        article
        for article in archived(crawled.desk.archive).values()
        if article.parts_found < article.parts
    ]
    assert [(article.parts_found, article.parts) for article in incomplete] == [(1, 2)]


@pytest.mark.parametrize(
    "more", [(), ("--revisit",)], ids=["second crawl", "second crawl, asking again for all"]
)
def test_a_second_crawl_adds_nothing(crawled: Crawled, more: tuple[str, ...]) -> None:
    before = archived(crawled.desk.archive)
    assert crawled.desk.crawl(crawled.running.port, *more) in {OK, DEGRADED}
    assert archived(crawled.desk.archive) == before
    assert count(crawled.desk.archive, "article_revisions") == 0


def test_the_changed_article_is_one_revision(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    with serve(_site(desk)) as running:
        port = running.port
        desk.crawl(running.port)
    before = archived(desk.archive)
    with serve(_site(desk, changed=True), port) as running:
        desk.crawl(running.port, "--revisit")
    assert count(desk.archive, "article_revisions") == 1
    after = archived(desk.archive)
    ((url, old, new),) = [
        (url, before[url], after[url]) for url in before if before[url] != after[url]
    ]
    truth = _truth(desk, port, changed=True)[url]
    assert old.headline != new.headline == truth.headline
    assert new.body == truth.body
    assert fetched(desk.archive, Outcome.REVISED) == [url]
    assert fetched(desk.archive, Outcome.UNCHANGED), (
        "a page whose surroundings changed is no revision"
    )
    assert fetched(desk.archive, Outcome.NOT_MODIFIED)


def test_killed_and_run_again_it_is_whole(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    with serve(_site(desk)) as running:
        process = desk.start(running.port)
        try:
            _wait_for_articles(desk, process, 5)
        finally:
            process.kill()
            process.wait(timeout=60)
        acknowledged = archived(desk.archive)
        assert 5 <= len(acknowledged) < len(_truth(desk, running.port))
        asked = len(running.requests)
        assert desk.crawl(running.port) == DEGRADED
        assert set(archived(desk.archive)) == set(_truth(desk, running.port))
        assert {
            url: article for url, article in archived(desk.archive).items() if url in acknowledged
        } == acknowledged
        again = [
            r
            for r in running.requests[asked:]
            if f"http://{r.host}:{running.port}{r.target}" in acknowledged
        ]
        assert len(again) <= 1, "what was acknowledged is not fetched again"
    assert count(desk.archive, "article_revisions") == 0
    assert _first_run(desk.archive) == "interrupted"


def _wait_for_articles(desk: Desk, process: CommandProcess, wanted: int) -> None:
    """Wait until the crawl has archived so many; it must not be over by then."""
    while process.poll() is None:
        if desk.archive.is_file() and _count_or_nothing(desk.archive) >= wanted:
            return
        time.sleep(0.05)
    pytest.fail(f"the crawl ended before it had archived {wanted} articles: {process.finish()}")


def _count_or_nothing(archive: Path) -> int:
    """How many articles there are; none while the file is being made."""
    try:
        return count(archive, "articles")
    except sqlite3.OperationalError:
        return 0


def _first_run(archive: Path) -> str:
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        (status,) = connection.execute(
            "SELECT status FROM crawl_runs ORDER BY id LIMIT 1"
        ).fetchone()
        return str(status)
