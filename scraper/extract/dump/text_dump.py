"""Reads the article of a text dump: the fields, from the lines and where they are.

A dump is what old scrapes and pasted pages hold. Its lines may come in any order, and any may be
missing:

    Kicker / Headline / standfirst / byline, date / credit, caption / body with inline captions /
    signature / source, byline, tags / lists
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from scraper.errors import InputError
from scraper.extract.dump.body import read_body, split_body_signature
from scraper.extract.dump.header import Dates, find_dates, find_labels, find_lead
from scraper.extract.dump.layout import Layout, find_layout, without_outlet
from scraper.extract.dump.lines import DumpLine, LineKind, read_lines, source_of
from scraper.extract.dump.names import Names, find_names
from scraper.extract.page.encoding import decode
from scraper.extract.text.dateline import split_dateline
from scraper.model import Article, Block, Evidence, Page, Reason, Refusal
from scraper.portals import Portal, Registry
from scraper.urls import normalise, urn

__all__ = ["looks_like_dump", "read_dump"]

_MARKUP: Final = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|script|meta|table)\b", re.IGNORECASE
)
_HEAD: Final = 8192
"""Characters in which markup is looked for."""
_PARTS: Final = re.compile(r"\b(?P<part>\d{1,2})\s?(?:dari|/|of)\s?(?P<parts>\d{1,2})\b")
_WALL: Final = re.compile(
    r"just a moment|access denied|akses ditolak|are you (?:a )?(?:robot|human)|captcha"
    r"|checking your browser|verif\w{1,12} you are human",
    re.IGNORECASE,
)
_OUTLET_MARK: Final = re.compile(r"\s?[,|]\s?")
"""What separates the outlet of a dateline from the place."""
_TAG_MARK: Final = re.compile(r"[,;|•]|\s#|(?<=\w)\s{2,}")
_MISSING: Final = re.compile(
    r"\b404\b|not found|tidak (?:di)?temukan|tidak dapat ditemukan|telah dihapus", re.IGNORECASE
)


def looks_like_dump(text: str) -> bool:
    """True where a text has no markup of a page, so that it is a dump."""
    return bool(text.strip()) and _MARKUP.search(text[:_HEAD]) is None


def read_dump(
    page: Page, registry: Registry | None, portal: Portal | None = None
) -> Article | Refusal:
    """The article of a text dump, or why it holds none.

    Without a portal, the one that declares a printed outlet is taken: in "Sumber: …", in the
    dateline, after a title. The timestamp is read in its zone.

    Raises:
        PageError: the bytes are no text.
    """
    text = decode(page.body, page.headers.get("content-type"))
    lines = read_lines(text, page.fetched_at)
    if not lines:
        return Refusal(Reason.EMPTY, "the file holds no text")
    layout = find_layout(lines)
    if layout is None:
        return _refusal(lines)
    blocks, inline = read_body(layout.body)
    blocks, signature = split_body_signature(blocks, layout.below)
    if not blocks:
        return Refusal(
            Reason.NO_BODY, f"a headline ({layout.headline.text[:80]!r}) without text of its own"
        )
    dateline = next(filter(None, (split_dateline(block.text) for block in blocks[:2])), None)
    source = next(filter(None, (source_of(line.text) for line in layout.below)), None)
    portal = portal or _portal(registry, (source, dateline), lines)
    headline = without_outlet(layout.headline.text)
    names = find_names(layout, lines)
    standfirst, photo = find_lead(layout, names)
    article = Article(
        url=_url(page, portal, headline, blocks),
        headline=headline,
        portal=portal.slug if portal else None,
        standfirst=standfirst,
        dateline=dateline,
        bylines=names.bylines,
        images=((photo, *inline) if photo else tuple(inline)),
        body=tuple(blocks),
        tags=_tags(layout.below),
        signature=signature,
        source=source,
        language=portal.network.language if portal else "id",
    )
    dates = find_dates(layout, portal.zone if portal else None, page)
    article = _with_labels(_with_dates(article, dates), layout)
    return replace(article, evidence=_evidence(article, names, dates, portal))


def _with_dates(article: Article, dates: Dates) -> Article:
    published, modified = dates.published, dates.modified
    return replace(
        article,
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        modified_at=modified.at if modified else None,
        modified_raw=modified.raw if modified else None,
    )


def _with_labels(article: Article, layout: Layout) -> Article:
    """The article with its kicker, its section and the number of its parts."""
    kicker, section = find_labels(layout)
    parts, found = _parts(layout)
    return replace(article, kicker=kicker, section=section, parts=parts, parts_found=found)


def _evidence(
    article: Article, names: Names, dates: Dates, portal: Portal | None
) -> Mapping[str, Evidence]:
    """Where in the dump each field was found."""
    zone = dates.published.zone_note if dates.published else ""
    zone = "assumed: WIB" if zone == "portal" and portal is None else zone
    notes = {
        "headline": Evidence("dump:the line that the body repeats most", article.headline),
        "body": Evidence("dump:the run of lines with most prose"),
        "bylines": Evidence("dump:byline", names.raw or None),
        "published_at": Evidence("dump:date line", article.published_raw, f"zone: {zone}"),
        "modified_at": Evidence("dump:date line", article.modified_raw),
        "images": Evidence("dump:captions"),
    }
    for name in ("kicker", "section", "standfirst", "dateline", "signature", "source"):
        notes[name] = Evidence("dump:wording and place", getattr(article, name))
    return MappingProxyType({name: note for name, note in notes.items() if getattr(article, name)})


def _refusal(lines: Sequence[DumpLine]) -> Refusal:
    """Why a text without an article's layout holds no article."""
    whole = " ".join(line.text for line in lines[:40])
    for reason, pattern in ((Reason.BOT_WALL, _WALL), (Reason.SOFT_404, _MISSING)):
        found = pattern.search(whole)
        if found and len(whole) < 1500:
            return Refusal(reason, f"the text says {found[0]!r}")
    titles = sum(1 for line in lines if line.kind is LineKind.SHORT and len(line.text.split()) >= 4)
    if titles >= 12:
        return Refusal(Reason.INDEX, f"{titles} headlines and no text of its own")
    return Refusal(Reason.NO_BODY, f"no headline with a text under it among {len(lines)} lines")


