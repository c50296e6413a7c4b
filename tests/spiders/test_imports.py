"""A file of `spiders/` imports `scraper.portals` and what the files share."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import spiders

FOLDER = Path(spiders.__path__[0])
FILES = sorted(FOLDER.glob("*.py"))
ALLOWED = {"scraper.portals", "spiders._shared", "spiders._platforms"}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_declaration_imports_the_face_of_portals_alone(path: Path) -> None:
    """`_platforms.py` also takes the networks that sites on a known system are declared like."""
    foreign = {
        name for name in _imported(path) if name.partition(".")[0] not in sys.stdlib_module_names
    }
    models = {f"spiders.{one.stem}" for one in FILES} if path.name == "_platforms.py" else set()
    assert foreign - models - ALLOWED == set()


def test_the_folder_is_flat() -> None:
    """A package would need a reason: a group of publishers whose file outgrows 400 lines."""
    assert [
        one.name for one in FOLDER.iterdir() if one.is_dir() and one.name != "__pycache__"
    ] == []
