"""What kind of source a page is, and its links."""

import re
import zlib
from typing import Final

from scraper.discover import feeds, listing
from scraper.errors import PageError
from scraper.model import Links, Page
from scraper.portal import Portal

MAX_BYTES: Final = 50 * 1024 * 1024
"""Of one source, decompressed: the sitemap protocol's own limit (sitemaps.org/protocol.html)."""

_GZIP: Final = b"\x1f\x8b"
_HEAD: Final = 4096
_PROLOGUE: Final = re.compile(r"\s*(<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype[^>\[]*(\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE)
_ROOT: Final = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_TAG: Final = re.compile(r"<\s*(a|html|head|body|div|ul|table|section|main|p|title|script)\b", re.IGNORECASE)


def links(page: Page, portal: Portal) -> Links:
    """The articles and further sources that a source page names, in the page's own order.

    What the page *is* decides, not what it was asked for as: HTML sent as a feed is read as the listing it is. Only the portal's
    own articles come out, canonical and once each; child sitemaps only on its own hosts.

    Raises:
        PageError: the bytes are no sitemap, feed or HTML, or too large.
    """
    body = _plain(page)
    head = _head_text(body)
    root = _root_of(head)
    match root:
        case "urlset" | "sitemapindex" | "rss" | "RDF" | "feed":
            return feeds.read(page.url, body, portal)
        case "html" | "HTML":
            return listing.read(page, body, portal)
    if _TAG.search(head):
        return listing.read(page, body, portal)
    if root:
        raise PageError(f"{page.url}: <{root}> is no sitemap, feed or HTML page: check the portal's source")
    raise PageError(f"{page.url}: {_seen(page, body)} is no sitemap, feed or HTML page: check the portal's source")


def _plain(page: Page) -> bytes:
    body = page.body
    if body.startswith(_GZIP):
        stream = zlib.decompressobj(wbits=31)
        try:
            body = stream.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise PageError(f"{page.url}: broken gzip ({error}): fetch it again") from error
    if len(body) > MAX_BYTES:
        raise PageError(f"{page.url}: larger than {MAX_BYTES // 1024 // 1024} MB, the limit of the sitemap protocol: it was not read")
    body = body.lstrip()  # a blank line before the XML declaration is WordPress's commonest feed fault
    if not body:
        raise PageError(f"{page.url}: empty answer: nothing to read")
    return body


def _head_text(body: bytes) -> str:
    encoding = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return body[:_HEAD].decode(encoding, "replace")


def _root_of(head: str) -> str | None:
    prologue = _PROLOGUE.match(head)
    found = _ROOT.match(head, prologue.end() if prologue else 0)
    return found[1] if found else None


def _seen(page: Page, body: bytes) -> str:
    return f"{page.media_type} of {len(body)} bytes that begins with {body[:16]!r}"
