"""Measures the renewal of derived tables: clustering articles, and reparsing stored pages."""

import tempfile
import time
from pathlib import Path
from typing import Final

from scraper.archive import Archive
from scraper.archive.articles import Selection
from scraper.archive.stories.clustering import refresh_clusters
from scraper.ingest import reparse
from scraper.portals import Registry
from scripts.proof.torture.scenarios import old_readings

AGAIN: Final = 5_000
"""Articles compared with all others where none is waiting; an archive may have fewer."""
REREAD: Final = 500


def cluster(path: Path) -> tuple[int, float]:
    """Cluster the waiting articles, or the latest where none waits.

    Returns how many there were, and the seconds of CPU.
    """
    with Archive.open(path) as archive:
        if (
            archive.connection.execute("SELECT 1 FROM unclustered_articles LIMIT 1").fetchone()
            is None
        ):
            latest = (
                "INSERT INTO unclustered_articles SELECT id FROM articles ORDER BY id DESC LIMIT ?"
            )
            with archive.transaction():
                archive.connection.execute(latest, (AGAIN,))
        begun = time.process_time()
        done = refresh_clusters(archive)
        return done, time.process_time() - begun


def read_again() -> tuple[int, float]:
    """Plan and apply a reparse of articles that an old parser read, in this process.

    Returns how many there were, and the seconds of CPU.
    """
    known = Registry.load()
    with tempfile.TemporaryDirectory() as folder:
        old_readings(Path(folder), REREAD)
        with Archive.open(Path(folder) / "archive.db") as archive:
            begun = time.process_time()
            reparse.apply(
                archive,
                known,
                reparse.plan(archive, known, Selection(), workers=1, told=lambda _: None),
                workers=1,
            )
            return REREAD, time.process_time() - begun
