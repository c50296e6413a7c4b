"""One article by any of its names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scraper.archive import Archive, ledger, read
from scraper.archive.rows import utc
from scraper.declarations import Declarations
from scraper.errors import InputError
from scraper.model import Link, LinkKind, Outcome
from tests.archive.samples import ARTICLE, NETWORK, NOON, PORTAL, URL, save


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
    assert read.load(archive, key).article == ARTICLE


def test_a_mobile_spelling_is_known_to_the_declarations(archive: Archive) -> None:
    portal = replace(PORTAL, network=replace(NETWORK, host_aliases=((r"^m\.", ""),)))
    save(archive, portal=portal)
    mobile = URL.replace("//", "//m.")
    assert read.load(archive, mobile, Declarations([portal])).article == ARTICLE
    with pytest.raises(InputError):
        read.load(archive, mobile)


def test_a_redirects_start_leads_to_the_article(archive: Archive) -> None:
    saved = save(archive)
    old = "https://jateng.kabar.example/lama"
    ledger.discover(archive, [Link(old, LinkKind.ARTICLE)], portal=PORTAL, source="x", seen_at=NOON)
    ledger.settle(archive, old, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id)
    assert read.load(archive, old).article_id == saved.article_id


def test_a_text_without_url_is_found_by_its_urn(archive: Archive) -> None:
    urn = "urn:kliping:sha256:" + "ab" * 32
    save(archive, replace(ARTICLE, url=urn, portal=None), portal=None)
    assert read.load(archive, urn).portal_slug == "undeclared"


@pytest.mark.parametrize("key", [2, "2", "9" * 30, "https://x.example/a", "bukan apa-apa", "", "http://[", "\x00", "\ud800"])
def test_what_is_not_there_is_said_so(archive: Archive, key: str | int) -> None:
    save(archive)
    with pytest.raises(InputError, match="holds no article"):
        read.load(archive, key)


def test_everything_that_is_known_of_an_article(archive: Archive) -> None:
    save(archive, snapshot_ids=("4", "5"))
    loaded = read.load(archive, 1)
    assert (loaded.portal_slug, loaded.portal_name, loaded.revision, loaded.snapshot_ids) == (
        "kabar-jateng",
        "KabarJateng.com",
        1,
        ("4", "5"),
    )
    assert loaded.gone_at is None
    assert loaded.revised_at == loaded.first_seen_at == loaded.last_seen_at == utc(NOON)
    assert loaded.article.published_at == ARTICLE.published_at
    assert loaded.article.published_at
    assert loaded.article.published_at.utcoffset() == timedelta(hours=7)


def test_an_article_that_never_changed_has_no_revisions(archive: Archive) -> None:
    save(archive)
    assert read.revisions(archive, 1) == []
