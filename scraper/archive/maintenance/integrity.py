"""Check the archive: what is wrong, in how many rows, and whether it can be repaired without loss.

Repaired is what is derived (the search index, counts), superfluous (names on no article) or can be
done again (a URL to be fetched once more). Damaged texts and pages are reported and never changed:
they come from a backup, or from the portal again.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from sqlite3 import Row
from typing import Final

from scraper.archive.archive import Archive
from scraper.archive.articles.article_rows import UNUSED_PERSON, UNUSED_TAG, article_of_row
from scraper.archive.frontier.ledger import BACK
from scraper.archive.maintenance.purge import count_unpurged, purge_takedowns
from scraper.archive.pages.snapshots import has_page, load_page
from scraper.archive.serialization import article_from_json, content_hash
from scraper.archive.storage import page_names
from scraper.errors import ArchiveDamaged, ArchiveError

EXAMPLES: Final = 5
"""Rows that a finding names."""

Progress = Callable[[str], None]
"""Called with what is being checked, in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong in the archive."""

    what: str
    """In words: `articles whose page is not kept`."""
    count: int
    examples: tuple[str, ...]
    """At most `EXAMPLES` of those rows."""
    remedy: str
    mendable: bool = False
    """True where `repair` mends it without loss."""
    mended: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows that should not exist, and the statements that mend them where that is safe."""

    what: str
    wrong: str
    """A SELECT of those rows."""
    remedy: str
    mend: tuple[str, ...] = ()


_AGAIN: Final = "--repair makes them due again"
_RESTORE: Final = "restore the file from a backup"

_NOW: Final = "strftime('%Y-%m-%dT%H:%M:%SZ')"
_LOST: Final = (
    "kind = 'article' AND state = 'done' AND article_id IS NULL AND last_outcome IN ('archived',"
    " 'revised', 'unchanged')"
)
_COUNTED: Final = (
    "SELECT coalesce(published_date, '') AS day, portal_id, count(*) AS articles FROM articles"
    " GROUP BY 1, 2"
)

_NAMES_PAGES: Final = {
    "articles whose page is not kept": (
        "a.url, r.snapshot_ids FROM articles a JOIN articles r ON r.id = a.id"
    ),
    "superseded states whose page is not kept": (
        "a.url || ' r' || r.revision, r.snapshot_ids FROM article_revisions r JOIN articles a ON"
        " a.id = r.article_id"
    ),
    "suspect states whose page is not kept": (
        "a.url || ' s' || r.id, r.snapshot_ids FROM suspect_states r JOIN articles a ON a.id ="
        " r.article_id"
    ),
}
"""What names pages, each with the columns and tables of its query.

An article that has a tombstone is left out: its pages are deleted first, and a rule of its own
reports it.
"""

_STATES: Final = {
    "superseded states that are not what was stored": (
        "article_id || ' r' || revision, {} FROM article_revisions"
    ),
    "suspect states that are not what was stored": "id, {} FROM suspect_states",
}
"""The tables of kept states, each with the name of a row."""

_RULES: Final = (
    _Rule(
        "days whose count of articles is wrong",
        f"SELECT day FROM ({_COUNTED} UNION ALL SELECT published_date, portal_id, -articles"
        " FROM daily_counts) GROUP BY day, portal_id HAVING sum(articles) <> 0",
        "--repair counts them anew",
        ("DELETE FROM daily_counts", f"INSERT INTO daily_counts {_COUNTED}"),
    ),
    _Rule(
        "runs marked as running that are not",
        "SELECT id FROM crawl_runs WHERE status = 'running'",
        "--repair marks them as interrupted",
        (
            (
                f"UPDATE crawl_runs SET status = 'interrupted', finished_at = {_NOW} WHERE status ="
                " 'running'"
            ),
        ),
    ),
    _Rule(
        "URLs taken by a run that is over",
        "SELECT url FROM ledger WHERE state = 'in_flight'",
        _AGAIN,
        (f"UPDATE ledger SET {BACK} WHERE state = 'in_flight'",),
    ),
    _Rule(
        "URLs settled as archived without their article",
        f"SELECT url FROM ledger WHERE {_LOST}",
        _AGAIN,
        (
            (
                f"UPDATE ledger SET state = 'due', due_at = {_NOW}, etag = NULL, last_modified ="
                f" NULL WHERE {_LOST}"
            ),
        ),
    ),
    _Rule(
        "people without an article",
        f"SELECT name FROM people WHERE {UNUSED_PERSON}",
        "--repair deletes them",
        (f"DELETE FROM people WHERE {UNUSED_PERSON}",),
    ),
    _Rule(
        "tags without an article",
        f"SELECT name FROM tags WHERE {UNUSED_TAG}",
        "--repair deletes them",
        (f"DELETE FROM tags WHERE {UNUSED_TAG}",),
    ),
    _Rule(
        "revisions numbered above their article's newest",
        "SELECT r.article_id || ' r' || r.revision FROM article_revisions r JOIN articles a ON a.id"
        " = r.article_id WHERE r.revision >= a.revision",
        _RESTORE,
    ),
    _Rule(
        "articles that were taken down and still exist",
        "SELECT a.url FROM articles a JOIN tombstones t ON t.url_key = a.url_key",
        "forget them again: `kliping forget URL --reason …`",
    ),
)


