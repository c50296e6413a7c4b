"""The static check: regexploit reads each pattern and looks for loops that share their text.

Such loops can give back to each other what they matched.
"""

import re._constants as sre
from typing import Any, Final

from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

from scripts.proof.patterns.collect import Found

STARS: Final = 2
"""Loops that share their text from which a pattern is reported: two make the cost grow by the
square, three by the cube."""


class _Reader(SreOpParser):  # type: ignore[misc]  # regexploit has no types
    """regexploit's reader, which also knows the syntax added in Python 3.11.

    Those are possessive loops and atomic groups, which never give back what they matched.
    """

    def from_POSSESSIVE_REPEAT(self, data: Any) -> Any:  # noqa: N802 (regexploit's names are those of `re`)
        """A possessive loop: to the loops around it, it is one character."""
        return self.from_MAX_REPEAT((min(int(data[0]), 1), 1, data[2]))

    def from_ATOMIC_GROUP(self, data: Any) -> Any:  # noqa: N802
        """An atomic group: its own loops are not tried again."""
        return self.from_MAX_REPEAT(
            (1, 1, [node for node in data if node[0] not in (sre.MAX_REPEAT, sre.MIN_REPEAT)])
        )


def suspicious(found: Found) -> list[str]:
    """What regexploit reports about a pattern; for most, nothing."""
    pattern = found.pattern.encode("latin-1") if found.is_bytes else found.pattern
    tree = _Reader().parse_sre(pattern, found.flags)
    told = [redos for redos in find(tree) if redos.starriness > STARS] if tree is not None else []
    return [
        f"{found.where}: {redos.starriness} loops share {redos.repeated_character}, as in"
        f" {redos.example()}"
        for redos in told
    ]
