"""Pages from and to WARC, the exchange format of web archives (ISO 28500; read and written by warcio)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import OK
from http.client import responses as PHRASES  # noqa: N812 (a table: HTTP status to its phrase)
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper import __version__
from scraper.errors import InputError
from scraper.model import Page

SUFFIXES: Final = (".warc", ".warc.gz")
PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain")
"""Media types of responses that may hold an article."""

_TRANSPORT: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Headers that describe how the body was sent; a stored body is as it was before that."""


@dataclass(slots=True)
class Others:
    """What of a WARC is no page."""

    records: int = 0
    """Requests, metadata, images, redirects, errors."""
    damaged: int = 0
    """Responses whose payload is not what their digest says."""


def is_warc(path: Path) -> bool:
    """True for a file that its name says is one."""
    return path.name.lower().endswith(SUFFIXES)


def read(path: Path, others: Others) -> Iterator[Page]:
    """The pages in a WARC, in its order; everything else is counted in `others`.

    Raises:
        InputError: the file cannot be read, is no WARC, or breaks off; the pages before that have been yielded.
    """
    number = 0
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(ArchiveIterator(stream, check_digests=True), 1):
                page = _page(record)
                if record.raw_stream.limit:
                    raise InputError(f"{path} breaks off in record {number}: get the rest, and import it again")
                if page is None:
                    others.records += 1
                elif record.digest_checker.passed is False:
                    others.damaged += 1
                else:
                    yield page
    except (OSError, EOFError, ArchiveLoadFailed) as error:
        said = str(error).partition("\n")[0][:80]
        raise InputError(f"{path} cannot be read as a WARC behind record {number} ({said}): check the file") from error
    if number == 0:
        raise InputError(f"{path} holds no WARC record: check the file")


def _page(record: ArcWarcRecord) -> Page | None:
    body = record.content_stream().read()
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != str(int(OK)):
        return None
    named = {name.lower(): value for name, value in headers.headers if name.lower() not in _TRANSPORT}
    page = Page(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        body=body,
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC),
        headers=MappingProxyType(named),
    )
    return page if page.media_type in PAGES else None


def write(stream: BinaryIO, pages: Iterable[Page]) -> int:
    """Write the pages as responses into a compressed WARC; returns how many. A page without a URL has no place in one, and is left out."""
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
        warc_headers_dict={"WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
