"""Crawl generated pages over loopback, beside the same Scrapy that throws the pages away.

There is no politeness delay. The runs take turns, so that a busy machine slows all of them alike,
and the median of each counts. The result goes into docs/BENCHMARK.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scraper.errors import DEGRADED, OK
from scripts.sample.ports import PORT_VARIABLE

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = ROOT / "docs" / "BENCHMARK.md"
START, END = "<!-- crawl: written by dev.py bench-crawl -->", "<!-- end of crawl -->"
AT_ONCE: Final = 8
SETTINGS: Final = """contact = "mailto:bench@kliping.invalid"
declarations = ["scripts.bench.crawl.pages"]
loopback = true
delay = 0.0
at_once = {at_once}
workers = {workers}
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fetch the pages."""

    name: str
    module: str
    workers: int = 1
    floor: float | None = None
    """Smallest allowed share of the rate at which Scrapy throws the pages away."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run cost."""

    seconds: float
    cpu: float
    closing: float
    """CPU seconds of the work at the end of a run."""


THROWING: Final = Way("Scrapy, throwing them away", "scripts.bench.crawl.throwing")


def main() -> int:
    """Measure, print and write the page; return 3 where a floor is missed."""
    chosen = _parser().parse_args()
    ways = _ways(chosen.workers)
    with _serving(chosen.articles) as port:
        if chosen.profile:
            _run(ways[1], port, chosen.articles, "--profile")
            return OK
        taken: dict[Way, list[Taken]] = {way: [] for way in ways}
        for _ in range(chosen.rounds):
            for way in ways:
                taken[way].append(_run(way, port, chosen.articles))
    lines, kept = _table(taken, chosen.articles)
    print("\n".join(lines))
    _write(lines)
    return OK if kept else DEGRADED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py bench-crawl", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--articles", type=int, default=1000, metavar="N", help="pages a run (default: %(default)s)"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="runs of each way (default: %(default)s)"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=2,
        metavar="N",
        help="processes that read pages (default: %(default)s)",
    )
    parser.add_argument(
        "--profile",
        action="store_true",
        help="print a profile of one crawl, and measure nothing",
    )
    return parser


def _ways(workers: int) -> tuple[Way, Way, Way]:
    """Scrapy by itself, Kliping with one worker process, and with `workers`."""
    module = "scripts.bench.crawl.measure"
    return (
        THROWING,
        Way("kliping, 1 process that reads", module, 1, 0.33),
        Way(f"kliping, {workers} processes that read", module, workers, 0.45),
    )


@contextmanager
def _serving(count: int) -> Iterator[int]:
    command = [sys.executable, "-m", "scripts.bench.crawl.server", str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None:
                raise RuntimeError("the server prints its port")
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def _run(way: Way, port: int, articles: int, *more: str) -> Taken:
    """Run once in its own process, in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kliping.toml").write_text(
            SETTINGS.format(at_once=AT_ONCE, workers=way.workers), encoding="utf-8"
        )
        environment = os.environ | {PORT_VARIABLE: str(port), "PYTHONPATH": str(ROOT)}
        words = [str(articles), str(AT_ONCE)] if way is THROWING else [*more]
        command = [sys.executable, "-m", way.module, *words]
        shown = None if more else subprocess.PIPE
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=shown,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(f"{way.name}: {done.stdout}{done.stderr}")
    seconds, cpu, closing = map(float, done.stdout.split())
    print(
        f"{way.name}: {articles / seconds:.0f} a second, {1000 * cpu / articles:.1f} ms of CPU"
        " each",
        file=sys.stderr,
        flush=True,
    )
    return Taken(seconds, cpu, closing)


def _table(taken: dict[Way, list[Taken]], articles: int) -> tuple[list[str], bool]:
    base = statistics.median(run.seconds for run in taken[THROWING])
    lines = [
        (
            f"{articles:,} pages of about 100 KB (15 KB on the wire), {AT_ONCE} at once,"
            f" {os.cpu_count()} cores that the server shares."
        ),
        "",
        (
            "| | pages a second | CPU ms a page | share of Scrapy alone | floor | CPU ms a page"
            " once at the end |"
        ),
        "|---|---:|---:|---:|---:|---:|",
    ]
    kept = True
    for way, runs in taken.items():
        seconds, cpu = (
            statistics.median(run.seconds for run in runs),
            statistics.median(run.cpu for run in runs),
        )
        closing = statistics.median(run.closing for run in runs)
        share = base / seconds
        kept = kept and (way.floor is None or share >= way.floor)
        cells = [
            way.name,
            f"{articles / seconds:.0f}",
            f"{1000 * cpu / articles:.1f}",
            f"{share:.2f}",
            "–" if way.floor is None else f"{way.floor}",
            f"{1000 * closing / articles:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines, kept


def _write(lines: Sequence[str]) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(
        f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
