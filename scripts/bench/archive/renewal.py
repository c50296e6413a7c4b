"""What renewing derived tables costs: stories found among all articles, and kept pages read again."""

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
"""Articles that are held against all others where none is waiting; at most as many as there are."""
REREAD: Final = 500


def cluster(path: Path) -> tuple[int, float]:
    """Find the stories of the articles that wait for it, of the latest where none does; returns how many and the seconds of CPU."""
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
    """Plan and apply a reparse of articles that an old parser read, in this process; returns how many and the seconds of CPU."""
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
