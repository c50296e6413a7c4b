"""Saving one observed state of an article: new, revised, or the same as before.

Nothing that was archived is lost on the way.

How a reading becomes a state of the archive (each line has its test):

- A URL (in any scheme) is one article. Its row holds the newest state; each state it had before
    stands in `article_revisions` in full.
- Only wording makes a revision (`rows.VERSIONED`). Tags, section, dates, photo addresses and
    evidence follow the newest reading silently.
- An incomplete reading (parts missing) never replaces a complete one, nor one that had more parts,
    nor a later part an earlier one.
- A page older than the newest observation (an import of an old dump) adds its wording to the
    history and leaves the article as it is;
  wording that the history already has adds nothing. So importing the same files twice, in any
  order, adds nothing.
- A state that has lost what the article always had (`scraper.model.suspicion`) is kept beside the
article (`suspects`) and changes nothing,
  until a second look or the operator confirms it: then it is a revision that was observed when it
  was first seen.
- A reparse (`cause="parser"`) is a new reading of the newest page: it replaces whatever its page's
age, and says nothing of the site.
  It has a review of its own (a plan, read before it is applied), so nothing of it is suspect.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Row
from typing import Final, Literal

from scraper.archive.archive import Archive
from scraper.archive.articles.load import article_of_row
from scraper.archive.articles.suspects import (
    SuspectState,
    decide_suspect,
    dismiss_older_suspects,
    find_confirmed,
    keep_suspect,
    load_suspect,
    suspicion_of_state,
)
from scraper.archive.frontier.portal_rows import portal_row_of_article
from scraper.archive.people.shared_names import enter_person, enter_section, enter_tag
from scraper.archive.places.article_places import place_article
from scraper.archive.serialization import (
    PLAIN,
    article_to_json,
    block_spans,
    body_text,
    changed_fields,
    content_hash,
)
from scraper.archive.values import (
    citation_of,
    offset_minutes,
    storable,
    storable_text,
    url_key,
    utc_text,
)
from scraper.model import Article, Outcome
from scraper.model.suspicion import Suspicion, is_quiet_loss
from scraper.portals import Portal

Cause = Literal["site", "parser"]

UNUSED_PERSON: Final = (
    "NOT EXISTS(SELECT 1 FROM bylines WHERE person_id = people.id) AND NOT EXISTS(SELECT 1 FROM"
    " person_merges WHERE person_id = people.id) AND NOT EXISTS(SELECT 1 FROM person_merges WHERE"
    " into_id = people.id)"
)
"""In `people`: a name on no article, of which nobody said, or undid, that it is another's."""
UNUSED_TAG: Final = "NOT EXISTS(SELECT 1 FROM article_tags WHERE tag_id = tags.id)"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a reading: ARCHIVED, REVISED or UNCHANGED."""

    outcome: Outcome
    article_id: int
    revision: int
    """Of the newest state."""
    suspect: str | None = None
    """Why the reading is not believed, where it changed nothing for that."""
    look_again: bool = False
    """True where a second look at the page will decide."""


def save_article(
    archive: Archive,
    article: Article,
    *,
    portal: Portal | None,
    snapshot_ids: Sequence[str],
    observed_at: datetime,
    run_id: int | None,
    parser_version: str,
    cause: Cause = "site",
) -> Saved:
    """Archive one reading of an article as one transaction.

    `snapshot_ids` name its pages, first part first.

    `observed_at` is when the pages were fetched; of a reparse, when they were read again.

    Raises:
        InputError: the article names a portal that nobody declared.
        ArchiveError: the archive may not be written, or the disk is full.
    """
    reading = _Saving(
        archive,
        storable(article),
        tuple(snapshot_ids),
        utc_text(observed_at),
        run_id,
        parser_version,
        cause,
    )
    with archive.transaction():
        portal_id = portal_row_of_article(archive, reading.article, portal)
        row = _row(archive, "url_key", url_key(reading.article.url))
        return reading.insert(portal_id) if row is None else reading.meet(row, portal_id)


def accept_suspect(archive: Archive, suspect_id: int, *, at: datetime) -> Saved:
    """The operator's word that a suspect state is one of the article: it becomes a revision that was observed when it was first seen.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    with archive.transaction():
        saved = _believe(archive, load_suspect(archive, suspect_id))
        decide_suspect(archive, suspect_id, "accepted", "operator", utc_text(at))
    return saved


