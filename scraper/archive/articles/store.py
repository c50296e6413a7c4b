"""Saving one observed state of an article: new, revised, or the same as before.

Nothing that was archived is lost. The rules (each has its test in tests/archive/test_store.py and
test_suspects.py):

- A URL, in either scheme, is one article. Its row holds the newest state; `article_revisions`
  holds each earlier state in full.
- Only a change of wording makes a revision (`serialization.VERSIONED`). Tags, section, dates,
  photo addresses and evidence follow the newest observation without one.
- An incomplete observation (parts missing) never replaces a complete one, nor one with more parts,
  nor does a later part replace an earlier one.
- A page older than the newest observation (an import of an old dump) adds its wording to the
  history and leaves the article as it is. Wording that the history already has adds nothing. So
  importing the same files twice, in any order, adds nothing.
- A state that lacks what the article always had (`scraper.model.suspicion`) is kept beside the
  article (`suspects`) and changes nothing until a second look or the operator confirms it. Then it
  becomes a revision, observed when it was first seen.
- A reparse (`cause="parser"`) replaces the newest state whatever its page's age, and says nothing
  about the site. Its plan is reviewed before it is applied, so none of it is suspect.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from sqlite3 import Row
from typing import Final, Literal

from scraper.archive.archive import Archive
from scraper.archive.articles.article_rows import (
    article_columns,
    article_of_row,
    find_article_row,
    insert_children,
    replace_children,
)
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
from scraper.archive.serialization import (
    article_to_json,
    body_text,
    changed_fields,
    content_hash,
)
from scraper.archive.values import citation_of, storable, storable_text, url_key, utc_text
from scraper.model import Article, Outcome
from scraper.model.suspicion import Suspicion, is_quiet_loss
from scraper.portals import Portal

Cause = Literal["site", "parser"]

_QUIET_FIELDS: Final = ("published_at", "section", "dateline")
"""Fields whose loss makes no revision, yet may make a state suspect (`is_quiet_loss`)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an observation: ARCHIVED, REVISED or UNCHANGED."""

    outcome: Outcome
    article_id: int
    revision: int
    """Of the newest state."""
    suspect: str | None = None
    """Why the observation is not believed; then it changed nothing."""
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
    """Archive one observation of an article in one transaction.

    `snapshot_ids` name its pages, in the order in which they are to be read again. `observed_at`
    is when the pages were fetched; for a reparse, when they were read again.

    Raises:
        InputError: the article names a portal that nobody declared.
        ArchiveError: the archive may not be written, or the disk is full.
    """
    observation = _Observation(
        archive,
        storable(article),
        tuple(snapshot_ids),
        utc_text(observed_at),
        run_id,
        parser_version,
        cause,
    )
    with archive.transaction():
        portal_id = portal_row_of_article(archive, observation.article, portal)
        row = find_article_row(archive, "url_key", url_key(observation.article.url))
        if row is None:
            return observation.insert(portal_id)
        return observation.update(row, portal_id)


def accept_suspect(archive: Archive, suspect_id: int, *, at: datetime) -> Saved:
    """Confirm a suspect state on the operator's word: it becomes a revision.

    The revision counts as observed when the state was first seen.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    with archive.transaction():
        saved = _save_confirmed(archive, load_suspect(archive, suspect_id))
        decide_suspect(archive, suspect_id, "accepted", "operator", utc_text(at))
    return saved


def _save_confirmed(archive: Archive, state: SuspectState) -> Saved:
    observation = _Observation(
        archive,
        state.article,
        state.snapshot_ids,
        state.observed_at,
        state.run_id,
        state.parser_version,
        "site",
        believed=True,
    )
    row = find_article_row(archive, "id", state.article_id)
    if row is None:
        raise AssertionError("a suspect state is deleted with its article")
    return observation.update(row, state.portal_id)


