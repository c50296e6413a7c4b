"""Serve, crawl, measure and compare; exit with 1 where something is wrong.

`python -m scripts.proof.soak --articles 100000`
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from scraper.errors import FAILED, OK
from scraper.portals import Zone
from scripts.proof.soak.memory import EVEN, SETTLED, Memory
from scripts.proof.soak.site import MOST, Soaked
from scripts.proof.soak.verdict import faults
from scripts.sample.ports import PORT_VARIABLE
from scripts.sample.server import Running, serve

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = ROOT / "docs" / "BENCHMARK.md"
START, END = "<!-- soak: written by dev.py soak -->", "<!-- end of soak -->"
TOLD: Final = 20_000
"""With so many articles the memory must be flat, and docs/BENCHMARK.md is written; fewer show
nothing."""
BACK: Final = timedelta(days=7)
"""Days; so long a look back makes the crawl read the sitemaps that name everything."""
_SETTINGS: Final = """
contact = "mailto:soak@kliping.invalid"
declarations = ["scripts.sample.network.portals"]
loopback = true
delay = 0.0
revisits = []
"""
_STEPS: Final = (0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Soak:
    """The measurements of one soak."""

    articles: int
    requests: int
    seconds: float
    cpu: float
    """Seconds that the crawl took."""
    memory: Memory
    sizes: tuple[int, int]
    """Bytes of the two files."""
    faults: Sequence[str]


def main() -> int:
    """Soak and report; return 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument(
        "--articles",
        type=int,
        default=100_000,
        metavar="N",
        help=f"how many (default: 100,000; at most {MOST:,})",
    )
    chosen = parser.parse_args()
    if not 0 < chosen.articles <= MOST:
        parser.error(f"--articles: 1 to {MOST:,}: no sitemap names more than 50,000")
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        done = soak(Path(folder), chosen.articles, datetime.now(Zone.WIB.tzinfo).date())
    lines = report(done)
    print("\n".join(lines))
    for fault in done.faults:
        print(f"wrong: {fault}")
    if chosen.articles >= TOLD and not done.faults:
        _write(lines)
    return FAILED if done.faults else OK


def soak(folder: Path, articles: int, today: date) -> Soak:
    """Crawl `articles` articles into an archive in `folder`, and compare it with the truth."""
    (folder / "kliping.toml").write_text(_SETTINGS, encoding="utf-8")
    memory = Memory()
    with serve(lambda port: Soaked(port=port, today=today, articles=articles)) as running:
        running.site.warm()
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        code = _crawl(folder, running, today, memory)
        seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        wrong = list(faults(folder / "archive.db", running.site.truths(), running.requests))
    if code != OK:
        wrong.append(
            f"the crawl ended with {code}: {(folder / 'log').read_text(encoding='utf-8')[-2000:]}"
        )
    if articles >= TOLD and memory.growth > EVEN:
        wrong.append(
            f"memory grew by {memory.growth - 1:.0%} after {SETTLED:.0%} of the run, more than"
            f" {EVEN - 1:.0%}"
        )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sizes = ((folder / "archive.db").stat().st_size, (folder / "snapshots.db").stat().st_size)
    return Soak(articles, len(running.requests), seconds, cpu, memory, sizes, wrong)


def _crawl(folder: Path, running: Running[Soaked], today: date, memory: Memory) -> int:
    """Run the ordinary command and read its memory twice a second."""
    environment = os.environ | {PORT_VARIABLE: str(running.port), "PYTHONPATH": str(ROOT)}
    slugs = [portal.slug for portal in running.site.portals]
    days = ["--since", str(today - BACK), "--until", str(today)]
    command = [
        sys.executable,
        "-m",
        "scraper.cli",
        "crawl",
        *slugs,
        *days,
        "--archive",
        str(folder / "archive.db"),
    ]
    with (
        (folder / "log").open("w", encoding="utf-8") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        ) as crawl,
    ):
        while crawl.poll() is None:
            memory.sample(crawl.pid, len(running.requests))
            time.sleep(0.5)
    return crawl.returncode


def report(done: Soak) -> list[str]:
    """The figures as lines of Markdown."""
    archive, snapshots = (size / 1e6 for size in done.sizes)
    return [
        f"{done.articles:,} articles, {done.requests:,} requests.",
        "",
        "| | measured | held to |",
        "|---|---:|---:|",
        (
            f"| articles lost, twice, other than told, or wrong in the ledger | {len(done.faults)}"
            " | 0 |"
        ),
        (
            "| articles a second, fetched, read, archived with their pages |"
            f" {done.articles / done.seconds:,.0f} | – |"
        ),
        f"| articles a second of the crawl's CPU | {done.articles / done.cpu:,.0f} | – |",
        (
            f"| peak memory after {_row('{:.0%}', _STEPS)} of the run, MiB |"
            f" {_row('{:.0f}', map(done.memory.peak, _STEPS))} | – |"
        ),
        (
            f"| growth of the peak from {SETTLED:.0%} to the end | {done.memory.growth - 1:.1%} |"
            f" {EVEN - 1:.0%} |"
        ),
        f"| archive.db and snapshots.db, MB | {archive:,.0f} + {snapshots:,.0f} | – |",
    ]


def _row(form: str, values: Iterable[float]) -> str:
    return " / ".join(form.format(value) for value in values)


def _write(lines: Sequence[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(
        f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
