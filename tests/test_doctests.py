"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path
from typing import Final

import pytest

from tests.test_house import ROOT, SOURCES

EXAMPLES: Final = [path for path in SOURCES if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_examples_of_a_module_run(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
    failed, attempted = doctest.testmod(module)
    assert attempted
    assert not failed
