"""Export articles or their pages from the archive: one file and its manifest.

    articles.parquet, .csv, .csv.gz, .jsonl, .jsonl.gz    the articles, one per row or line
    pages.warc.gz                                         their pages, as a web archive

The file gets its name when it is complete; until then no file of that name is touched.
"""

import gzip
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from scraper.archive import Archive
from scraper.archive.articles import Archived, load_article, load_revisions
from scraper.archive.pages import load_page
from scraper.archive.search import NO_FILTERS, Filters, search_ids
from scraper.errors import ArchiveDamaged, ArchiveError, InputError
from scraper.formats import tables, warc
from scraper.formats.manifest import Manifest
from scraper.model import Page

__all__ = ["SUFFIXES", "Manifest", "export"]

Writer = Callable[[BinaryIO, Iterable[Archived]], int]
"""Writes articles into an open file; returns the number of rows, lines or records."""

_TABLES: Final[dict[str, Writer]] = {
    ".parquet": tables.parquet,
    ".csv": tables.csv,
    ".jsonl": tables.json_lines,
}
SUFFIXES: Final = (*_TABLES, ".csv.gz", ".jsonl.gz", ".warc.gz")


def export(
    archive: Archive,
    path: Path,
    query: str = "",
    filters: Filters = NO_FILTERS,
    *,
    raw_csv: bool = False,
) -> Manifest:
    """Write the articles that match query and filters to `path`, with a manifest beside it.

    Without either, all articles are written, in the order in which they were archived. A WARC holds
    every kept page of theirs, also of earlier states; a damaged or lost page is left out, and the
    manifest names it. CSV is made safe for spreadsheets unless `raw_csv` is set. The manifest is
    `PATH.manifest.json`.

    Raises:
        InputError: the name's ending is no format, the folder is missing, or the file exists.
        ArchiveError: the archive cannot be read, or the disk is full.
    """
    made = Manifest(path.name, query, filters)
    write = _writer(path, archive, made, raw_csv=raw_csv)
    if path.exists():
        raise InputError(f"{path} exists already: name a new file")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}: make it, or name another")
    with _unfinished(path) as (stream, part):
        made.written = write(stream, made.counted(_articles(archive, query, filters)))
        stream.close()
        made.finish(part, archive, datetime.now(UTC))
        made.save(path.with_name(f"{path.name}.manifest.json"))
        part.replace(path)
    return made


def _writer(path: Path, archive: Archive, made: Manifest, *, raw_csv: bool) -> Writer:
    name = path.name.lower()
    if name.endswith(warc.SUFFIXES[1]):
        return lambda stream, articles: warc.write(stream, _pages(archive, articles, made))
    packed = name.endswith((".csv.gz", ".jsonl.gz"))
    plain = Path(name.removesuffix(".gz") if packed else name)
    write = tables.raw_csv if raw_csv and plain.suffix == ".csv" else _TABLES.get(plain.suffix)
    if write is None:
        raise InputError(f"{path} names no format: end it in {', '.join(SUFFIXES)}")
    return _gzipped(write) if packed else write


def _gzipped(write: Writer) -> Writer:
    def into(stream: BinaryIO, articles: Iterable[Archived]) -> int:
        with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as packed:
            return write(cast(BinaryIO, packed), articles)

    return into


def _articles(archive: Archive, query: str, filters: Filters) -> Iterator[Archived]:
    return (load_article(archive, article_id) for article_id in search_ids(archive, query, filters))


def _pages(archive: Archive, articles: Iterable[Archived], made: Manifest) -> Iterator[Page]:
    """The pages of the articles, each once; those that cannot be read go to `made.lost_pages`."""
    seen: set[str] = set()
    for article in articles:
        for name in _page_names(archive, article):
            if name in seen:
                continue
            seen.add(name)
            try:
                page = load_page(archive, name)
            except (InputError, ArchiveDamaged):
                made.lost_pages.append(name)
            else:
                yield page


def _page_names(archive: Archive, article: Archived) -> Iterator[str]:
    """The names of the pages of all states of an article, oldest first."""
    for superseded in load_revisions(archive, article.article_id):
        yield from superseded.snapshot_ids
    yield from article.snapshot_ids


@contextmanager
def _unfinished(path: Path) -> Iterator[tuple[Any, Path]]:
    """A temporary file beside `path` to write into; deleted unless it is renamed."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream, part
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be written ({error.strerror}): free some space, or name another place"
        ) from error
    finally:
        part.unlink(missing_ok=True)
