"""The memory of a running process over the course of its work, as Linux tells it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

EVEN: Final = 1.2
"""How much the peak may grow between a fifth of the work and its end."""
SETTLED: Final = 0.2
"""The share of the work after which memory is to stay as it is: until then caches fill."""


@dataclass(slots=True)
class Memory:
    """Resident memory in MiB by how much of the work was done."""

    samples: list[tuple[int, float]] = field(default_factory=list)

    def sample(self, pid: int, done: int) -> None:
        """Read what the process holds now; nothing where it has ended."""
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            return
        resident = [line for line in status.splitlines() if line.startswith("VmRSS:")]
        if resident:
            self.samples.append((done, int(resident[0].split()[1]) / 1024))

    def peak(self, share: float) -> float:
        """The highest until that share of the work was done."""
        end = self.samples[-1][0]
        return max(held for done, held in self.samples if done <= share * end)

    @property
    def growth(self) -> float:
        """The peak of the whole run over that of its first fifth."""
        return self.peak(1) / self.peak(SETTLED)
