"""The sample as the tests see it: one fixed day, and any free port where it is served."""

from datetime import date
from typing import Final

TODAY: Final = date(2026, 11, 24)
PORT: Final = 8765
