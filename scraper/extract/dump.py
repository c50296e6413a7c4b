"""An article from a flat text dump of its page: what old scrapes and pasted pages hold.

    Kicker / Headline / standfirst / byline, date / credit, caption / body with inline captions / signature / source, byline, tags / lists

in whatever order and completeness the dump has them. `dump_lines` says what each line is, `dump_layout` where the article stands, and
this module reads the fields off them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from scraper.errors import InputError
from scraper.extract.bylines import is_person, read_bylines
from scraper.extract.credits import split_credit
from scraper.extract.datelines import split_dateline, split_signature
from scraper.extract.dates import Moment, date_in, read_date
from scraper.extract.dump_layout import Layout, crumbs, find_layout, without_outlet
from scraper.extract.dump_lines import QUOTING, Kind, Line, has_clock, is_outlet_byline, read_lines, source_of
from scraper.extract.encoding import decode
from scraper.extract.phrases import without_embeds
from scraper.model import Article, Block, BlockKind, Byline, Evidence, Image, Page, Placement, Reason, Refusal, Role
from scraper.portal import Declarations, Portal
from scraper.urls import normalise, urn

__all__ = ["looks_like_dump", "read_dump"]

_MARKUP: Final = re.compile(r"<(?:!doctype|html|head|body|div|p|article|script|meta|table)\b", re.IGNORECASE)
_HEAD: Final = 8192
_MODIFIED: Final = re.compile(r"diperbar|diperbaharui|update|terakhir diubah", re.IGNORECASE)
_DIRECTIONS: Final = re.compile(r"\((?:kiri|kanan|tengah|dua dari|kedua|ketiga|berdiri|duduk)\b", re.IGNORECASE)
_CAPTION_CUES: Final = re.compile(
    r"^(?:suasana|ilustrasi|tampak|potret|foto|tangkapan layar|seorang|sejumlah|petugas|warga|kondisi|para)\b|\bsaat\b|\bketika\b",
    re.IGNORECASE,
)
_LONGEST_SUBHEAD: Final = 90
_BULLET: Final = re.compile(r"^[•●▪■◦]\s?")
_SIGNATURE_REACH: Final = 6
_NEWSROOM: Final = re.compile(r"^tim redaksi$", re.IGNORECASE)
_PARTS: Final = re.compile(r"\b(?P<part>\d{1,2})\s?(?:dari|/|of)\s?(?P<parts>\d{1,2})\b")
_WALL: Final = re.compile(
    r"just a moment|access denied|akses ditolak|are you (?:a )?(?:robot|human)|captcha|checking your browser|verif\w+ you are human",
    re.IGNORECASE,
)
_MISSING: Final = re.compile(r"\b404\b|not found|tidak (?:di)?temukan|tidak dapat ditemukan|telah dihapus", re.IGNORECASE)


@dataclass(slots=True)
class _Read:
    """What has been read so far, with the evidence of each field."""

    bylines: tuple[Byline, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    images: list[Image] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def note(self, name: str, reader: str, raw: str | None) -> None:
        self.evidence.setdefault(name, Evidence(f"dump:{reader}", raw))


def looks_like_dump(text: str) -> bool:
    """True where a text holds no markup of a page: it is to be read as a flat dump."""
    return bool(text.strip()) and _MARKUP.search(text[:_HEAD]) is None


def read_dump(page: Page, declarations: Declarations | None, portal: Portal | None = None) -> Article | Refusal:
    """The article of a flat text dump, or why it holds none.

    The portal is the given one, else the one that declares the outlet of "Sumber: …" or of the dateline; its zone reads the timestamp.

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
    read = _Read()
    between = _bylines_and_dates(layout, read)
    header = max((line.number for line in layout.between if line.kind in {Kind.BYLINE, Kind.DATE}), default=-1)
    standfirst, photo = _told_apart(between, header, read)
    _read_body(layout.body, read)
    blocks, signature = _signed(read.blocks, layout.below)
    if not blocks:
        return Refusal(Reason.NO_BODY, f"a headline ({layout.headline.text[:80]!r}) without text of its own")
    dateline = next((line for block in blocks[:2] if (line := split_dateline(block.text))), None)
    source = next((outlet for line in layout.below if (outlet := source_of(line.text))), None)
    portal = portal or _portal(declarations, (source, dateline), lines)
    _read_dates(layout, portal, page, read)
    kicker, section = _labels(layout)
    headline = without_outlet(layout.headline.text)
    parts, found = _parts(layout)
    read.note("headline", "the line that the body repeats most", layout.headline.text)
    read.note("body", "the heaviest run of lines", None)
    for name, value in {
        "kicker": kicker,
        "section": section,
        "standfirst": standfirst,
        "dateline": dateline,
        "signature": signature,
        "source": source,
    }.items():
        if value:
            read.note(name, "wording and place", value)
    return Article(
        url=_url(page, portal, headline, blocks),
        headline=headline,
        portal=portal.slug if portal else None,
        kicker=kicker,
        section=section,
        standfirst=standfirst,
        dateline=dateline,
        bylines=read.bylines,
        published_at=read.published.at if read.published else None,
        published_raw=read.published.raw if read.published else None,
        modified_at=read.modified.at if read.modified else None,
        modified_raw=read.modified.raw if read.modified else None,
        images=(*photo, *read.images),
        body=tuple(blocks),
        tags=_tags(layout.below),
        signature=signature,
        source=source,
        language=portal.network.language if portal else "id",
        parts=parts,
        parts_found=found,
        evidence=MappingProxyType(dict(read.evidence)),
    )


