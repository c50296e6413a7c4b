"""The pages at the size of an archive: how long `kliping serve` takes for each, beside a plain Datasette table page of the same file.

Kinds take turns, so that a busy moment of the machine meets all. Measured on loopback, one reader at a time, the whole answer read.
With `--write` the table goes into docs/BENCHMARK.md.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from scraper.errors import DEGRADED, OK
from scripts.demo import ROOT
from scripts.pressroom import served

PAGE: Final = ROOT / "docs" / "BENCHMARK.md"
START, END = "<!-- browse: written by dev.py bench-browse -->", "<!-- end of browse -->"
FLOOR: Final = 300
"""Milliseconds that 95 of 100 answers of the held kinds stay under."""
HELD: Final = ("front", "search", "article", "portal")
TABLE: Final = "plain table page"
_BANDS: Final = (0.5, 0.1, 0.01, 0.001)
"""The words that are searched for, by the share of articles that hold them at most."""


def addresses(archive: Path, seed: int) -> dict[str, Callable[[], str]]:
    """What makes a random address of each kind, out of what the archive holds."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        (articles,) = connection.execute("SELECT max(id) FROM articles").fetchone()
        portals = [slug for (slug,) in connection.execute("SELECT slug FROM portals")]
        words = [
            word
            for share in _BANDS
            for (word,) in connection.execute(
                "SELECT term FROM lexicon WHERE docs BETWEEN ? AND ? ORDER BY docs DESC LIMIT 50", (articles * share / 20, articles * share)
            )
        ]
        people = [name for (name,) in connection.execute("SELECT name FROM people ORDER BY id LIMIT 200")]
        tags = [name for (name,) in connection.execute("SELECT name FROM tags ORDER BY id LIMIT 200")]
    return {
        "front": lambda: "/",
        "search": lambda: f"/search?q={quote(chance.choice(words))}",
        "search, two words": lambda: f"/search?q={quote(' '.join(chance.sample(words, 2)))}",
        "search of one portal": lambda: f"/search?q={quote(chance.choice(words))}&portal={chance.choice(portals)}",
        "article": lambda: f"/article/{chance.randrange(1, articles)}",
        "portal": lambda: f"/portal/{quote(chance.choice(portals))}",
        "person": lambda: f"/person/{quote(chance.choice(people), safe='')}",
        "tag": lambda: f"/tag/{quote(chance.choice(tags), safe='')}",
        "coverage": lambda: "/coverage",
        TABLE: lambda: f"/archive/articles?_next={chance.randrange(1, articles)}&_sort=id",
    }


def measure(address: str, kinds: dict[str, Callable[[], str]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, by kind.

    Raises:
        RuntimeError: an answer was no page.
    """
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    for number in range(rounds + 1):
        for kind, make in kinds.items():
            path = make()
            start = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status}")
            if number:  # the first of each kind warms the server up
                found[kind].append((time.perf_counter() - start) * 1000)
    return found


def main() -> int:
    """Measure, print, and say whether the floor is kept."""
    parser = argparse.ArgumentParser(prog="dev.py bench-browse", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archive", type=Path, help="an archive, such as `dev.py bench-archive` makes")
    parser.add_argument("--rounds", type=int, default=40, metavar="N", help="answers of each kind (default: 40)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the addresses that are drawn (default: 1)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/BENCHMARK.md")
    chosen = parser.parse_args()
    with closing(sqlite3.connect(f"file:{chosen.archive}?mode=ro", uri=True)) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    with served(chosen.archive) as address:
        found = measure(address, addresses(chosen.archive, chosen.seed), chosen.rounds)
    table, kept = _table(found, articles, chosen.rounds)
    print(table)
    if chosen.write:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(START)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{START}\n\n{table}\n{END}{after}", encoding="utf-8")
    return OK if kept else DEGRADED


def _table(found: dict[str, list[float]], articles: int, rounds: int) -> tuple[str, bool]:
    cuts = {kind: statistics.quantiles(times, n=20, method="inclusive") for kind, times in found.items()}
    plain = cuts[TABLE][-1]
    lines = [
        f"{articles:,} articles, {rounds} answers of each kind.",
        "",
        "| page | p50 ms | p95 ms | floor | p95 ÷ plain table |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {kind} | {cut[9]:.0f} | {cut[-1]:.0f} | {FLOOR if kind in HELD else '–'} | {cut[-1] / plain:.2f} |"
            for kind, cut in cuts.items()
        ),
        "",
    ]
    return "\n".join(lines), all(cuts[kind][-1] <= FLOOR for kind in HELD)


if __name__ == "__main__":
    sys.exit(main())
