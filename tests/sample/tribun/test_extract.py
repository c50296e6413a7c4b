"""Every page of the sample through the extractor, against the truth that the page was rendered
from.
"""

from datetime import UTC, datetime, timedelta

import pytest

from scraper.extract import extract, join_parts, whole_article
from scraper.model import Article, Page, Refusal
from scripts.sample.tribun import expected
from scripts.sample.tribun.site import Site
from scripts.sample.tribun.traps import TRAPS, Answer, Trap
from tests.sample.comparison import differences
from tests.sample.conftest import PORT, TODAY

TRUTH = expected.articles(port=PORT, today=TODAY)
AT = datetime.combine(TODAY + timedelta(days=1), datetime.min.time(), UTC)


def _extract(site: Site, url: str) -> Article | Refusal:
    portal = next(portal for portal in site.portals if portal.owns(url))
    response = site.respond(portal.hosts[0], url.removeprefix(portal.base))
    page = Page(
        url, response.body, AT, response.status, {"content-type": response.media_type.lower()}
    )
    return extract(page, portal)


def _whole(site: Site, url: str) -> Article:
    """The article with all its pages, as a crawl puts it together."""
    first = _extract(site, url)
    assert isinstance(first, Article), first
    if first.parts == 1:
        return first
    full = _extract(site, f"{url}?page=all")
    merged = whole_article(first, full) if isinstance(full, Article) else None
    if merged:
        return merged
    parts = [_extract(site, part) for part in first.part_urls]
    return join_parts([first, *(part for part in parts if isinstance(part, Article))])


@pytest.mark.parametrize("url", TRUTH, ids=lambda url: url.rpartition("/")[2][:48])
def test_an_article_is_what_its_newsroom_wrote(site: Site, url: str) -> None:
    assert differences(_whole(site, url), TRUTH[url]) == []


@pytest.mark.parametrize(
    "trap",
    [trap for trap in TRAPS if trap.answer in {Answer.SOFT_404, Answer.VIDEO, Answer.CHALLENGE}],
    ids=lambda trap: trap.answer,
)
def test_a_page_that_is_no_article_is_refused_with_its_reason(site: Site, trap: Trap) -> None:
    base = next(portal.base for portal in site.portals if portal.key == trap.portal)
    result = _extract(site, base + trap.path)
    assert isinstance(result, Refusal)
    assert result.reason == trap.reason


@pytest.mark.parametrize(
    "target", ["/", "/index-news", "/index-news?date=2026-11-23&page=1", "/randuwangi"]
)
def test_a_listing_is_no_article(site: Site, target: str) -> None:
    assert isinstance(_extract(site, site.portals[0].base + target), Refusal)
