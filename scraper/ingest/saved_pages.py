"""Pages that somebody saved: HTML, HTML.gz, text dumps and WARC on disk become `Page` values."""

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
"""What is taken from a folder; a file named by itself may have any suffix."""

MAX_BYTES: Final = warc.LARGEST
"""A larger file is no news page (the largest of 313 saved pages has 1.5 MB)."""

_MAX_SIDECAR: Final = 2**20
"""Bytes; it holds a URL and a time."""

_LARGE: Final = f"{{}} is larger than {MAX_BYTES >> 20} MiB: that is no news page"

HTML: Final = "text/html"
TEXT: Final = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said of a file, over what the file says of itself."""

    url: str | None = None
    fetched_at: datetime | None = None
    portal: Portal | None = None


def files_of(paths: list[Path]) -> list[Path]:
    """The files behind files and folders; of a folder all that `SUFFIXES` names, in order.

    Raises:
        InputError: a path does not exist, or a folder holds no page.
    """
    found: list[Path] = []
    for path in paths:
        if _is(path.is_dir):
            inside = sorted(
                p for p in path.rglob("*") if _is(p.is_file) and p.name.lower().endswith(SUFFIXES)
            )
            if not inside:
                raise InputError(
                    f"{path} holds no page: put {', '.join(SUFFIXES)} files there, or name another"
                    " folder"
                )
            found += inside
        elif _is(path.is_file):
            found.append(path)
        else:
            raise InputError(f"there is no file or folder {path}: check the path")
    return list(dict.fromkeys(found))


def pages_of(path: Path, given: Given, others: warc.Others) -> Iterator[Page]:
    """The pages in one file: one, or of a WARC as many as it holds; what else is in there is counted in `others`.

    Raises:
        InputError: as `page_of` and `warc.read`; the pages before that have been yielded.
    """
    if not warc.is_warc(path):
        yield page_of(path, given)
        return
    if given.url or given.fetched_at:
        raise InputError(
            f"{path} says of each page where and when it was fetched: leave --url and"
            " --fetched-at out"
        )
    yield from warc.read(path, others)


def page_of(path: Path, given: Given) -> Page:
    """The page in one file.

    Its URL is the given one, else the sidecar's (`page.html.json` or `page.json`, key `url`), else
    the one that the page declares of itself, else empty. Its time is the given one, else the
    sidecar's (`fetched_at`), else the file's own: the latest at which it can have been fetched.

    Raises:
        InputError: the file cannot be read, is empty, too large or no text, or its sidecar is
            broken.
    """
    body = _bytes_of(path)
    sidecar, told = _sidecar(path)
    media_type = TEXT if _is_text_dump(path, body) else HTML
    url = (
        given.url
        or _text(sidecar, told, "url")
        or (declared_url(body) if media_type == HTML else None)
        or ""
    )
    if url:
        normalise(
            url
        )  # a URL that is none is said here, with the file, and not deep in the archive
    stamp = _text(sidecar, told, "fetched_at")
    fetched_at = given.fetched_at or (read_time(stamp) if stamp else _changed(path))
    return Page(url=url, body=body, fetched_at=fetched_at, headers={"content-type": media_type})


def portal_of(page: Page, given: Given, declarations: Registry) -> Portal | None:
    """The portal that the page belongs to: the given one, else the owner of its URL's host.

    Raises:
        InputError: the given portal does not own the page's URL.
    """
    if given.portal and page.url and not given.portal.owns(page.url):
        raise InputError(
            f"{page.url} is no page of {given.portal.slug} ({', '.join(given.portal.hosts)}): leave"
            " --portal out, or correct --url"
        )
    return given.portal or (declarations.of(page.url) if page.url else None)


def read_time(text: str) -> datetime:
    """An ISO 8601 time as an aware datetime; one without offset is UTC.

    Raises:
        InputError: the text is no such time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{text!r} is no time: give ISO 8601, such as 2022-08-02T21:05:00+07:00"
        ) from error
    if not can_be_meant(moment):
        raise InputError(
            f"{text!r} is no time at which a page can have been fetched: correct its year"
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is(kind: Callable[[], bool]) -> bool:
    """What `is_file` or `is_dir` says; a name that is too long, or in a folder that may not be entered, is neither."""
    try:
        return kind()
    except OSError:
        return False


def _changed(path: Path) -> datetime:
    """The file's own time.

    Raises:
        InputError: it is gone, or of a year that cannot be meant.
    """
    try:
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError) as error:
        raise InputError(
            f"{path} has no time ({error}): check the file, or give --fetched-at"
        ) from error
    if not can_be_meant(moment):
        raise InputError(
            f"{path} is said to be of {moment}, when no page can have been fetched: give"
            " --fetched-at, or touch the file"
        )
    return moment


def _beginning(path: Path, most: int) -> bytes:
    """The first bytes of a file: all of it where it has no more.

    However large it is, no more is held in memory.
    """
    with path.open("rb") as stream:
        return stream.read(most)


def _bytes_of(path: Path) -> bytes:
    try:
        body = _beginning(path, MAX_BYTES + 1)
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
    """The sidecar beside a file and what it holds: nothing where there is none."""
    stem = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    sidecar = next(
        (
            p
            for p in (path.with_name(f"{path.name}.json"), path.with_name(f"{stem}.json"))
            if _is(p.is_file)
        ),
        None,
    )
    if sidecar is None:
        return path, {}
    try:
        told = _beginning(sidecar, _MAX_SIDECAR + 1)
        if len(told) > _MAX_SIDECAR:
            raise InputError(f"it is larger than {_MAX_SIDECAR >> 20} MiB")
        found = json_of(told)
    except (OSError, InputError) as error:
        raise InputError(f"{sidecar} is no JSON ({error}): mend or remove it") from error
    if not isinstance(found, dict):
        raise InputError(f"{sidecar} holds no JSON object: it may have the keys url and fetched_at")
    return sidecar, found


def _text(sidecar: Path, told: dict[str, Any], key: str) -> str | None:
    value = told.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{sidecar}: {key} must be a text, not {value!r}")
    return value
