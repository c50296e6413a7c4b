"""Crawled again: what has not changed costs one conditional request when its visit is due, and a silent edit is one revision."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST = host("kota", "lain")
NOW = datetime.now(UTC) - timedelta(minutes=10)
ARTICLES = range(1, 6)
VISITS = "SELECT outcome, count(*) FROM fetches WHERE kind = 'article' AND run_id = ? GROUP BY outcome"


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        site.tags = True
        site.answers[HOST, "/index"] = index(ARTICLES)
        site.answers.update({(HOST, path(number)): Answer(story(number, NOW)) for number in ARTICLES})
        yield site


@pytest.fixture(name="home")
def _home(tmp_path: Path, site: Site) -> Folder:
    """After a first crawl, whose requests are forgotten."""
    home = folder(tmp_path, site, ["sehat"])
    assert home.run("crawl", "lain").code == 0
    assert site.conditional == []
    site.requests.clear()
    return home


def test_what_has_not_changed_is_asked_for_when_a_visit_is_due_once_and_conditionally(site: Site, home: Folder) -> None:
    assert home.run("crawl", "lain").code == 0
    assert site.asked(HOST) == ["/robots.txt", "/index"]
    home.pass_time(days=1)
    site.requests.clear()
    site.conditional.clear()
    rows = home.rows("SELECT count(*) FROM fetches")[0][0]
    assert home.run("crawl", "lain").code == 0
    due = ["/index", *map(path, ARTICLES)]
    assert sorted(site.asked(HOST)) == sorted(["/robots.txt", *due])
    assert sorted(site.conditional) == sorted(due)
    assert home.rows("SELECT count(*) FROM article_revisions") == [(0,)]
    assert home.rows(VISITS, 3) == [("not_modified", len(ARTICLES))]
    assert home.rows("SELECT count(*) FROM fetches") == [(rows + 1 + len(due),)]


def test_visits_grow_apart_with_the_age_that_the_article_itself_says(site: Site, home: Folder) -> None:
    age = (
        "SELECT CAST(round((julianday(l.due_at) - julianday(a.published_at)) * 24) AS INTEGER)"
        " FROM ledger l JOIN articles a ON a.id = l.article_id"
    )
    assert set(home.rows(age)) == {(1,)}
    site.tags = False
    home.write("UPDATE articles SET published_at = ?", f"{NOW - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}")
    site.answers.update({(HOST, path(number)): Answer(story(number, NOW - timedelta(days=2))) for number in ARTICLES})
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert set(home.rows(age)) == {(7 * 24,)}


def test_a_silent_edit_is_found_by_a_visit_and_is_one_revision(site: Site, home: Folder) -> None:
    site.answers[HOST, path(2)] = Answer(story(2, NOW).replace("warga Desa Contoh", "warga Desa Teladan"))
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert dict(home.rows(VISITS, 2)) == {"not_modified": len(ARTICLES) - 1, "revised": 1}
    assert home.rows("SELECT cause, changed FROM article_revisions") == [("site", '["body"]')]


def test_a_portal_of_its_own_ages(site: Site, home: Folder) -> None:
    """`[differences.SLUG]` of kliping.toml: here one portal's articles are never asked for again."""
    home.set("[differences.lain-kota]\nrevisits = []\n")
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert home.rows("SELECT state, count(*) FROM ledger WHERE kind = 'article' GROUP BY 1") == [("done", len(ARTICLES))]


def test_a_walk_that_was_cut_off_goes_on_behind_an_unchanged_page(site: Site, home: Folder) -> None:
    """A run killed between two pages of an index: the first answers "not modified" now, and must not end the walk."""
    home.declare('url="{base}/index"', 'url="{base}/index?p={page}", max_pages=3')
    for page, numbers in {1: [1, 2], 2: [3, 4], 3: [5, 6]}.items():
        site.answers[HOST, f"/index?p={page}"] = index(numbers)
    site.answers[HOST, path(6)] = Answer(story(6, NOW))
    site.answers[HOST, "/index?p=2"] = Answer("", 404)
    home.run("crawl", "lain")
    with_page_two_owed = "UPDATE ledger SET state = 'due', due_at = first_seen_at WHERE url LIKE '%p=2'"
    home.write(with_page_two_owed)
    site.answers[HOST, "/index?p=2"] = index([3, 4])
    site.requests.clear()
    assert home.run("crawl", "lain").code == 0
    assert [target for target in site.asked(HOST) if target.startswith("/index")] == [f"/index?p={page}" for page in (1, 2, 3)]
    assert home.rows("SELECT count(*) FROM articles") == [(6,)]