def _refusal(lines: Sequence[Line]) -> Refusal:
    whole = " ".join(line.text for line in lines[:40])
    for reason, pattern in ((Reason.BOT_WALL, _WALL), (Reason.SOFT_404, _MISSING)):
        found = pattern.search(whole)
        if found and len(whole) < 1500:
            return Refusal(reason, f"the text says {found[0]!r}")
    titles = sum(1 for line in lines if line.kind is Kind.SHORT and len(line.text.split()) >= 4)
    if titles >= 12:
        return Refusal(Reason.INDEX, f"{titles} headlines and no text of its own")
    return Refusal(Reason.NO_BODY, f"no headline with a text under it among {len(lines)} lines")


def _bylines_and_dates(layout: Layout, read: _Read) -> list[Line]:
    """Takes the bylines of the whole dump; returns the lines between headline and body that are neither byline nor date."""
    rest: list[Line] = []
    names: list[Byline] = []
    raw: list[str] = []
    dated = any(line.kind is Kind.DATE for line in layout.between)
    labelled = any(line.kind is Kind.BYLINE for line in (*layout.between, *layout.below))
    for index, line in enumerate(layout.between):
        near = dated and any(other.kind is Kind.DATE for other in layout.between[max(0, index - 3) : index + 4])
        newsroom = any(_NEWSROOM.match(other.text) for other in layout.between[index + 1 : index + 4])
        if line.kind is Kind.DATE:
            with_name = line.text.replace(date_in(line.text) or line.text, "")
            names += [b for b in read_bylines(with_name) if b.label or " " in b.name]
            continue
        if line.kind is Kind.BYLINE or is_outlet_byline(line.text) or ((near or newsroom) and not labelled and _is_name_line(line.text)):
            names += read_bylines(line.text)
            raw.append(line.text)
        elif _NEWSROOM.match(line.text):
            names = _last_is_editor(names)
        else:
            rest.append(line)
    for line in (*layout.body[:2], *layout.below):
        if line.kind is Kind.BYLINE:
            names += read_bylines(line.text)
            raw.append(line.text)
    names.sort(key=lambda byline: byline.role is Role.EDITOR)
    read.bylines = tuple({(byline.name.casefold(), byline.role): byline for byline in names}.values())
    if names:
        read.note("bylines", "byline", " | ".join(raw))
    return rest


def _is_name_line(text: str) -> bool:
    """True for a line that is nothing but names: capitals, two to four words each."""
    names = read_bylines(text)
    return (
        bool(names)
        and all(is_person(b.name) and 1 < len(b.name.split()) <= 4 for b in names)
        and sum(len(b.name) for b in names) > len(text) - 8
    )


def _last_is_editor(names: list[Byline]) -> list[Byline]:
    """Names without labels above "Tim Redaksi": the writers come first, the editor last."""
    if len(names) < 2 or any(byline.label for byline in names):
        return names
    return [*names[:-1], Byline(names[-1].name, Role.EDITOR)]


