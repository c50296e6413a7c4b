"""Kills at seeded moments; afterwards the archive must equal that of an undisturbed run."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scraper.archive import Archive
from scraper.archive.maintenance import check_archive
from scripts.proof.torture.rows import state
from scripts.proof.torture.scenarios import ROOT, Scenario
from scripts.sample.ports import PORT_VARIABLE
from scripts.sample.server import Running, serve

SETTLING: Final = 40
"""Requests after which a run has settled what the run before left in flight: its sources, and one
batch of the ledger with its parts. A run that is killed sooner asks a third time for what it could
not file."""
TWICE: Final = 2
"""How often an article may be requested, however often the crawl is killed: what was in flight is
requested again."""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one round: kills until the command completed."""

    scenario: str
    seed: int
    kills: int
    """Runs that were killed before they ended."""
    faults: tuple[str, ...]
    """What is wrong with the archive; empty after a good round."""


def torture(scenario: Scenario, seeds: Iterable[int]) -> Iterator[Result]:
    """Run one round for each seed.

    A round kills the command at up to five seeded moments, runs it to its end, and compares the
    archive with that of an undisturbed run.
    """
    with (
        tempfile.TemporaryDirectory() as place,
        serve(scenario.served) if scenario.served else nullcontext() as site,
    ):
        prepared, whole = Path(place) / "prepared", Path(place) / "whole"
        prepared.mkdir()
        scenario.prepare(prepared)
        shutil.copytree(prepared, whole)
        rounds = _Rounds(scenario, site)
        length = rounds.run(whole)
        expected = state(whole / "archive.db")
        for seed in seeds:
            folder = Path(place) / f"round-{seed}"
            shutil.copytree(prepared, folder)
            yield rounds.round(folder, seed, length, expected)
            shutil.rmtree(folder)


@dataclass(frozen=True, slots=True)
class _Rounds:
    """A scenario, and the site that it crawls, if any."""

    scenario: Scenario
    site: Running[Any] | None

    def round(
        self, folder: Path, seed: int, length: float, expected: dict[str, list[str]]
    ) -> Result:
        """Kill, run to the end, compare."""
        if self.site:
            self.site.requests.clear()
        kills = self._killed(folder, random.Random(seed), length)
        self.run(folder)
        asked = (
            Counter(request.target for request in self.site.requests)
            if self.site
            else Counter[str]()
        )
        pages = self._addresses(folder) if self.site else set()
        often = tuple(
            f"asked for {times} times: {target}"
            for target, times in asked.items()
            if times > TWICE and target in pages
        )
        return Result(
            self.scenario.name, seed, kills, (*_faults(folder / "archive.db", expected), *often)
        )

    def run(self, folder: Path) -> float:
        """Run the command to its end; returns its length in seconds, or in requests for a crawl."""
        begun, before = time.monotonic(), self._done()
        done = subprocess.run(
            self.scenario.command,
            cwd=folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(
                f"{self.scenario.name} ended with {done.returncode}: {done.stderr}"
            )
        return self._done() - before if self.site else time.monotonic() - begun

    def _killed(self, folder: Path, moments: random.Random, length: float) -> int:
        """Start and kill the command up to five times; returns how many of the runs were killed."""
        kills = 0
        for number in range(moments.randint(1, 5)):
            running = subprocess.Popen(
                self.scenario.command,
                cwd=folder,
                env=self._environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._await(running, moments, length, first=number == 0)
            if running.poll() is None:
                running.send_signal(signal.SIGKILL)
                kills += 1
            running.wait()
        return kills

    def _await(
        self,
        running: "subprocess.Popen[bytes]",
        moments: random.Random,
        length: float,
        *,
        first: bool,
    ) -> None:
        """Wait for the moment of the kill, or until the command ends."""
        if self.site is None:
            with suppress(subprocess.TimeoutExpired):
                running.wait(moments.uniform(0.1, length))
            return
        goal = self._done() + moments.randint(1 if first else SETTLING, round(length))
        within = moments.uniform(0, 0.05)
        while running.poll() is None and self._done() < goal:
            time.sleep(0.001)
        time.sleep(within)

    def _done(self) -> int:
        return len(self.site.requests) if self.site else 0

    def _environment(self) -> dict[str, str]:
        port = {PORT_VARIABLE: str(self.site.port)} if self.site else {}
        return os.environ | {"PYTHONPATH": str(ROOT)} | port

    def _addresses(self, folder: Path) -> set[str]:
        """The targets of all articles that the archive knows."""
        with closing(sqlite3.connect(folder / "archive.db")) as connection:
            urls = connection.execute("SELECT url FROM fetches WHERE kind = 'article'")
            return {"/" + url.partition("://")[2].partition("/")[2] for (url,) in urls}


def _faults(path: Path, expected: dict[str, list[str]]) -> Iterator[str]:
    with Archive.open(path) as archive:
        yield from (
            f"{finding.count} {finding.what}" for finding in check_archive(archive, repair=False)
        )
    found = state(path)
    for table in sorted(expected.keys() | found.keys()):
        if found.get(table) != expected.get(table):
            yield (
                f"{table}: {len(found.get(table, []))} rows that are not the"
                f" {len(expected.get(table, []))} of an undisturbed run"
            )
