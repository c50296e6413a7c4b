"""The links of a source page, read by the kind of source that it is."""

import re
import zlib
from dataclasses import replace
from typing import Final

from scraper.discover.feeds import read_feed
from scraper.discover.json_listings import read_json
from scraper.discover.listing import read_listing
from scraper.errors import PageError
from scraper.model import Link, LinkKind, Links, Page
from scraper.portals import Portal
from scraper.untrusted import decompression
from scraper.urls import is_broken

MAX_BYTES: Final = 50 * 1024 * 1024
"""Most bytes of a source, decompressed: the limit of sitemaps.org/protocol.html."""

MOST_MEMBERS: Final = MAX_BYTES // 2**16
"""Most members of a gzip file: as many as a server makes that packs blocks of 64 KiB."""
TOO_LARGE: Final = (
    f"larger than {MAX_BYTES // 1024 // 1024} MB, the limit of the sitemap protocol:"
    " it was not read"
)
_HEAD: Final = 4096
_PROLOGUE: Final = re.compile(
    r"\s*(<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype[^>\[]*(\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_URL_LINES: Final = re.compile(r"\s*https?://\S+\s*(\n|$)")
_TAG: Final = re.compile(
    r"<\s*(a|html|head|body|div|ul|table|section|main|p|title|script)\b", re.IGNORECASE
)


def links(page: Page, portal: Portal) -> Links:
    """The articles and further sources that a source page names, in the page's own order.

    The page itself decides how it is read, not the kind that was asked for: HTML in place of a feed
    is read as a listing. Only the portal's own articles are named, each once by its canonical URL,
    and only child sitemaps on its own hosts.

    Raises:
        PageError: the bytes are no sitemap, feed, JSON or HTML, or are too large.
    """
    body, note = _unpack(page)
    found = _read(page, body, portal)
    return replace(found, note="; ".join(filter(None, (note, found.note))) or None)


def _read(page: Page, body: bytes, portal: Portal) -> Links:
    head = _head_text(body)
    root = _root_of(head)
    match root:
        case "urlset" | "sitemapindex" | "rss" | "RDF" | "feed":
            return read_feed(page.url, body, portal)
        case "html" | "HTML":
            return read_listing(page, body, portal)
    if head.startswith(("{", "[")):
        return read_json(page, body.decode("utf-8-sig", "replace"), portal)
    if _TAG.search(head):
        return read_listing(page, body, portal)
    if _URL_LINES.match(head):
        return _url_list(page.url, body, portal)
    seen = (
        f"<{root}>"
        if root
        else f"{page.media_type} of {len(body)} bytes that begins with {body[:16]!r}"
    )
    raise PageError(
        f"{page.url}: {seen} is no sitemap, feed, JSON or HTML page: check the portal's source"
    )


def _url_list(base: str, body: bytes, portal: Portal) -> Links:
    """A sitemap as plain text with one URL per line (sitemaps.org/protocol.html#otherformats)."""
    lines = body.decode("utf-8-sig", "replace").split()
    left_out = sum(is_broken(base, line) for line in lines)
    urls = dict.fromkeys(url for line in lines if (url := portal.article_url(base, line)))
    return Links(
        articles=tuple(Link(url, LinkKind.ARTICLE) for url in urls),
        kind=LinkKind.SITEMAP,
        left_out=left_out,
    )


def _unpack(page: Page) -> tuple[bytes, str | None]:
    """The bytes, unpacked where they are packed, and a note of what is missing."""
    body, note = _gunzip(page) if page.body.startswith(decompression.GZIP) else (page.body, None)
    if len(body) > MAX_BYTES:
        raise PageError(f"{page.url}: {TOO_LARGE}")
    # a blank line before the XML declaration is the commonest fault of WordPress's feeds
    body = body.lstrip()
    if not body:
        raise PageError(f"{page.url}: empty answer: nothing to read")
    return body, note


def _gunzip(page: Page) -> tuple[bytes, str | None]:
    """All members of a gzip file; of a broken file what comes before the fault, and a note.

    A sitemap that is written in pieces has several members.
    """
    body = bytearray()
    try:
        for piece in decompression.pieces(
            page.body, MAX_BYTES, decompression.gunzipper, decompression.GZIP, MOST_MEMBERS
        ):
            body += piece
    except decompression.TooLarge as error:
        raise PageError(f"{page.url}: {TOO_LARGE}") from error
    except decompression.UnpackError as error:
        return bytes(body), f"the gzip file {error}: it was read up to there"
    except zlib.error as error:
        if not body:
            raise PageError(f"{page.url}: broken gzip ({error}): fetch it again") from error
        return bytes(body), f"broken gzip ({error}): what could be read of it was"
    return bytes(body), None


def _head_text(body: bytes) -> str:
    encoding = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return body[:_HEAD].decode(encoding, "replace")


def _root_of(head: str) -> str | None:
    prologue = _PROLOGUE.match(head)
    found = _ROOT.match(head, prologue.end() if prologue else 0)
    return found[1] if found else None
