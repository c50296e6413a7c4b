"""Print how many lines of declaration a portal costs: each file of `spiders/` by its portals, and the median portal."""

import importlib
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print one row a file and the median over all portals (rules and what a network shares are counted in)."""
    costs: list[float] = []
    for path in sorted((ROOT / "spiders").glob("[a-z]*.py")):
        portals = importlib.import_module(f"spiders.{path.stem}").PORTALS
        lines = sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())
        costs += [lines / len(portals)] * len(portals)
        print(f"{path.name:14} {lines:4} lines {len(portals):4} portals {lines / len(portals):6.1f} lines a portal")
    print(f"{len(costs)} portals, median {median(costs):.1f} lines a portal")


if __name__ == "__main__":
    main()
