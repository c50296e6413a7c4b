"""Two crawls of the fault site with the ordinary command; to one, loopback is private."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.portals import Zone
from scripts.sample.faults.fault import SOUND, Fault, Stand
from scripts.sample.faults.portals import FAULTS
from scripts.sample.faults.site import FaultSite, serve_faults
from scripts.sample.ports import PORT_VARIABLE
from scripts.sample.server import Running
from tests.command_process import CommandProcess, Done

ROOT = Path(__file__).parents[2]
SETTINGS = """
contact = "mailto:uji@kliping.invalid"
declarations = ["scripts.sample.faults.portals"]
page_budget = 0.6
"""


@dataclass(frozen=True, slots=True)
class Crawled:
    """The fault site, and what the archives of its crawls hold."""

    running: Running[FaultSite]
    asked: int
    """Requests that the site got from the first crawl: the second must add none."""
    archive: Path
    guarded: Path
    code: int
    said: str

    def stand(self, fault: Fault) -> Stand:
        return self.running.site.stands[fault.name]

    def rows(self, fault: Fault, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the archive into which the fault was crawled."""
        with closing(sqlite3.connect(self.guarded if fault.guarded else self.archive)) as archive:
            return archive.execute(query, values).fetchall()

    def shown(self, fault: Fault) -> tuple[str, str]:
        """Outcome and error (its reason first) of the last fetch that shows the fault."""
        rows = self.rows(
            fault,
            "SELECT outcome, error FROM fetches WHERE url = ? ORDER BY id",
            fault.shown_at(self.stand(fault)),
        )
        assert rows, f"{fault.name}: no row says what happened"
        return rows[-1][0], rows[-1][1] or ""

    def state(self, fault: Fault) -> str:
        ((state,),) = self.rows(
            fault, "SELECT state FROM ledger WHERE url = ?", fault.shown_at(self.stand(fault))
        )
        return str(state)

    def text(self, fault: Fault, target: str) -> list[str]:
        """The archived text of the article at a target; empty where there is none."""
        return [
            body
            for (body,) in self.rows(
                fault, "SELECT body FROM articles WHERE url = ?", self.stand(fault).url(target)
            )
        ]

    def sound(self, fault: Fault) -> list[str]:
        return self.text(fault, SOUND)


def _crawl(
    folder: Path, port: int, faults: Sequence[Fault], *, loopback: bool
) -> tuple[Path, Done]:
    folder.mkdir()
    (folder / "kliping.toml").write_text(
        f"{SETTINGS}loopback = {str(loopback).lower()}\n", encoding="utf-8"
    )
    settings = {
        PORT_VARIABLE: str(port),
        "SCRAPY_SETTINGS_MODULE": "scripts.sample.faults.settings",
        "PYTHONPATH": str(ROOT),
    }
    slugs = [f"faults-{fault.name}" for fault in faults]
    words = ("crawl", *slugs, "--archive", str(folder / "archive.db"))
    started = CommandProcess.start(
        "scraper.cli", *words, cwd=ROOT, environment=os.environ | settings
    )
    done = started.finish(timeout=300)
    return folder / "archive.db", done


@pytest.fixture(scope="session", name="crawled")
def _crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    home, today = tmp_path_factory.mktemp("faults"), datetime.now(Zone.WIB.tzinfo).date()
    with serve_faults(today) as running:
        archive, done = _crawl(
            home / "open",
            running.port,
            [fault for fault in FAULTS if not fault.guarded],
            loopback=True,
        )
        asked = len(running.requests)
        guarded, _ = _crawl(
            home / "guarded",
            running.port,
            [fault for fault in FAULTS if fault.guarded],
            loopback=False,
        )
        yield Crawled(running, asked, archive, guarded, done.code, done.out + done.err)
