"""Make clusters: articles that tell the same story.

Near-duplicates are found by their signatures (see `minhash`). Two bodies that share a band are
compared; they tell one story where they share `ALIKE` of their word triples and were published
within `WINDOW` of each other. A cluster is all that is connected by such pairs, so it does not
depend on the order in which articles arrived.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from scraper.archive.storage.database import Writable
from scraper.archive.stories.minhash import bands, body_signature, similarities
from scraper.archive.values import read_instant

BATCH: Final = 200
"""Articles in one transaction: it blocks other writers for a tenth of a second, and a killed
process loses no more than that."""
ALIKE: Final = 0.6
"""Estimated share of word triples: of 300 words, one in twelve may differ."""
WINDOW: Final = timedelta(days=14)
"""Copies appear within days; prayer times and weather come back with the same words each month."""
CROWD: Final = 200
"""Articles of one band that are compared, the latest first: a larger band is boilerplate, and any
of its articles leads to the same cluster."""


def refresh_clusters(archive: Writable) -> int:
    """Enter new and reworded articles into clusters; returns how many there were.

    Every command that archives ends with this. A killed process leaves the rest to the next one.

    Raises:
        ArchiveError: the archive may not be written, or the disk is full.
    """
    done = 0
    while True:
        with archive.transaction():
            waiting = _load_waiting(archive)
            for article_id, body, when in waiting:
                _enter(archive, article_id, body_signature(body), read_instant(when))
            archive.connection.executemany(
                "DELETE FROM unclustered_articles WHERE article_id = ?",
                [(one[0],) for one in waiting],
            )
        if not waiting:
            return done
        done += len(waiting)


def _load_waiting(archive: Writable) -> list[tuple[int, str, str]]:
    return archive.connection.execute(
        "SELECT a.id, a.body, coalesce(a.published_at, a.first_seen_at) FROM unclustered_articles u"
        " JOIN articles a ON a.id = u.article_id ORDER BY u.article_id LIMIT ?",
        (BATCH,),
    ).fetchall()


def _enter(archive: Writable, article_id: int, signature: bytes | None, when: datetime) -> None:
    _leave(archive, article_id)
    if signature is None:
        return
    numbers = list(bands(signature))
    alike = _find_alike(archive, signature, numbers, when)
    execute = archive.connection.execute
    execute("INSERT INTO signatures(article_id, minhash) VALUES(?, ?)", (article_id, signature))
    archive.connection.executemany(
        "INSERT INTO signature_bands(band, article_id) VALUES(?, ?)",
        [(band, article_id) for band in numbers],
    )
    if alike:
        cluster_id = _join_clusters(archive, alike)
        execute(
            "INSERT INTO cluster_members(article_id, cluster_id, similarity) VALUES(?, ?, ?)",
            (article_id, cluster_id, max(alike.values())),
        )


def _leave(archive: Writable, article_id: int) -> None:
    """Take a reworded article out of its cluster and its bands."""
    execute = archive.connection.execute
    old = execute("SELECT minhash FROM signatures WHERE article_id = ?", (article_id,)).fetchone()
    if old is None:
        return
    archive.connection.executemany(
        "DELETE FROM signature_bands WHERE band = ? AND article_id = ?",
        [(band, article_id) for band in bands(old[0])],
    )
    execute("DELETE FROM signatures WHERE article_id = ?", (article_id,))
    # A trigger deletes a cluster that is left with one member.
    execute("DELETE FROM cluster_members WHERE article_id = ?", (article_id,))


def _find_alike(
    archive: Writable, signature: bytes, numbers: Iterable[int], when: datetime
) -> dict[int, float]:
    """The articles that tell the same story, with their similarity."""
    execute = archive.connection.execute
    sharing = {
        article_id
        for band in numbers
        for (article_id,) in execute(
            "SELECT article_id FROM signature_bands WHERE band = ? ORDER BY article_id DESC"
            " LIMIT ?",
            (band, CROWD),
        )
    }
    rows = execute(
        "SELECT s.article_id, s.minhash, coalesce(a.published_at, a.first_seen_at) FROM"
        " json_each(?) j JOIN signatures s ON s.article_id = j.value JOIN articles a ON a.id ="
        " s.article_id",
        (json.dumps(sorted(sharing)),),
    ).fetchall()
    near = [
        (other, minhash) for other, minhash, at in rows if abs(read_instant(at) - when) <= WINDOW
    ]
    shares = similarities(signature, [minhash for _, minhash in near])
    return {other: share for (other, _), share in zip(near, shares, strict=True) if share >= ALIKE}


def _join_clusters(archive: Writable, alike: dict[int, float]) -> int:
    """Bring those articles into one cluster, new or made of theirs; returns its id."""
    execute, ids = archive.connection.execute, json.dumps(sorted(alike))
    found = execute(
        "SELECT DISTINCT cluster_id FROM cluster_members WHERE article_id IN (SELECT value FROM"
        " json_each(?)) ORDER BY 1",
        (ids,),
    ).fetchall()
    if found:
        cluster_id = int(found[0][0])
    else:
        (cluster_id,) = execute("INSERT INTO clusters DEFAULT VALUES RETURNING id").fetchone()
    for (other,) in found[1:]:
        execute(
            "UPDATE cluster_members SET cluster_id = ? WHERE cluster_id = ?", (cluster_id, other)
        )
        execute("DELETE FROM clusters WHERE id = ?", (other,))
    archive.connection.executemany(
        "INSERT INTO cluster_members(article_id, cluster_id, similarity) VALUES(?, ?, ?) ON"
        " CONFLICT DO NOTHING",
        [(article_id, cluster_id, share) for article_id, share in alike.items()],
    )
    return cluster_id
