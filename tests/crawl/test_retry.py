"""Retries wait as long as a server asks, and are not made where it asks for too long."""

import pytest
from scrapy import Request

from tests.crawl.conftest import Crawl
from tests.crawl.site import Answer, Site

BUSY = Answer("sibuk", 503, headers={"Retry-After": "1"})


def test_a_passing_failure_is_retried(site: Site, crawl: Crawl) -> None:
    answers = [BUSY, Answer("", 502), Answer("akhirnya")]
    site.answers["/a"] = lambda: answers.pop(0)
    assert crawl([Request(site.url("/a"))]).responses[site.url("/a")].body == b"akhirnya"


@pytest.mark.parametrize(
    "answer",
    [
        Answer("sibuk", 503, headers={"Retry-After": "3600"}),
        Answer("<title>Just a moment...</title>", 503),
        Answer("", 503, headers={"cf-mitigated": "challenge"}),
        Answer("", 429),
        Answer("", 403),
        Answer("", 404),
    ],
    ids=["long-wait", "challenge", "challenge-header", "429", "403", "404"],
)
def test_asked_once(site: Site, crawl: Crawl, answer: Answer) -> None:
    site.answers["/a"] = answer
    crawl([Request(site.url("/a"))])
    assert site.asked().count("/a") == 1


def test_a_lasting_failure_is_asked_three_times(site: Site, crawl: Crawl) -> None:
    site.answers["/a"] = Answer("", 500)
    assert crawl([Request(site.url("/a"))]).responses[site.url("/a")].status == 500
    assert site.asked().count("/a") == 3
