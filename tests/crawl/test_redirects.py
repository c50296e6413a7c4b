"""A redirect to something that is no URL has an outcome, for a page and for robots.txt."""

import pytest
from scrapy import Request

from scraper.crawl.refusals import BadRedirect, RobotsUnreadable
from scraper.crawl.response_outcome import TRANSPORT_ERRORS, error_text
from tests.crawl.conftest import Crawl
from tests.crawl.site import Answer, Site

BAD = {
    "bracket": "http://[bad",
    "port": "http://h:99999/",
    "letters-for-a-port": "http://h:port/",
    "long": "http://h/" + "a" * 5_000,
    "empty": "",
    "javascript": "javascript:alert(1)",
    "file": "file:///etc/passwd",
    "space-in-host": "http://dua kata/",
    "label-of-70": "http://" + "a" * 70 + ".example/",
    "empty-label": "http://a..example/",
    "percent-in-host": "http://a%00b/",
    "bracket-behind": "http://h]/",
    "no-ip": "http://[::zz]/",
}
each_location = pytest.mark.parametrize("location", BAD.values(), ids=BAD)


@each_location
def test_a_page_that_redirects_to_no_url(site: Site, crawl: Crawl, location: str) -> None:
    site.answers["/1"] = Answer("", 302, headers={"Location": location})
    error = crawl([Request(site.url("/1"))]).errors[site.url("/1")]
    assert isinstance(error, BadRedirect)
    assert str(error).startswith("HTTP 302: redirects to ")
    assert "\n" not in str(error)
    assert len(str(error)) < 300


@each_location
def test_a_robots_txt_that_redirects_to_no_url_forbids_everything(
    site: Site, crawl: Crawl, location: str
) -> None:
    site.answers["/robots.txt"] = Answer("", 302, headers={"Location": location})
    error = crawl([Request(site.url("/boleh"))]).errors[site.url("/boleh")]
    assert site.asked() == ["/robots.txt"]
    assert isinstance(error, RobotsUnreadable)
    assert "could not be had (HTTP 302: redirects to " in str(error)


def test_a_header_that_is_not_utf_8_is_explained_and_in_robots_txt_forbids_everything(
    site: Site, crawl: Crawl
) -> None:
    odd = Answer("", 302, headers={"Location": "http://\xff\xfe/"})
    site.answers["/1"] = odd
    error = crawl([Request(site.url("/1"))]).errors[site.url("/1")]
    assert isinstance(error, TRANSPORT_ERRORS)
    assert error_text(error).startswith("a header of the answer is no UTF-8")
    site.answers["/robots.txt"] = odd
    assert isinstance(
        crawl([Request(site.url("/boleh"))]).errors[site.url("/boleh")], RobotsUnreadable
    )


@pytest.mark.parametrize(
    "location", ["/kabar-é", "/kabar baru", "//{host}/dua", "?dua", "/dua#bagian"]
)
def test_an_odd_location_that_is_an_address_is_followed(
    site: Site, crawl: Crawl, location: str
) -> None:
    host = site.url("").removeprefix("http://").rstrip("/")
    site.answers["/1"] = Answer(
        "", 302, headers={"Location": location.format(host=host).encode().decode("latin-1")}
    )
    seen = crawl([Request(site.url("/1"))])
    assert seen.errors == {}
    assert [response.status for response in seen.responses.values()] == [404]
