"""Each page shows what the archive holds, or explains in words why it cannot."""

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pyarrow.parquet
import pytest
from lxml import html

from scraper.archive import Archive, citation_of
from scraper.archive.articles import forget_article
from scraper.browse.server import Service
from tests.archive.samples import NOON, URL
from tests.browse.conftest import HASH, Ask, asking

KEY = citation_of(URL)
ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = (
    "/",
    "/search",
    "/search?q=jalan",
    f"/article/{KEY}",
    f"/article/{KEY}/changes",
    f"/article/{KEY}/page/{HASH}",
    "/portals",
    "/portal/kabar-jateng",
    "/person/Indra%20Dwi%20P.",
    "/tag/Pekalongan",
    "/places",
    "/place/33",
    "/place/33.26",
    "/coverage",
    "/tables",
)


def words(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_page_answers_in_both_languages(ask: Ask, address: str, language: str) -> None:
    got = ask(address, **{"accept-language": language})
    assert got.status_code == 200
    assert html.fromstring(got.text).get("lang") == language
    assert got.headers["content-language"] == language


def test_the_front_page_says_how_much_there_is_and_what_was_changed(ask: Ask) -> None:
    text = words(ask("/").text)
    assert "26 articles 2 portals 2 provinces" in text
    assert "Changed after publication Jalan Baru di Pekalongan Ditutup" in text


def test_a_search_marks_what_it_found_and_counts_facets(ask: Ask) -> None:
    page = html.fromstring(ask("/search?q=pembukaan").text)
    assert {mark.text for mark in page.iter("mark")} == {"dibuka"}
    facets = page.find_class("facets")[0].text_content().split()
    assert "KabarJateng.com" in facets
    assert "KabarPapua.com" in facets


def test_filters_stay_in_every_link_of_a_search(ask: Ask) -> None:
    page = html.fromstring(ask("/search?q=jalan&portal=kabar-jateng&since=2022-08-01").text)
    following = [
        link
        for link in page.iterfind(".//a[@href]")
        if link.get("href").startswith("/search?") and link.get("rel") == "next"
    ]
    assert [link.get("href") for link in following] == [
        "/search?q=jalan&portal=kabar-jateng&since=2022-08-01&page=2"
    ]
    chips = [chip.get("href") for chip in page.find_class("chip")]
    assert chips == ["/search?q=jalan&since=2022-08-01", "/search?q=jalan&portal=kabar-jateng"]


def test_the_second_page_has_the_rest(ask: Ask) -> None:
    first, second = (
        html.fromstring(ask(f"/search?portal=kabar-jateng&page={page}").text) for page in (1, 2)
    )
    heads = [[head.text_content() for head in page.find_class("head")] for page in (first, second)]
    assert [len(some) for some in heads] == [20, 5]
    assert not set(heads[0]) & set(heads[1])


def test_a_bar_of_the_histogram_leads_to_its_day(ask: Ask) -> None:
    page = html.fromstring(ask("/search?q=jalan").text)
    bars = [link.get("href") for link in page.iterfind(".//svg//a")]
    assert bars == ["/search?q=jalan&since=2022-08-02&until=2022-08-02"]


def test_the_feed_lists_the_newest_with_their_originals(ask: Ask) -> None:
    got = ask("/search.atom?q=laut")
    feed = ElementTree.fromstring(got.content)  # noqa: S314 (our own answer)
    assert got.headers["content-type"].startswith("application/atom+xml")
    assert [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")] == [
        "https://papua.kabar.example/9/laut"
    ]


def test_results_come_as_json_csv_json_lines_and_parquet(ask: Ask) -> None:
    found = ask("/search.json?q=laut").json()
    assert (found["matches"], found["hits"][0]["headline"]) == (1, "Laut Tenang")
    (row,) = csv.DictReader(io.StringIO(ask("/search.csv?q=laut").text))
    (line,) = ask("/search.jsonl?q=laut").text.splitlines()
    table = pyarrow.parquet.read_table(io.BytesIO(ask("/search.parquet?q=laut").content))
    assert (
        row["headline"]
        == json.loads(line)["headline"]
        == table["headline"][0].as_py()
        == "Laut Tenang"
    )


def test_an_article_is_set_with_all_that_was_printed(ask: Ask) -> None:
    text = words(ask(f"/article/{KEY}").text)
    for printed in (
        "Infrastruktur",
        "Penulis Indra Dwi P.",
        "Tuesday, 2 August 2022 01:05 WIB",
        "Kabar/Indra",
        "(idp)",
        "Kami senang",
    ):
        assert printed in text
    assert "KABARJATENG.COM, PEKALONGAN - Jalan lingkar" in text


def test_a_citation_with_a_hash_shows_the_state_that_it_names(ask: Ask) -> None:
    now = ask(f"/article/{KEY}.json").json()
    old = html.fromstring(ask("/article/1").text)
    assert now["headline"] == "Jalan Baru di Pekalongan Ditutup"
    assert old.findtext(".//h1") == now["headline"]
    missing = ask(f"/article/{KEY}.00000000")
    assert missing.status_code == 404
    assert "The archive has nothing at this address." in words(missing.text)
    assert "archive.db" not in missing.text


def test_a_change_is_shown_word_by_word_on_both_sides(ask: Ask) -> None:
    page = html.fromstring(ask(f"/article/{KEY}/changes").text)
    assert [gone.text for gone in page.iter("del")] == ["Dibuka"]
    assert [came.text for came in page.iter("ins")] == ["Ditutup"]


def test_a_snapshot_runs_nothing_and_its_bytes_are_a_download(ask: Ask) -> None:
    framed = ask(f"/article/{KEY}/page/{HASH}/frame")
    assert "Halaman lama" in framed.text
    assert "script" not in framed.text
    assert framed.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    saved = ask(f"/article/{KEY}/page/{HASH}/bytes")
    assert saved.content.endswith(b"<script>alert(1)</script></body></html>")
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")


def test_a_page_of_another_article_is_not_shown_under_this_one(ask: Ask) -> None:
    assert (
        ask(
            f"/article/{citation_of('https://papua.kabar.example/9/laut')}/page/{HASH}/frame"
        ).status_code
        == 404
    )


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/article/k-aaaaaaaaaaaaaaaa",
        "/portal/none",
        "/person/Nobody",
        "/tag/none",
        "/place/99",
    ],
)
def test_what_is_missing_is_explained(ask: Ask, address: str) -> None:
    got = ask(address)
    assert got.status_code == 404
    assert "That cannot be shown" in words(got.text)


