"""The sample's sources, read by the same discovery as a live portal's."""

from datetime import UTC, datetime, timedelta

import pytest

from scraper import discover
from scraper.model import Links, Page
from scraper.portals import Portal
from scripts.sample.tribun import expected
from scripts.sample.tribun.site import Site
from tests.sample.conftest import PORT, TODAY

PUBLISHERS = ("jateng", "makassar", "ambon")


def _links(site: Site, portal: Portal, target: str) -> Links:
    response = site.respond(portal.hosts[0], target)
    at = datetime(2026, 11, 24, 1, tzinfo=UTC)
    page = Page(
        portal.base + target,
        response.body,
        at,
        response.status,
        {"content-type": response.media_type.lower()},
    )
    return discover.links(page, portal)


def _truth(portal: Portal, *, traps: bool) -> set[str]:
    urls = set(expected.articles(port=PORT, today=TODAY)) | (
        set(expected.refusals(port=PORT)) if traps else set()
    )
    return {url for url in urls if portal.owns(url)}


@pytest.fixture(params=PUBLISHERS)
def portal(request: pytest.FixtureRequest, site: Site) -> Portal:
    return next(portal for portal in site.portals if portal.key == request.param)


def test_the_dated_index_names_every_article_and_every_trap(site: Site, portal: Portal) -> None:
    days = [TODAY - timedelta(days=back) for back in range(7)]
    targets = [
        f"/index-news?date={day.year}-{day.month}-{day.day}&page={page}"
        for day in days
        for page in (1, 2, 3)
    ]
    found = {link.url for target in targets for link in _links(site, portal, target).articles}
    assert found == _truth(portal, traps=True)


def test_the_sitemaps_name_every_article_and_its_instant(site: Site, portal: Portal) -> None:
    children = [
        child.url.removeprefix(portal.base)
        for child in _links(site, portal, "/sitemap.xml").sources
    ]
    found = {
        link.url: link.published_hint
        for child in children
        for link in _links(site, portal, child).articles
    }
    truth = expected.articles(port=PORT, today=TODAY)
    assert found == {
        url: article.published_at for url, article in truth.items() if portal.owns(url)
    }


def test_the_feed_names_every_article(site: Site, portal: Portal) -> None:
    assert {link.url for link in _links(site, portal, "/rss").articles} == _truth(
        portal, traps=False
    )


def test_the_spellings_of_one_article_are_one_url(site: Site, portal: Portal) -> None:
    assert {link.url for link in _links(site, portal, "/index-news").articles} <= _truth(
        portal, traps=True
    )
