"""The memory of a running process over the course of its work, as Linux reports it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

EVEN: Final = 1.2
"""How much the peak may grow between a fifth of the work and the end."""
SETTLED: Final = 0.2
"""The share of the work after which memory must stay flat; until then caches fill."""


@dataclass(slots=True)
class Memory:
    """Resident memory in MiB, by how much of the work was done."""

    samples: list[tuple[int, float]] = field(default_factory=list)

    def sample(self, pid: int, done: int) -> None:
        """Note what the process holds now; nothing if it has ended."""
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            return
        resident = [line for line in status.splitlines() if line.startswith("VmRSS:")]
        if resident:
            self.samples.append((done, int(resident[0].split()[1]) / 1024))

    def peak(self, share: float) -> float:
        """The peak up to that share of the work."""
        end = self.samples[-1][0]
        return max(held for done, held in self.samples if done <= share * end)

    @property
    def growth(self) -> float:
        """The peak of the whole run, divided by that of its first fifth."""
        return self.peak(1) / self.peak(SETTLED)
