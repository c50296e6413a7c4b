"""What kind of source a page is, and its links."""

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
"""Of one source, decompressed: the sitemap protocol's own limit (sitemaps.org/protocol.html)."""

MOST_MEMBERS: Final = MAX_BYTES // 2**16
"""Members of a packed sitemap: as many as a server needs that packs in blocks of 64 KiB."""
TOO_LARGE: Final = f"larger than {MAX_BYTES // 1024 // 1024} MB, the limit of the sitemap protocol: it was not read"
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

    What the page *is* decides, not what it was asked for as: HTML sent as a feed is read as the
    listing it is. Only the portal's own articles come out, canonical and once each; child sitemaps
    only on its own hosts.

    Raises:
        PageError: the bytes are no sitemap, feed, JSON or HTML, or too large.
    """
    body, note = _plain(page)
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
    """A sitemap as plain text, one URL a line (sitemaps.org/protocol.html#otherformats)."""
    lines = body.decode("utf-8-sig", "replace").split()
    left_out = sum(is_broken(base, line) for line in lines)
    urls = dict.fromkeys(url for line in lines if (url := portal.article_url(base, line)))
    return Links(
        articles=tuple(Link(url, LinkKind.ARTICLE) for url in urls),
        kind=LinkKind.SITEMAP,
        left_out=left_out,
    )


def _plain(page: Page) -> tuple[bytes, str | None]:
    """The bytes, unpacked where they are packed, and what of them is missing."""
    body, note = _unpacked(page) if page.body.startswith(decompression.GZIP) else (page.body, None)
    if len(body) > MAX_BYTES:
        raise PageError(f"{page.url}: {TOO_LARGE}")
    body = (
        body.lstrip()
    )  # a blank line before the XML declaration is WordPress's commonest feed fault
    if not body:
        raise PageError(f"{page.url}: empty answer: nothing to read")
    return body, note


def _unpacked(page: Page) -> tuple[bytes, str | None]:
    """All members of a gzip file, of which a sitemap that is written in pieces has several; of a broken one what comes before."""
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