def _told_apart(between: Sequence[Line], header: int, read: _Read) -> tuple[str | None, list[Image]]:
    """(standfirst, lead photo) of the lines between headline and body; `header` is the number of the last byline or date line there.

    A standfirst stands above the byline, a photo below it. Without a byline between, what reads like a caption is one.
    """
    texts = [line for line in between if line.kind in {Kind.SHORT, Kind.SENTENCE, Kind.PROSE, Kind.CAPTION}]
    standfirst: str | None = None
    credit: str | None = None
    caption: str | None = None
    for index, line in enumerate(texts):
        own, own_credit = split_credit(line.text)
        following = texts[index + 1] if index + 1 < len(texts) else None
        below = following is not None and following.number == line.number + 1
        if own is None and own_credit:
            credit = credit or (own_credit if below or following is None else None)
        elif below and following is not None and _is_photo_credit(line, following):
            credit = credit or line.text
        elif own_credit or credit or standfirst is not None or (line.number > header >= 0 and following is None):
            caption, credit = caption or own, credit or own_credit
        elif line.number < header or not _is_caption(line.text):
            standfirst = line.text if line.kind is not Kind.SHORT or len(line.text.split()) > 5 else None
        else:
            caption = caption or own
    if caption is None and credit is None:
        return standfirst, []
    read.note("images", "caption", caption or credit)
    return standfirst, [Image(caption, credit, Placement.LEAD)]


def _is_photo_credit(line: Line, following: Line) -> bool:
    """True for a short line right above a caption: whose photo it is."""
    if line.kind is not Kind.SHORT or len(line.text.split()) > 7:
        return False
    return not following.apart and following.kind in {Kind.PROSE, Kind.SENTENCE, Kind.SHORT}


def _is_caption(text: str) -> bool:
    """True for a sentence that tells what a photo shows."""
    return _DIRECTIONS.search(text) is not None or (_CAPTION_CUES.search(text) is not None and QUOTING.search(text) is None)


def _read_body(lines: Sequence[Line], read: _Read) -> None:
    """Blocks and inline photos of the body's lines."""
    skip_titles = False
    known: set[str] = set()
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind in {Kind.RELATED, Kind.NOISE, Kind.PAGING, Kind.PHOTO, Kind.BYLINE, Kind.DATE, Kind.SOURCE, Kind.TAGS}:
            skip_titles = line.kind is Kind.RELATED and len(line.text.split()) <= 3
            continue
        if skip_titles and line.kind in {Kind.SHORT, Kind.ITEM}:
            continue
        skip_titles = False
        image = _inline(line, before, after)
        if image is not None:
            if image.caption not in known:
                read.images.append(image)
                known.add(image.caption or "")
            continue
        block = _block(line, before, after)
        if block is not None:
            read.blocks.append(block)


def _inline(line: Line, before: Line | None, after: Line | None) -> Image | None:
    """The photo whose caption a line is: printed twice in a row, or with a credit at its end."""
    caption, credit = split_credit(line.text)
    if split_signature(line.text)[1] is not None:
        return None
    if after is not None and (after.text == line.text or split_credit(after.text)[0] == line.text):
        return Image(line.text, split_credit(after.text)[1], Placement.INLINE)
    if before is not None and before.text in {line.text, caption}:
        return Image(caption, credit, Placement.INLINE)
    if line.kind is not Kind.CAPTION and not (caption is None and credit is not None and line.kind is Kind.SHORT):
        return None
    return Image(caption, credit, Placement.INLINE)


def _block(line: Line, before: Line | None, after: Line | None) -> Block | None:
    """The block of a line, or None for a bulleted title that leads elsewhere."""
    text = without_embeds(line.text)
    if not text:
        return None
    if line.kind is Kind.ITEM:
        lone = (before is None or before.kind is not Kind.ITEM) and (after is None or after.kind is not Kind.ITEM)
        if lone and _BULLET.match(text) and len(text.split()) > 5 and text[-1] not in ".!?;:":
            return None
        return Block(BlockKind.ITEM, _BULLET.sub("", text))
    subhead = line.kind is Kind.SHORT and len(text) <= _LONGEST_SUBHEAD and after is not None and text[-1] not in ",;:–-"
    return Block(BlockKind.SUBHEAD if subhead else BlockKind.PARAGRAPH, text)


