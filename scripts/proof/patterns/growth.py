"""How fast a pattern's cost grows with its text, in CPU time, on the texts of `attack`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from time import process_time
from typing import Any, Final

from scripts.proof.patterns.attack import ENDS, attacks
from scripts.proof.patterns.collect import Found

SIZES: Final = (1_024, 4_096, 16_384)
BOUND: Final = 8.0
"""Ratio of the costs for a text four times as long: 4 is in proportion, 16 by the square."""
FLOORS: Final = {4_096: 0.001, 16_384: 0.004}
"""Seconds of CPU that are allowed for a text of so many characters, whatever a shorter one costs: a
quarter of a microsecond a character."""
_FIRST: Final = (8, 12, 16, 20, 24, 32, 64, 256)
"""Repetitions that show a pattern whose cost doubles with each of them, before it runs for ever."""
_NEVER: Final = 0.05
"""Seconds for a text of a few hundred characters; no sound pattern needs so long."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A text that made a pattern's cost grow faster than its length."""

    where: str
    use: str
    before: str
    unit: str
    end: str
    costs: tuple[tuple[int, float], ...]
    """(characters, seconds)."""

    def __str__(self) -> str:
        told = ", ".join(f"{size:,} characters {cost * 1000:,.1f} ms" for size, cost in self.costs)
        return (
            f"{self.where}.{self.use}({self.before!r} + {self.unit!r} * n + {self.end!r}): {told}"
        )


def worst(found: Found, longest: int | None = None) -> Growth | None:
    """The first text whose cost grows faster than its length; None where there is none.

    `longest` says that the code never asks the pattern about a longer text. Then the rule is that
    no text of that length may cost more than `_NEVER`.
    """
    pattern = found.compiled()
    for use in found.uses:
        ask = _asked(pattern, use, is_bytes=found.is_bytes)
        for before, unit in attacks(found.pattern, found.flags):
            for end in ENDS if "$" in found.pattern else ENDS[:2]:
                costs = _grown(ask, before, unit, end, longest)
                if costs:
                    return Growth(found.where, use, before, unit, end, costs)
    return None


def _asked(pattern: re.Pattern[Any], use: str, *, is_bytes: bool) -> Callable[[str], object]:
    """What a method asks of the pattern; an iterator is consumed."""
    method: Callable[[Any], object] = getattr(pattern, use)
    if use == "finditer":
        method = pattern.findall
    elif use in ("sub", "subn"):

        def method(text: Any) -> object:
            return pattern.sub(lambda _: text[:0], text)

    return (lambda text: method(text.encode("utf-8", "replace"))) if is_bytes else method


def _grown(
    ask: Callable[[str], object], before: str, unit: str, end: str, longest: int | None
) -> tuple[tuple[int, float], ...]:
    """The costs that grow too fast, or nothing."""

    def text(size: int) -> str:
        return before + unit * ((size - len(before) - len(end)) // len(unit)) + end

    def cost(size: int, tries: int) -> float:
        return min(_costs(ask, text(size), tries))

    for repeats in _FIRST:
        size = len(before) + repeats * len(unit) + len(end)
        if longest is not None and size > longest:
            return ()
        if (spent := cost(size, 1)) > _NEVER:
            return ((size, spent),)
    for small, large in pairwise(SIZES):
        if cost(large, 1) <= FLOORS[large]:
            continue
        pairs = (
            ((small, cost(small, tries)), (large, cost(large, tries))) for tries in (1, 3, 6, 9)
        )
        grown: tuple[tuple[int, float], ...] = ()
        # once more, and better, as long as it seems to grow: another process may have disturbed one
        for pair in pairs:
            if pair[1][1] <= BOUND * pair[0][1]:
                return ()
            grown = pair
        return grown
    return ()


def _costs(ask: Callable[[str], object], text: str, tries: int) -> Iterator[float]:
    for _ in range(tries):
        start = process_time()
        ask(text)
        yield process_time() - start
