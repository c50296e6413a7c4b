"""Read and write pages as WARC, the exchange format of web archives (ISO 28500), by warcio."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import OK
from http.client import responses as PHRASES  # noqa: N812 (a table: HTTP status to its phrase)
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper import __version__
from scraper.errors import InputError
from scraper.model import Page
from scraper.untrusted.parsing import can_be_meant
from scraper.urls import host_of

SUFFIXES: Final = (".warc", ".warc.gz")
PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types of responses that may hold an article."""

_TRANSPORT: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that describe how the body was sent, not the body that is stored."""

LARGEST: Final = 64 * 2**20
"""Bytes of a page after decompression; anything larger is not taken for one."""
_CHUNK: Final = 1 << 16
_MALFORMED: Final = (AttributeError, OverflowError, TypeError, ValueError)
"""What warcio raises for a malformed WARC besides its own errors: it takes each header's presence,
form and size for granted."""


@dataclass(slots=True)
class Others:
    """Counts of the records in a WARC that are not pages."""

    records: int = 0
    """Requests, metadata, images, redirects, errors, and anything too large for a page."""
    damaged: int = 0
    """Records whose payload does not match its digest, or whose headers cannot be read."""


def is_warc(path: Path) -> bool:
    """True where the file's name ends as a WARC's."""
    return path.name.lower().endswith(SUFFIXES)


def read(path: Path, others: Others) -> Iterator[Page]:
    """The pages in a WARC, in its order; all other records are counted in `others`.

    Raises:
        InputError: the file cannot be read, is not a WARC, or breaks off; the pages before that
            point have been yielded.
    """
    number = 0
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(ArchiveIterator(stream, check_digests=True), 1):
                page = _page(record, others)
                if isinstance(record.raw_stream, LimitReader) and record.raw_stream.limit:
                    raise InputError(
                        f"{path} breaks off in record {number}: get the rest, and import it again"
                    )
                if page is not None:
                    yield page
    except (OSError, EOFError, ArchiveLoadFailed, *_MALFORMED) as error:
        said = str(error).partition("\n")[0][:80]
        raise InputError(
            f"{path} cannot be read as a WARC behind record {number} ({said}): check the file"
        ) from error
    if number == 0:
        raise InputError(f"{path} holds no WARC record: check the file")


def _page(record: ArcWarcRecord, others: Others) -> Page | None:
    """The page in a record; other records are counted. The record is read to its end either way."""
    try:
        page = _announced(record)
        body = b"" if page is None else record.content_stream().read(LARGEST + 1)
        intact = record.digest_checker.passed is not False
    except _MALFORMED:
        page, body, intact = None, b"", False
    while record.raw_stream.read(_CHUNK):
        pass
    if not intact:
        others.damaged += 1
    elif page is None or len(body) > LARGEST:
        others.records += 1
    else:
        return replace(page, body=body)
    return None


def _announced(record: ArcWarcRecord) -> Page | None:
    """The page of a record's headers, without its body; None where it is not a page."""
    headers, url = record.http_headers, record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != str(int(OK)):
        return None
    named = {
        name.lower(): value for name, value in headers.headers if name.lower() not in _TRANSPORT
    }
    when = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    if not can_be_meant(when):
        raise ValueError(f"{when} cannot be the time of a fetch")
    if url and not host_of(url):
        raise ValueError(f"{url[:100]!r} is not a URL")
    page = Page(
        url=url or "", body=b"", fetched_at=when.astimezone(UTC), headers=MappingProxyType(named)
    )
    return page if url and page.media_type in PAGES else None


def write(stream: BinaryIO, pages: Iterable[Page]) -> int:
    """Write the pages as responses into a compressed WARC; returns how many.

    A page without a URL is left out: a WARC record needs one.
    """
    writer = WARCWriter(stream, gzip=True)
    about = {"software": f"Kliping/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record("kliping.warc.gz", about))
    written = 0
    for page in pages:
        if page.url:
            writer.write_record(_record(writer, page))
            written += 1
    return written


def _record(writer: WARCWriter, page: Page) -> ArcWarcRecord:
    headers = [(name, value) for name, value in page.headers.items() if name not in _TRANSPORT]
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        http_headers=StatusAndHeaders(
            f"{page.status} {PHRASES.get(page.status, '')}".strip(),
            [*headers, ("content-length", str(len(page.body)))],
            protocol="HTTP/1.1",
        ),
        warc_headers_dict={
            "WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        },
    )
