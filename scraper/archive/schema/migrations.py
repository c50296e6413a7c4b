"""The migrations of the two files, in order.

A migration's name and text never change once it is released (tests/archive/test_migration_texts.py
holds the texts).
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
    """What messages call it: `an archive`."""
    application_id: int
    """In the file's header (SQLite's `PRAGMA application_id`)."""
    name: str
    """The name of its set of migrations."""
    migrations: "tuple[Callable[[Database], None], ...]"
    """Oldest first, each known by its name."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its migrations."""
        return tuple(migration.__name__ for migration in self.migrations)

    def apply(self, connection: sqlite3.Connection) -> None:
        """Bring the file up to date; call it inside a transaction."""
        # Imported only for a file that is out of date: sqlite_utils imports pandas where that is
        # installed, which takes half a second.
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
    """Tombstones of takedowns, plans of re-extraction, and a view of where each field came from."""
    for script in (history.TOMBSTONES, history.REPARSES, history.PROVENANCE):
        _run(db, script)


def m0003_coverage(db: "Database") -> None:
    """A column for why a page was refused; daily counts of URLs discovered and fetched."""
    for script in (coverage.REASONS, coverage.DAILY, coverage.VIEWS):
        _run(db, script)


def m0004_lexicon(db: "Database") -> None:
    """Search for Indonesian: every word with its root, and the view `cari`."""
    _run(db, search.LEXICON)


def m0005_clusters(db: "Database") -> None:
    """Syndication: signatures of bodies, their bands, and clusters of the same story."""
    for script in (clusters.TABLES, clusters.VIEWS):
        _run(db, script)


def m0006_verifications(db: "Database") -> None:
    """When a portal's declaration was tried on the live site, and what broke."""
    _run(db, verifications.VERIFICATIONS)


def m0007_places(db: "Database") -> None:
    """Places of articles by the gazetteer; spelling variants of people; citations."""
    for script in (places.PLACES, places.PERSONS, places.CITATIONS):
        _run(db, script)
    enter_gazetteer(db.conn)
    place_all_articles(db.conn)
    db.conn.create_function("citation", 1, citation_of, deterministic=True)
    db.conn.execute("UPDATE articles SET citation = citation(url)")


def m0008_frontier(db: "Database") -> None:
    """An index of the ledger in fetching order; days that were listed to the end; back-offs."""
    for script in (crawl.FRONTIER, crawl.LISTED_DAYS, crawl.BACKOFFS):
        _run(db, script)


def m0009_health(db: "Database") -> None:
    """Each run's findings on each portal's health; articles that lack expected fields."""
    _run(db, crawl.HEALTH)


def m0010_edits(db: "Database") -> None:
    """An index of what portals changed after publication; re-extractions are not in it."""
    _run(db, history.EDITS)


def m0011_deaths(db: "Database") -> None:
    """A count of the processes that a URL's page has killed; after the third it is put aside."""
    _run(db, crawl.DEATHS)


def m0013_suspects(db: "Database") -> None:
    """States of articles that are not believed at first sight, and what became of them."""
    _run(db, suspects.SUSPECTS)


def m0014_truth(db: "Database") -> None:
    """In every view `portal` is the slug, `portal_name` the brand; no portal copies itself."""
    for script in (portal_names.VIEWS, clusters.ORIGINALITY):
        _run(db, script)


def m0012_identity(db: "Database") -> None:
    """One id in both files, pages named by their hashes, and takedowns that are not purged yet."""
    _run(db, identity.IDENTITY)
    used = db.conn.execute(
        "SELECT EXISTS(SELECT 1 FROM articles) OR EXISTS(SELECT 1 FROM fetches)"
    ).fetchone()[0]
    row = (uuid.uuid4().hex, "by_number" if used else "none")
    db.conn.execute("INSERT INTO identity(archive_id, pages) VALUES(?, ?)", row)
    for script in (identity.NAMED_FETCHES, identity.PURGES):
        _run(db, script)


def m0001_snapshots(db: "Database") -> None:
    """Compressed pages, and the sample pages used to compress them."""
    _run(db, tables.SNAPSHOT_TABLES)


def m0002_owner(db: "Database") -> None:
    """The id of the archive that the pages belong to."""
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
