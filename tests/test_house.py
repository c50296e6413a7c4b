"""The house rules that a machine can hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scraper import errors

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
    "spiders.tribun",
)
FORBIDDEN = ("scrapy", "twisted", "parsel", "sqlite3", "requests", "aiohttp", "http.client", "urllib.request")
SOURCES = sorted(path for folder in ("scraper", "spiders", "scripts") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_loads_no_crawler_database_or_network(room: str) -> None:
    code = f"import sys, importlib; importlib.import_module({room!r}); print([m for m in {FORBIDDEN!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_outgrows_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_the_error_tree_in_the_docstring_is_the_real_one() -> None:
    drawn = set(re.findall(r"(?:──|^    )\s?([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE))
    real = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.ScraperError)}
    assert drawn == real


def test_whatever_the_package_reads_is_installed_with_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["scraper"]
    installed = {path for pattern in declared for path in (ROOT / "scraper").glob(pattern)}
    beside = {path for path in (ROOT / "scraper").rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert beside - installed == set()