def _signed(blocks: Sequence[Block], below: Sequence[Line]) -> tuple[list[Block], str | None]:
    """The blocks without the closing initials, and those: at the last block's end, or alone in a line under the body."""
    kept = list(blocks)
    while kept and kept[-1].kind is BlockKind.SUBHEAD:
        kept.pop()
    if not kept:
        return kept, None
    rest, signature = split_signature(kept[-1].text)
    if signature is None:
        alone = (split_signature(line.text) for line in below[:_SIGNATURE_REACH] if line.kind is Kind.SHORT)
        return kept, next((initials for left, initials in alone if not left), None)
    last = kept.pop()
    return [*kept, Block(last.kind, rest)] if rest else kept, signature


def _portal(declarations: Declarations | None, printed: Sequence[str | None], lines: Sequence[Line]) -> Portal | None:
    """The portal that declares an outlet the dump prints: in "Sumber:", in the dateline, behind a title."""
    if declarations is None:
        return None
    outlets = [part for text in printed if text for part in (text, *re.split(r"\s?[,|]\s?", text))]
    for line in lines[:30]:
        outlets += [line.text.rpartition(" - ")[2], line.text.rpartition(" | ")[2]] if len(line.text) < 200 else []
    return next((portal for outlet in outlets if (portal := declarations.of_outlet(outlet))), None)


def _read_dates(layout: Layout, portal: Portal | None, page: Page, read: _Read) -> None:
    """The printed timestamp nearest the headline; one that says so is of the last change."""
    for line in (*layout.between, *reversed(layout.above), *layout.below):
        if line.kind is not Kind.DATE:
            continue
        raw = date_in(line.text) or line.text
        moment = read_date(raw, zone=portal.zone if portal else None, fetched_at=page.fetched_at)
        if moment is None:
            continue
        if _MODIFIED.search(line.text):
            read.modified = read.modified or moment
        elif read.published is None or (has_clock(line.text) and not read.published.clock):
            read.published = moment
            read.note("published_at", f"date line, zone: {moment.zone_note}", line.text)


def _labels(layout: Layout) -> tuple[str | None, str | None]:
    """(kicker, section): the short line on the headline, the step before it of a breadcrumb."""
    section: str | None = None
    for line in reversed(layout.above):
        steps = [step for step in crumbs(line.text) if step.casefold() != layout.headline.text.casefold()]
        if steps:
            section = section or steps[-1]
            break
    if not layout.above:
        return None, section
    line = layout.above[-1]
    alone = line.apart or len(layout.above) == 1
    if line.kind is Kind.SHORT and alone and layout.headline.apart is not False and len(line.text.split()) <= 6 and not crumbs(line.text):
        return line.text, section
    if line.kind is Kind.SHORT and len(layout.above) == 1 and len(line.text.split()) <= 6 and not crumbs(line.text):
        return line.text, section
    return None, section


def _tags(below: Sequence[Line]) -> tuple[str, ...]:
    """The tags behind the body: on the line of the label, or one a line under it."""
    found: list[str] = []
    taking = False
    for line in below:
        if line.kind is Kind.TAGS or (line.kind is Kind.HEADING):
            taking = True
            _, colon, rest = line.text.partition(":")
            printed = rest if colon else line.text if line.text.startswith("#") else ""
            found += [tag.strip(" #.") for tag in re.split(r"[,;|•]|\s#|(?<=\w)\s{2,}", printed) if tag.strip(" #.")]
        elif taking and line.kind is Kind.SHORT and len(line.text) <= 40 and not (line.apart and found):
            found.append(line.text.strip(" #,."))
        else:
            taking = False
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _parts(layout: Layout) -> tuple[int, int]:
    """(parts that the page counts, parts in the dump)."""
    parts, found = 1, 1
    for line in (*layout.body, *layout.below):
        if line.kind is not Kind.PAGING:
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
            return portal.canonical(page.url) if portal and portal.owns(page.url) else normalise(page.url)
        except InputError:
            pass
    return urn(headline, [block.text for block in blocks])
