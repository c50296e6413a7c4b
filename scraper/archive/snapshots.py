"""Every fetched page as it came, so that a better parser can read it again in ten years."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from scraper.archive.archive import Archive
from scraper.archive.database import explained, transaction
from scraper.archive.packing import Packer
from scraper.archive.rows import plain, url_key
from scraper.errors import ArchiveDamaged, InputError
from scraper.model import Page
from scraper.urls import host_of


def put(archive: Archive, page: Page) -> int:
    """Keep the page, committed on its own; returns its snapshot id.

    The same bytes at the same URL are one snapshot: its first time, status and headers stay.

    Raises:
        ArchiveError: the snapshot file may not be written, or the disk is full.
    """
    return put_all(archive, [page])[0]


def put_all(archive: Archive, pages: Sequence[Page]) -> list[int]:
    """As `put`, several as one transaction."""
    packer = archive.snapshots
    keys = [(hashlib.sha256(page.body).digest(), plain(page.url)) for page in pages]
    with explained(packer.path):
        found = [_find(packer, key) for key in keys]  # pages that are known take no write lock
    if None in found:
        with transaction(packer.connection, packer.path):
            found = [number or _find(packer, key) or _add(packer, key, page) for number, key, page in zip(found, keys, pages, strict=True)]
    return [number for number in found if number is not None]


def _find(packer: Packer, key: tuple[bytes, str]) -> int | None:
    row = packer.connection.execute("SELECT id FROM snapshots WHERE sha256 = ? AND url = ?", key).fetchone()
    return None if row is None else int(row[0])


def _add(packer: Packer, key: tuple[bytes, str], page: Page) -> int:
    body, sample_id = packer.pack(host_of(key[1]), page.body)
    (number,) = packer.connection.execute(
        "INSERT INTO snapshots(sha256, url, fetched_at, status, headers, size, dictionary_id, body)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            *key,
            page.fetched_at.astimezone(UTC).isoformat(),
            page.status,
            json.dumps(dict(page.headers)),
            len(page.body),
            sample_id,
            body,
        ),
    ).fetchone()
    return int(number)


def get(archive: Archive, snapshot_id: int) -> Page:
    """The page of that snapshot, its bytes held against their hash.

    Raises:
        InputError: there is no such snapshot.
        ArchiveDamaged: the page is not what was stored.
        ArchiveError: the snapshot file cannot be read.
    """
    packer = archive.snapshots
    with explained(packer.path):
        row = packer.connection.execute(
            "SELECT sha256, url, fetched_at, status, headers, dictionary_id, body FROM snapshots WHERE id = ?", (snapshot_id,)
        ).fetchone()
    if row is None:
        raise InputError(f"{packer.path} holds no snapshot {snapshot_id}")
    sha256, url, fetched_at, status, headers, sample_id, packed = row
    body = packer.unpack(packed, sample_id)
    if hashlib.sha256(body).digest() != sha256:
        raise ArchiveDamaged(f"{packer.path} is damaged: snapshot {snapshot_id} is not what was stored: restore it from a backup")
    return Page(
        url=url,
        body=body,
        fetched_at=datetime.fromisoformat(fetched_at),
        status=status,
        headers=MappingProxyType(json.loads(headers)),
    )


def drop(archive: Archive, snapshot_ids: Iterable[int]) -> int:
    """Delete those pages for good, committed on its own; returns how many there were.

    A page may be the sample that later pages of its host are compressed with (see `packing`): those are compressed anew without it.
    """
    packer, dropped = archive.snapshots, 0
    connection = packer.connection
    with explained(packer.path):
        connection.execute("PRAGMA secure_delete = ON")  # what is taken down must not lie on in the file's free pages
        with transaction(connection, packer.path):
            for snapshot_id in snapshot_ids:
                gone = connection.execute("DELETE FROM snapshots WHERE id = ? RETURNING url, sha256", (snapshot_id,)).fetchone()
                if gone:
                    packer.forget_sample(host_of(gone[0]), gone[1])
                    dropped += 1
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return dropped


def at(archive: Archive, urls: Iterable[str]) -> list[int]:
    """The snapshots of pages at those URLs, in either scheme."""
    keys = {url_key(plain(url)) for url in urls}
    spelled = json.dumps(sorted(f"{scheme}://{key}" for key in keys for scheme in ("http", "https")))
    with explained(archive.snapshots.path):
        rows = archive.snapshots.connection.execute(
            "SELECT id FROM snapshots WHERE url IN (SELECT value FROM json_each(?)) ORDER BY id", (spelled,)
        )
        return [number for (number,) in rows]
