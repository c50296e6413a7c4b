"""robots.txt over real HTTP.

The first test fails with Scrapy's own middleware; the second shows why.
"""

import time

import pytest
from scrapy import Request

from scraper.crawl.refusals import RobotsForbid, RobotsUnreadable
from tests.crawl.conftest import Crawl
from tests.crawl.site import Answer, Site

FORBIDDEN = [f"/rahasia/{number}" for number in range(8)]
ROBOTS = "User-agent: *\nDisallow: /rahasia/\n"
STOCK = {
    "DOWNLOADER_MIDDLEWARES": {
        "scraper.crawl.offsite.OffsiteGuard": None,
        "scraper.crawl.robots.Robots": None,
    },
}


def _slow_robots() -> Answer:
    time.sleep(0.3)  # long enough for all the others to be waiting for it
    return Answer(ROBOTS, media_type="text/plain")


def test_requests_wait_until_robots_txt_is_there(site: Site, crawl: Crawl) -> None:
    site.answers["/robots.txt"] = _slow_robots
    seen = crawl([Request(site.url(path)) for path in [*FORBIDDEN, "/boleh"]])
    assert site.asked() == ["/robots.txt", "/boleh"]
    assert {type(error) for error in seen.errors.values()} == {RobotsForbid}
    assert len(seen.errors) == len(FORBIDDEN)


def test_the_stock_middleware_lets_waiting_requests_through(site: Site, crawl: Crawl) -> None:
    """When this fails, Scrapy has fixed it."""
    site.answers["/robots.txt"] = _slow_robots
    crawl([Request(site.url(path)) for path in FORBIDDEN], **STOCK)
    assert set(site.asked()) & set(FORBIDDEN)


@pytest.mark.parametrize(
    "answer",
    [
        Answer("maintenance", 503),
        Answer("too many", 429),
        Answer(hang_up=True),
        Answer("User-agent", declared_length=4000),
        Answer("", 301, headers={"Location": "/robots.txt"}),
    ],
    ids=["503", "429", "hang-up", "broken-off", "loop"],
)
def test_a_robots_txt_that_cannot_be_read_forbids_everything(
    site: Site, crawl: Crawl, answer: Answer
) -> None:
    site.answers["/robots.txt"] = answer
    seen = crawl([Request(site.url("/boleh"))])
    assert "/boleh" not in site.asked()
    assert [type(error) for error in seen.errors.values()] == [RobotsUnreadable]
    assert "everything there is off limits" in str(next(iter(seen.errors.values())))


@pytest.mark.parametrize("name", ["Kliping", "Scrapy"])
def test_who_shuts_out_us_or_the_library_we_are_built_on_is_obeyed(
    site: Site, crawl: Crawl, name: str
) -> None:
    site.answers["/robots.txt"] = Answer(
        f"User-agent: {name}\nDisallow: /\n\nUser-agent: *\nAllow: /\n", media_type="text/plain"
    )
    seen = crawl([Request(site.url("/boleh"))])
    assert site.asked() == ["/robots.txt"]
    assert [type(error) for error in seen.errors.values()] == [RobotsForbid]
    assert f"forbids it to {name}" in str(next(iter(seen.errors.values())))


@pytest.mark.parametrize(
    "answer",
    [Answer("no", 404), Answer("no", 403), Answer("<html>not found</html>")],
    ids=["404", "403", "html"],
)
def test_a_site_without_robots_txt_allows_everything(
    site: Site, crawl: Crawl, answer: Answer
) -> None:
    site.answers.update({"/robots.txt": answer, "/boleh": Answer("x")})
    assert crawl([Request(site.url("/boleh"))]).responses[site.url("/boleh")].status == 200


def test_rules_that_name_us_come_before_those_for_all(site: Site, crawl: Crawl) -> None:
    site.answers["/robots.txt"] = Answer(
        "User-agent: *\nAllow: /\n\nUser-agent: kliping\nDisallow: /\n", media_type="text/plain"
    )
    seen = crawl([Request(site.url("/boleh"))])
    assert [type(error) for error in seen.errors.values()] == [RobotsForbid]


def test_crawl_delay_slows_the_whole_slot(site: Site, crawl: Crawl) -> None:
    site.answers["/robots.txt"] = Answer(
        "User-agent: *\nCrawl-delay: 0.25\nRequest-rate: 1/1\n", media_type="text/plain"
    )
    seen = crawl([Request(site.url("/a"), meta={"download_slot": "jaringan"})])
    assert seen.slot_delays["jaringan"] == 1.0


def test_a_crawl_delay_never_shortens_the_delay(site: Site, crawl: Crawl) -> None:
    site.answers["/robots.txt"] = Answer(
        "User-agent: *\nCrawl-delay: 0.01\n", media_type="text/plain"
    )
    seen = crawl([Request(site.url("/a"), meta={"download_slot": "jaringan"})], DOWNLOAD_DELAY=0.02)
    assert seen.slot_delays["jaringan"] == 0.02
