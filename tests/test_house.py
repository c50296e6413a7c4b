"""The house rules that a machine can hold."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scraper import errors
from scripts import house_map

ROOT = Path(__file__).parent.parent
PURE = (
    "scraper.extract",
    "scraper.discover",
    "scraper.recognise",
    "scraper.portals.user_portals",
    "scraper.portals.network",
    "scraper.urls",
    "scraper.model",
    "scraper.errors",
    "scraper.ingest.worker_tasks",
    "spiders.tribun",
)
FORBIDDEN = (
    "scrapy",
    "twisted",
    "parsel",
    "sqlite3",
    "requests",
    "aiohttp",
    "http.client",
    "urllib.request",
)
BRANCHES = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.match_case,
    ast.Assert,
)
PAGES = sorted({*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")} - {ROOT / "CHANGELOG.md"})
SOURCES = sorted(
    path for folder in ("scraper", "spiders", "scripts") for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_loads_no_crawler_database_or_network(room: str) -> None:
    code = (
        f"import sys, importlib; importlib.import_module({room!r}); print([m for m in {FORBIDDEN!r}"
        " if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert loaded.strip() == "[]"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_error_tree_in_the_docstring_is_the_real_one() -> None:
    drawn = set(re.findall(r"(?:──|^    )\s?([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE))
    real = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.ScraperError)
    }
    assert drawn == real


def test_whatever_the_package_reads_is_installed_with_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "setuptools"
    ]["package-data"]["scraper"]
    installed = {path for pattern in declared for path in (ROOT / "scraper").glob(pattern)}
    beside = {
        path
        for path in (ROOT / "scraper").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert beside - installed == set()


def branches(function: ast.AST) -> int:
    """Every place where the function can go one way or another, those of comprehensions too."""
    count, waiting = 0, list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, BRANCHES):
            count += 1
        waiting.extend(ast.iter_child_nodes(node))
    return count


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Of the function without its docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_is_short_and_has_few_branches(path: Path) -> None:
    """Or the line above it begins `# Kept whole:` and says why."""
    source = path.read_text(encoding="utf-8")
    printed = source.splitlines()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            top = min([function.lineno, *(one.lineno for one in function.decorator_list)])
            above = printed[: top - 1]
            comment = []
            while above and above[-1].strip().startswith("#"):
                comment.append(above.pop().strip())
            if not comment or not comment[-1].startswith("# Kept whole: "):
                assert lines(function) <= 40, f"{function.name}: more than 40 lines"
                assert branches(function) <= 15, f"{function.name}: more than 15 branches"


def test_the_map_is_made_of_the_modules() -> None:
    """`python -m scripts.house_map` writes it."""
    page = house_map.PAGE.read_text(encoding="utf-8").splitlines()
    made = house_map.made().splitlines()
    assert [line for line in made if line not in page] == [], "run python -m scripts.house_map"
    assert page[-len(made) :] == made


def test_imports_go_down_the_table_of_rooms() -> None:
    """In the order of the contract that import-linter holds, each room in it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    table = (
        house_map.PAGE.read_text(encoding="utf-8")
        .partition("## Rooms")[2]
        .partition("\n\n`spiders/`")[0]
    )
    rows = [
        re.findall(r"`(\w+)`", row.split("|")[1])
        for row in table.splitlines()
        if row.startswith("| `")
    ]
    assert [{f"scraper.{room}" for room in row} for row in rows] == [
        set(layer.split(" | ")) for layer in layers
    ]
    there = {
        path.stem
        for path in (ROOT / "scraper").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    assert {room for row in rows for room in row} == there - {"__init__"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    """But for words in capitals, which stand for any name."""
    named = re.findall(
        r"`((?:scraper|spiders|scripts|tests|docs)/[\w./-]*)`", page.read_text(encoding="utf-8")
    )
    assert [
        path for path in named if not (ROOT / path).exists() and not re.search("[A-Z]{4}", path)
    ] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_that_claims_to_be_the_only_one_names_what_holds_it(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    if re.search(r"\bthe only\b|\bnothing (else|but)\b", docstring, re.IGNORECASE):
        assert re.search(r"tests/\w|tool\.importlinter|lint-imports", docstring)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"\btest_\w+\.py\b", page.read_text(encoding="utf-8"))) <= there


@pytest.mark.xdist_group("house")
def test_the_tests_of_a_group_run_in_one_process(request: pytest.FixtureRequest) -> None:
    """Else each process builds what the group shares, and the suite takes half as long again.

    pytest-xdist deals tests by the name that it gives them.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("the suite runs in one process")
    assert request.node.nodeid.endswith("@house")
