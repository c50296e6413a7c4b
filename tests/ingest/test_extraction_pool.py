"""Pages read in other processes are read as they are here, within a budget; and no process
outlives its parent.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import discover
from scraper.config import Config
from scraper.errors import PageError, TooCostly
from scraper.ingest.extraction import read_fetched, read_page
from scraper.ingest.extraction_pool import extraction_pool
from scraper.model import Article, Page, Reason, Refusal
from scraper.portals import Registry
from scraper.recognise import first_look
from scripts.bench.crawl.pages import PORTALS, article, listing, path

ROOT = Path(__file__).parents[2]
PORTAL = PORTALS[0]
KNOWN = Registry(PORTALS)
ALL = Registry.load()
NOW = datetime(2026, 11, 24, tzinfo=UTC)
BUDGET = 0.15
"""Seconds of CPU: many times those of a page of this site, and a small part of those that `HUGE`
takes."""
HUGE = article(1).replace(
    "<aside>",
    "<aside>" + "<p>Paragraf lain tentang <b>jalan</b> dan <i>jembatan</i>.</p>" * 110_000,
)


def _page(body: str | bytes, target: str = path(1)) -> Page:
    return Page(
        url=PORTAL.base + target,
        body=body if isinstance(body, bytes) else body.encode(),
        fetched_at=NOW,
    )


def test_a_page_is_read_elsewhere_as_it_is_here() -> None:
    pages = [
        *(_page(article(number), path(number)) for number in (1, 2)),
        _page(b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    ]
    source = _page(listing(3), "/index")

    async def read() -> None:
        with extraction_pool(KNOWN, Config()) as pool:
            found = await asyncio.gather(*(pool.read(page, PORTAL) for page in pages))
            assert found == [read_fetched(page, PORTAL) for page in pages]
            assert all(isinstance(one.result, Article) and one.result.evidence for one in found[:2])
            assert isinstance(found[2].result, Refusal)
            assert await pool.links(source, PORTAL) == discover.links(source, PORTAL)
            with pytest.raises(PageError):
                await pool.links(_page(b"\x89PNG\r\n\x1a\n" + bytes(2000), "/index"), PORTAL)

    asyncio.run(read())


def test_pages_of_portals_that_are_not_declared_are_read_too() -> None:
    """As those of a site that `kliping add` looks at."""
    stranger = replace(PORTAL, slug="orang-lain", hosts=("lain.example",))
    page = replace(_page(article(1)), url="https://lain.example" + path(1))

    async def read() -> None:
        with extraction_pool(ALL, Config()) as pool:
            assert await pool.extract(page, stranger) == read_fetched(page, stranger).result
            assert await pool.look(page) == first_look(page, ALL.platforms)
            assert (await pool.look(page)).platform in ALL.platforms

    asyncio.run(read())


def test_files_are_read_in_their_order_each_with_its_own_outcome() -> None:
    pages = [
        (_page(article(number), path(number)), PORTAL if number % 2 else None)
        for number in range(20)
    ]
    pages[7] = (_page(b"\x89PNG\r\n\x1a\n" + bytes(2000)), PORTAL)
    with extraction_pool(KNOWN, Config(), 2) as pool:
        found = list(pool.read_all(pages))
    assert [isinstance(one, PageError) for one in found] == [number == 7 for number in range(20)]
    for (page, portal), one in zip(pages, found, strict=True):
        assert isinstance(one, PageError) or one == read_page(page, portal, KNOWN)


def test_a_page_over_its_budget_is_refused_as_that_and_costs_no_other() -> None:
    """Honest pages and a budget that is too small for one of them: the test does not depend on a
    slow pattern.
    """
    pages = [_page(article(1)), _page(HUGE), _page(article(2), path(2))]

    async def read() -> None:
        with extraction_pool(KNOWN, Config(page_budget=BUDGET)) as pool:
            found = await asyncio.gather(*(pool.read(page, PORTAL) for page in pages))
            assert [type(one.result) for one in found] == [Article, Refusal, Article]
            refusal = found[1].result
            assert isinstance(refusal, Refusal)
            assert refusal.reason is Reason.TOO_COSTLY
            assert f"more than {BUDGET:g} s of CPU" in refusal.detail
            with pytest.raises(TooCostly):
                await pool.links(_page(HUGE, "/index"), PORTAL)
            with pytest.raises(TooCostly):
                await pool.look(_page(HUGE))

    asyncio.run(read())


WAITING = """
import asyncio, os
from scraper.config import Config
from scraper.portals import Registry
from scraper.ingest.extraction_pool import extraction_pool
from scraper.recognise import first_look
from scripts.bench.crawl.pages import PORTALS, article, path
from scraper.model import Page
from datetime import UTC, datetime

async def main():
    with extraction_pool(Registry(PORTALS), Config()) as pool:
        body = article(1).encode()
        page = Page(url=PORTALS[0].base + path(1), body=body, fetched_at=datetime.now(UTC))
        await pool.read(page, PORTALS[0])
        print(*pool._workers.ids, flush=True)
        await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "menunggu.py"
    script.write_text(WAITING, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while (
        Path(f"/proc/{child}").exists()
        and Path(f"/proc/{child}/stat").read_text(encoding="ascii").split()[2] != "Z"
    ):
        assert time.monotonic() < deadline, "the worker is still there"
        time.sleep(0.05)
