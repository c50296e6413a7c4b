"""Reads docs/OUTCOMES.md: what it promises for each fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "OUTCOMES.md"
CLOSED = "⛔"


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of its tables."""

    fault: str
    comes: str
    outcome: str
    says: tuple[str, ...]
    """What the row's reason and error must hold."""
    ledger: str
    advice: str

    @property
    def closed(self) -> bool:
        """True where the rest of the portal is not fetched either."""
        return CLOSED in self.advice


def promises() -> Iterator[Promise]:
    """The rows of all tables of faults, in order."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if (
            len(cells) == 6
            and re.fullmatch(r"[a-z0-9-]+", cells[0])
            and cells[0] != "fault"
            and "---" not in cells[0]
        ):
            fault, comes, outcome, says, ledger, advice = cells
            yield Promise(
                fault, comes, outcome, tuple(re.findall(r"`([^`]+)`", says)), ledger, advice
            )
