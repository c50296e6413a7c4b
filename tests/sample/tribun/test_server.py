"""The server over real HTTP: sources, refusals and spellings."""

import gzip
import re
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest

from scripts.sample.server import Running, serve
from scripts.sample.tribun.site import Site
from scripts.sample.tribun.traps import ELSEWHERE, TRAPS, Answer, Trap
from tests.sample.conftest import TODAY
from tests.sample.tribun.conftest import Fetch, tribun

JATENG = "jateng.sample.localhost"
STATUSES = {
    Answer.ARTICLE: 200,
    Answer.NOT_FOUND: 404,
    Answer.GONE: 410,
    Answer.BROKEN: 500,
    Answer.FORBIDDEN: 403,
    Answer.CHALLENGE: 200,
    Answer.SOFT_404: 200,
    Answer.VIDEO: 200,
    Answer.TO_HOME: 302,
    Answer.OFF_SITE: 302,
}


def _cards(html: bytes) -> list[list[str]]:
    tree = lxml.html.document_fromstring(html)
    return [
        [str(a.get("href")) for a in item.xpath(".//div/a | .//h3/a")]
        for item in tree.xpath("//ul[@class='lsi']/li[@class='ptb15']")
    ]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.portal}-{trap.answer}")
def test_a_trap_answers_as_declared_and_is_listed_on_its_day(fetch: Fetch, trap: Trap) -> None:
    host = f"{trap.portal}.sample.localhost"
    assert fetch(host, trap.path)[0].status == STATUSES[trap.answer]
    day = trap.day(TODAY)
    listed = [
        fetch(host, f"/index-news?date={day.year}-{day.month}-{day.day}&page={page}")[1].decode()
        for page in (1, 2, 3)
    ]
    assert any(trap.path in html for html in listed)


def test_every_answer_is_set_somewhere() -> None:
    assert {trap.answer for trap in TRAPS} == set(Answer) == set(STATUSES)


def test_robots_forbids_the_listed_article_and_what_the_real_network_forbids(fetch: Fetch) -> None:
    _, body = fetch(JATENG, "/robots.txt")
    lines = body.decode().splitlines()
    (hidden,) = [trap.path for trap in TRAPS if trap.answer is Answer.ARTICLE]
    assert {f"Disallow: {hidden}", "Disallow: /search", "Disallow: /tag/"} <= set(lines)


def test_an_index_card_carries_its_link_twice(fetch: Fetch) -> None:
    cards = _cards(fetch(JATENG, "/index-news?date=2026-11-23&page=1")[1])
    assert len(cards) == 4
    assert all(len(links) == 2 and len(set(links)) == 1 for links in cards)


def test_neighbouring_days_overlap(fetch: Fetch) -> None:
    def paths(day: int) -> set[str]:
        pages = [
            _cards(fetch(JATENG, f"/index-news?date=2026-11-{day}&page={page}")[1])
            for page in (1, 2, 3)
        ]
        return {card[0] for page in pages for card in page}

    assert paths(22) & paths(23)
    assert paths(22) - paths(23)


def test_a_page_past_the_end_repeats_the_last(fetch: Fetch) -> None:
    third, ninth = (fetch(JATENG, f"/index-news?date=2026-11-23&page={page}")[1] for page in (3, 9))
    assert _cards(third) == _cards(ninth)
    assert _cards(third) != _cards(fetch(JATENG, "/index-news?date=2026-11-23&page=1")[1])


@pytest.mark.parametrize("query", ["?date=2026-13-40&page=1", "?date=besok", "?page=x", ""])
def test_an_odd_query_gets_the_newest(fetch: Fetch, query: str) -> None:
    response, body = fetch(JATENG, f"/index-news{query}")
    assert response.status == 200
    assert len(_cards(body)) >= 4


def test_sitemaps_name_every_article_with_its_time_in_wib(
    fetch: Fetch, running: Running[Site]
) -> None:
    news = "{http://www.google.com/schemas/sitemap-news/0.9}"
    found = {}
    for portal in running.site.portals[:3]:
        index = lxml.etree.fromstring(fetch(portal.hosts[0], "/sitemap.xml")[1])
        for child in index.iter("{*}loc"):
            tree = lxml.etree.fromstring(fetch(portal.hosts[0], urlsplit(child.text).path)[1])
            for entry in tree.iter("{*}url"):
                found[entry.findtext("{*}loc")] = entry.findtext(f".//{news}publication_date")
    portals = {portal.key: portal for portal in running.site.portals}
    wib = portals["jateng"].zone.tzinfo
    wanted = {
        portals[s.portal].base + s.path: s.published.astimezone(wib).isoformat()
        for s in running.site.stories
    }
    assert found == wanted


