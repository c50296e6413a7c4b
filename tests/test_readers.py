"""Pages read beside the event loop, in a thread or in other processes, are read as they are here; and no process outlives its parent."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import discover, filing
from scraper.declarations import Declarations
from scraper.errors import PageError
from scraper.model import Article, Page, Refusal
from scraper.readers import reading
from scripts.crawl_bench.pages import PORTALS, article, listing, path

ROOT = Path(__file__).parents[1]
PORTAL = PORTALS[0]
KNOWN = Declarations(PORTALS)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def _page(body: str | bytes, target: str = path(1)) -> Page:
    return Page(url=PORTAL.base + target, body=body if isinstance(body, bytes) else body.encode(), fetched_at=NOW)


@pytest.mark.parametrize("processes", [0, 1], ids=["thread", "process"])
def test_a_page_is_read_elsewhere_as_it_is_here(processes: int) -> None:
    pages = [*(_page(article(number), path(number)) for number in (1, 2)), _page(b"\x89PNG\r\n\x1a\n" + bytes(2000))]
    source = _page(listing(3), "/index")

    async def read() -> None:
        with reading(KNOWN, processes) as readers:
            found = await asyncio.gather(*(readers.read(page, PORTAL) for page in pages))
            assert found == [filing.judge(page, PORTAL) for page in pages]
            assert all(isinstance(one.result, Article) and one.result.evidence for one in found[:2])
            assert isinstance(found[2].result, Refusal)
            assert await readers.links(source, PORTAL) == discover.links(source, PORTAL)
            with pytest.raises(PageError):
                await readers.links(_page(b"\x89PNG\r\n\x1a\n" + bytes(2000), "/index"), PORTAL)

    asyncio.run(read())


def test_reading_leaves_the_event_loop_free() -> None:
    """While a page of some megabytes is read, other things go on."""
    huge = _page(article(1).replace("<aside>", "<aside>" + "<p>Paragraf lain tentang jalan.</p>" * 60_000))

    async def turns() -> int:
        with reading(KNOWN, 0) as readers:
            task = asyncio.ensure_future(readers.read(huge, PORTAL))
            count = 0
            while not task.done():
                await asyncio.sleep(0)
                count += 1
            await task
            return count

    assert asyncio.run(turns()) > 10


WAITING = """
import asyncio, os
from scraper.declarations import Declarations
from scraper.readers import reading
from scripts.crawl_bench.pages import PORTALS, article, path
from scraper.model import Page
from datetime import UTC, datetime

async def main():
    with reading(Declarations(PORTALS), 1) as readers:
        page = Page(url=PORTALS[0].base + path(1), body=article(1).encode(), fetched_at=datetime.now(UTC))
        await readers.read(page, PORTALS[0])
        print(*readers._hands.ids, flush=True)
        await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "menunggu.py"
    script.write_text(WAITING, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while Path(f"/proc/{child}").exists() and Path(f"/proc/{child}/stat").read_text(encoding="ascii").split()[2] != "Z":
        assert time.monotonic() < deadline, "the worker is still there"
        time.sleep(0.05)
