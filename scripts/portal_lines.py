"""Print how many lines of declaration a portal costs: by file of `spiders/`, and the median."""

import importlib
from pathlib import Path
from statistics import median
from typing import Final

SPIDERS: Final = Path(__file__).resolve().parent.parent / "spiders"
SHARED: Final = SPIDERS / "_shared.py"


def main() -> None:
    """Print one row for each file, and the median over all portals.

    A file's lines are shared by its portals: networks, layouts and docstrings count, blank lines do
    not. Each portal also carries its share of what all files use.
    """
    portals = {
        path: len(importlib.import_module(f"spiders.{path.stem}").PORTALS)
        for path in sorted(SPIDERS.glob("[a-z]*.py"))
    }
    total = sum(portals.values())
    costs: list[float] = []
    for path, count in portals.items():
        lines = _lines(path)
        cost = lines / count + _lines(SHARED) / total
        costs += [cost] * count
        print(f"{path.name:24} {lines:4} lines {count:4} portals {cost:6.1f} lines a portal")
    print(f"{total} portals, median {median(costs):.1f} lines a portal")


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