def test_the_feed_names_every_article_of_its_portal(fetch: Fetch, running: Running[Site]) -> None:
    tree = lxml.etree.fromstring(fetch("ambon.sample.localhost", "/rss")[1])
    assert len(tree.findall(".//item")) == sum(
        story.portal == "ambon" for story in running.site.stories
    )


def test_the_newest_list_links_one_article_in_five_spellings(
    fetch: Fetch, running: Running[Site]
) -> None:
    portal = running.site.portals[0]
    tree = lxml.html.document_fromstring(fetch(JATENG, "/index-news")[1])
    hrefs = [a.get("href") for a in tree.xpath("//ul[@class='lsi']//a[text()='Baca versi lain']")]
    assert len(hrefs) == 5
    for href in hrefs:
        parts = urlsplit(href)
        response, body = fetch(parts.hostname, f"{parts.path}?{parts.query}")
        if response.status == 301:
            assert response.headers["Location"].startswith(portal.base)
        else:
            assert f'<link rel="canonical" href="{portal.base}'.encode() in body


def test_the_redirects_lead_home_and_off_the_network(fetch: Fetch, running: Running[Site]) -> None:
    home, away = (
        next(t for t in TRAPS if t.answer is answer) for answer in (Answer.TO_HOME, Answer.OFF_SITE)
    )
    ambon = f"http://ambon.sample.localhost:{running.port}"
    assert fetch("ambon.sample.localhost", home.path)[0].headers["Location"] == f"{ambon}/"
    target = urlsplit(fetch("ambon.sample.localhost", away.path)[0].headers["Location"])
    assert target.hostname == ELSEWHERE
    assert fetch(ELSEWHERE, target.path)[0].status == 200


def test_photos_are_images(fetch: Fetch) -> None:
    _, page = fetch(JATENG, "/")
    path = urlsplit(re.findall(r'<img src="([^"]+)"', page.decode())[0]).path
    response, body = fetch(JATENG, path)
    assert response.headers["Content-Type"] == "image/png"
    assert body.startswith(b"\x89PNG")


def test_a_page_may_come_compressed_and_without_a_charset(fetch: Fetch) -> None:
    response, body = fetch("ambon.sample.localhost", "/index-news", accept_encoding="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Type"] == "text/html"
    assert b"Tribun Contoh Ambon" in gzip.decompress(body)


def test_a_visitor_who_has_the_page_gets_304(fetch: Fetch) -> None:
    response, _ = fetch(JATENG, "/")
    again, body = fetch(JATENG, "/", if_none_match=response.headers["ETag"])
    assert (again.status, body) == (304, b"")


def test_head_has_no_body(fetch: Fetch) -> None:
    response, body = fetch(JATENG, "/", method="HEAD")
    assert int(response.headers["Content-Length"]) > 0
    assert body == b""


def test_an_unknown_host_is_nobody(fetch: Fetch) -> None:
    assert fetch("www.example.org", "/")[0].status == 404


def test_the_log_holds_host_target_and_agent(fetch: Fetch, running: Running[Site]) -> None:
    fetch(JATENG, "/rss?x=1", user_agent="uji/1")
    request = running.asked("/rss")[-1]
    assert (request.host, request.target, request.agent) == (JATENG, "/rss?x=1", "uji/1")


def test_changed_changes_exactly_one_article(running: Running[Site]) -> None:
    with serve(partial(tribun, changed=True)) as later:
        pages = [
            [
                server.site.respond(f"{story.portal}.sample.localhost", story.path).body
                for story in running.site.stories
            ]
            for server in (running, later)
        ]
    heads = [[re.findall(b"<h1.*</h1>", html) for html in side] for side in pages]
    assert sum(old != new for old, new in zip(*heads, strict=True)) == 1


def test_an_index_of_a_day_without_articles_is_empty(fetch: Fetch) -> None:
    day = TODAY + timedelta(days=40)
    assert (
        _cards(fetch(JATENG, f"/index-news?date={day.year}-{day.month}-{day.day}&page=1")[1]) == []
    )
