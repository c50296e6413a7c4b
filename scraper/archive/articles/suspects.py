"""States that are not believed at first sight: kept until a second look or the operator decides.

`scraper.model.suspicion` says what makes a state suspect; this module compares states with the
archive, keeps suspect ones and enters decisions. `store` calls it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Row
from typing import Any, Final, Literal

from scraper.archive.archive import Archive
from scraper.archive.serialization import (
    article_from_json,
    article_to_json,
    body_text,
    content_hash,
)
from scraper.archive.statistics.field_rates import load_field_rates
from scraper.archive.storage.database import explain_errors
from scraper.archive.values import read_instant, storable_text, utc_text
from scraper.model import Article
from scraper.model.suspicion import Suspicion, find_suspicion

SECOND_LOOK: Final = timedelta(hours=6)
"""When the same losses count as a second look: a half-built page, or a half-finished deployment,
is repaired by then."""
CROWD: Final = 5
"""With this many other articles of the portal waiting, no second look confirms: the layout has
changed, and each look will lack the same fields."""
BATCH: Final = 100
_MOST_LINES: Final = 5
"""Gained lines that are looked up; lines of other articles leak in by whole lists."""
_PHRASE: Final = 12
"""Words of a line that the search looks for."""
_ALIKE: Final = 20
"""Articles that a line is compared with."""

Decider = Literal["second look", "whole again", "operator"]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A suspect state in brief. Times are UTC, ISO 8601 with Z."""

    id: int
    article_id: int
    portal: str
    """Slug."""
    headline: str
    """The archived article's."""
    url: str
    run_id: int | None
    """The run that saw it first."""
    observed_at: str
    last_seen_at: str
    seen: int
    state: str
    """`waiting`, `accepted` or `dismissed`."""
    reason: str


@dataclass(frozen=True, slots=True)
class SuspectState:
    """A suspect state in full."""

    id: int
    article: Article
    observed_at: str
    run_id: int | None
    snapshot_ids: tuple[str, ...]
    parser_version: str
    article_id: int
    portal_id: int


def suspicion_of_state(archive: Archive, row: Row, old: Article, new: Article) -> Suspicion | None:
    """What makes `new` suspect, compared with `old`, the article in that row of `articles`."""
    (slug,) = archive.connection.execute(
        "SELECT slug FROM portals WHERE id = ?", (row["portal_id"],)
    ).fetchone()
    return find_suspicion(
        old, new, _always(archive, slug), lambda lines: _elsewhere(archive, row, lines)
    )


def _always(archive: Archive, slug: str) -> frozenset[str]:
    """The fields that the portal's latest articles, or those before them, always have.

    Those before count too, because since yesterday the latest may all lack a field.
    """
    fields: frozenset[str] = frozenset()
    for fill in load_field_rates(archive, slug):
        fields |= fill.now.always | (fill.before.always if fill.before else frozenset())
    return fields


def _elsewhere(archive: Archive, row: Row, lines: Sequence[str]) -> list[str]:
    """The lines that belong to other articles of the portal.

    That is, they are another's headline, or are in two others, or in a suspect state of another.
    """
    if not lines:
        return []
    waiting = archive.connection.execute(
        "SELECT body FROM suspect_states WHERE portal_id = ? AND state = 'waiting' AND article_id"
        " <> ? ORDER BY id DESC LIMIT ?",
        (row["portal_id"], row["id"], _ALIKE),
    )
    suspect = {line for (body,) in waiting for line in body.split("\n")}
    return [
        line for line in lines[-_MOST_LINES:] if line in suspect or _is_others(archive, row, line)
    ]


def _is_others(archive: Archive, row: Row, line: str) -> bool:
    phrase = " ".join(line.split()[:_PHRASE]).replace('"', " ")
    found = archive.connection.execute(
        "SELECT a.headline, a.body FROM articles_fts f JOIN articles a ON a.id = f.rowid"
        " WHERE f.articles_fts MATCH ? AND a.portal_id = ? AND a.id <> ? LIMIT ?",
        (f'"{phrase}"', row["portal_id"], row["id"], _ALIKE),
    ).fetchall()
    return (
        any(headline == line for headline, _ in found)
        or sum(line in body.split("\n") for _, body in found) > 1
    )


def find_confirmed(
    archive: Archive, article_id: int, portal_id: int, found: Suspicion, new: Article, seen: str
) -> SuspectState | None:
    """The waiting state that this look, at `seen`, confirms; None where there is none.

    It has the same text or the same losses, and was observed at least `SECOND_LOOK` before.
    """
    others = (
        "SELECT count(*) FROM (SELECT DISTINCT article_id FROM suspect_states WHERE portal_id = ?"
        " AND state = 'waiting'"
    )
    (crowd,) = archive.connection.execute(
        f"{others} AND article_id <> ? LIMIT ?)", (portal_id, article_id, CROWD)
    ).fetchone()
    if crowd >= CROWD:
        return None
    query = (
        "SELECT id FROM suspect_states WHERE article_id = ? AND state = 'waiting' AND observed_at"
        " <= ? AND (content_hash = ? OR lost = ?) ORDER BY observed_at, id LIMIT 1"
    )
    values = (
        article_id,
        utc_text(read_instant(seen) - SECOND_LOOK),
        content_hash(new),
        json.dumps(found.lost),
    )
    row = archive.connection.execute(query, values).fetchone()
    return load_suspect(archive, row[0]) if row else None


def load_suspect(archive: Archive, suspect_id: int) -> SuspectState:
    """The suspect state with that id, in full."""
    (row,) = _rows(archive, "SELECT * FROM suspect_states WHERE id = ?", (suspect_id,))
    return SuspectState(
        row["id"],
        article_from_json(
            row["fields"], headline=row["headline"], standfirst=row["standfirst"], body=row["body"]
        ),
        row["observed_at"],
        row["run_id"],
        tuple(json.loads(row["snapshot_ids"])),
        row["parser_version"],
        row["article_id"],
        row["portal_id"],
    )


