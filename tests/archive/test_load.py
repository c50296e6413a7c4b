"""One article by any of its names."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from scraper.archive import Archive, utc_text
from scraper.archive.articles import load_article, load_revisions
from scraper.archive.frontier import enter_links, settle_url
from scraper.errors import InputError
from scraper.model import Link, LinkKind, Outcome
from scraper.portals import Portal, Registry
from scraper.urls import Parts
from tests.archive.samples import ARTICLE, NOON, PORTAL, URL, save


@pytest.mark.parametrize(
    "key",
    [
        1,
        "1",
        URL,
        f" {URL}\n",
        URL.replace("https", "http"),
        URL.replace("https://", ""),
        URL.upper().replace("/1/JALAN-BARU", "/1/jalan-baru"),
        f"{URL}/?utm_source=wa#komentar",
        f"{URL}?page=2",
    ],
)
def test_an_article_is_found_by_any_spelling(archive: Archive, key: str | int) -> None:
    save(archive)
    assert load_article(archive, key).article == ARTICLE


KNOWN = Registry.load()
PAGE_2 = {
    Parts.PATH: "{}/2",
    Parts.SLUG: "{}-part2",
    Parts.BEHIND: "{}/1",
    Parts.QUERY: "{}?page=2",
}


def _spelled(portal: Portal, example: str) -> set[str]:
    """The ways to link to an article that its declaration knows to be one and the same."""
    scheme, host, path = re.fullmatch(r"(https?)://([^/]+)(/.*)", example).groups()  # type: ignore[union-attr]
    hosts = {
        host,
        host.removeprefix("www."),
        *(f"{mirror}.{host.removeprefix('www.')}" for mirror in ("m", "www", "amp")),
    }
    paths = {
        path,
        f"/amp{path}",
        f"{path}/amp",
        f"{path}/full",
        f"{path}?utm_source=wa",
        path.removesuffix(".html"),
        f"/{path}",
    }
    paths |= {
        path.replace("/read/", "/read/xml/"),
        re.sub(r"/(?=(?:pr-)?\d)", "/amp/", path, count=1),
    }
    if portal.network.parts is Parts.FILE:
        paths.add(path.replace(".html", "-1.html"))
    elif portal.network.parts:
        paths.add(PAGE_2[portal.network.parts].format(path))
    urls = {f"{scheme}://{one}{other}" for one in hosts for other in paths}
    return {
        url
        for url in urls
        if portal.owns(url) and portal.canonical(url) == portal.canonical(example)
    }


@pytest.mark.parametrize(
    "network", sorted({portal.network.slug for portal in KNOWN if portal.network.examples})
)
def test_every_spelling_that_a_declaration_knows_is_found_without_it(
    archive: Archive, network: str
) -> None:
    examples = [
        (portal, url)
        for portal in KNOWN
        if portal.network.slug == network
        for url in portal.network.examples
        if portal.owns(url)
    ]
    for portal, url in examples:
        several = replace(
            ARTICLE, url=portal.canonical(url), portal=portal.slug, parts=3, parts_found=3
        )
        saved, spelled = save(archive, several, portal=portal), _spelled(portal, url)
        assert len(spelled) > 3
        for link in spelled:
            assert load_article(archive, link).article_id == saved.article_id, link


def test_a_further_pages_url_leads_to_no_article_of_one_page(archive: Archive) -> None:
    """Its slug may end so by itself: `wawancara-part2` is not the second page of `wawancara`
    then.
    """
    save(archive)
    with pytest.raises(InputError, match="holds no article"):
        load_article(archive, f"{URL}-part2")


def test_a_redirects_start_leads_to_the_article(archive: Archive) -> None:
    saved = save(archive)
    old = "https://jateng.kabar.example/lama"
    enter_links(archive, [Link(old, LinkKind.ARTICLE)], portal=PORTAL, source="x", seen_at=NOON)
    settle_url(archive, old, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id)
    assert load_article(archive, old).article_id == saved.article_id


def test_a_text_without_url_is_found_by_its_urn(archive: Archive) -> None:
    urn = "urn:kliping:sha256:" + "ab" * 32
    save(archive, replace(ARTICLE, url=urn, portal=None), portal=None)
    assert load_article(archive, urn).portal_slug == "undeclared"


@pytest.mark.parametrize(
    "key",
    [2, "2", "9" * 30, "https://x.example/a", "bukan apa-apa", "", "http://[", "\x00", "\ud800"],
)
def test_what_is_not_there_is_said_so(archive: Archive, key: str | int) -> None:
    save(archive)
    with pytest.raises(InputError, match="holds no article"):
        load_article(archive, key)


def test_everything_that_is_known_of_an_article(archive: Archive) -> None:
    save(archive, snapshot_ids=("4", "5"))
    loaded = load_article(archive, 1)
    assert (loaded.portal_slug, loaded.portal_name, loaded.revision, loaded.snapshot_ids) == (
        "kabar-jateng",
        "KabarJateng.com",
        1,
        ("4", "5"),
    )
    assert loaded.gone_at is None
    assert loaded.revised_at == loaded.first_seen_at == loaded.last_seen_at == utc_text(NOON)
    assert loaded.article.published_at == ARTICLE.published_at
    assert loaded.article.published_at
    assert loaded.article.published_at.utcoffset() == timedelta(hours=7)


def test_an_article_that_never_changed_has_no_revisions(archive: Archive) -> None:
    save(archive)
    assert load_revisions(archive, 1) == []
