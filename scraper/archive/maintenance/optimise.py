"""What every command that writes ends with: derived tables updated, the logs folded in."""

from datetime import UTC, datetime

from scraper.archive.archive import Archive
from scraper.archive.people.name_matching import match_new_names
from scraper.archive.search.lexicon import refresh_lexicon
from scraper.archive.storage.database import explain_errors


def optimise_archive(archive: Archive) -> None:
    """Update lexicon, people, clusters and the planner's statistics; fold the logs in.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    with explain_errors(archive.path):
        refresh_lexicon(archive)
        match_new_names(archive, at=datetime.now(UTC))
        if archive.connection.execute("SELECT 1 FROM unclustered_articles LIMIT 1").fetchone():
            # Here, because it loads numpy: half a second that only commands with new articles need.
            from scraper.archive.stories.clustering import refresh_clusters  # noqa: PLC0415

            refresh_clusters(archive)
    archive.fold_log()
