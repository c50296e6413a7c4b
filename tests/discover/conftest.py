"""A portal of the tests' own, in WIT, so that a zone taken from anywhere else shows."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from scraper.discover import links
from scraper.model import Links, Page
from scraper.portals import Network, Portal, Province

CONTOH = Network(
    slug="contoh",
    name="Contoh",
    platform="none",
    host="{key}.contoh.id",
    host_aliases=((r"^m\.(?=papua\.)", ""),),
    articles=(r"/[a-z-]+/\d+/[^/]+",),
    verified="made up for the tests",
)


@pytest.fixture(name="portal")
def _portal() -> Portal:
    return CONTOH.portal("papua", "Contoh Papua", Province.PAPUA)


@pytest.fixture(name="read")
def _read(portal: Portal) -> Callable[..., Links]:
    def read(
        body: str | bytes,
        media_type: str = "text/html",
        url: str = "https://papua.contoh.id/index-berita",
    ) -> Links:
        raw = body.encode() if isinstance(body, str) else body
        headers = {"content-type": media_type}
        return links(
            Page(url=url, body=raw, fetched_at=datetime(2022, 8, 3, tzinfo=UTC), headers=headers),
            portal,
        )

    return read
