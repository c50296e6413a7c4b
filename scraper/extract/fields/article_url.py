"""The canonical URL of an article, by which the archive knows it."""

from collections.abc import Iterator, Sequence

from scraper.errors import InputError
from scraper.extract.evidence import Found
from scraper.extract.parsed_page import ParsedPage
from scraper.model import Block, Evidence
from scraper.portals import Portal
from scraper.urls import absolute, is_broken, normalise, urn


def find_url(page: ParsedPage, headline: str, blocks: Sequence[Block]) -> Found[str]:
    """The portal's spelling of the page's URL, else a URL that the page declares, else a URN.

    The URN is made of headline and body.
    """
    own, portal = page.raw.url, page.portal
    if own and portal is not None and portal.owns(own):
        return Found(portal.canonical(own), Evidence("page:url", own, "the portal's spelling"))
    broken = sum(is_broken(own, claim.text) for claim in page.embedded.urls)
    note = f"declared URLs that can be none left out: {broken}" if broken else None
    for reader, claimed in _claims(page):
        try:
            return Found(_canonical(claimed, portal), Evidence(reader, claimed, note))
        except InputError:
            continue
    name = urn(headline, [block.text for block in blocks])
    return Found(name, Evidence("body:hash", None, note or "the page names no URL"))


def _claims(page: ParsedPage) -> Iterator[tuple[str, str]]:
    """The page's own URL, if it has one, and those that it declares, each with what gave it."""
    own = page.raw.url
    if own:
        yield "page:url", own
    for claim in page.embedded.urls:
        url = absolute(own, claim.text)
        if url:
            yield claim.reader, url


def _canonical(url: str, portal: Portal | None) -> str:
    return portal.canonical(url) if portal and portal.owns(url) else normalise(url)
