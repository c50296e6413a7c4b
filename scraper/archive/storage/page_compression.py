"""Pages compressed with zstd, using earlier pages of the same host as dictionaries.

Two pages of one template differ only by their article, so one sample page of each template is kept
as a raw-content dictionary. Measured on the Tribun pages of the Indonesian corpus at level 6: 1.7
KB a page with a sample of its own template, 20 KB without. Level 12 saves another tenth and takes
ten times as long; level 3 saves 0.1 ms a page and costs 7 % more disk. A page that no sample of its
host fits becomes a sample itself.
"""

import hashlib
import sqlite3
from pathlib import Path
from typing import Final

import zstandard

from scraper.archive.storage.database import explain_errors
from scraper.errors import ArchiveDamaged

LEVEL: Final = 6
SAMPLES_PER_HOST: Final = 8
"""Enough for the templates of one host (article, index, video, gallery, their next design), and a
bound for a host that uses no templates."""
SAMPLE_BYTES: Final = range(2_000, 1_000_000)
"""Pages of these sizes may become samples. Smaller pages hold no template, larger ones cost more
memory than they save."""
FITS: Final = 0.5
"""A sample fits where it at least halves the compressed size. On the corpus, a sample of the same
template leaves 0.08 of it, one of another template 0.8."""
CLEARLY: Final = 0.1
"""A sample that leaves less than this of the raw page fits without a comparison.

Compressing each page both ways was a fifth of the cost of a crawl's writes."""
CACHED: Final = 32
"""Samples kept in memory, the most recently used; each may take up to 0.8 MB."""

_MAX_BODY: Final = 1 << 30


class PageStore:
    """The open snapshot file, with the samples that were used recently."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._samples: dict[int, zstandard.ZstdCompressionDict] = {}
        self._ready: set[int] = set()
        """Samples that zstd has prepared for compression; doing it again for each page was half of
        the cost."""

    def pack(self, host: str, body: bytes) -> tuple[bytes, int | None]:
        """Compress a body; returns it and the id of the sample that it needs.

        Call it inside a transaction, as it may add a sample.
        """
        if len(body) not in SAMPLE_BYTES:
            return _compress(body, None), None
        rows = self.connection.execute(
            "SELECT id FROM dictionaries WHERE host = ? ORDER BY id DESC", (host,)
        ).fetchall()
        tried: list[tuple[bytes, int | None]] = []
        for (sample_id,) in rows:
            packed = _compress(body, self._digested(sample_id))
            if len(packed) < CLEARLY * len(body):
                return packed, sample_id
            tried.append((packed, sample_id))
        plain = _compress(body, None)
        best = min([(plain, None), *tried], key=lambda found: len(found[0]))
        if len(best[0]) < FITS * len(plain):
            return best
        if len(rows) >= SAMPLES_PER_HOST:
            return best
        added = self.connection.execute(
            "INSERT INTO dictionaries(host, sample) VALUES(?, ?) RETURNING id", (host, plain)
        ).fetchone()[0]
        return _compress(body, _dictionary(body)), int(added)

    def unpack(self, packed: bytes, sample_id: int | None) -> bytes:
        """The body again.

        Raises:
            ArchiveDamaged: the bytes are not what was stored.
        """
        sample = None if sample_id is None else self._sample(sample_id)
        return self._decompress(packed, sample)

    def forget_sample(self, host: str, sha256: bytes) -> None:
        """Delete the page with that hash from the host's samples; compress anew what needs it.

        Call it inside a transaction. Damaged pages are left as they are, so that they cannot keep
        a page that must be deleted.
        """
        for sample_id, packed in self.connection.execute(
            "SELECT id, sample FROM dictionaries WHERE host = ?", (host,)
        ).fetchall():
            body = self._intact(packed, None)
            if body is None or hashlib.sha256(body).digest() != sha256:
                continue
            sample = _dictionary(body)
            # The row stays, emptied: another reader may still hold the sample with that id, so the
            # id must never be reused.
            self.connection.execute(
                "UPDATE dictionaries SET host = '', sample = ? WHERE id = ?",
                (_compress(b"", None), sample_id),
            )
            self._recompress(host, sample_id, sample)
            self._forget(sample_id)

    def _recompress(self, host: str, sample_id: int, sample: zstandard.ZstdCompressionDict) -> None:
        """Compress anew the intact pages that need the sample."""
        needing = self.connection.execute(
            "SELECT id FROM snapshots WHERE dictionary_id = ?", (sample_id,)
        ).fetchall()
        for (snapshot_id,) in needing:  # one body at a time: together they may not fit in memory
            (packed,) = self.connection.execute(
                "SELECT body FROM snapshots WHERE id = ?", (snapshot_id,)
            ).fetchone()
            page = self._intact(packed, sample)
            if page is not None:
                update = "UPDATE snapshots SET body = ?, dictionary_id = ? WHERE id = ?"
                self.connection.execute(update, (*self.pack(host, page), snapshot_id))

    def _intact(self, packed: bytes, sample: zstandard.ZstdCompressionDict | None) -> bytes | None:
        try:
            return self._decompress(packed, sample)
        except ArchiveDamaged:
            return None

    def _sample(self, sample_id: int) -> zstandard.ZstdCompressionDict:
        # The cache may outlive a transaction that is rolled back: an id that was never committed is
        # not asked for again, because SQLite gives it out again only for a new row of this
        # connection.
        sample = self._samples.pop(sample_id, None)
        if sample is None:
            with explain_errors(self.path):
                row = self.connection.execute(
                    "SELECT sample FROM dictionaries WHERE id = ?", (sample_id,)
                ).fetchone()
            if row is None:
                raise ArchiveDamaged(
                    f"{self.path} is damaged: sample page {sample_id} is missing: restore it from a"
                    " backup"
                )
            if len(self._samples) >= CACHED:
                self._forget(next(iter(self._samples)))
            sample = _dictionary(self._decompress(row[0], None))
        self._samples[sample_id] = sample  # the most recently used comes last
        return sample

    def _digested(self, sample_id: int) -> zstandard.ZstdCompressionDict:
        """The sample, prepared for compression; for decompression that would be wasted."""
        sample = self._sample(sample_id)
        if sample_id not in self._ready:
            sample.precompute_compress(level=LEVEL)
            self._ready.add(sample_id)
        return sample

    def _forget(self, sample_id: int) -> None:
        self._samples.pop(sample_id, None)
        self._ready.discard(sample_id)

    def _decompress(self, packed: bytes, sample: zstandard.ZstdCompressionDict | None) -> bytes:
        decompressor = zstandard.ZstdDecompressor(dict_data=sample, max_window_size=_MAX_BODY)
        try:
            return decompressor.decompress(packed)
        except zstandard.ZstdError as error:
            raise ArchiveDamaged(
                f"{self.path} is damaged: a page cannot be unpacked ({error}): restore it from a"
                " backup"
            ) from error


def _dictionary(sample: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(sample, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _compress(body: bytes, sample: zstandard.ZstdCompressionDict | None) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=sample, write_checksum=True).compress(
        body
    )
