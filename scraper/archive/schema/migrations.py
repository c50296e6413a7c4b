"""What each release adds to the two files, in order.

A migration's name and text never change once it is released.
"""

import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scraper.archive.places.article_places import enter_gazetteer, place_all_articles
from scraper.archive.schema import (
    clusters,
    coverage,
    crawl,
    history,
    identity,
    places,
    portal_names,
    search,
    suspects,
    tables,
    verifications,
)
from scraper.archive.values import citation_of

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of file: how it is recognised and how it is brought up to date."""

    what: str
    """Its name in messages: `an archive`."""
    application_id: int
    """Stands in the file's header (SQLite's `PRAGMA application_id`)."""
    name: str
    """Of its set of migrations."""
    migrations: "tuple[Callable[[Database], None], ...]"
    """Oldest first, each known by its name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of all its migrations."""
        return tuple(migration.__name__ for migration in self.migrations)

    def apply(self, connection: sqlite3.Connection) -> None:
        """Bring the file up to date; call it inside a transaction."""
        # Loaded for a file that is out of date alone: where pandas is installed, sqlite_utils loads
        # it, half a second for every command.
        from sqlite_utils import Database  # noqa: PLC0415
        from sqlite_utils.migrations import Migrations  # noqa: PLC0415

        pending = Migrations(self.name)
        for migration in self.migrations:
            pending()(migration)
        pending.apply(Database(connection, execute_plugins=False))


def m0001_tables(db: "Database") -> None:
    """Articles with their history, the ledger, fetches and runs; search; the analysts' views."""
    for script in (
        tables.ARCHIVE_TABLES,
        tables.ARCHIVE_SEARCH,
        tables.ARCHIVE_HISTORY,
        tables.ARCHIVE_VIEWS,
    ):
        _run(db, script)


def m0002_history(db: "Database") -> None:
    """Tombstones of takedowns, reviewable re-extractions, and where each field came from as one view."""
    for script in (history.TOMBSTONES, history.REPARSES, history.PROVENANCE):
        _run(db, script)


def m0003_coverage(db: "Database") -> None:
    """Why a page was refused as a column of its own; what was discovered and fetched, counted by portal and day."""
    for script in (coverage.REASONS, coverage.DAILY, coverage.VIEWS):
        _run(db, script)


def m0004_lexicon(db: "Database") -> None:
    """Search for Indonesian: every word with its root, and `cari`."""
    _run(db, search.LEXICON)


def m0005_clusters(db: "Database") -> None:
    """Syndication: signatures of bodies, their bands, and the clusters of stories that stand on several portals."""
    for script in (clusters.TABLES, clusters.VIEWS):
        _run(db, script)


def m0006_verifications(db: "Database") -> None:
    """When a portal's declaration was tried on the living site, and what broke."""
    _run(db, verifications.VERIFICATIONS)


def m0007_places(db: "Database") -> None:
    """Places of articles by the gazetteer; spelling variants of people; what articles are cited by."""
    for script in (places.PLACES, places.PERSONS, places.CITATIONS):
        _run(db, script)
    enter_gazetteer(db.conn)
    place_all_articles(db.conn)
    db.conn.create_function("citation", 1, citation_of, deterministic=True)
    db.conn.execute("UPDATE articles SET citation = citation(url)")


def m0008_frontier(db: "Database") -> None:
    """The ledger in the order in which it is fetched; days that are listed to their end; portals that are left alone for a while."""
    for script in (crawl.FRONTIER, crawl.LISTED_DAYS, crawl.BACKOFFS):
        _run(db, script)


def m0009_health(db: "Database") -> None:
    """What each run says of each portal's health, and articles that lack what they should have."""
    _run(db, crawl.HEALTH)


def m0010_edits(db: "Database") -> None:
    """What portals changed after publication, latest first, at once: a re-extraction supersedes every article at the same hour."""
    _run(db, history.EDITS)


def m0011_deaths(db: "Database") -> None:
    """How often a process has ended over a URL's page: after the third time only the operator asks for it."""
    _run(db, crawl.DEATHS)


def m0013_suspects(db: "Database") -> None:
    """States of articles that are not believed at first sight, and what became of them."""
    _run(db, suspects.SUSPECTS)


def m0014_truth(db: "Database") -> None:
    """`portal` is the slug in every view, with the brand as `portal_name`; what a portal prints twice is not taken over from itself."""
    for script in (portal_names.VIEWS, clusters.ORIGINALITY):
        _run(db, script)


def m0012_identity(db: "Database") -> None:
    """One id in both files, pages named by their hashes, and takedowns of which a trace may still lie in the files."""
    _run(db, identity.IDENTITY)
    used = db.conn.execute(
        "SELECT EXISTS(SELECT 1 FROM articles) OR EXISTS(SELECT 1 FROM fetches)"
    ).fetchone()[0]
    row = (uuid.uuid4().hex, "by_number" if used else "none")
    db.conn.execute("INSERT INTO identity(archive_id, pages) VALUES(?, ?)", row)
    for script in (identity.NAMED_FETCHES, identity.PURGES):
        _run(db, script)


def m0001_snapshots(db: "Database") -> None:
    """Compressed pages and the sample pages that compress them."""
    _run(db, tables.SNAPSHOT_TABLES)


def m0002_owner(db: "Database") -> None:
    """Whose pages they are."""
    _run(db, identity.OWNER)


def _run(db: "Database", script: str) -> None:
    # db.execute commits nothing inside the transaction that the migration runs in;
    # table.transform() would drop the triggers.
    for statement in tables.statements(script):
        db.conn.execute(statement)


ARCHIVE: Final = Shape(
    "an archive",
    int.from_bytes(b"KLIP"),
    "kliping",
    (
        m0001_tables,
        m0002_history,
        m0003_coverage,
        m0004_lexicon,
        m0005_clusters,
        m0006_verifications,
        m0007_places,
        m0008_frontier,
        m0009_health,
        m0010_edits,
        m0011_deaths,
        m0012_identity,
        m0013_suspects,
        m0014_truth,
    ),
)
SNAPSHOTS: Final = Shape(
    "a snapshot file", int.from_bytes(b"KLIS"), "kliping-snapshots", (m0001_snapshots, m0002_owner)
)
