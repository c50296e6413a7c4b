"""Sources that lie, never end or are too large are bounded and recorded; the crawl goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command_process import Done
from tests.crawl.network import Folder, index, path, story
from tests.crawl.site import Answer, Site, serve

HOST = "buruk.localhost"
XML = "application/xml"
SETTINGS = """
contact = "mailto:uji@kliping.invalid"
loopback = true
delay = 0

[[portal]]
slug = "buruk"
hosts = ["buruk.localhost"]
like = "unknown"
scheme = "http"
port = PORT
articles = ['/berita/\\d+/[^/]+']
sources = [
    {kind = "feed", url = "{base}/rss"},
    {kind = "feed", url = "{base}/kosong.xml"},
    {kind = "sitemap", url = "{base}/besar.xml"},
    {kind = "sitemap", url = "{base}/entitas.xml"},
    {kind = "sitemap", url = "{base}/banyak.xml"},
    {kind = "dated_index", url = "{base}/abadi?hari={date:%Y-%m-%d}&hal={page}", max_pages = 4},
    {kind = "dated_index", url = "{base}/ulang?d={date:%Y-%m-%d}&o={offset}", max_pages=9, step=20},
    {kind = "json", url = "{base}/hilang.json"},
    {kind = "json", url = "{base}/kabar.json?hal={page}", max_pages = 9},
]
"""


def _answers(site: Site) -> None:
    """Article 1 is on an HTML page sent as a feed, 2 in the JSON, 3 on every page of an index."""
    root, today = site.url("", HOST), datetime.now(UTC).date()
    children = "".join(f"<sitemap><loc>{root}/anak-{n}.xml</loc></sitemap>" for n in range(55))
    site.answers.update(
        {
            (HOST, "/rss"): index([1]),
            (HOST, "/kosong.xml"): Answer(
                "<html><body><p>Halaman ini sedang diperbaiki.</p></body></html>"
            ),
            (HOST, "/besar.xml"): Answer(
                b"<urlset>" + b" " * 60_000_000 + b"</urlset>", media_type=XML
            ),
            (HOST, "/entitas.xml"): Answer(
                '<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
                media_type=XML,
            ),
            (HOST, "/banyak.xml"): Answer(
                f"<sitemapindex>{children}</sitemapindex>", media_type=XML
            ),
            (HOST, "/kabar.json?hal=1"): Answer(
                f'{{"last_page": 1, "data": [{{"url": "{path(2)}"}}]}}',
                media_type="application/json",
            ),
        }
    )
    for number in range(55):
        site.answers[(HOST, f"/anak-{number}.xml")] = Answer("<urlset></urlset>", media_type=XML)
    for back in range(3):
        day = today.fromordinal(today.toordinal() - back + 1)
        for page in range(1, 9):
            site.answers[(HOST, f"/abadi?hari={day}&hal={page}")] = index([1000 + 10 * back + page])
            site.answers[(HOST, f"/ulang?d={day}&o={20 * (page - 1)}")] = index([3])
    for number in (
        1,
        2,
        3,
        *(1000 + 10 * back + page for back in range(3) for page in range(1, 9)),
    ):
        site.answers[(HOST, path(number))] = Answer(story(number))


@pytest.fixture(name="crawled", scope="module")
def _crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Done, Folder, Site]]:
    folder: Path = tmp_path_factory.mktemp("buruk")
    with serve() as site:
        _answers(site)
        (folder / "kliping.toml").write_text(
            SETTINGS.replace("PORT", str(site.port)), encoding="utf-8"
        )
        made = Folder(folder)
        yield made.run("crawl", "buruk"), made, site


pytestmark = pytest.mark.xdist_group("bad-sources")


@pytest.mark.parametrize(
    ("target", "outcome", "said"),
    [
        ("/rss", "read", "an HTML page in place of a feed"),
        ("/kosong.xml", "failed", "an HTML page without articles in place of a feed"),
        ("/besar.xml", "failed", ""),
        ("/entitas.xml", "failed", "declares entities of its own"),
        ("/banyak.xml", "read", "5 of its 55 sitemaps were not read"),
        ("/hilang.json", "gone", "HTTP 404"),
    ],
)
def test_what_is_wrong_with_a_source_is_recorded_with_its_fetch(
    crawled: tuple[Done, Folder, Site], target: str, outcome: str, said: str
) -> None:
    _, folder, site = crawled
    ((found, error),) = folder.rows(
        "SELECT outcome, error FROM fetches WHERE url = ?", site.url(target, HOST)
    )
    assert found == outcome
    assert error
    assert said in error


def test_an_endless_index_ends_at_its_depth_and_one_that_repeats_itself_at_once(
    crawled: tuple[Done, Folder, Site],
) -> None:
    done, folder, site = crawled
    endless = [target for target in site.asked(HOST) if target.startswith("/abadi")]
    assert [target.rpartition("=")[2] for target in endless] == ["1", "2", "3", "4"] * 2
    assert len([target for target in site.asked(HOST) if target.startswith("/ulang")]) == 3
    assert folder.rows(
        "SELECT count(*) FROM fetches WHERE error LIKE '%the source is declared 4 deep%'"
    ) == [(2,)]
    assert "page 4 still named new articles" in done.out


def test_the_rest_goes_on_and_the_run_says_that_part_of_it_failed(
    crawled: tuple[Done, Folder, Site],
) -> None:
    done, folder, site = crawled
    assert done.code == 3, done.err
    archived = {url.rpartition("-")[2] for (url,) in folder.rows("SELECT url FROM articles")}
    assert {"1", "2", "3"} < archived
    assert len(archived) == 3 + 2 * 4
    assert len([target for target in site.asked(HOST) if target.startswith("/anak-")]) == 50
    assert [target for target in site.asked(HOST) if target.startswith("/kabar.json")] == [
        "/kabar.json?hal=1"
    ]
    for words in (
        "/besar.xml",
        "declares entities",
        "5 of its 55 sitemaps",
        "/hilang.json: the source is gone",
    ):
        assert words in done.out
