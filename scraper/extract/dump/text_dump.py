"""An article from a flat text dump of its page: what old scrapes and pasted pages hold.

    Kicker / Headline / standfirst / byline, date / credit, caption / body with inline captions /
    signature / source, byline, tags / lists

in whatever order and completeness the dump has them. `lines` says what each line is, `layout` where
the article stands, and this module reads the fields off them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from scraper.errors import InputError
from scraper.extract.dump.body import read_body, signed
from scraper.extract.dump.header import (
    Dates,
    Names,
    find_dates,
    find_labels,
    find_names,
    find_photo,
)
from scraper.extract.dump.layout import Layout, find_layout, without_outlet
from scraper.extract.dump.lines import DumpLine, LineKind, read_lines, source_of
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
_PARTS: Final = re.compile(r"\b(?P<part>\d{1,2})\s?(?:dari|/|of)\s?(?P<parts>\d{1,2})\b")
_WALL: Final = re.compile(
    r"just a moment|access denied|akses ditolak|are you (?:a )?(?:robot|human)|captcha|checking"
    r" your browser|verif\w{1,12} you are human",
    re.IGNORECASE,
)
_MISSING: Final = re.compile(
    r"\b404\b|not found|tidak (?:di)?temukan|tidak dapat ditemukan|telah dihapus", re.IGNORECASE
)


def looks_like_dump(text: str) -> bool:
    """True where a text holds no markup of a page: it is to be read as a flat dump."""
    return bool(text.strip()) and _MARKUP.search(text[:_HEAD]) is None


def read_dump(
    page: Page, declarations: Registry | None, portal: Portal | None = None
) -> Article | Refusal:
    """The article of a flat text dump, or why it holds none.

    The portal is the given one, else the one that declares the outlet of "Sumber: …" or of the
    dateline; its zone reads the timestamp.

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
    blocks, signature = signed(blocks, layout.below)
    if not blocks:
        return Refusal(
            Reason.NO_BODY, f"a headline ({layout.headline.text[:80]!r}) without text of its own"
        )
    dateline = next((line for block in blocks[:2] if (line := split_dateline(block.text))), None)
    source = next((outlet for line in layout.below if (outlet := source_of(line.text))), None)
    portal = portal or _portal(declarations, (source, dateline), lines)
    names = find_names(layout, lines)
    dates = find_dates(layout, portal.zone if portal else None, page)
    kicker, section = find_labels(layout)
    standfirst, photo = find_photo(layout, names)
    headline = without_outlet(layout.headline.text)
    parts, found = _parts(layout)
    article = Article(
        url=_url(page, portal, headline, blocks),
        headline=headline,
        portal=portal.slug if portal else None,
        kicker=kicker,
        section=section,
        standfirst=standfirst,
        dateline=dateline,
        bylines=names.bylines,
        published_at=dates.published.at if dates.published else None,
        published_raw=dates.published.raw if dates.published else None,
        modified_at=dates.modified.at if dates.modified else None,
        modified_raw=dates.modified.raw if dates.modified else None,
        images=((photo, *inline) if photo else tuple(inline)),
        body=tuple(blocks),
        tags=_tags(layout.below),
        signature=signature,
        source=source,
        language=portal.network.language if portal else "id",
        parts=parts,
        parts_found=found,
    )
    return replace(article, evidence=_evidence(article, names, dates, portal))


def _evidence(
    article: Article, names: Names, dates: Dates, portal: Portal | None
) -> Mapping[str, Evidence]:
    """Where each field that the dump gave stood in it."""
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
    declarations: Registry | None, printed: Sequence[str | None], lines: Sequence[DumpLine]
) -> Portal | None:
    """The portal that declares an outlet the dump prints: in "Sumber:", in the dateline, behind a title."""
    if declarations is None:
        return None
    outlets = [part for text in printed if text for part in (text, *re.split(r"\s?[,|]\s?", text))]
    for line in lines[:30]:
        outlets += (
            [line.text.rpartition(" - ")[2], line.text.rpartition(" | ")[2]]
            if len(line.text) < 200
            else []
        )
    return next((portal for outlet in outlets if (portal := declarations.of_outlet(outlet))), None)


def _tags(below: Sequence[DumpLine]) -> tuple[str, ...]:
    """The tags behind the body: on the line of the label, or one a line under it."""
    found: list[str] = []
    taking = False
    for line in below:
        if line.kind is LineKind.TAGS or (line.kind is LineKind.HEADING):
            taking = True
            _, colon, rest = line.text.partition(":")
            printed = rest if colon else line.text if line.text.startswith("#") else ""
            found += [
                tag.strip(" #.")
                for tag in re.split(r"[,;|•]|\s#|(?<=\w)\s{2,}", printed)
                if tag.strip(" #.")
            ]
        elif (
            taking
            and line.kind is LineKind.SHORT
            and len(line.text) <= 40
            and not (line.apart and found)
        ):
            found.append(line.text.strip(" #,."))
        else:
            taking = False
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _parts(layout: Layout) -> tuple[int, int]:
    """(parts that the page counts, parts in the dump)."""
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
    if page.url:
        try:
            return (
                portal.canonical(page.url)
                if portal and portal.owns(page.url)
                else normalise(page.url)
            )
        except InputError:
            pass
    return urn(headline, [block.text for block in blocks])
