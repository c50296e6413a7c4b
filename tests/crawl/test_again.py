"""Later crawls: an unchanged article costs one conditional request, an edit is one revision."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.network import Folder, folder, host, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST = host("kota", "lain")
NOW = datetime.now(UTC) - timedelta(minutes=10)
ARTICLES = range(1, 6)
VISITS = (
    "SELECT outcome, count(*) FROM fetches WHERE kind = 'article' AND run_id = ? GROUP BY outcome"
)


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        site.tags = True
        site.answers[HOST, "/index"] = index(ARTICLES)
        site.answers.update(
            {(HOST, path(number)): Answer(story(number, NOW)) for number in ARTICLES}
        )
        yield site


@pytest.fixture(name="home")
def _home(tmp_path: Path, site: Site) -> Folder:
    """A folder after its first crawl; the requests of that crawl are forgotten."""
    home = folder(tmp_path, site, ["sehat"])
    assert home.run("crawl", "lain").code == 0
    assert site.conditional == []
    site.requests.clear()
    return home


def test_what_has_not_changed_is_asked_for_when_a_visit_is_due_once_and_conditionally(
    site: Site, home: Folder
) -> None:
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


def test_intervals_between_visits_grow_with_the_articles_printed_age(
    site: Site, home: Folder
) -> None:
    age = (
        "SELECT CAST(round((julianday(l.due_at) - julianday(a.published_at)) * 24) AS INTEGER)"
        " FROM ledger l JOIN articles a ON a.id = l.article_id"
    )
    assert set(home.rows(age)) == {(1,)}
    site.tags = False
    home.write(
        "UPDATE articles SET published_at = ?", f"{NOW - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
    )
    site.answers.update(
        {
            (HOST, path(number)): Answer(story(number, NOW - timedelta(days=2)))
            for number in ARTICLES
        }
    )
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert set(home.rows(age)) == {(7 * 24,)}


def test_a_silent_edit_is_found_by_a_visit_and_is_one_revision(site: Site, home: Folder) -> None:
    site.answers[HOST, path(2)] = Answer(
        story(2, NOW).replace("warga Desa Contoh", "warga Desa Teladan")
    )
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert dict(home.rows(VISITS, 2)) == {"not_modified": len(ARTICLES) - 1, "revised": 1}
    assert home.rows("SELECT cause, changed FROM article_revisions") == [("site", '["body"]')]


@pytest.mark.parametrize(
    ("stands_there", "outcome", "state"),
    [
        ("<h1>Masuk</h1><input type='password'>", "blocked", "due"),
        ("<h1>Halaman tidak ditemukan</h1>", "gone", "gone"),
        (
            (
                "<h1>Kami akan segera kembali</h1><p>Situs sedang dalam pemeliharaan, mohon tunggu"
                " beberapa saat lagi.</p>"
            ),
            "failed",
            "due",
        ),
        (
            (
                "<h1>Apakah Anda dewasa?</h1><p>Halaman ini hanya untuk pembaca dewasa, nyatakan"
                " usia Anda dahulu.</p>"
            ),
            "not_an_article",
            "refused",
        ),
    ],
    ids=["a wall", "a soft 404", "maintenance", "a notice"],
)
def test_whatever_later_takes_an_articles_place_does_not_change_it(
    site: Site, home: Folder, stands_there: str, outcome: str, state: str
) -> None:
    """It is recorded, and asked for in full at the next visit.

    A notice that answers "not modified" must not pass for the article.
    """
    kept = home.rows("SELECT url, body, revision FROM articles ORDER BY id")
    site.answers.update(
        {
            (HOST, path(number)): Answer(f"<html><body>{stands_there}</body></html>")
            for number in ARTICLES
        }
    )
    home.run("crawl", "lain", "--revisit")
    home.pass_time(days=3)
    home.run("crawl", "lain")
    assert [home.rows(VISITS, run) for run in (2, 3)] == [[(outcome, len(ARTICLES))]] * 2
    assert home.rows("SELECT url, body, revision FROM articles ORDER BY id") == kept
    assert home.rows("SELECT count(*) FROM article_revisions") == [(0,)]
    assert home.rows("SELECT last_outcome, state FROM ledger WHERE url LIKE ?", f"%{path(2)}") == [
        (outcome, state)
    ]


def test_visits_that_all_meet_a_notice_make_health_red(site: Site, home: Folder) -> None:
    site.answers.update(
        {
            (HOST, path(number)): Answer(
                "<html><body><h1>Halaman tidak ditemukan</h1></body></html>"
            )
            for number in ARTICLES
        }
    )
    done = home.run("crawl", "lain", "--revisit")
    assert done.code == 3
    assert (
        "not as usual: 5 of 5 articles that were visited again are articles no longer; what is"
        " archived stays" in done.out
    )
    for number in ARTICLES:
        site.answers[HOST, path(number)] = Answer(story(number, NOW))
    home.pass_time(days=1)
    assert home.run("crawl", "lain").code == 0
    assert home.rows("SELECT count(*) FROM articles WHERE gone_at IS NOT NULL") == [(0,)]


def test_an_article_of_several_pages_costs_one_conditional_request_too(
    site: Site, home: Folder
) -> None:
    home.declare("delay=0.0,", "delay=0.0, parts=Parts.QUERY,")
    home.declare("import Network,", "import Network, Parts,")
    pager = "".join(f"<a href='{path(9)}?page={number}'>{number}</a>" for number in (1, 2))
    for number, target in ((9, path(9)), (10, f"{path(9)}?page=2")):
        site.answers[HOST, target] = Answer(
            story(number, NOW).replace("</article>", f"</article><nav class='paging'>{pager}</nav>")
        )
    site.answers[HOST, "/index"] = index([*ARTICLES, 9])
    home.run("crawl", "lain")
    assert home.rows("SELECT parts, parts_found FROM articles WHERE parts > 1") == [(2, 2)]
    site.requests.clear()
    site.conditional.clear()
    assert home.run("crawl", "lain", "--revisit").code == 0
    asked = [target for target in site.asked(HOST) if target.startswith(path(9))]
    assert asked == [path(9)]
    assert path(9) in site.conditional


def test_a_portal_may_have_its_own_revisits(site: Site, home: Folder) -> None:
    """`[differences.SLUG]` of kliping.toml; one portal's articles are not asked for again."""
    home.set("[differences.lain-kota]\nrevisits = []\n")
    assert home.run("crawl", "lain", "--revisit").code == 0
    assert home.rows("SELECT state, count(*) FROM ledger WHERE kind = 'article' GROUP BY 1") == [
        ("done", len(ARTICLES))
    ]


