"""What a portal costs in lines of declaration."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import spiders
from scripts import portal_lines

FILES = sorted(Path(spiders.__path__[0]).glob("*.py"))
KNOWN_NETWORK, NEW_PLATFORM = 6, 40
"""The most lines of a portal of a known network, and of one on a platform of its own (on average,
its layouts included)."""


def _calls(path: Path, *names: str) -> Iterator[tuple[int, int]]:
    """(line, lines) of the calls of functions and methods of those names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            if called in names:
                yield node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_files_hold_calls() -> None:
    assert sum(1 for path in FILES for _ in _calls(path, "portal")) > 50
    assert sum(1 for path in FILES for _ in _calls(path, "site", "Network")) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_portal_of_a_known_network_is_at_most_six_lines(path: Path) -> None:
    assert [(line, lines) for line, lines in _calls(path, "portal") if lines > KNOWN_NETWORK] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_portal_on_a_platform_of_its_own_is_at_most_forty_lines(path: Path) -> None:
    assert [
        (line, lines) for line, lines in _calls(path, "site", "Network") if lines > NEW_PLATFORM
    ] == []


def test_the_script_counts_every_portal(capsys: pytest.CaptureFixture[str]) -> None:
    portal_lines.main()
    printed = capsys.readouterr().out
    count = sum(
        len(getattr(importlib.import_module(f"spiders.{path.stem}"), "PORTALS", ()))
        for path in FILES
        if path.stem != "__init__"
    )
    found = re.search(r"^(\d+) portals, median ([\d.]+) lines a portal$", printed, re.MULTILINE)
    assert found
    assert int(found[1]) == count
    assert float(found[2]) <= KNOWN_NETWORK
    rows = re.findall(
        r"^(\w+)\.py +(\d+) lines +(\d+) portals +[\d.]+ lines a portal$", printed, re.MULTILINE
    )
    assert [name for name, _, _ in rows] == [
        path.stem for path in FILES if not path.stem.startswith("_")
    ]
    alone = [(int(lines), int(portals)) for _, lines, portals in rows if int(portals) <= 2]
    assert sum(lines for lines, _ in alone) <= NEW_PLATFORM * sum(portals for _, portals in alone)
