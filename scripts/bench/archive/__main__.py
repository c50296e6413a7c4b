"""Load an archive of random Indonesian-like text, and time searches in it beside plain FTS5.

With a million articles the floors must hold, and docs/BENCHMARK.md is written.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scraper.archive import Archive
from scraper.errors import DEGRADED, OK, ScraperError
from scripts.bench.archive import renewal
from scripts.bench.archive.load import load
from scripts.bench.archive.measure import Measured, Sizes, measure, sizes
from scripts.bench.archive.queries import groups
from scripts.bench.archive.texts import Newsroom
from scripts.bench.archive.writes import readings, write

MILLION: Final = 1_000_000
WRITES_FLOOR: Final = 1_000
INDEX_FLOOR: Final = 0.8
WRITTEN: Final = 2_000
"""Articles written as a crawl writes them; fewer where the archive has fewer."""
PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "BENCHMARK.md"
SEARCHES_HEAD: Final = (
    (
        "| search | p50 ms | p95 ms | floor | plain FTS5 p50 | p95 | p95 ÷ plain | bounded |"
        " newest first |"
    ),
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
)
START, END = "<!-- archive: written by dev.py bench-archive -->", "<!-- end of archive -->"


def main() -> int:
    """Load, measure and print; return 3 where a floor is missed at a million articles."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench-archive", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--articles",
        type=int,
        default=MILLION,
        metavar="N",
        help=f"how many (default: {MILLION:,})",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--archive",
        type=Path,
        default=Path(tempfile.gettempdir()) / "bench-archive" / "archive.db",
        help=(
            "where; what it already holds of the same seed is not loaded again (default:"
            " %(default)s; 10 GB at a million)"
        ),
    )
    chosen = parser.parse_args()
    chosen.archive.parent.mkdir(parents=True, exist_ok=True)
    try:
        lines, kept = _run(chosen.archive, chosen.seed, chosen.articles)
    except ScraperError as error:
        print(f"bench-archive: {error}", file=sys.stderr)
        return error.exit_code
    print("\n".join(lines))
    if chosen.articles < MILLION:
        return OK
    _write(lines)
    return OK if kept else DEGRADED


def _run(path: Path, seed: int, articles: int) -> tuple[list[str], bool]:
    """The page's lines, and whether every floor was kept."""
    loaded, seconds = load(path, seed, articles)
    with Archive.open(path) as archive:
        size = sizes(archive)
        measured = []
        for group in groups(archive.connection, seed, articles):
            measured.append(measure(archive, group))
            print(_row(measured[-1]), file=sys.stderr, flush=True)
    rate, rate_of_cpu = _writes(path, seed, articles)
    load_line = f"{loaded / seconds:,.0f} articles a second of CPU" if loaded else "nothing to load"
    writes_line = f"{rate:,.0f} articles a second ({rate_of_cpu:,.0f} a second of CPU)"
    lines = [
        f"{articles:,} articles of seed {seed}.",
        "",
        *_facts(size, load_line, writes_line),
        *_renewals(path, articles),
        "",
        *SEARCHES_HEAD,
        *map(_row, measured),
    ]
    kept = (
        all(group.holds for group in measured)
        and size.index <= INDEX_FLOOR * size.text
        and rate_of_cpu >= WRITES_FLOOR
    )
    return lines, kept


def _renewals(path: Path, articles: int) -> list[str]:
    clustered, clustering_cpu = renewal.cluster(path)
    reread, rereading_cpu = renewal.read_again()
    return [
        (
            f"| stories found (`clustering.refresh_clusters`), {clustered:,} articles among"
            f" {articles:,} | {clustered / clustering_cpu:,.0f} a second of CPU | – |"
        ),
        (
            f"| reparse, planned and applied, one core | {reread / rereading_cpu:,.0f} articles a"
            " second of CPU | – |"
        ),
    ]


def _writes(path: Path, seed: int, articles: int) -> tuple[float, float]:
    """The rate of a crawl's own writes, in another archive: the measured one stays as it is."""
    batch = readings(Newsroom(seed + 1, articles), 0, min(WRITTEN, articles))
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        Archive.open(Path(folder) / "archive.db", create=True) as archive,
    ):
        write(archive, batch[: len(batch) // 4])  # its tables and samples are there
        rest = batch[len(batch) // 4 :]
        passed, cpu = write(archive, rest)
    return len(rest) / passed, len(rest) / cpu


def _facts(size: Sizes, load_line: str, writes_line: str) -> list[str]:
    return [
        "| | measured | floor |",
        "|---|---:|---:|",
        f"| bulk load (`store.save_article`, 2,000 a transaction) | {load_line} | – |",
        (
            "| a crawl's own writes (page, article, ledger, fetch; eight articles a commit) |"
            f" {writes_line} | {WRITES_FLOOR:,} |"
        ),
        (
            f"| file ÷ text ({size.file / 1e9:.2f} GB ÷ {size.text / 1e9:.2f} GB) |"
            f" {size.file / size.text:.2f} | – |"
        ),
        f"| what only search needs ÷ text | {size.index / size.text:.2f} | {INDEX_FLOOR} |",
    ]


def _row(found: Measured) -> str:
    ours, plain, group = found.ours, found.plain, found.group
    cells = [
        f"{ours.p50:.1f}",
        f"{ours.p95:.1f}",
        "–" if group.floor is None else str(group.floor),
        f"{plain.p50:.1f}",
        f"{plain.p95:.1f}",
        f"{ours.p95 / plain.p95:.2f}",
        _share(found.bounded, len(group.searches)),
        _share(found.unranked, len(group.searches)),
    ]
    return f"| {group.name} | {' | '.join(cells)} |"


def _share(count: int, of: int) -> str:
    return f"{count} of {of}" if count else "–"


def _write(lines: Sequence[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(
        f"{before}{START}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
