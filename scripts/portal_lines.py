"""Print how many lines of declaration a portal costs: each file of `spiders/` by its portals, and the median portal."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Final

from scraper.portals import Portal, Rules

SPIDERS: Final = Path(__file__).resolve().parent.parent / "spiders"


def main() -> None:
    """Print one row a file and the median over all portals.

    Counted in are the layouts that the file's networks use (one that two files use counts in both),
    and what all share, spread evenly.
    """
    files = {
        path: importlib.import_module(f"spiders.{path.stem}").PORTALS
        for path in sorted(SPIDERS.glob("[a-z]*.py"))
    }
    total = sum(map(len, files.values()))
    shared = (
        _lines(SPIDERS / "_platforms.py") + _lines(SPIDERS / "layouts" / "__init__.py")
    ) / total
    costs: list[float] = []
    for path, portals in files.items():
        lines = _lines(path) + sum(map(_lines, _layouts(portals)))
        cost = lines / len(portals) + shared
        costs += [cost] * len(portals)
        print(f"{path.name:14} {lines:4} lines {len(portals):4} portals {cost:6.1f} lines a portal")
    print(f"{total} portals, median {median(costs):.1f} lines a portal")


def _layouts(portals: Iterable[Portal]) -> list[Path]:
    """The files of `spiders/layouts/` of which a portal's network has a layout."""
    used = {id(rules) for portal in portals for rules in portal.network.rules}
    found = []
    for path in sorted((SPIDERS / "layouts").glob("[a-z]*.py")):
        module = vars(importlib.import_module(f"spiders.layouts.{path.stem}"))
        if used & {id(value) for value in module.values() if isinstance(value, Rules)}:
            found.append(path)
    return found


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
