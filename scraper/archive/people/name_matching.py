"""Merge spellings of one person: `Indra Dwi P.` is `Indra Dwi Purnomo` of the same network.

A merge is a row that names its rule; printed names stay as they are, so undoing a merge (`split`)
loses nothing. The rules:

initials   the same words, some cut to their first letter but not the first word; exactly one full
           name in the network fits
spacing    the same letters with one more space
by hand    the operator said so
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from scraper.archive.storage.database import Writable
from scraper.archive.values import utc_text

MatchRule = Literal["initials", "spacing", "by hand"]

SHORTEST: Final = 3
"""Letters of the shortest first word that is not an abbreviation itself."""

_NETWORKS: Final = (
    "SELECT DISTINCT coalesce(o.network, o.slug) FROM bylines b JOIN articles a ON a.id ="
    " b.article_id JOIN portals o ON o.id = a.portal_id WHERE b.person_id = ?"
)


@dataclass(frozen=True, slots=True)
class _Name:
    person_id: int
    words: tuple[str, ...]


def match_new_names(archive: Writable, *, at: datetime) -> int:
    """Compare new names with the known ones and merge them; returns how many were new.

    Every command that archives ends with this.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    with archive.transaction():
        execute = archive.connection.execute
        new = [
            _name(*row)
            for row in execute(
                "SELECT p.id, p.name_key FROM unjudged_people u JOIN people p ON p.id = u.person_id"
            )
        ]
        for first in sorted({name.words[0] for name in new if len(name.words[0]) >= SHORTEST}):
            _match_initials(archive, first, at)
        for name in new:
            _match_spacing(archive, name, at)
        execute("DELETE FROM unjudged_people")
    return len(new)


def _name(person_id: int, key: str) -> _Name:
    return _Name(person_id, tuple(key.split()) or (key,))


def _match_initials(archive: Writable, first: str, at: datetime) -> None:
    """Match the names that begin with that word: short ones with the full ones that fit."""
    rows = archive.connection.execute(
        "SELECT id, name_key FROM people WHERE name_key >= ?1 || ' ' AND name_key < ?1 || '!'",
        (first,),
    )
    # Thousands are called Muhammad: only names with the same initials are compared.
    alike: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for row in rows.fetchall():
        name = _name(*row)
        alike[tuple(word[0] for word in name.words)].append(name)
    for names in alike.values():
        for short in (name for name in names if any(len(word) == 1 for word in name.words)):
            fitting = [full for full in names if _fits(short.words, full.words)]
            _merge_short(archive, short, fitting, at)


def _merge_short(archive: Writable, short: _Name, fitting: Sequence[_Name], at: datetime) -> None:
    """Merge a short name into the only full name of its networks that fits."""
    networks = _networks(archive, short) if fitting else frozenset()
    known = [full for full in fitting if networks & _networks(archive, full)]
    if len(known) == 1:
        enter_merge(archive, short.person_id, known[0].person_id, "initials", at)
    else:  # where a second full name fits, it is open again which one is meant
        archive.connection.execute(
            "DELETE FROM person_merges WHERE person_id = ? AND rule = 'initials' AND undone_at IS"
            " NULL",
            (short.person_id,),
        )


def _fits(short: Sequence[str], full: Sequence[str]) -> bool:
    pairs = list(zip(short, full, strict=False))
    return (
        short != full
        and len(short) == len(full)
        and all(a == b or (len(a) == 1 < len(b) and b.startswith(a)) for a, b in pairs)
    )


def _match_spacing(archive: Writable, name: _Name, at: datetime) -> None:
    """Merge the name with those that differ from it only in a space."""
    rows = archive.connection.execute(
        "SELECT id, name_key FROM people WHERE replace(name_key, ' ', '') = ? AND id <> ?",
        ("".join(name.words), name.person_id),
    )
    for other in [_name(*row) for row in rows]:
        if _networks(archive, name) & _networks(archive, other):
            joined, spaced = sorted((name, other), key=lambda one: len(one.words))
            enter_merge(archive, joined.person_id, spaced.person_id, "spacing", at)


def _networks(archive: Writable, name: _Name) -> frozenset[str]:
    return frozenset(
        network for (network,) in archive.connection.execute(_NETWORKS, (name.person_id,))
    )


def enter_merge(
    archive: Writable, person_id: int, into_id: int, rule: MatchRule, at: datetime
) -> None:
    """Enter a merge; names that were merged into `person_id` follow.

    A merge that was undone is made again only by hand.
    """
    execute = archive.connection.execute
    undone = (
        "SELECT 1 FROM person_merges WHERE person_id = ? AND into_id = ? AND undone_at IS NOT NULL"
    )
    if rule != "by hand" and execute(undone, (person_id, into_id)).fetchone():
        return
    (target,) = execute(
        "SELECT canonical_id FROM persons WHERE person_id = ?", (into_id,)
    ).fetchone()
    merged = "SELECT 1 FROM person_merges WHERE person_id = ? AND undone_at IS NULL"
    if target == person_id or execute(merged, (person_id,)).fetchone():
        return
    execute(
        "INSERT INTO person_merges(person_id, into_id, rule, merged_at) VALUES(?, ?, ?, ?) ON"
        " CONFLICT(person_id, into_id) DO UPDATE SET rule = excluded.rule, merged_at ="
        " excluded.merged_at, undone_at = NULL",
        (person_id, target, rule, utc_text(at)),
    )
    execute(
        "UPDATE OR IGNORE person_merges SET into_id = ? WHERE into_id = ? AND undone_at IS NULL",
        (target, person_id),
    )
