"""Kills at seeded moments, and what the archive must be afterwards: what an undisturbed run leaves, row by row."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scraper.archive import Archive, checking
from scripts.torture.scenarios import ROOT, Scenario

CLOCKS: Final = frozenset(
    {
        "begun_at",
        "planned_at",
        "applied_at",
        "started_at",
        "finished_at",
        "revised_at",
        "superseded_at",
        "fetched_at",
        "last_fetched_at",
        "first_seen_at",
        "last_seen_at",
        "merged_at",
        "due_at",
        "elapsed_ms",
        "day",
    }
)
MORE: Final = frozenset(
    {"crawl_runs", "fetches", "daily_coverage", "reparses", "_sqlite_migrations", "sqlite_stat1", "sqlite_stat4", "sqlite_sequence"}
)
"""Tables of which a run that was begun several times rightly has more rows: it did more."""
LATEST: Final = frozenset({"run_id", "last_outcome"})
"""Columns that say what the last run found: an article that an earlier one had archived is unchanged for it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one round: kills until the command came to its end."""

    scenario: str
    seed: int
    kills: int
    """Runs that were killed before they ended."""
    faults: tuple[str, ...]
    """What the archive is not as it should be in; empty for a good round."""


def torture(scenario: Scenario, seeds: Iterable[int]) -> Iterator[Result]:
    """One round for each seed: the command is killed at up to five seeded moments, run again to its end, and the archive compared."""
    with tempfile.TemporaryDirectory() as place:
        prepared, whole = Path(place) / "prepared", Path(place) / "whole"
        prepared.mkdir()
        scenario.prepare(prepared)
        shutil.copytree(prepared, whole)
        seconds = _run(scenario, whole)
        expected = state(whole / "archive.db")
        for seed in seeds:
            folder = Path(place) / f"round-{seed}"
            shutil.copytree(prepared, folder)
            kills = _killed(scenario, folder, seed, seconds)
            _run(scenario, folder)
            yield Result(scenario.name, seed, kills, tuple(_faults(folder / "archive.db", expected)))
            shutil.rmtree(folder)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def _run(scenario: Scenario, folder: Path) -> float:
    begun = time.monotonic()
    done = subprocess.run(scenario.command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"{scenario.name} ended with {done.returncode}: {done.stderr}")
    return time.monotonic() - begun


def _killed(scenario: Scenario, folder: Path, seed: int, seconds: float) -> int:
    """Start and kill the command up to five times; returns how many of them had not ended by themselves."""
    moments, kills = random.Random(seed), 0
    for _ in range(moments.randint(1, 5)):
        running = subprocess.Popen(
            scenario.command, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            running.wait(moments.uniform(0.1, seconds))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            kills += 1
    return kills


def _faults(path: Path, expected: dict[str, list[str]]) -> Iterator[str]:
    with Archive.open(path) as archive:
        yield from (f"{finding.count} {finding.what}" for finding in checking.check(archive, repair=False))
    found = state(path)
    for table in sorted(expected.keys() | found.keys()):
        if found.get(table) != expected.get(table):
            yield f"{table}: {len(found.get(table, []))} rows that are not the {len(expected.get(table, []))} of an undisturbed run"


def state(path: Path) -> dict[str, list[str]]:
    """Every row of every table of both files, but for clocks, and for row numbers that other rows are not named by."""
    found: dict[str, list[str]] = {}
    for file in (path, path.with_name("snapshots.db")):
        with closing(sqlite3.connect(file)) as connection:
            tables = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
            for (table,) in tables:
                if table not in MORE and not table.startswith("articles_fts"):
                    found[table] = _rows(connection, table)
    return found


def _rows(connection: sqlite3.Connection, table: str) -> list[str]:
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1", (table,))]
    kept = ", ".join(name for name in columns if name not in CLOCKS | LATEST)
    return sorted(repr(row) for row in connection.execute(f"SELECT {kept} FROM {table}"))
