"""One crawl of portals that are each broken differently: every URL gets a row that says how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.command_process import Done
from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, gzipped, serve

KEYS = ("sehat", "tolak", "padat", "tutup", "diam", "bisu", "dinding")
CHALLENGE = """<html><head><title>Just a moment...</title></head>
<body><h1>Just a moment...</h1><p>Checking your browser before accessing the site.</p></body>
</html>"""


@dataclass(frozen=True, slots=True)
class Crawled:
    site: Site
    folder: Folder
    done: Done


def _answers(site: Site) -> None:
    busy = [Answer("", 503, headers={"Retry-After": "1"})]
    sehat = host("sehat")
    site.answers.update(
        {
            "/robots.txt": Answer("User-agent: *\nDisallow: /berita/8/\n", media_type="text/plain"),
            (sehat, "/index"): index(range(1, 13)),
            (sehat, path(1)): Answer(story(1)),
            (sehat, path(2)): gzipped(story(2), media_type="text/html"),
            (sehat, path(4)): Answer(
                "",
                302,
                headers={"Location": f"http://{host('luar', 'asing')}:{site.port}/berita/4/x"},
            ),
            (sehat, path(5)): Answer("", 302, headers={"Location": path(5)}),
            (sehat, path(6)): Answer("", 500),
            (sehat, path(7)): lambda: busy.pop() if busy else Answer(story(7)),
            (sehat, path(8)): Answer(story(8)),
            (sehat, path(9)): gzipped(bytes(9 * 1024 * 1024)),
            (sehat, path(10)): Answer(story(10), declared_length=100_000),
            (sehat, path(11)): Answer(b"\x89PNG\r\n\x1a\n" + bytes(2000), media_type="image/png"),
            (sehat, path(12)): Answer(""),
            (host("tolak"), "/index"): index(range(1, 6)),
            (host("padat"), "/index"): Answer("", 429, headers={"Retry-After": "3600"}),
            (host("tutup"), "/robots.txt"): Answer("", 503),
            (host("diam"), "/index"): index([]),
            (host("bisu"), "/index"): index(range(1, 9)),
            (host("dinding"), "/index"): Answer(CHALLENGE),
            (host("kota", "lain"), "/index"): index([1, 2]),
            (host("kota", "lain"), path(1)): Answer(story(1)),
            (host("kota", "lain"), path(2)): Answer(story(2)),
        }
    )
    site.answers.update({(host("tolak"), path(number)): Answer("", 403) for number in range(1, 6)})
    site.answers.update(
        {(host("bisu"), path(number)): Answer(hang_up=True) for number in range(1, 9)}
    )


@pytest.fixture(scope="module", name="crawled")
def _crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    with serve() as site:
        _answers(site)
        made = folder(tmp_path_factory.mktemp("uji"), site, KEYS)
        yield Crawled(site, made, made.run("crawl", "uji", "lain"))


def _fetches(crawled: Crawled, key: str, target: str) -> list[tuple[str, int | None, str | None]]:
    url = crawled.site.url(target, host(key))
    return crawled.folder.rows(
        "SELECT outcome, status, error FROM fetches WHERE url = ? ORDER BY id", url
    )


@pytest.mark.parametrize(
    ("number", "outcome", "status", "said"),
    [
        (1, "archived", 200, None),
        (2, "archived", 200, None),
        (3, "gone", 404, "HTTP 404"),
        (4, "failed", None, "luar.asing.localhost"),
        (5, "failed", None, "max redirections reached"),
        (6, "failed", 500, "HTTP 500"),
        (7, "archived", 200, None),
        (8, "refused_by_robots", None, "robots.txt forbids it"),
        (9, "failed", None, "exceeded DOWNLOAD_MAXSIZE"),
        (10, "failed", None, "the answer broke off"),
        (11, "not_an_article", 200, "not_html: "),
        (12, "failed", 200, "empty: "),
    ],
)
def test_each_url_has_one_row_that_says_what_happened(
    crawled: Crawled, number: int, outcome: str, status: int | None, said: str | None
) -> None:
    ((found, code, error),) = _fetches(crawled, "sehat", path(number))
    assert (found, code) == (outcome, status)
    assert error is None if said is None else said in (error or "")


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (1, "done"),
        (3, "due"),
        (4, "due"),
        (6, "due"),
        (8, "refused"),
        (10, "due"),
        (11, "due"),
        (12, "due"),
    ],
)
def test_each_url_is_settled_in_the_ledger(crawled: Crawled, number: int, state: str) -> None:
    assert crawled.folder.rows(
        "SELECT state FROM ledger WHERE url = ?", crawled.site.url(path(number), host("sehat"))
    ) == [(state,)]


def test_nothing_is_left_in_flight(crawled: Crawled) -> None:
    assert crawled.folder.rows("SELECT url FROM ledger WHERE state = 'in_flight'") == []


def test_robots_txt_is_asked_before_anything_else_and_obeyed(crawled: Crawled) -> None:
    asked = crawled.site.asked(host("sehat"))
    assert asked[0] == "/robots.txt"
    assert asked.count("/robots.txt") == 1
    assert path(8) not in asked


def test_what_lies_off_the_portal_is_never_asked(crawled: Crawled) -> None:
    assert crawled.site.asked(host("luar", "asing")) == []


def test_a_portal_that_blocks_is_left_alone_and_its_rest_stays_due(crawled: Crawled) -> None:
    assert crawled.site.asked(host("tolak")) == ["/robots.txt", "/index", path(1)]
    assert _fetches(crawled, "tolak", path(1)) == [("blocked", 403, "HTTP 403")]
    counted = (
        "SELECT state, count(*) FROM ledger l JOIN portals p ON p.id = portal_id WHERE slug ="
        " 'uji-tolak' AND kind = 'article' GROUP BY 1"
    )
    assert crawled.folder.rows(counted) == [("due", 5)]


def test_retry_after_is_when_the_url_is_due_again(crawled: Crawled) -> None:
    ((due, fetched),) = crawled.folder.rows(
        "SELECT due_at, last_fetched_at FROM ledger WHERE url = ?",
        crawled.site.url("/index", host("padat")),
    )
    assert datetime.fromisoformat(due) - datetime.fromisoformat(fetched) == timedelta(hours=1)


def test_a_portal_whose_robots_txt_cannot_be_read_is_not_crawled(crawled: Crawled) -> None:
    assert set(crawled.site.asked(host("tutup"))) == {"/robots.txt"}
    ((outcome, _, error),) = _fetches(crawled, "tutup", "/robots.txt")
    assert outcome == "failed"
    assert "answered 503" in (error or "")
    ((outcome, _, _),) = _fetches(crawled, "tutup", "/index")
    assert outcome == "failed"


def test_a_portal_that_gives_no_answers_is_left_alone(crawled: Crawled) -> None:
    asked = {target for target in crawled.site.asked(host("bisu")) if target.startswith("/berita/")}
    assert len(asked) == 5
    assert crawled.folder.rows(
        "SELECT count(*) FROM fetches WHERE outcome = 'failed' AND url LIKE ?", f"%{host('bisu')}%"
    ) == [(5,)]


def test_a_wall_before_a_source_is_no_quiet_day(crawled: Crawled) -> None:
    assert [outcome for outcome, _, _ in _fetches(crawled, "dinding", "/index")] == ["blocked"]


def test_the_other_network_is_archived_in_full(crawled: Crawled) -> None:
    query = (
        "SELECT count(*) FROM articles a JOIN portals p ON p.id = a.portal_id WHERE p.slug ="
        " 'lain-kota'"
    )
    assert crawled.folder.rows(query) == [(2,)]


def test_the_run_is_degraded_and_says_why(crawled: Crawled) -> None:
    assert crawled.done.code == 3
    for said in (
        "uji-tolak: left alone for this run: HTTP 403",
        "uji-tutup: left alone for this run",
        "uji-diam: its sources named no article",
        "uji-bisu: left alone for this run: 5 requests in a row got no answer",
        "uji-dinding: left alone for this run: a bot wall's page",
    ):
        assert said in crawled.done.out
    assert crawled.folder.rows("SELECT status FROM crawl_runs") == [("finished",)]


def test_the_log_names_each_outcome_on_a_line_of_its_own(crawled: Crawled) -> None:
    lines = crawled.done.err.splitlines()
    assert any("INFO archived portal=uji-sehat url=" in line for line in lines)
    assert any("WARNING blocked portal=uji-tolak url=" in line for line in lines)
    assert not any("Traceback" in line for line in lines)


def test_every_request_has_the_honest_user_agent(crawled: Crawled) -> None:
    (agent,) = crawled.site.agents
    assert agent.startswith("Mozilla/5.0 (compatible; Kliping/")
    assert agent.endswith("; +mailto:uji@kliping.invalid)")


def test_a_second_crawl_archives_nothing_new(crawled: Crawled) -> None:
    before = crawled.folder.rows("SELECT count(*), max(id) FROM articles")
    again = crawled.folder.run("crawl", "lain")
    assert again.code == 0
    assert crawled.folder.rows("SELECT count(*), max(id) FROM articles") == before
    assert crawled.folder.rows("SELECT count(*) FROM article_revisions") == [(0,)]
    assert crawled.site.asked(host("kota", "lain")).count(path(1)) == 1
