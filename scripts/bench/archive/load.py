"""Loads all articles through `store.save_article`, in large transactions."""

import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from scraper.archive import Archive
from scraper.archive.articles import save_article
from scraper.archive.search.lexicon import refresh_lexicon
from scraper.errors import InputError
from scripts.bench.archive.texts import Dated, Newsroom

BATCH: Final = 2_000
_GATHERED: Final = 1 << 26
_DEFAULT: Final = 1 << 20
"""FTS5's own: https://www.sqlite.org/fts5.html, "The 'hashsize' Configuration Option"."""

_newsroom: Newsroom | None = None


def _open_newsroom(seed: int, articles: int) -> None:
    global _newsroom  # noqa: PLW0603 (what a pool's initialiser is for)
    _newsroom = Newsroom(seed, articles)


def _written(first: int) -> list[Dated]:
    assert _newsroom is not None  # noqa: S101
    return [_newsroom.article(number) for number in range(first, first + BATCH)]


def batches(seed: int, articles: int, first: int) -> Iterator[list[Dated]]:
    """The articles from `first` on, made in another process so that only loading is measured.

    It makes one batch ahead of the load: an eager pool would hold a million articles in memory.
    """
    with get_context("spawn").Pool(1, _open_newsroom, (seed, articles)) as pool:
        ahead = pool.apply_async(_written, (first,))
        for start in range(first, articles, BATCH):
            batch = ahead.get()
            ahead = pool.apply_async(_written, (start + BATCH,))
            yield batch[: articles - start]


def load(path: Path, seed: int, articles: int) -> tuple[int, float]:
    """Load the missing articles, and renew the lexicon.

    Returns how many they were, and the seconds of CPU that loading took.

    Raises:
        InputError: the archive holds more articles than were asked for.
    """
    with Archive.open(path, create=True) as archive:
        (first,) = archive.connection.execute("SELECT count(*) FROM articles").fetchone()
        if first > articles:
            raise InputError(
                f"{path} holds {first:,} articles: name another file with --archive, or ask for as"
                " many"
            )
        _gather(archive, _GATHERED)
        spent = 0.0
        for number, batch in enumerate(batches(seed, articles, first)):
            start = time.process_time()
            with archive.transaction():
                for dated in batch:
                    save_article(
                        archive,
                        dated.article,
                        portal=dated.portal,
                        snapshot_ids=(),
                        observed_at=dated.observed_at,
                        run_id=None,
                        parser_version="bench",
                    )
            spent += time.process_time() - start
            if number % 10 == 0:
                print(
                    f"{first + number * BATCH + len(batch):,} articles, {spent:.0f} s of CPU",
                    file=sys.stderr,
                    flush=True,
                )
        _gather(archive, _DEFAULT)
        refresh_lexicon(
            archive
        )  # not `optimise`: finding the clusters of random words measures nothing
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return articles - first, spent


def _gather(archive: Archive, size: int) -> None:
    """Let FTS5 hold that many bytes of new index in memory before it writes a segment."""
    archive.connection.execute(
        "INSERT INTO articles_fts(articles_fts, rank) VALUES('hashsize', ?)", (size,)
    )