def _portal(
    registry: Registry | None, printed: Sequence[str | None], lines: Sequence[DumpLine]
) -> Portal | None:
    """The portal that declares an outlet in `printed`, or one that follows a title in the lines."""
    if registry is None:
        return None
    outlets: list[str] = []
    for text in filter(None, printed):
        outlets += (text, *_OUTLET_MARK.split(text))
    for line in lines[:30]:
        if len(line.text) < 200:
            outlets += (line.text.rpartition(" - ")[2], line.text.rpartition(" | ")[2])
    return next(filter(None, map(registry.of_outlet, outlets)), None)


def _tags(below: Sequence[DumpLine]) -> tuple[str, ...]:
    """The tags after the body: on the line of the label, or one a line under it."""
    found: list[str] = []
    taking = False
    for line in below:
        if line.kind in {LineKind.TAGS, LineKind.HEADING}:
            taking = True
            found += _tags_on_line(line.text)
        elif taking and _can_be_tag(line) and not (line.apart and found):
            found.append(line.text.strip(" #,."))
        else:
            taking = False
    return tuple(dict.fromkeys(filter(None, found)))


def _tags_on_line(text: str) -> list[str]:
    """The tags after a label, or of a line of hashtags."""
    _, colon, rest = text.partition(":")
    if not colon:
        rest = text if text.startswith("#") else ""
    tags = [tag.strip(" #.") for tag in _TAG_MARK.split(rest)]
    return [tag for tag in tags if tag]


def _can_be_tag(line: DumpLine) -> bool:
    return line.kind is LineKind.SHORT and len(line.text) <= 40


def _parts(layout: Layout) -> tuple[int, int]:
    """(the parts that the page counts, those of them that are in the dump)."""
    parts, found = 1, 1
    for line in (*layout.body, *layout.below):
        if line.kind is not LineKind.PAGING:
            continue
        counted = _PARTS.search(line.text)
        if counted:
            parts = max(parts, int(counted["parts"]))
            found = max(found, int(counted["part"])) if line in layout.body else found
        else:
            parts = max(parts, *(int(number) for number in re.findall(r"\d{1,2}", line.text)), 1)
    return parts, min(found, parts)


def _url(page: Page, portal: Portal | None, headline: str, blocks: Sequence[Block]) -> str:
    """The canonical URL of the page, else a name made of the text."""
    if page.url:
        try:
            if portal and portal.owns(page.url):
                return portal.canonical(page.url)
            return normalise(page.url)
        except InputError:
            pass
    return urn(headline, [block.text for block in blocks])