def keep_suspect(
    archive: Archive,
    row: Row,
    article: Article,
    found: Suspicion,
    *,
    observed: str,
    run_id: int | None,
    snapshot_ids: Sequence[str],
    parser_version: str,
) -> bool:
    """Keep the state beside the article in that row; True where it now waits for a second look.

    The same state seen again is the same row. A state that the operator dismissed stays dismissed.
    One that was accepted waits anew where the article was seen whole in between. One that an older
    page shows is dismissed at once, because the article was seen whole since.
    """
    content = content_hash(article)
    if _is_kept_already(archive, row["id"], content, observed):
        return False
    late = observed < row["last_seen_at"]
    columns: dict[str, object] = {
        "article_id": row["id"],
        "portal_id": row["portal_id"],
        "run_id": run_id,
        "observed_at": observed,
        "last_seen_at": observed,
        "state": "dismissed" if late else "waiting",
        "decided_by": "whole again" if late else None,
        "decided_at": row["last_seen_at"] if late else None,
        "lost": json.dumps(found.lost),
        "reason": storable_text(found.reason),
        "content_hash": content,
        "snapshot_ids": json.dumps(list(snapshot_ids)),
        "parser_version": parser_version,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "fields": article_to_json(article),
        "body": body_text(article.body),
    }
    _upsert_suspect(archive, columns)
    return not late


def _is_kept_already(archive: Archive, article_id: int, content: bytes, observed: str) -> bool:
    """True where the state waits, or the operator dismissed it; then it is counted once more.

    True as well for an observation that is no later than the last one of this state.
    """
    known = _rows(
        archive,
        "SELECT id, state, decided_by, last_seen_at FROM suspect_states"
        " WHERE article_id = ? AND content_hash = ?",
        (article_id, content),
    )
    if not known:
        return False
    (state,) = known
    if observed <= state["last_seen_at"]:
        return True
    if state["state"] == "waiting" or (state["state"], state["decided_by"]) == (
        "dismissed",
        "operator",
    ):
        archive.connection.execute(
            "UPDATE suspect_states SET seen = seen + 1, last_seen_at = ? WHERE id = ?",
            (observed, state["id"]),
        )
        return True
    return False


def _upsert_suspect(archive: Archive, columns: Mapping[str, object]) -> None:
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
    archive.connection.execute(
        f"INSERT INTO suspect_states({names}) VALUES({marks})"
        f" ON CONFLICT(article_id, content_hash) DO UPDATE SET {updates}, seen = seen + 1",
        columns,
    )


def dismiss_older_suspects(archive: Archive, article_id: int, seen: str) -> None:
    """Dismiss what waits since before `seen`, when the article was seen in a believable state."""
    archive.connection.execute(
        "UPDATE suspect_states SET state = 'dismissed', decided_by = 'whole again', decided_at = ?1"
        " WHERE article_id = ?2 AND state = 'waiting' AND observed_at <= ?1",
        (seen, article_id),
    )


def decide_suspect(
    archive: Archive, suspect_id: int, state: Literal["accepted", "dismissed"], by: Decider, at: str
) -> None:
    """Enter the decision on a suspect state."""
    archive.connection.execute(
        "UPDATE suspect_states SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?",
        (state, by, at, suspect_id),
    )


def dismiss_suspect(archive: Archive, suspect_id: int, *, at: datetime) -> None:
    """Dismiss a suspect state on the operator's word; it is kept as evidence."""
    with archive.transaction():
        decide_suspect(archive, suspect_id, "dismissed", "operator", utc_text(at))


def waiting_suspects(
    archive: Archive,
    *,
    article_id: int | None = None,
    run_id: int | None = None,
    portals: Sequence[str] = (),
) -> Iterator[Suspect]:
    """The states that wait for a decision, oldest first, of that article, run and portals (slugs).

    They are read in batches, so the caller may decide each one before it asks for the next.
    """
    last = 0
    while True:
        with explain_errors(archive.path):
            found = archive.connection.execute(
                "SELECT s.id, s.article_id, s.portal, s.headline, s.url, s.run_id, s.observed_at,"
                " s.last_seen_at, s.seen, s.state, s.reason FROM suspects s WHERE s.state ="
                " 'waiting' AND s.id > :last AND (:article IS NULL OR s.article_id = :article) AND"
                " (:run IS NULL OR s.run_id = :run) AND (:portals = '[]' OR s.portal IN (SELECT"
                f" value FROM json_each(:portals))) ORDER BY s.id LIMIT {BATCH}",
                {
                    "last": last,
                    "article": article_id,
                    "run": run_id,
                    "portals": json.dumps(list(portals)),
                },
            ).fetchall()
        if not found:
            return
        yield from (Suspect(*row) for row in found)
        last = found[-1][0]


def count_suspects(archive: Archive, portals: Sequence[str] = ()) -> int:
    """How many states wait for a decision, of the portals (slugs) or of all."""
    query = (
        "SELECT count(*) FROM suspect_states s JOIN portals p ON p.id = s.portal_id WHERE s.state ="
        " 'waiting' AND (:portals = '[]' OR p.slug IN (SELECT value FROM json_each(:portals)))"
    )
    with explain_errors(archive.path):
        return int(
            archive.connection.execute(query, {"portals": json.dumps(list(portals))}).fetchone()[0]
        )


def _rows(archive: Archive, query: str, values: Sequence[Any]) -> list[Row]:
    cursor = archive.connection.cursor()
    cursor.row_factory = Row
    return cursor.execute(query, values).fetchall()
