"""The parser's name changes with what it reads by, and with nothing else."""

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper import __version__
from scraper.ingest.extraction import read_fetched
from scraper.ingest.parser_version import (
    LIBRARIES,
    UNREAD,
    parser_sources,
    parser_version,
    parser_version_of_all,
)
from scraper.model import Page
from scraper.portals import Network, Portal, Registry, Rules
from tests.archive.samples import NETWORK, OTHER, PORTAL

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((ROOT / "tests" / "fixtures").glob("*/*/page.html"))
DUMPS = sorted((ROOT / "tests" / "fixtures" / "dumps").rglob("*.txt"))


def test_it_names_the_release_and_a_fingerprint() -> None:
    assert re.fullmatch(re.escape(__version__) + r"\+[0-9a-f]{8}", parser_version(PORTAL))


def test_rules_and_zones_tell_parsers_apart_and_politeness_does_not() -> None:
    ruled = replace(
        PORTAL, network=replace(NETWORK, rules=(Rules(name="kabar-2020", headline="h1.judul"),))
    )
    patient = replace(PORTAL, network=replace(NETWORK, delay=9.0))
    names = [parser_version(portal) for portal in (None, PORTAL, OTHER, ruled, patient)]
    assert len(set(names[:4])) == 4
    assert names[4] == names[1]


def test_the_parser_of_all_portals_does_not_depend_on_their_order() -> None:
    assert parser_version_of_all(Registry([PORTAL, OTHER])) == parser_version_of_all(
        Registry([OTHER, PORTAL])
    )
    assert parser_version_of_all(Registry([PORTAL])) != parser_version_of_all(
        Registry([PORTAL, OTHER])
    )


LOADED = """
import json, sys
import scraper.ingest.extraction
package = scraper.__path__[0]
own = [module for name, module in sys.modules.items() if name.partition(".")[0] == "scraper"]
names = [module.__file__ for module in own]
print(json.dumps([name[len(package) + 1:].replace("\\\\", "/") for name in names]))
"""

READ = """
import json, sys
opened = set()
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
from datetime import UTC, datetime
from pathlib import Path
import scraper
from scraper.ingest.extraction import combine_parts, read_fetched
from scraper.portals import Registry
from scraper.model import Article, Page
registry, run, package = Registry.load(), set(), scraper.__path__[0]
url, at = registry.portals[0].base + "/", datetime(2030, 1, 1, tzinfo=UTC)
pages = [Page(url, Path(name).read_bytes(), at, headers={"content-type": kind})
         for name, kind in json.loads(sys.argv[1])]
opened.clear()
sys.setprofile(lambda frame, event, argument: run.add(frame.f_code.co_filename))
for page in pages:
    extraction = read_fetched(page, registry.of(page.url), registry)
    combine_parts([extraction, extraction])
sys.setprofile(None)
own = [name for name in run | opened if name.startswith(package) and "__pycache__" not in name]
print(json.dumps([name[len(package) + 1:].replace("\\\\", "/") for name in own]))
"""


def printed(code: str, *arguments: str, **environment: str) -> Any:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_the_fingerprint_covers_what_python_loads_for_extraction() -> None:
    """Nothing is forgotten, and nothing else is in it."""
    assert set(parser_sources()) == set(printed(LOADED))


def test_the_fingerprint_covers_whatever_runs_or_is_opened_while_pages_are_read() -> None:
    pages = [(str(path), "text/html") for path in FIXTURES] + [
        (str(path), "text/plain") for path in DUMPS
    ]
    run = set(printed(READ, json.dumps(pages)))
    assert {
        "ingest/extraction.py",
        "extract/__init__.py",
        "extract/dump/text_dump.py",
        "extract/text/dates.py",
    } <= run
    assert run <= set(parser_sources())


def test_it_is_the_same_in_every_process() -> None:
    """Whatever the order of sets there, and whatever else is loaded."""
    code = (
        "import json, {}\nfrom scraper.ingest.parser_version import parser_version_of_all\nfrom"
        " scraper.portals import Registry\n"
    )
    code += "print(json.dumps(parser_version_of_all(Registry.load())))"
    seeded = [
        printed(code.format(also), PYTHONHASHSEED=seed)
        for seed, also in (("1", "sys"), ("2", "scraper.crawl"))
    ]
    assert seeded == [parser_version_of_all(Registry.load())] * 2


def test_every_library_that_extraction_imports_is_named() -> None:
    trees = [ast.parse(text) for path, text in parser_sources().items() if path.endswith(".py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    own = {name.partition(".")[0] for name in names}
    assert own - set(sys.stdlib_module_names) - {"scraper"} == set(LIBRARIES)


def watched(kind: type, seen: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    names, plain = {one.name for one in fields(kind)}, kind.__getattribute__

    def watch(self: object, name: str) -> object:
        if name in names:
            seen.add(name)
        return plain(self, name)

    monkeypatch.setattr(kind, "__getattribute__", watch)


def test_no_field_of_a_declaration_is_read_that_the_fingerprint_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry, seen = Registry.load(), set[str]()
    owners = [
        (
            path,
            registry.of(json.loads(path.with_name("meta.json").read_text(encoding="utf-8"))["url"]),
        )
        for path in FIXTURES
    ]
    for kind in (Network, Portal):
        watched(kind, seen, monkeypatch)
    for path, owner in owners:
        url = json.loads(path.with_name("meta.json").read_text(encoding="utf-8"))["url"]
        read_fetched(Page(url, path.read_bytes(), datetime(2030, 1, 1, tzinfo=UTC)), owner)
    assert {"rules", "parts", "hosts", "zone"} <= seen
    assert seen & UNREAD == set()


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    assert {one.name for kind in (Network, Portal) for one in fields(kind)} >= UNREAD


@pytest.mark.parametrize(
    ("change", "of_network"),
    [
        ({"articles": (r"/lain/\d+",)}, True),
        ({"host_aliases": ((r"^m\.", ""),)}, True),
        ({"hosts": ("lain.kabar.example",)}, False),
    ],
)
def test_each_field_that_is_read_tells_parsers_apart(
    change: dict[str, Any], of_network: bool
) -> None:
    other = (
        replace(PORTAL, network=replace(NETWORK, **change))
        if of_network
        else replace(PORTAL, **change)
    )
    assert parser_version(other) != parser_version(PORTAL)
