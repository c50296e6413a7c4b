"""Keep and load fetched pages as they came, so that a better parser can read them in ten years."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from scraper.archive.archive import Archive
from scraper.archive.storage import page_names
from scraper.archive.storage.database import explain_errors, transaction
from scraper.archive.storage.page_compression import PageStore
from scraper.archive.values import storable_text, url_key
from scraper.errors import ArchiveDamaged, InputError
from scraper.model import Page
from scraper.urls import host_of


def keep_page(archive: Archive, page: Page) -> str:
    """Keep the page and commit; returns its name (see `page_names`).

    The same bytes at the same URL are one snapshot, with the time, status and headers of the first.

    Raises:
        ArchiveError: the snapshot file may not be written, or the disk is full.
    """
    return keep_pages(archive, [page])[0]


def keep_pages(archive: Archive, pages: Sequence[Page]) -> list[str]:
    """As `keep_page`, for several pages in one transaction."""
    packer = archive.snapshots
    keys = [(hashlib.sha256(page.body).digest(), storable_text(page.url)) for page in pages]
    with explain_errors(packer.path):
        fresh = [
            (key, page) for key, page in zip(keys, pages, strict=True) if not _has(packer, key)
        ]
    if fresh:  # known pages take no write lock
        with transaction(packer.connection, packer.path):
            for key, page in fresh:
                if not _has(packer, key):
                    _add(packer, key, page)
    return [page_names.name(*key) for key in keys]


def _has(packer: PageStore, key: tuple[bytes, str]) -> bool:
    return (
        packer.connection.execute(
            "SELECT 1 FROM snapshots WHERE sha256 = ? AND url = ?", key
        ).fetchone()
        is not None
    )


def _add(packer: PageStore, key: tuple[bytes, str], page: Page) -> None:
    body, sample_id = packer.pack(host_of(key[1]), page.body)
    packer.connection.execute(
        "INSERT INTO snapshots(sha256, url, fetched_at, status, headers, size, dictionary_id, body)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *key,
            page.fetched_at.astimezone(UTC).isoformat(),
            page.status,
            json.dumps(dict(page.headers)),
            len(page.body),
            sample_id,
            body,
        ),
    )


def load_page(archive: Archive, page_name: str) -> Page:
    """The page of that name, its bytes verified by the hash in the name.

    Raises:
        InputError: the page is not kept.
        ArchiveDamaged: the page is not what was stored.
        ArchiveError: the snapshot file cannot be read.
    """
    packer = archive.snapshots
    sha256, url = key = page_names.parts(page_name)
    with explain_errors(packer.path):
        row = packer.connection.execute(
            "SELECT fetched_at, status, headers, dictionary_id, body FROM snapshots WHERE sha256 ="
            " ? AND url = ?",
            key,
        ).fetchone()
    if row is None:
        raise InputError(f"{packer.path} holds no page {page_name}")
    fetched_at, status, headers, sample_id, packed = row
    body = packer.unpack(packed, sample_id)
    if hashlib.sha256(body).digest() != sha256:
        raise ArchiveDamaged(
            f"{packer.path} is damaged: page {page_name} is not what was stored: restore it from a"
            " backup"
        )
    return Page(
        url=url,
        body=body,
        fetched_at=datetime.fromisoformat(fetched_at),
        status=status,
        headers=MappingProxyType(json.loads(headers)),
    )


def drop_pages(archive: Archive, names: Iterable[str]) -> int:
    """Delete those pages and commit; returns how many there were.

    A page may be the sample that later pages of its host are compressed with (see
    `page_compression`): those are compressed anew without it.
    """
    packer, dropped = archive.snapshots, 0
    connection = packer.connection
    with explain_errors(packer.path), transaction(connection, packer.path):
        for sha256, url in map(page_names.parts, names):
            if connection.execute(
                "DELETE FROM snapshots WHERE sha256 = ? AND url = ?", (sha256, url)
            ).rowcount:
                packer.forget_sample(host_of(url), sha256)
                dropped += 1
    return dropped


def has_page(archive: Archive, page_name: str) -> bool:
    """True where a page of that name is kept."""
    with explain_errors(archive.snapshots.path):
        return _has(archive.snapshots, page_names.parts(page_name))


def pages_at(archive: Archive, urls: Iterable[str]) -> list[str]:
    """The names of the pages at those URLs, in either scheme."""
    keys = {url_key(storable_text(url)) for url in urls}
    spelled = json.dumps(
        sorted(f"{scheme}://{key}" for key in keys for scheme in ("http", "https"))
    )
    with explain_errors(archive.snapshots.path):
        rows = archive.snapshots.connection.execute(
            f"SELECT {page_names.SQL} FROM snapshots WHERE url IN (SELECT value FROM json_each(?))"
            " ORDER BY id",
            (spelled,),
        )
        return [name for (name,) in rows]