def check_archive(
    archive: Archive, *, repair: bool, quick: bool = False, progress: Progress = lambda _: None
) -> list[Finding]:
    """Check both files; with `repair`, mend what can be mended. Hold the archive's lock.

    `quick` leaves out the hashes of texts and pages.

    Raises:
        ArchiveError: a file cannot be read at all, or with `repair` not be written.
    """
    findings: list[Finding] = []
    for path, connection in (
        (archive.path, archive.connection),
        (archive.snapshots.path, archive.snapshots.connection),
    ):
        progress(f"the pages of {path.name}")
        findings += _check_file(path.name, connection)
    progress("the search index")
    findings += _check_index(archive, repair)
    for rule in _RULES:
        progress(rule.what)
        findings += _check_rule(archive, rule, repair)
    findings += _check_takedowns(archive, repair)
    progress("the pages that articles name")
    findings += _check_named_pages(archive)
    if not quick:
        progress("the hash of every article")
        findings += _check_texts(archive)
        progress("the hash of every page")
        findings += _check_pages(archive)
    return findings


def _check_file(name: str, connection: sqlite3.Connection) -> Iterator[Finding]:
    problems = (
        text for (text,) in connection.execute("PRAGMA integrity_check(100)") if text != "ok"
    )
    yield from _found(f"faults in the file {name}", problems, _RESTORE)
    loose = (
        f"{table} {rowid} → {parent}"
        for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check")
    )
    yield from _found(f"rows of {name} that name a row that is not there", loose, _RESTORE)


def _check_index(archive: Archive, repair: bool) -> Iterator[Finding]:
    try:
        with archive.transaction():
            archive.connection.execute(
                "INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 1)"
            )
    except ArchiveDamaged:
        if repair:
            with archive.transaction():
                archive.connection.execute(
                    "INSERT INTO articles_fts(articles_fts) VALUES('rebuild')"
                )
        yield Finding(
            "search indexes that do not agree with the articles",
            1,
            (),
            "--repair builds it anew",
            mendable=True,
            mended=repair,
        )


def _check_takedowns(archive: Archive, repair: bool) -> Iterator[Finding]:
    """Incomplete takedowns: a reader, a kill or lack of space prevented the purge.

    Those made by Kliping 0.1.0 are incomplete too.
    """
    if count := count_unpurged(archive):
        left = (
            purge_takedowns(archive, at=datetime.now(UTC))
            if repair
            else ["--repair rewrites both files without them"]
        )
        yield Finding(
            "URLs taken down of whose text a trace may lie in the files",
            count,
            (),
            "; ".join(left),
            True,
            repair and not left,
        )


def _check_rule(archive: Archive, rule: _Rule, repair: bool) -> Iterator[Finding]:
    for found in _found(
        rule.what,
        (str(example) for (example,) in archive.connection.execute(rule.wrong)),
        rule.remedy,
    ):
        if repair:
            with archive.transaction():
                for statement in rule.mend:
                    archive.connection.execute(statement)
        mendable = bool(rule.mend)
        yield replace(found, mendable=mendable, mended=repair and mendable)


def _check_named_pages(archive: Archive) -> Iterator[Finding]:
    def lacks(names: str) -> bool:
        return not all(has_page(archive, str(name)) for name in json.loads(names))

    for what, rows in _NAMES_PAGES.items():
        query = (
            f"SELECT {rows} WHERE r.snapshot_ids <> '[]'"
            " AND NOT EXISTS(SELECT 1 FROM tombstones t WHERE t.url_key = a.url_key)"
        )
        lacking = (name for name, ids in archive.connection.execute(query) if lacks(ids))
        yield from _found(what, lacking, _RESTORE)


def _check_texts(archive: Archive) -> Iterator[Finding]:
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    other = (
        row["url"]
        for row in cursor.execute("SELECT * FROM articles")
        if content_hash(article_of_row(archive, row)) != row["content_hash"]
    )
    yield from _found(
        "articles that are not what was stored",
        other,
        f"`kliping reparse` reads them again; or {_RESTORE}",
    )
    for what, source in _STATES.items():
        yield from _found(what, _damaged_states(archive, source), _RESTORE)


def _damaged_states(archive: Archive, source: str) -> Iterator[str]:
    """The names of the kept states whose hash is not that of their text."""
    rows = archive.connection.execute(
        f"SELECT {source.format('content_hash, headline, standfirst, fields, body')}"
    )
    for name, kept, headline, standfirst, fields, body in rows:
        state = article_from_json(fields, headline=headline, standfirst=standfirst, body=body)
        if content_hash(state) != kept:
            yield str(name)


def _check_pages(archive: Archive) -> Iterator[Finding]:
    rows = archive.snapshots.connection.execute(f"SELECT {page_names.SQL} FROM snapshots")
    damaged = (name for (name,) in rows if not _readable(archive, name))
    yield from _found("pages that are not what was stored", damaged, _RESTORE)


def _readable(archive: Archive, page_name: str) -> bool:
    try:
        load_page(archive, page_name)
    except ArchiveError:
        return False
    return True


def _found(what: str, rows: Iterator[str], remedy: str) -> Iterator[Finding]:
    """One finding where there are any rows; the first few are kept, the rest is counted."""
    examples = tuple(islice(rows, EXAMPLES))
    if examples:
        yield Finding(what, len(examples) + sum(1 for _ in rows), examples, remedy)
