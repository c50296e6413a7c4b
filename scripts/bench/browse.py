"""Times the pages of an archive beside a plain Datasette table page of the same file.

The application answers in this process, one reader at a time, so that its CPU can be separated from
the rest of the machine's. All its threads count together; two of the pages use several at once. The
kinds of page take turns, so that a busy moment affects all of them. With `--write` the table goes
into docs/BENCHMARK.md.
"""

import argparse
import asyncio
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import quote

from scraper.browse.server import Service, datasette_on
from scraper.errors import DEGRADED, OK
from scripts.demo import ROOT

PAGE: Final = ROOT / "docs" / "BENCHMARK.md"
START, END = "<!-- browse: written by dev.py bench-browse -->", "<!-- end of browse -->"
FLOOR: Final = 300
"""Milliseconds of CPU: 95 of 100 answers must stay below, for the kinds that have a floor."""
HELD: Final = ("front", "search", "article", "portal")
TABLE: Final = "plain table page"
_BANDS: Final = (0.5, 0.1, 0.01, 0.001)
"""Search words by the largest share of articles that hold them."""


def addresses(archive: Path, seed: int) -> dict[str, Callable[[], str]]:
    """Makes a random address of each kind from what the archive holds."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        (articles,) = connection.execute("SELECT max(id) FROM articles").fetchone()
        portals = [slug for (slug,) in connection.execute("SELECT slug FROM portals")]
        words = [
            word
            for share in _BANDS
            for (word,) in connection.execute(
                "SELECT term FROM lexicon WHERE docs BETWEEN ? AND ? ORDER BY docs DESC LIMIT 50",
                (articles * share / 20, articles * share),
            )
        ]
        people = [
            name for (name,) in connection.execute("SELECT name FROM people ORDER BY id LIMIT 200")
        ]
        tags = [
            name for (name,) in connection.execute("SELECT name FROM tags ORDER BY id LIMIT 200")
        ]
    return {
        "front": lambda: "/",
        "search": lambda: f"/search?q={quote(chance.choice(words))}",
        "search, two words": lambda: f"/search?q={quote(' '.join(chance.sample(words, 2)))}",
        "search of one portal": lambda: (
            f"/search?q={quote(chance.choice(words))}&portal={chance.choice(portals)}"
        ),
        "article": lambda: f"/article/{chance.randrange(1, articles)}",
        "portal": lambda: f"/portal/{quote(chance.choice(portals))}",
        "person": lambda: f"/person/{quote(chance.choice(people), safe='')}",
        "tag": lambda: f"/tag/{quote(chance.choice(tags), safe='')}",
        "coverage": lambda: "/coverage",
        TABLE: lambda: f"/archive/articles?_next={chance.randrange(1, articles)}&_sort=id",
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """What one answer cost, in milliseconds."""

    cpu: float
    wall: float


async def measure(
    archive: Path, kinds: dict[str, Callable[[], str]], rounds: int
) -> dict[str, list[Answer]]:
    """What each answer cost, by kind.

    Raises:
        RuntimeError: an answer was not a page.
    """
    found: dict[str, list[Answer]] = {kind: [] for kind in kinds}
    served = datasette_on(archive, Service())
    await served.invoke_startup()
    for number in range(rounds + 1):
        for kind, make in kinds.items():
            path = make()
            cpu, wall = time.process_time(), time.perf_counter()
            response = await served.client.get(path)
            if response.status_code != HTTPStatus.OK:
                raise RuntimeError(f"{path}: {response.status_code}")
            if number:  # the first of each kind warms it up
                found[kind].append(
                    Answer((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
                )
    return found


def main() -> int:
    """Measure and print; return 3 where the floor is missed."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench-browse", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "archive", type=Path, help="an archive, such as `dev.py bench-archive` makes"
    )
    parser.add_argument(
        "--rounds", type=int, default=40, metavar="N", help="answers of each kind (default: 40)"
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help="of the addresses that are drawn (default: 1)",
    )
    parser.add_argument(
        "--write", action="store_true", help="write the table into docs/BENCHMARK.md"
    )
    chosen = parser.parse_args()
    with closing(sqlite3.connect(f"file:{chosen.archive}?mode=ro", uri=True)) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    found = asyncio.run(
        measure(chosen.archive, addresses(chosen.archive, chosen.seed), chosen.rounds)
    )
    table, kept = _table(found, articles, chosen.rounds)
    print(table)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{START}\n\n{table}\n{END}{after}", encoding="utf-8")
    return OK if kept else DEGRADED


def _table(found: dict[str, list[Answer]], articles: int, rounds: int) -> tuple[str, bool]:
    cpu = {kind: _cuts([answer.cpu for answer in answers]) for kind, answers in found.items()}
    wall = {kind: _cuts([answer.wall for answer in answers]) for kind, answers in found.items()}
    lines = [
        f"{articles:,} articles, {rounds} answers of each kind.",
        "",
        (
            "| page | CPU p50 ms | CPU p95 ms | floor | CPU p95 ÷ plain table | elapsed p50 ms |"
            " p95 ms |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {kind} | {cpu[kind][0]:.0f} | {cpu[kind][1]:.0f} | {FLOOR if kind in HELD else '–'}"
            f" | {cpu[kind][1] / cpu[TABLE][1]:.2f} | {wall[kind][0]:.0f} | {wall[kind][1]:.0f} |"
            for kind in found
        ),
        "",
    ]
    return "\n".join(lines), all(cpu[kind][1] <= FLOOR for kind in HELD)


def _cuts(times: list[float]) -> tuple[float, float]:
    """The 50th and 95th percentile."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[-1]


if __name__ == "__main__":
    sys.exit(main())