@pytest.mark.parametrize(
    "address", ["/search?since=kemarin", "/search?page=0", "/search?page=x", "/search?order=random"]
)
def test_a_question_that_makes_no_sense_is_explained(ask: Ask, address: str) -> None:
    got = ask(address)
    assert got.status_code == 400
    assert "give" in words(got.text)
    spoken = ask(address, **{"accept-language": "id"})
    assert "give" not in words(spoken.text)
    as_json = ask(address.replace("/search?", "/search.json?"))
    assert (as_json.status_code, as_json.json()["status"]) == (400, 400)
    assert "give" in as_json.json()["error"]


def test_switching_the_language_keeps_the_question(ask: Ask) -> None:
    page = html.fromstring(ask("/search?q=jalan+baru&portal=kabar-jateng").text)
    (switch,) = page.xpath("//a[@hreflang='id']/@href")
    assert switch == "?q=jalan+baru&portal=kabar-jateng&lang=id"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM articles",
        "PRAGMA user_version = 5",
        "ATTACH 'x.db' AS x",
        "WITH a AS (SELECT 1) DELETE FROM tags",
        "VACUUM INTO 'x.db'",
    ],
)
def test_a_statement_that_writes_is_refused_in_the_readers_language(
    ask: Ask, statement: str
) -> None:
    refused = ask(f"/archive?sql={quote(statement)}", **{"accept-language": "id"})
    assert refused.status_code == 400
    if not statement.startswith("WITH"):
        assert "Hanya pernyataan SELECT" in words(refused.text)
    answered = ask(f"/archive.json?sql={quote(statement)}")
    assert (answered.status_code, answered.json()["ok"]) == (400, False)
    assert len(ask("/search.json").json()["hits"]) == 20


def test_places_are_a_facet_by_name_and_a_filter(ask: Ask) -> None:
    page = html.fromstring(ask("/search?q=jalan").text)
    (link,) = page.xpath("//aside//a[contains(@href, 'place=33.26')]")
    assert "Pekalongan" in link.text
    narrowed = html.fromstring(ask(link.get("href")).text)
    assert "Pekalongan" in narrowed.find_class("chip")[0].text_content()
    assert ask("/search.json?q=jalan&place=33.26").json()["matches"] >= 1


def test_the_language_that_is_chosen_is_remembered(ask: Ask) -> None:
    got = ask("/?lang=id")
    assert html.fromstring(got.text).get("lang") == "id"
    cookie = got.headers["set-cookie"].partition(";")[0]
    assert html.fromstring(ask("/portals", cookie=cookie).text).get("lang") == "id"


def test_a_reader_without_permission_sees_no_page(path: Path) -> None:
    closed = asking(path, Service(metadata={"databases": {"archive": {"allow": {"id": "root"}}}}))
    assert [
        closed(address).status_code
        for address in (
            "/",
            "/search?q=jalan",
            f"/article/{KEY}",
            f"/article/{KEY}/page/{HASH}/frame",
        )
    ] == [403] * 4


def test_photos_are_only_fetched_if_the_operator_allows_it(path: Path, ask: Ask) -> None:
    shown = asking(path, Service(photos=True))(f"/article/{KEY}")
    hidden = ask(f"/article/{KEY}")
    assert [image.get("src") for image in html.fromstring(shown.text).iter("img")] == [
        "https://img.kabar.example/1.jpg"
    ]
    assert not list(html.fromstring(hidden.text).iter("img"))
    assert "https:" not in hidden.headers["content-security-policy"]


def test_behind_a_proxy_every_link_stays_below_its_path(path: Path) -> None:
    page = html.fromstring(asking(path, Service(base_url="/kliping/"))("/search?q=jalan").text)
    own = [
        link.get("href")
        for link in page.iterfind(".//a[@href]")
        if link.get("href").startswith("/")
    ]
    assert own
    assert all(address.startswith("/kliping/") for address in own)


def test_datasettes_own_pages_know_what_columns_mean(ask: Ask) -> None:
    text = words(ask("/archive/articles").text)
    assert "The local day of published_at at the portal" in text
    assert "26 rows sorted by published_at descending" in text
    assert ask("/archive/search_word?kata=jalan").status_code == 200


def test_a_takedown_is_explained(path: Path) -> None:
    with Archive.open(path) as archive:
        forget_article(archive, URL, reason="putusan 12/2026", at=NOON)
    got = asking(path)(f"/article/{KEY}")
    assert (got.status_code, "taken down on" in got.text, "putusan" in got.text) == (
        410,
        True,
        False,
    )
