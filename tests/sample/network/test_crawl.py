"""The whole sample network over real HTTP through the ordinary command: each platform's archive
against the truth of its pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scraper.errors import DEGRADED
from scraper.model import Article
from scraper.portals import Portal
from scripts.sample.network.portals import PORTALS
from scripts.sample.network.site import FRAMEWORK, Network
from scripts.sample.server import Running, serve
from tests.sample.comparison import archived, differences
from tests.sample.desk import Desk, desk

pytestmark = pytest.mark.xdist_group("sample network")
"""One crawl for all tests of this module."""
NETWORKS = tuple(dict.fromkeys(portal.network.slug for portal in PORTALS))


@dataclass(frozen=True)
class Crawled:
    """A desk after its crawl."""

    desk: Desk
    running: Running[Network]
    code: int
    found: dict[str, Article]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    at = desk(tmp_path_factory.mktemp("network"), "scripts.sample.network.portals", *NETWORKS)
    with serve(lambda port: Network(port=port, today=at.today)) as running:
        code = at.crawl(running.port)
        yield Crawled(at, running, code, archived(at.archive))


def test_the_run_ends_degraded_for_the_portal_that_shuts_us_out(crawled: Crawled) -> None:
    assert crawled.code == DEGRADED


def test_who_shuts_the_framework_out_by_name_is_left_alone(crawled: Crawled) -> None:
    (shut,) = [
        member.portal for member in crawled.running.site.members if FRAMEWORK in member.shuts_out
    ]
    asked = [request.target for request in crawled.running.requests if request.host in shut.hosts]
    assert asked == ["/robots.txt"]
    assert not [article for article in crawled.found.values() if article.portal == shut.slug]


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.slug.removeprefix("sample-"))
def test_a_portal_is_archived_as_it_was_told(crawled: Crawled, portal: Portal) -> None:
    """Every article, and nothing else: headline, names with roles, instant with zone, photos
    with caption and credit, text, parts.
    """
    truth = {
        url: article
        for url, article in crawled.running.site.truths().items()
        if article.portal == portal.slug
    }
    found = {
        url: article for url, article in crawled.found.items() if article.portal == portal.slug
    }
    assert set(found) == set(truth)
    compared = {url: differences(found[url], truth[url], labels=False) for url in truth}
    assert {url: lines for url, lines in compared.items() if lines} == {}
