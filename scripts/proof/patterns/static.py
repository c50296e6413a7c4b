"""The static half: regexploit reads each pattern and looks for loops that can give back to each other what they took."""

import re._constants as sre
from typing import Any, Final

from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

from scripts.proof.patterns.collect import Found

STARS: Final = 2
"""Loops that share their text from which on a pattern is told: with two its cost grows by the
square, with three by the cube."""


class _Reader(SreOpParser):  # type: ignore[misc]  # regexploit has no types
    """regexploit's reader, with what Python's patterns have had since 3.11: loops and groups that give nothing back."""

    def from_POSSESSIVE_REPEAT(self, data: Any) -> Any:  # noqa: N802 (regexploit's names are those of `re`)
        """A loop that never gives back what it took is to those around it as one character."""
        return self.from_MAX_REPEAT((min(int(data[0]), 1), 1, data[2]))

    def from_ATOMIC_GROUP(self, data: Any) -> Any:  # noqa: N802
        """A group that gives nothing back: its own loops cannot be tried anew."""
        return self.from_MAX_REPEAT(
            (1, 1, [node for node in data if node[0] not in (sre.MAX_REPEAT, sre.MIN_REPEAT)])
        )


def suspicious(found: Found) -> list[str]:
    """What regexploit tells of a pattern: nothing of most."""
    pattern = found.pattern.encode("latin-1") if found.is_bytes else found.pattern
    tree = _Reader().parse_sre(pattern, found.flags)
    told = [redos for redos in find(tree) if redos.starriness > STARS] if tree is not None else []
    return [
        f"{found.where}: {redos.starriness} loops share {redos.repeated_character}, as in"
        f" {redos.example()}"
        for redos in told
    ]
