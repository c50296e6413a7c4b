"""docs/API.md: examples run; names are public, typed and documented; no field is left out."""

import doctest
import importlib
import inspect
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import pytest

from scraper import cli, extract, model
from scraper.errors import OK
from tests.test_house import ROOT

PAGE: Final = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")
NAMES: Final = [
    (module, name)
    for module, names in re.findall(r"^\| `(scraper[\w.]*)` \| (.+) \|$", PAGE, re.MULTILINE)
    for name in re.findall(r"`(\w+)`", names)
]
VALUES: Final = dict(re.findall(r"^\| `([A-Z]\w+)` \| (.+) \|$", PAGE, re.MULTILINE))


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (html,) = re.findall(r"^```html\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(html, encoding="utf-8")
    assert cli.main(["import", "page.html"]) == OK
    examples = doctest.DocTestParser().get_doctest(PAGE, {}, "API.md", "docs/API.md", 0)
    said: list[str] = []
    result = doctest.DocTestRunner().run(examples, out=said.append)
    assert result.attempted > 20
    assert not result.failed, "".join(said)


def test_the_examples_import_only_what_the_page_promises() -> None:
    imported = [
        (module, name)
        for module, names in re.findall(r"^>>> from (scraper\S*) import (.+)$", PAGE, re.MULTILINE)
        for name in names.split(", ")
    ]
    assert imported
    assert set(imported) <= set(NAMES)


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_a_name_is_public_typed_and_documented(module: str, name: str) -> None:
    home = importlib.import_module(module)
    named = getattr(home, name)
    assert name in home.__all__
    assert inspect.getdoc(named)
    if inspect.isclass(named):
        assert named.__doc__
        methods = [one for key, one in vars(named).items() if not key.startswith("_")]
    else:
        methods = [named]
    for method in methods:
        function = getattr(method, "__func__", getattr(method, "fget", method))
        if inspect.isfunction(function):
            assert function.__doc__, function.__qualname__
            signature = inspect.signature(function)
            for given in signature.parameters.values():
                assert given.name in ("self", "cls") or given.annotation is not given.empty
            assert signature.return_annotation is not signature.empty


def test_a_value_is_listed_with_all_of_its_fields() -> None:
    homes = {name: importlib.import_module(module) for module, name in NAMES}
    shown = {
        name for name in homes if is_dataclass(getattr(homes[name], name)) and name != "Portal"
    }
    assert shown <= set(VALUES)
    for name, text in VALUES.items():
        value = getattr(homes[name], name)
        real = (
            list(value.__members__) if issubclass(value, Enum) else [f.name for f in fields(value)]
        )
        printed = re.findall(r"`(\w+)`", text)
        assert set(real) <= set(printed), name


@pytest.mark.parametrize("room", [model, extract])
def test_a_room_names_what_it_offers(room: object) -> None:
    offered: list[str] = getattr(room, "__all__", [])
    assert offered == sorted(
        offered, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert all(hasattr(room, name) for name in offered)