def test_a_pagination_that_was_cut_off_goes_on_after_an_unchanged_page(
    site: Site, home: Folder
) -> None:
    """A run was killed between two pages of an index.

    The first page now answers "not modified", and must not end the pagination.
    """
    home.declare('url="{base}/index"', 'url="{base}/index?p={page}", max_pages=3')
    for page, numbers in {1: [1, 2], 2: [3, 4], 3: [5, 6]}.items():
        site.answers[HOST, f"/index?p={page}"] = index(numbers)
    site.answers[HOST, path(6)] = Answer(story(6, NOW))
    site.answers[HOST, "/index?p=2"] = Answer("", 404)
    home.run("crawl", "lain")
    with_page_two_owed = (
        "UPDATE ledger SET state = 'due', due_at = first_seen_at WHERE url LIKE '%p=2'"
    )
    home.write(with_page_two_owed)
    site.answers[HOST, "/index?p=2"] = index([3, 4])
    site.requests.clear()
    assert home.run("crawl", "lain").code == 0
    assert [target for target in site.asked(HOST) if target.startswith("/index")] == [
        f"/index?p={page}" for page in (1, 2, 3)
    ]
    assert home.rows("SELECT count(*) FROM articles") == [(6,)]


def test_a_full_page_makes_an_article_of_several_pages_whole(site: Site, home: Folder) -> None:
    """It is stored before the first page, which is how re-extraction knows it."""
    home.declare("delay=0.0,", "delay=0.0, parts=Parts.QUERY, full_page='?page=all',")
    home.declare("import Network,", "import Network, Parts,")
    pager = "".join(f"<a href='{path(9)}?page={number}'>{number}</a>" for number in (1, 2))
    paged = f"</article><nav class='paging'>{pager}</nav>"
    more = (
        "<p>Halaman kedua menceritakan bagaimana warga menyambut jalan baru itu dengan syukur.</p>"
    )
    site.answers[HOST, path(9)] = Answer(story(9, NOW).replace("</article>", paged))
    full = story(9, NOW).replace("</div></article>", f"{more}</div></article>")
    site.answers[HOST, f"{path(9)}?page=all"] = Answer(full)
    site.answers[HOST, "/index"] = index([*ARTICLES, 9])
    home.run("crawl", "lain")
    ((parts, found, pages),) = home.rows(
        "SELECT parts, parts_found, snapshot_ids FROM articles WHERE parts > 1"
    )
    assert (parts, found) == (2, 2)
    assert [name.endswith("?page=all") for name in json.loads(str(pages))] == [True, False]
    asked = [target for target in site.asked(HOST) if target.startswith(path(9))]
    assert asked == [path(9), f"{path(9)}?page=all"]
    assert home.run("reparse").code == 0
    assert home.rows("SELECT field FROM reparse_changes") == []