@dataclass(frozen=True, slots=True)
class Known:
    """What a new observation of an archived article is compared with."""

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
class _Observation:
    """One state to be saved; every method runs inside the caller's transaction."""

    archive: Archive
    article: Article
    snapshot_ids: tuple[str, ...]
    observed: str
    run_id: int | None
    parser_version: str
    cause: Cause
    believed: bool = False
    """True for a suspect state that is confirmed."""

    def insert(self, portal_id: int) -> Saved:
        """Save an article that is not archived yet."""
        columns = self._columns(portal_id) | {
            "citation": citation_of(self.article.url),
            "revision": 1,
            "revised_at": self.observed,
            "first_seen_at": self.observed,
            "last_seen_at": self.observed,
        }
        names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        (article_id,) = self.archive.connection.execute(
            f"INSERT INTO articles({names}) VALUES({marks}) RETURNING id", columns
        ).fetchone()
        insert_children(self.archive, article_id, self.article)
        return Saved(Outcome.ARCHIVED, article_id, 1)

    def update(self, row: Row, portal_id: int) -> Saved:
        """Save a state of the article in that row, by the module's rules."""
        same = row["content_hash"] == content_hash(self.article)
        late = self.cause == "site" and self.observed < row["last_seen_at"]
        if not same and self._is_worse(row):
            self._mark_seen(row)
            return Saved(Outcome.UNCHANGED, row["id"], row["revision"])
        if self.cause == "site" and not self.believed:
            found = self._find_suspicion(row, same=same, late=late)
            if found is not None:
                return self._confirm_or_keep(row, found)
            dismiss_older_suspects(self.archive, row["id"], self.observed)
        if same and not late:
            self._replace(row, portal_id, row["revision"], row["revised_at"])
        elif same or (
            self.cause == "site" and self.observed <= row["last_seen_at"] and self._in_history(row)
        ):
            self._mark_seen(row)
        elif late:
            self._add_to_history(row)
            return Saved(Outcome.REVISED, row["id"], row["revision"])
        else:
            self._supersede(row)
            self._replace(row, portal_id, row["revision"] + 1, self.observed)
            return Saved(Outcome.REVISED, row["id"], row["revision"] + 1)
        return Saved(Outcome.UNCHANGED, row["id"], row["revision"])

    def _is_worse(self, row: Row) -> bool:
        """True for an incomplete observation where the archive has a better one.

        That is a complete one, one with more parts, or one from an earlier part.
        """
        if self.article.parts_found >= self.article.parts:
            return False
        if row["parts_found"] >= row["parts"]:
            return True
        observed = (self.article.parts_found, -self.article.part)
        return observed < (row["parts_found"], -row["part"])

    def _find_suspicion(self, row: Row, *, same: bool, late: bool) -> Suspicion | None:
        if same and not is_quiet_loss(
            [name for name in _QUIET_FIELDS if row[name] is not None], self.article
        ):
            return None
        if late and (same or self._in_history(row)):
            return None
        return suspicion_of_state(
            self.archive, row, article_of_row(self.archive, row), self.article
        )

    def _confirm_or_keep(self, row: Row, found: Suspicion) -> Saved:
        """Keep a suspect state beside the article, unless it confirms one that waits.

        A second look confirms the state that waits and this one with it; both are saved, in the
        order in which they were observed.
        """
        waiting = find_confirmed(
            self.archive, row["id"], row["portal_id"], found, self.article, self.observed
        )
        if waiting is not None:
            return self._confirm(row, waiting)
        self.archive.connection.execute(
            "UPDATE articles SET gone_at = NULL WHERE id = ? AND gone_at IS NOT NULL", (row["id"],)
        )
        look_again = keep_suspect(
            self.archive,
            row,
            self.article,
            found,
            observed=self.observed,
            run_id=self.run_id,
            snapshot_ids=self.snapshot_ids,
            parser_version=self.parser_version,
        )
        return Saved(Outcome.UNCHANGED, row["id"], row["revision"], found.reason, look_again)

    def _confirm(self, row: Row, waiting: SuspectState) -> Saved:
        _save_confirmed(self.archive, waiting)
        decide_suspect(self.archive, waiting.id, "accepted", "second look", self.observed)
        newer = find_article_row(self.archive, "id", row["id"])
        if newer is None:
            raise AssertionError("an article is not deleted while it is saved")
        saved = replace(self, believed=True).update(newer, waiting.portal_id)
        if saved.revision > row["revision"]:
            return replace(saved, outcome=Outcome.REVISED)
        return saved

    def _in_history(self, row: Row) -> bool:
        find = "SELECT 1 FROM article_revisions WHERE article_id = ? AND content_hash = ?"
        values = (row["id"], content_hash(self.article))
        return self.archive.connection.execute(find, values).fetchone() is not None

    def _mark_seen(self, row: Row) -> None:
        if self.cause == "parser":
            return  # a reparse does not look at the site
        self.archive.connection.execute(
            "UPDATE articles SET first_seen_at = min(first_seen_at, :seen),"
            " last_seen_at = max(last_seen_at, :seen) WHERE id = :id",
            {"seen": self.observed, "id": row["id"]},
        )

    def _replace(self, row: Row, portal_id: int, revision: int, revised_at: str) -> None:
        columns = self._columns(portal_id) | {"revision": revision, "revised_at": revised_at}
        if self.cause == "site":
            columns |= {"last_seen_at": max(self.observed, row["last_seen_at"]), "gone_at": None}
        if not self.snapshot_ids:
            columns["snapshot_ids"] = row["snapshot_ids"]
        assignments = ", ".join(f"{name} = :{name}" for name in columns)
        self.archive.connection.execute(
            f"UPDATE articles SET {assignments} WHERE id = :id", columns | {"id": row["id"]}
        )
        replace_children(self.archive, row["id"], self.article)

    def _columns(self, portal_id: int) -> dict[str, object]:
        return article_columns(self.archive, self.article, portal_id) | {
            "run_id": self.run_id,
            "snapshot_ids": json.dumps(self.snapshot_ids),
            "parser_version": self.parser_version,
        }

    def _supersede(self, row: Row) -> None:
        """Copy the newest state into the history, under its own number."""
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
        """Add an older state that arrives late, numbered below the lowest revision.

        So no number that was ever printed changes its meaning.
        """
        (lowest,) = self.archive.connection.execute(
            "SELECT min(:newest, coalesce((SELECT min(revision) FROM article_revisions"
            " WHERE article_id = :id), :newest))",
            {"newest": row["revision"], "id": row["id"]},
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
        self._mark_seen(row)

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
