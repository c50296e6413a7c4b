"""What an archive of the sample must hold, from the same stories that the pages come from.

Evidence and the raw dates are left out: they say which of several correct clocks was read.
`published_at` is exact to the minute.
"""

from collections.abc import Mapping
from datetime import date

from scraper.model import Article, Block, Byline, Image, Outcome, Placement, Reason, Role
from scraper.portals import Portal
from scripts.sample.tribun.articles import Generation, Paging, Photo, Piece, Story, load
from scripts.sample.tribun.layouts.frame import photo_url
from scripts.sample.tribun.portals import sample_portals
from scripts.sample.tribun.traps import TRAPS


def articles(*, port: int, today: date, changed: bool = False) -> Mapping[str, Article]:
    """Every article that a full crawl of the sample archives, by canonical URL."""
    portals = sample_portals(port)
    by_key = {portal.key: portal for portal in portals}
    found = (
        _article(by_key[story.portal], story) for story in load(portals, today, changed=changed)
    )
    return {article.url: article for article in found}


def refusals(*, port: int) -> Mapping[str, tuple[Outcome, Reason | None]]:
    """The outcome of every listed page that is not an article, by URL."""
    bases = {portal.key: portal.base for portal in sample_portals(port)}
    return {bases[trap.portal] + trap.path: (trap.outcome, trap.reason) for trap in TRAPS}


def _article(portal: Portal, story: Story) -> Article:
    missing = story.paging is Paging.MISSING
    shown = story.pages[0] if missing else story.pieces
    return Article(
        url=portal.base + story.path,
        portal=portal.slug,
        headline=story.headline,
        body=tuple(_blocks(shown)),
        kicker=story.kicker,
        section=story.section,
        standfirst=story.standfirst if story.generation is Generation.Y2026 else None,
        dateline=story.dateline,
        bylines=tuple(_bylines(story)),
        published_at=story.published,
        images=tuple(_images(portal, story)),
        tags=story.tags,
        signature=None if missing else story.signature,
        source=story.source,
        parts=len(story.pages),
        parts_found=1 if missing else len(story.pages),
    )


def _blocks(pieces: tuple[Piece, ...]) -> list[Block]:
    return [Block(piece.kind.block, piece.text) for piece in pieces if piece.kind.block]


def _bylines(story: Story) -> list[Byline]:
    first = (
        [Byline(story.correspondent, Role.REPORTER, "Laporan Wartawan")]
        if story.correspondent
        else []
    )
    last = [Byline(story.editor, Role.EDITOR, "Editor")] if story.editor else []
    return [*first, *(Byline(name, Role.REPORTER, "Penulis") for name in story.reporters), *last]


def _images(portal: Portal, story: Story) -> list[Image]:
    def image(photo: Photo, placement: Placement) -> Image:
        return Image(photo.caption, photo.credit, placement, photo_url(portal, photo))

    lead = [image(photo, Placement.LEAD) for photo in story.photos]
    return lead + [image(photo, Placement.INLINE) for photo in story.inline_photos]
