"""No request and no redirect leaves its portal's hosts, whatever `dont_filter` says."""

from scrapy import Request

from scraper.crawl.refusals import BadRedirect, OffSite, Unasked
from scraper.crawl.requests import ask
from scraper.portals import Network, Portal
from tests.crawl.conftest import Crawl
from tests.crawl.site import HOST, Answer, Site

ELSEWHERE = "127.0.0.1"


def _portal(site: Site) -> Portal:
    network = Network(
        slug="uji",
        name="Uji",
        platform="none",
        host=HOST,
        scheme="http",
        port=site.port,
        articles=(r"/a/\d+",),
        verified="for the tests",
    )
    return network.portal("satu", "Satu")


def test_a_redirect_off_the_portals_hosts_is_not_followed(site: Site, crawl: Crawl) -> None:
    site.answers["/a/1"] = Answer("", 302, headers={"Location": site.url("/a/2", ELSEWHERE)})
    seen = crawl([ask(site.url("/a/1"), _portal(site))])
    assert site.asked(ELSEWHERE) == []
    error = seen.errors[site.url("/a/1")]
    assert isinstance(error, OffSite)
    assert ELSEWHERE in str(error)


def test_a_redirect_within_the_portal_is_followed(site: Site, crawl: Crawl) -> None:
    site.answers.update(
        {"/a/1": Answer("", 301, headers={"Location": "/a/2"}), "/a/2": Answer("dua")}
    )
    seen = crawl([ask(site.url("/a/1"), _portal(site))])
    assert seen.responses[site.url("/a/1")].body == b"dua"


def test_not_modified_is_believed_where_it_was_asked_for(site: Site, crawl: Crawl) -> None:
    """Believed elsewhere, it would hide that there is no article."""
    site.answers["/a/1"] = Answer("", 304)
    asked = ask(site.url("/a/1"), _portal(site), headers={"If-None-Match": '"e"'})
    assert crawl([asked]).responses[site.url("/a/1")].status == 304
    assert isinstance(
        crawl([ask(site.url("/a/1"), _portal(site))]).errors[site.url("/a/1")], Unasked
    )


def test_requests_wait_in_the_slot_of_their_network(site: Site, crawl: Crawl) -> None:
    site.answers["/a/1"] = Answer("satu")
    assert set(crawl([ask(site.url("/a/1"), _portal(site))]).slot_delays) == {"uji"}


def test_no_scheme_but_http(site: Site, crawl: Crawl) -> None:
    site.answers["/a/1"] = Answer("", 302, headers={"Location": "file:///etc/hostname"})
    seen = crawl([ask(site.url("/a/1"), _portal(site)), Request("file:///etc/hostname")])
    assert seen.responses == {}
    assert isinstance(seen.errors[site.url("/a/1")], BadRedirect)
