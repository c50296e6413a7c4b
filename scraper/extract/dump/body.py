"""The body of a dump: its lines to blocks, its inline photos, its closing initials."""

import re
from collections.abc import Sequence
from typing import Final

from scraper.extract.dump.lines import DumpLine, LineKind
from scraper.extract.text.credits import split_credit
from scraper.extract.text.phrases import without_embeds
from scraper.extract.text.signature import split_signature
from scraper.model import Block, BlockKind, Image, Placement

__all__ = ["read_body", "signed"]

_LONGEST_SUBHEAD: Final = 90
_BULLET: Final = re.compile(r"^[•●▪■◦]\s?")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_LONGEST_TITLE: Final = 140
_CAPITALS: Final = re.compile(r"[A-Z]{3}")
"""Initials without brackets, in the line right under the text."""
_SIGNATURE_REACH: Final = 8
_LEFT_OUT: Final = frozenset({
    LineKind.RELATED, LineKind.NOISE, LineKind.PAGING, LineKind.PHOTO, LineKind.BYLINE, LineKind.DATE, LineKind.SOURCE, LineKind.TAGS, LineKind.HEADING,
})  # fmt: skip


def read_body(lines: Sequence[DumpLine]) -> tuple[list[Block], list[Image]]:
    """Blocks and inline photos of the body's lines, each in order; lists of other articles within it are left out."""
    blocks: list[Block] = []
    images: dict[str | None, Image] = {}
    in_list = False
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        if line.kind in _LEFT_OUT:
            in_list = line.kind is LineKind.HEADING or (
                line.kind is LineKind.RELATED and len(line.text.split()) <= 3
            )
            continue
        if in_list and (line.kind in {LineKind.SHORT, LineKind.ITEM} or _is_title(line.text)):
            continue
        in_list = False
        image = _inline(line, before, after)
        block = _block(line, after) if image is None else None
        if image is not None:
            images.setdefault(image.caption, image)
        elif block is not None:
            blocks.append(block)
    return blocks, list(images.values())


def _inline(line: DumpLine, before: DumpLine | None, after: DumpLine | None) -> Image | None:
    """The photo whose caption a line is: printed twice in a row, or with a credit at its end."""
    caption, credit = split_credit(line.text)
    if split_signature(line.text)[1] is not None:
        return None
    if after is not None and (after.text == line.text or split_credit(after.text)[0] == line.text):
        return Image(line.text, split_credit(after.text)[1], Placement.INLINE)
    if before is not None and before.text in {line.text, caption}:
        return Image(caption, credit, Placement.INLINE)
    if line.kind is not LineKind.CAPTION and not (
        caption is None and credit is not None and line.kind is LineKind.SHORT
    ):
        return None
    return Image(caption, credit, Placement.INLINE)


def _block(line: DumpLine, after: DumpLine | None) -> Block | None:
    """The block of a line, or None for a bulleted title that leads elsewhere."""
    text = without_embeds(line.text)
    if not text:
        return None
    if line.kind is LineKind.ITEM:
        if _BULLET.match(text) and _is_title(text):
            return None
        return Block(BlockKind.ITEM, _BULLET.sub("", text))
    subhead = (
        line.kind is LineKind.SHORT
        and len(text) <= _LONGEST_SUBHEAD
        and after is not None
        and text[-1] not in ",;:–-"
    )
    return Block(BlockKind.SUBHEAD if subhead else BlockKind.PARAGRAPH, text)


def _is_title(text: str) -> bool:
    """True for a line set like a headline: longer words in capitals, no full stop."""
    words = [word for word in _WORDS.findall(text) if len(word) > 3]
    return (
        len(words) > 3
        and len(text) < _LONGEST_TITLE
        and text[-1] not in ".!;:"
        and sum(word[0].isupper() for word in words) >= len(words) * 0.6
    )


def signed(blocks: Sequence[Block], below: Sequence[DumpLine]) -> tuple[list[Block], str | None]:
    """The blocks without the closing initials, and those: at the last block's end, or alone in a line under the body."""
    kept = list(blocks)
    while kept and kept[-1].kind is BlockKind.SUBHEAD:
        kept.pop()
    if not kept:
        return kept, None
    rest, signature = split_signature(kept[-1].text)
    if signature is None:
        if below and _CAPITALS.fullmatch(below[0].text):
            return kept, below[0].text
        alone = (
            split_signature(line.text)
            for line in below[:_SIGNATURE_REACH]
            if line.kind is LineKind.SHORT
        )
        return kept, next((initials for left, initials in alone if not left), None)
    last = kept.pop()
    return [*kept, Block(last.kind, rest)] if rest else kept, signature
