"""The soak at a size that the suite can bear; `dev.py soak` does the same with a hundred
thousand articles.
"""

from datetime import datetime
from pathlib import Path

import pytest

from scraper.portals import Zone
from scripts.proof.soak.__main__ import report, soak
from scripts.proof.soak.memory import Memory
from scripts.proof.soak.site import Soaked
from scripts.proof.soak.verdict import faults
from scripts.sample.server import Request

ARTICLES = 1_000


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("soak")


def test_a_crawl_of_a_thousand_loses_nothing_and_its_memory_stays_flat(folder: Path) -> None:
    """And the same verdict names an article that is not there, one that is another, and an
    address that was asked for twice.
    """
    today = datetime.now(Zone.WIB.tzinfo).date()
    done = soak(folder, ARTICLES, today)
    assert done.faults == []
    assert done.memory.peak(1) < 2 * done.memory.peak(0.2)
    assert any("articles lost" in line and "| 0 | 0 |" in line for line in report(done))
    strange = Soaked(port=1, today=today, articles=10)
    named = list(
        faults(folder / "archive.db", strange.truths(), [Request("a.localhost", "/b", "x")] * 2)
    )
    assert "10 articles lost" in named[0]
    assert f"{ARTICLES} articles archived, where there are 10" in named
    assert "1 addresses asked for more than once: a.localhost/b" in named


def test_memory_is_judged_by_its_peaks() -> None:
    memory = Memory([(0, 50.0), (20, 100.0), (60, 90.0), (100, 130.0)])
    assert [memory.peak(share) for share in (0.2, 0.6, 1)] == [100.0, 100.0, 130.0]
    assert memory.growth == pytest.approx(1.3)
