"""Quality floors on real pages with gold; the pages stand beside the checkout and are never part
of it.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts import scorer

FLOORS: dict[str, dict[str, dict[str, dict[str, float]]]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text()
)

pytestmark = pytest.mark.skipif(
    not scorer.is_there(),
    reason=(
        "SKIPPED LOUDLY: no ../shared/bench and ../shared/corpus beside the checkout, so no floor"
        " was held"
    ),
)


@cache
def measured(corpus: str, mode: str) -> dict[str, Any]:
    extractor, *options = scorer.MODES[mode]
    return scorer.scores(corpus, extractor, options)


def floors() -> Iterator[Any]:
    for corpus, modes in FLOORS.items():
        for mode, bounds in modes.items():
            for bound, values in bounds.items():
                for name, value in values.items():
                    marks = pytest.mark.xdist_group(f"{corpus}-{mode}")
                    yield pytest.param(
                        corpus, mode, bound, name, value, id=f"{corpus}-{mode}-{name}", marks=marks
                    )


@pytest.mark.parametrize(("corpus", "mode", "bound", "name", "value"), list(floors()))
def test_floor(corpus: str, mode: str, bound: str, name: str, value: float) -> None:
    reached = measured(corpus, mode)[name]
    assert reached >= value if bound == "min" else reached <= value, (
        f"{name} = {reached:.4g}, the floor is {value:g}"
    )
