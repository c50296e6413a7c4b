"""The arguments of `scrapy crawl NETWORK -a NAME=VALUE`."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scraper.crawl.job import Job, from_arguments
from scraper.errors import InputError
from scraper.portals import CrawlPolicy, Network, Province, Registry

NETWORK = Network(
    slug="n", name="N", platform="none", host="{key}.example", articles=(r"/a/\d+",), verified="no"
)
SATU, DUA = NETWORK.portal("satu", "Satu", Province.MALUKU), NETWORK.portal("dua", "Dua")
OTHER = Network(
    slug="lain",
    name="L",
    platform="none",
    host="{key}.lain.example",
    articles=(r"/a/\d+",),
    verified="no",
).portal("x", "X")
ALL = Registry([SATU, DUA, OTHER])


def _job(**given: str) -> Job:
    return from_arguments((SATU, DUA), ALL, given)


def test_without_arguments_the_whole_network_is_crawled() -> None:
    assert _job() == Job(portals=(SATU, DUA))


def test_each_argument() -> None:
    job = _job(portals="n-dua", since="2022-08-01", until="2022-08-02", limit="5", revisit="yes")
    assert job == Job(
        portals=(DUA,), since=date(2022, 8, 1), until=date(2022, 8, 2), limit=5, revisit=True
    )


def test_days_count_back_from_today_in_the_portals_zone() -> None:
    today = datetime.now(UTC).astimezone(SATU.zone.tzinfo).date()
    assert _job(days="1").since == today
    assert _job(days="3").since == today - timedelta(days=2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"portal": "n-satu"}, "-a portal is no argument"),
        ({"portals": "n-tiga"}, "no portal is called 'n-tiga'"),
        ({"portals": "lain-x"}, "crawl lain for it"),
        ({"since": "kemarin"}, "-a since=kemarin is no day"),
        ({"days": "dua"}, "-a days=dua is no count"),
        ({"limit": "-1"}, "-a limit=-1 is no count"),
        ({"days": "2", "until": "2022-08-02"}, "leave out since and until"),
        ({"since": "2022-08-03", "until": "2022-08-02"}, "swap them"),
    ],
)
def test_a_wrong_one_names_its_remedy(given: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        _job(**given)


def test_a_url_must_be_an_article_of_the_portals() -> None:
    assert Job(portals=(SATU, DUA), urls=("https://dua.example/a/1",)).urls
    with pytest.raises(InputError, match="is no article of n-satu"):
        Job(portals=(SATU,), urls=("https://dua.example/a/1",))


def test_a_publisher_that_refuses_crawlers_is_not_crawled() -> None:
    shut = Network(
        slug="tutup",
        name="T",
        platform="none",
        host="tutup.example",
        articles=(r"/a/\d+",),
        crawl_policy=CrawlPolicy(refusal="it says no"),
    )
    with pytest.raises(InputError, match="tutup-www is not crawled: it says no; leave it out"):
        Job(portals=(SATU, shut.portal("www")))
