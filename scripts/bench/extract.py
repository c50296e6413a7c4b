"""Scores our extractor beside its peers in one run, and writes docs/BENCHMARK.md.

The peers are packages of the extra `bench`; Kliping itself never loads them.
"""

import argparse
import sys
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from scraper.errors import FAILED, OK
from scripts import scorer

PEERS: Final[Mapping[str, str]] = {
    "trafilatura": "trafilatura",
    "trafilatura-precision": "trafilatura",
    "readability-lxml": "readability-lxml",
    "newspaper4k": "newspaper4k",
    "goose3": "goose3",
}
"""The scorer's name of each peer, and the distribution that it comes from."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "indonesia": (
        "F1",
        "para_F1",
        "title",
        "authors",
        "bylines",
        "instant",
        "caption_F1",
        "leaks_into_body",
        "ratio",
    ),
    "zyte": ("F1", "acc", "P", "R", "ratio"),
    "fundus-eval": ("F1", "P", "R", "ratio"),
    "fundus-test": ("F1", "title", "authors", "date", "minute", "leaked", "ratio"),
}
OURS: Final = {"indonesia": ("rules", "generic", "generic_without_url")}
PAGE: Final = scorer.ROOT / "docs" / "BENCHMARK.md"
START, END = "<!-- extraction: written by dev.py bench -->", "<!-- end of extraction -->"


def main() -> int:
    """Measure, print, write the page; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--corpus",
        nargs="*",
        choices=list(COLUMNS),
        default=list(COLUMNS),
        help="score these only (the page is not written)",
    )
    parser.add_argument(
        "--repeat", type=int, default=3, help="runs a page; the fastest counts (default: 3)"
    )
    chosen = parser.parse_args()
    if not scorer.is_there():
        print(
            f"There is no scorer at {scorer.SCORER}: the bench needs the folder `shared` beside the"
            " checkout.",
            file=sys.stderr,
        )
        return FAILED
    tables = [_table(corpus, chosen.repeat) for corpus in chosen.corpus]
    if set(chosen.corpus) == set(COLUMNS):
        _write("\n".join(tables))
        print(f"written to {PAGE.relative_to(scorer.ROOT)}")
    return OK


def _table(corpus: str, repeat: int) -> str:
    runs = {
        f"**kliping** ({mode.replace('_', ' ')})": scorer.MODES[mode]
        for mode in OURS.get(corpus, ("generic",))
    }
    runs |= {f"{peer} {version(distribution)}": (peer,) for peer, distribution in PEERS.items()}
    columns = COLUMNS[corpus]
    lines = [
        f"### {corpus}",
        "",
        f"| extractor | {' | '.join(columns)} |",
        f"|---|{'---:|' * len(columns)}",
    ]
    for name, (extractor, *options) in runs.items():
        found = scorer.scores(corpus, extractor, options, repeat=repeat)
        lines.append(f"| {name} | {' | '.join(_cell(found, column) for column in columns)} |")
        print(lines[-1], flush=True)
    return "\n".join([*lines, ""])


def _cell(found: Mapping[str, Any], column: str) -> str:
    value = found.get(column)
    if value is None:
        return "–"
    return (
        f"{value:.1f}"
        if column == "ratio"
        else f"{value:.3f}"
        if isinstance(value, float)
        else str(value)
    )


def _write(tables: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n\n{tables}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