def _believe(archive: Archive, held: SuspectState) -> Saved:
    reading = _Saving(
        archive, held.article, held.snapshot_ids, held.observed_at, held.run_id, held.parser_version, "site", believed=True
    )  # fmt: skip
    row = _row(archive, "id", held.article_id)
    if row is None:
        raise AssertionError("a suspect state goes with its article")
    return reading.meet(row, held.portal_id)


def _row(archive: Archive, column: Literal["id", "url_key"], value: object) -> Row | None:
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    row: Row | None = cursor.execute(
        f"SELECT * FROM articles WHERE {column} = ?", (value,)
    ).fetchone()
    return row


@dataclass(frozen=True, slots=True)
class Known:
    """What a new reading of an archived article is held against."""

    article_id: int
    content_hash: bytes
    parser_version: str
    snapshot_ids: tuple[str, ...]


def find_known(archive: Archive, url: str) -> Known | None:
    """The archived state of the article at that canonical URL, or None."""
    find = "SELECT id, content_hash, parser_version, snapshot_ids FROM articles WHERE url_key = ?"
    row = archive.connection.execute(find, (url_key(storable_text(url)),)).fetchone()
    return row and Known(row[0], row[1], row[2], tuple(json.loads(row[3])))


@dataclass(frozen=True, slots=True)
class _Saving:
    """One reading on its way into the archive; every method runs inside the caller's transaction."""

    archive: Archive
    article: Article
    snapshot_ids: tuple[str, ...]
    observed: str
    run_id: int | None
    parser_version: str
    cause: Cause
    believed: bool = False
    """True for what was suspect and is confirmed."""

    def insert(self, portal_id: int) -> Saved:
        columns = self._columns(portal_id) | {
            "citation": citation_of(self.article.url),
            "revision": 1,
            "revised_at": self.observed,
            "first_seen_at": self.observed,
            "last_seen_at": self.observed,
        }
        names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        (article_id,) = self.archive.connection.execute(
            f"INSERT INTO articles({names}) VALUES({marks}) RETURNING id",
            columns,
        ).fetchone()
        self._write_children(article_id)
        return Saved(Outcome.ARCHIVED, article_id, 1)

    def meet(self, row: Row, portal_id: int) -> Saved:
        """A reading of an article that is known: which of the module's rules holds for it."""
        same = row["content_hash"] == content_hash(self.article)
        late = self.cause == "site" and self.observed < row["last_seen_at"]
        if not same and self._worse(row):
            self._touch(row)
            return Saved(Outcome.UNCHANGED, row["id"], row["revision"])
        if self.cause == "site" and not self.believed:
            found = self._suspicion(row, same=same, late=late)
            if found is not None:
                return self._hold(row, found)
            dismiss_older_suspects(self.archive, row["id"], self.observed)
        if same and not late:
            self._replace(row, portal_id, row["revision"], row["revised_at"])
        elif same or (
            self.cause == "site" and self.observed <= row["last_seen_at"] and self._in_history(row)
        ):
            self._touch(row)
        elif late:
            self._add_to_history(row)
            return Saved(Outcome.REVISED, row["id"], row["revision"])
        else:
            self._supersede(row)
            self._replace(row, portal_id, row["revision"] + 1, self.observed)
            return Saved(Outcome.REVISED, row["id"], row["revision"] + 1)
        return Saved(Outcome.UNCHANGED, row["id"], row["revision"])

    def _suspicion(self, row: Row, *, same: bool, late: bool) -> Suspicion | None:
        if same and not is_quiet_loss(
            [name for name in ("published_at", "section", "dateline") if row[name] is not None],
            self.article,
        ):
            return None
        if late and (same or self._in_history(row)):
            return None
        return suspicion_of_state(
            self.archive, row, article_of_row(self.archive, row), self.article
        )

    def _hold(self, row: Row, found: Suspicion) -> Saved:
        """A suspect reading: kept beside the article; or the second look at what waits, which is believed then, and this after it."""
        before = find_confirmed(
            self.archive, row["id"], row["portal_id"], found, self.article, self.observed
        )
        if before is not None:
            _believe(self.archive, before)
            decide_suspect(self.archive, before.id, "accepted", "second look", self.observed)
            newer = _row(self.archive, "id", row["id"])
            if newer is None:
                raise AssertionError("an article does not go while it is saved")
            saved = replace(self, believed=True).meet(newer, before.portal_id)
            return (
                replace(saved, outcome=Outcome.REVISED)
                if saved.revision > row["revision"]
                else saved
            )
        self.archive.connection.execute(
            "UPDATE articles SET gone_at = NULL WHERE id = ? AND gone_at IS NOT NULL", (row["id"],)
        )
        again = keep_suspect(
            self.archive,
            row,
            self.article,
            found,
            observed=self.observed,
            run_id=self.run_id,
            snapshot_ids=self.snapshot_ids,
            parser_version=self.parser_version,
        )
        return Saved(Outcome.UNCHANGED, row["id"], row["revision"], found.reason, again)

    def _worse(self, row: Row) -> bool:
        """True for an incomplete reading of an article that is archived complete, or with more parts, or from an earlier part."""
        if self.article.parts_found >= self.article.parts:
            return False
        complete = row["parts_found"] >= row["parts"]
        return complete or (self.article.parts_found, -self.article.part) < (
            row["parts_found"],
            -row["part"],
        )

    def _in_history(self, row: Row) -> bool:
        find = "SELECT 1 FROM article_revisions WHERE article_id = ? AND content_hash = ?"
        return (
            self.archive.connection.execute(
                find, (row["id"], content_hash(self.article))
            ).fetchone()
            is not None
        )

    def _touch(self, row: Row) -> None:
        if self.cause == "parser":
            return  # nobody saw the page anew
        self.archive.connection.execute(
            "UPDATE articles SET first_seen_at = min(first_seen_at, :seen), last_seen_at ="
            " max(last_seen_at, :seen) WHERE id = :id",
            {"seen": self.observed, "id": row["id"]},
        )

    def _replace(self, row: Row, portal_id: int, revision: int, revised_at: str) -> None:
        columns = self._columns(portal_id) | {
            "revision": revision,
            "revised_at": revised_at,
        }
        if self.cause == "site":
            columns |= {"last_seen_at": max(self.observed, row["last_seen_at"]), "gone_at": None}
        if not self.snapshot_ids:
            columns["snapshot_ids"] = row["snapshot_ids"]
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        self.archive.connection.execute(
            f"UPDATE articles SET {assignments} WHERE id = :id", columns | {"id": row["id"]}
        )
        before = self._names(row["id"])
        for table in ("bylines", "images", "article_tags", "article_places", "evidence"):
            self.archive.connection.execute(
                f"DELETE FROM {table} WHERE article_id = ?", (row["id"],)
            )
        self._write_children(row["id"])
        self._drop_unused(before - self._names(row["id"]))

    def _names(self, article_id: int) -> set[tuple[str, int]]:
        """The people and tags that stand on the article, as table and row."""
        rows = self.archive.connection.execute(
            "SELECT 'people', person_id FROM bylines WHERE article_id = ?1"
            " UNION SELECT 'tags', tag_id FROM article_tags WHERE article_id = ?1",
            (article_id,),
        )
        return set(rows)

    def _drop_unused(self, names: set[tuple[str, int]]) -> None:
        for table, number in names:
            unused = UNUSED_PERSON if table == "people" else UNUSED_TAG
            self.archive.connection.execute(
                f"DELETE FROM {table} WHERE id = ? AND {unused}", (number,)
            )

    def _supersede(self, row: Row) -> None:
        """The newest state as it stands goes into the history, under its own number."""
        old = article_of_row(self.archive, row)
        self._add_revision(
            row["id"],
            row["revision"],
            old,
            observed_at=row["revised_at"],
            superseded_at=max(self.observed, row["revised_at"]),
            changed=changed_fields(old, self.article),
            content=row["content_hash"],
            snapshot_ids=row["snapshot_ids"],
            parser_version=row["parser_version"],
        )

    def _add_to_history(self, row: Row) -> None:
        """An older state that arrives late goes below the lowest number, so that no number that was ever printed changes its meaning."""
        (lowest,) = self.archive.connection.execute(
            "SELECT min(?, coalesce((SELECT min(revision) FROM article_revisions WHERE article_id ="
            " ?), ?))",
            (row["revision"], row["id"], row["revision"]),
        ).fetchone()
        self._add_revision(
            row["id"],
            lowest - 1,
            self.article,
            observed_at=self.observed,
            superseded_at=(
                row["revised_at"] if self.observed < row["revised_at"] else row["last_seen_at"]
            ),
            changed=changed_fields(self.article, article_of_row(self.archive, row)),
            content=content_hash(self.article),
            snapshot_ids=json.dumps(self.snapshot_ids),
            parser_version=self.parser_version,
        )
        self._touch(row)

    def _add_revision(
        self,
        article_id: int,
        revision: int,
        article: Article,
        *,
        changed: list[str],
        content: bytes,
        **rest: str,
    ) -> None:
        columns: dict[str, object] = {
            "article_id": article_id,
            "revision": revision,
            "run_id": self.run_id,
            "cause": self.cause,
            "changed": json.dumps(changed),
            "content_hash": content,
            "headline": article.headline,
            "standfirst": article.standfirst,
            "fields": article_to_json(article),
            "body": body_text(article.body),
            **rest,
        }
        names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        self.archive.connection.execute(
            f"INSERT INTO article_revisions({names}) VALUES({marks})", columns
        )

    def _columns(self, portal_id: int) -> dict[str, object]:
        article, body = self.article, body_text(self.article.body)
        published, modified = article.published_at, article.modified_at
        return {name: getattr(article, name) for name in PLAIN} | {
            "portal_id": portal_id,
            "section_id": enter_section(self.archive.connection, portal_id, article.section),
            "published_at": utc_text(published) if published else None,
            "published_date": published.date().isoformat() if published else None,
            "published_offset": offset_minutes(published) if published else None,
            "modified_at": utc_text(modified) if modified else None,
            "modified_offset": offset_minutes(modified) if modified else None,
            "word_count": len(body.split()),
            "part_urls": json.dumps(article.part_urls),
            "run_id": self.run_id,
            "snapshot_ids": json.dumps(self.snapshot_ids),
            "parser_version": self.parser_version,
            "content_hash": content_hash(article),
            "blocks": block_spans(article.body),
            "body": body,
        }

    def _write_children(self, article_id: int) -> None:
        article, many = self.article, self.archive.connection.executemany
        many(
            "INSERT INTO bylines(article_id, position, person_id, role, name, label) VALUES(?, ?,"
            " ?, ?, ?, ?)",
            [
                (
                    article_id,
                    n,
                    enter_person(self.archive.connection, b.name),
                    b.role,
                    b.name,
                    b.label,
                )
                for n, b in enumerate(article.bylines, 1)
            ],
        )
        many(
            "INSERT INTO images(article_id, position, placement, url, caption, credit) VALUES(?, ?,"
            " ?, ?, ?, ?)",
            [
                (article_id, n, i.placement, i.url, i.caption, i.credit)
                for n, i in enumerate(article.images, 1)
            ],
        )
        many(
            "INSERT INTO article_tags(article_id, position, tag_id, name) VALUES(?, ?, ?, ?)",
            [
                (article_id, n, enter_tag(self.archive.connection, tag), tag)
                for n, tag in enumerate(article.tags, 1)
            ],
        )
        many(
            "INSERT INTO evidence(article_id, field, reader, raw, note) VALUES(?, ?, ?, ?, ?)",
            [(article_id, name, e.reader, e.raw, e.note) for name, e in article.evidence.items()],
        )
        place_article(self.archive.connection, article_id, article.headline, article.dateline)
