"""What one layout's page says where, as data. Re-exported by `scraper.portal`; read by `scraper.extract`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The selectors of one layout; a field left empty falls to embedded data, then to the generic extractor.

    A network lists several `Rules`, newest first; the first whose `body` (or `headline`) is on the page speaks.
    """

    name: str
    """Names the layout in evidence: `tribun-2020`."""
    valid_until: date | None = None
    """The last day on which the layout was seen; old snapshots still parse."""
