"""Saved pages as `Page` values: HTML, HTML.gz, text dumps and WARC files."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from scraper.errors import InputError
from scraper.extract import declared_url
from scraper.formats import warc
from scraper.model import Page
from scraper.portals import Portal, Registry
from scraper.untrusted.decompression import GZIP, TooLarge, UnpackError, gunzipped
from scraper.untrusted.parsing import can_be_meant, json_of
from scraper.urls import normalise

SUFFIXES: Final = (".html", ".htm", ".html.gz", ".htm.gz", ".txt", ".txt.gz", *warc.SUFFIXES)
"""The files that are read from a folder; a file named by itself may have any suffix."""

MAX_BYTES: Final = warc.LARGEST
"""A larger file is not a news page (the largest of 313 saved pages has 1.5 MB)."""

_MAX_SIDECAR: Final = 2**20
"""Bytes of a sidecar, which holds a URL and a time."""

_LARGE: Final = f"{{}} is larger than {MAX_BYTES >> 20} MiB: that is not a news page"

HTML: Final = "text/html"
TEXT: Final = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said about a file; it overrides what the file says."""

    url: str | None = None
    fetched_at: datetime | None = None
    portal: Portal | None = None


def files_of(paths: list[Path]) -> list[Path]:
    """The files themselves, and of each folder those with one of `SUFFIXES`, sorted.

    Raises:
        InputError: a path does not exist, or a folder holds no page.
    """
    found: list[Path] = []
    for path in paths:
        if _exists_as(path.is_dir):
            inside = sorted(
                p
                for p in path.rglob("*")
                if _exists_as(p.is_file) and p.name.lower().endswith(SUFFIXES)
            )
            if not inside:
                raise InputError(
                    f"{path} holds no page: put {', '.join(SUFFIXES)} files there,"
                    " or name another folder"
                )
            found += inside
        elif _exists_as(path.is_file):
            found.append(path)
        else:
            raise InputError(f"there is no file or folder {path}: check the path")
    return list(dict.fromkeys(found))


def pages_of(path: Path, given: Given, others: warc.Others) -> Iterator[Page]:
    """The page in a file, or all pages in a WARC file, whose other records `others` counts.

    Raises:
        InputError: as `page_of` and `warc.read`, after the pages before the fault.
    """
    if not warc.is_warc(path):
        yield page_of(path, given)
        return
    if given.url or given.fetched_at:
        raise InputError(
            f"{path} says of each page where and when it was fetched:"
            " leave --url and --fetched-at out"
        )
    yield from warc.read(path, others)


def page_of(path: Path, given: Given) -> Page:
    """The page in one file.

    Its URL is the given one, else the sidecar's (`page.html.json` or `page.json`, key `url`), else
    the one that the page declares, else empty. Its time is the given one, else the sidecar's
    (`fetched_at`), else the file's modification time: it was fetched then or before.

    Raises:
        InputError: the file cannot be read, is empty, too large or not text, or its sidecar is
            broken.
    """
    body = _bytes_of(path)
    sidecar, values = _sidecar(path)
    media_type = TEXT if _is_text_dump(path, body) else HTML
    url = (
        given.url
        or _text(sidecar, values, "url")
        or (declared_url(body) if media_type == HTML else None)
        or ""
    )
    if url:
        normalise(url)  # raises for a text that is not a URL
    stamp = _text(sidecar, values, "fetched_at")
    fetched_at = given.fetched_at or (read_time(stamp) if stamp else _modified_at(path))
    return Page(url=url, body=body, fetched_at=fetched_at, headers={"content-type": media_type})


def portal_of(page: Page, given: Given, registry: Registry) -> Portal | None:
    """The portal that the page belongs to: the given one, else the owner of its URL's host.

    Raises:
        InputError: the given portal does not own the page's URL.
    """
    if given.portal and page.url and not given.portal.owns(page.url):
        raise InputError(
            f"{page.url} is not a page of {given.portal.slug} ({', '.join(given.portal.hosts)}):"
            " leave --portal out, or correct --url"
        )
    return given.portal or (registry.of(page.url) if page.url else None)


def read_time(text: str) -> datetime:
    """An ISO 8601 time as an aware datetime; one without offset is UTC.

    Raises:
        InputError: the text is not such a time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{text!r} is not a time: give ISO 8601, such as 2022-08-02T21:05:00+07:00"
        ) from error
    if not can_be_meant(moment):
        raise InputError(
            f"{text!r} is not a time at which a page can have been fetched: correct its year"
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _exists_as(kind: Callable[[], bool]) -> bool:
    """Call `is_file` or `is_dir`; False for a name that is too long or in a forbidden folder."""
    try:
        return kind()
    except OSError:
        return False


def _modified_at(path: Path) -> datetime:
    """The file's modification time.

    Raises:
        InputError: the file is gone, or its year cannot be right.
    """
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError) as error:
        raise InputError(
            f"{path} has no time ({error}): check the file, or give --fetched-at"
        ) from error
    if not can_be_meant(moment):
        raise InputError(
            f"{path} is dated {moment}, when no page can have been fetched:"
            " give --fetched-at, or touch the file"
        )
    return moment


def _read_start(path: Path, most: int) -> bytes:
    """At most the first `most` bytes of a file."""
    with path.open("rb") as stream:
        return stream.read(most)


def _bytes_of(path: Path) -> bytes:
    try:
        body = _read_start(path, MAX_BYTES + 1)
        if len(body) <= MAX_BYTES and body.startswith(GZIP):
            body = gunzipped(body, MAX_BYTES)
    except TooLarge:
        raise InputError(_LARGE.format(path)) from None
    except (OSError, UnpackError, zlib.error) as error:
        raise InputError(f"{path} cannot be read ({error}): check the file") from error
    if len(body) > MAX_BYTES:
        raise InputError(_LARGE.format(path))
    if not body.strip():
        raise InputError(f"{path} is empty: save the page again")
    if b"\x00" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path} is a binary file: give HTML, HTML.gz or a text dump")
    return body


def _is_text_dump(path: Path, body: bytes) -> bool:
    if path.name.lower().removesuffix(".gz").endswith(".txt"):
        return True
    return not path.name.lower().endswith(SUFFIXES) and b"<" not in body[:2048]


def _sidecar(path: Path) -> tuple[Path, dict[str, Any]]:
    """The sidecar beside a file and what it holds; an empty dict where there is none."""
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    sidecar = next(
        (
            p
            for p in (path.with_name(f"{path.name}.json"), path.with_name(f"{stem}.json"))
            if _exists_as(p.is_file)
        ),
        None,
    )
    if sidecar is None:
        return path, {}
    try:
        text = _read_start(sidecar, _MAX_SIDECAR + 1)
        if len(text) > _MAX_SIDECAR:
            raise InputError(f"it is larger than {_MAX_SIDECAR >> 20} MiB")
        found = json_of(text)
    except (OSError, InputError) as error:
        raise InputError(f"{sidecar} is not JSON ({error}): correct or remove it") from error
    if not isinstance(found, dict):
        raise InputError(f"{sidecar} holds no JSON object: it may have the keys url and fetched_at")
    return sidecar, found


def _text(sidecar: Path, values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{sidecar}: {key} must be a text, not {value!r}")
    return value
