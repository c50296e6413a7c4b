"""The laws of layouts, for every network of `spiders/`."""

import ast
import importlib
import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import spiders
from scraper.portals import Network, Rules

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOLDER = Path(spiders.__path__[0])
FILES = {
    path.stem: importlib.import_module(f"spiders.{path.stem}")
    for path in sorted(FOLDER.glob("[a-z]*.py"))
}
READERS = {
    evidence["reader"]
    for path in sorted(FIXTURES.glob("*/*/article.json"))
    for evidence in json.loads(path.read_text(encoding="utf-8")).get("evidence", {}).values()
}


NETWORKS: dict[str, tuple[str, Network]] = {
    portal.network.slug: (file, portal.network)
    for file, module in FILES.items()
    for portal in module.PORTALS
}
"""Each network's file, and the network."""
LAYOUTS = {rules.name: rules for _, network in NETWORKS.values() for rules in network.rules}


def test_tribun_is_among_them() -> None:
    assert {"tribun-2021", "tribun-2020", "tribun-2016"} <= set(LAYOUTS)
    assert len(LAYOUTS) >= 40


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_layout_reads_a_fixture(name: str) -> None:
    """A page in the shape of its real ones shows that the layout speaks, and for what."""
    assert any(reader.startswith(f"rule:{name} ") for reader in READERS), (
        f"tests/fixtures/*/*/article.json: no evidence begins with 'rule:{name} ': add a page"
    )


@pytest.mark.parametrize("slug", sorted(NETWORKS))
def test_layouts_are_listed_newest_first(slug: str) -> None:
    """The first layout whose marks are on a page speaks."""
    ends = [(rules.valid_until or date.max, rules.name) for rules in NETWORKS[slug][1].rules]
    assert ends == sorted(ends, key=lambda end: end[0], reverse=True)


@pytest.mark.parametrize("slug", sorted(NETWORKS))
def test_layouts_of_a_network_have_names_of_their_own(slug: str) -> None:
    names = [rules.name for rules in NETWORKS[slug][1].rules]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("slug", sorted(NETWORKS))
def test_all_portals_of_a_network_have_its_layouts_and_stand_in_one_file(slug: str) -> None:
    portals = {
        (file, portal.network.rules)
        for file, module in FILES.items()
        for portal in module.PORTALS
        if portal.network.slug == slug
    }
    assert portals == {(NETWORKS[slug][0], NETWORKS[slug][1].rules)}


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_layout_stands_in_the_file_of_its_network(file: str) -> None:
    """Or in `_shared.py`, where networks of several files have it."""
    used = [rules for at, network in NETWORKS.values() if at == file for rules in network.rules]
    shared = _declared_in("_shared")
    here = _declared_in(file)
    assert [rules.name for rules in used if rules not in [*here, *shared]] == []
    assert [rules.name for rules in here if rules not in used] == []
    for rules in shared:
        assert len({at for at, network in NETWORKS.values() if rules in network.rules}) > 1


@pytest.mark.parametrize("file", [*FILES, "_shared"])
def test_the_docstring_of_a_layout_says_where_it_was_seen(file: str) -> None:
    for name, said in _layouts_of(file):
        assert said.startswith(("Seen on ", "Known from ")), name


def _declared_in(file: str) -> list[Rules]:
    """The layouts that the file itself declares, not those that it imports."""
    module = importlib.import_module(f"spiders.{file}")
    return [getattr(module, name) for name, _ in _layouts_of(file)]


def _layouts_of(file: str) -> Iterator[tuple[str, str]]:
    """The variable of each layout that the file declares, and the text below it."""
    module = importlib.import_module(f"spiders.{file}")
    body = ast.parse((FOLDER / f"{file}.py").read_text(encoding="utf-8")).body
    for node, following in pairwise([*body, ast.Pass()]):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and isinstance(getattr(module, target.id), Rules):
            below = following.value if isinstance(following, ast.Expr) else None
            yield target.id, str(below.value) if isinstance(below, ast.Constant) else ""
