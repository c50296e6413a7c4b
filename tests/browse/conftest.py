"""A small archive with a little of everything, and a reader of its pages.

The pages are served by the real Datasette, in the test's own process.
"""

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from scraper.archive import Archive
from scraper.archive.maintenance import optimise_archive
from scraper.archive.pages.snapshots import keep_page
from scraper.browse.server import Service, datasette_on
from tests.archive.samples import ARTICLE, NOON, OTHER, numbered, page, reworded, save

LATER = NOON + timedelta(days=1)
PAGE = b"<html><body><p>Halaman lama</p><script>alert(1)</script></body></html>"
HASH = hashlib.sha256(PAGE).hexdigest()
"""What the page is called in an address."""
Ask = Callable[..., httpx.Response]


@pytest.fixture(name="built", scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Article 1 has a page and a silent edit; 2 to 25 are on the same portal, 26 on another.

    Only to be read.
    """
    path = tmp_path_factory.mktemp("built") / "archive.db"
    with Archive.open(path, create=True) as archive:
        kept = keep_page(archive, page(body=PAGE))
        save(archive, snapshot_ids=(kept,))
        save(archive, reworded(), at=LATER, snapshot_ids=(kept,))
        for number in range(2, 26):
            save(archive, numbered(number))
        save(
            archive,
            replace(
                ARTICLE,
                url="https://papua.kabar.example/9/laut",
                headline="Laut Tenang",
                portal=OTHER.slug,
            ),
            portal=OTHER,
        )
        optimise_archive(archive)
    return path


@pytest.fixture(name="path")
def _path(built: Path, tmp_path: Path) -> Path:
    """A copy of that archive (both files) for one test."""
    for file in built.parent.glob("*.db"):
        shutil.copy(file, tmp_path)
    return tmp_path / built.name


@pytest.fixture(name="ask")
def _ask(path: Path) -> Ask:
    return asking(path)


def asking(path: Path, service: Service | None = None) -> Ask:
    """Get a page, in English unless the headers say otherwise."""
    made = datasette_on(path, service or Service())

    def ask(address: str, **headers: str) -> httpx.Response:
        async def get() -> httpx.Response:
            await made.invoke_startup()
            response: httpx.Response = await made.client.get(
                address, headers={"accept-language": "en"} | headers
            )
            return response

        return asyncio.run(get())

    return ask


__all__ = ["LATER", "Ask", "asking"]
