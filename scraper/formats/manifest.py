"""The manifest of an exported file, so that a number in a paper can be traced to its archive."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from scraper import __version__
from scraper.archive import Archive, utc_text
from scraper.archive.articles import Archived
from scraper.archive.search import Filters
from scraper.archive.statistics import list_portal_days

_COVERED: Final = (
    "discovered",
    "fetched",
    "archived",
    "revised",
    "not_an_article",
    "refused_by_robots",
    "blocked",
    "gone",
    "failed",
)
"""The columns of the coverage ledger that a manifest sums up."""


@dataclass(slots=True)
class Manifest:
    """What the file holds: of which archive, by which query, how many of what.

    It is filled while the file is written.
    """

    file: str
    query: str
    filters: Filters
    written: int = 0
    """Rows, lines or records."""
    articles: int = 0
    parser_versions: Counter[str] = field(default_factory=Counter)
    """Articles by the version of the parser that read them."""
    portals: Counter[str] = field(default_factory=Counter)
    first_day: str | None = None
    """First day of publication, UTC."""
    last_day: str | None = None
    incomplete: int = 0
    """Articles with missing parts."""
    lost_pages: list[str] = field(default_factory=list)
    """Snapshots that a WARC leaves out because they are damaged or no longer kept."""
    rest: dict[str, Any] = field(default_factory=dict)
    """Added by `finish`, when the file is complete."""

    def counted(self, articles: Iterable[Archived]) -> Iterator[Archived]:
        """Pass the articles through and count them."""
        for one in articles:
            self.articles += 1
            self.parser_versions[one.parser_version] += 1
            self.portals[one.portal_slug] += 1
            self.incomplete += one.article.parts_found < one.article.parts
            if one.article.published_at:
                day = utc_text(one.article.published_at)[:10]
                self.first_day, self.last_day = (
                    min(self.first_day or day, day),
                    max(self.last_day or day, day),
                )
            yield one

    def finish(self, part: Path, archive: Archive, made_at: datetime) -> None:
        """Add the file's size and hash, and the coverage of the portals in it."""
        with part.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.rest = {
            "made_at": utc_text(made_at),
            "made_by": f"kliping {__version__}",
            "archive": archive.path.name,
            "bytes": part.stat().st_size,
            "sha256": digest,
            "coverage": self._coverage(archive),
        }

    def _coverage(self, archive: Archive) -> dict[str, dict[str, int]]:
        """For each portal in the file, the sums of its days in the coverage ledger."""
        if not self.portals:
            return {}
        sums: dict[str, Counter[str]] = {slug: Counter() for slug in self.portals}
        for day in list_portal_days(archive, portals=sorted(self.portals)):
            counts = {event: getattr(day, event) for event in _COVERED}
            sums[day.portal].update(counts | {"days": 1})
        return {slug: dict(counts) for slug, counts in sums.items()}

    def save(self, path: Path) -> None:
        """Write the manifest as JSON."""
        kept = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name not in ("filters", "rest")
        }
        given = {name: value for name, value in asdict(self.filters).items() if value is not None}
        text = json.dumps(
            kept | {"filters": given} | self.rest, default=str, ensure_ascii=False, indent=2
        )
        path.write_text(f"{text}\n", encoding="utf-8")
