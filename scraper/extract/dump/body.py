"""The body of a text dump: makes blocks and inline photos of its lines, and finds the signature."""

import re
from collections.abc import Sequence
from typing import Final

from scraper.extract.dump.lines import DumpLine, LineKind
from scraper.extract.text.credits import split_credit
from scraper.extract.text.phrases import without_embeds
from scraper.extract.text.signature import split_signature
from scraper.model import Block, BlockKind, Image, Placement

__all__ = ["read_body", "split_body_signature"]

_LONGEST_SUBHEAD: Final = 90
_BULLET: Final = re.compile(r"^[•●▪■◦]\s?")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_LONGEST_TITLE: Final = 140
_CAPITALS: Final = re.compile(r"[A-Z]{3}")
"""Initials without brackets, in the line right under the text."""
_SIGNATURE_REACH: Final = 8
"""Lines under the body in which a signature is looked for."""
_LEFT_OUT: Final = frozenset(
    (
        LineKind.RELATED,
        LineKind.NOISE,
        LineKind.PAGING,
        LineKind.PHOTO,
        LineKind.BYLINE,
        LineKind.DATE,
        LineKind.SOURCE,
        LineKind.TAGS,
        LineKind.HEADING,
    )
)
"""Kinds of lines that are no part of a body."""


def read_body(lines: Sequence[DumpLine]) -> tuple[list[Block], list[Image]]:
    """The blocks and the inline photos of a body, in order, without lists of other articles."""
    blocks: list[Block] = []
    images: dict[str | None, Image] = {}
    in_list = False
    for index, line in enumerate(lines):
        if line.kind in _LEFT_OUT:
            in_list = _heads_list(line)
            continue
        if in_list and (line.kind in {LineKind.SHORT, LineKind.ITEM} or _is_title(line.text)):
            continue
        in_list = False
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        image = _inline_photo(line, before, after)
        block = _block(line, after) if image is None else None
        if image is not None:
            images.setdefault(image.caption, image)
        elif block is not None:
            blocks.append(block)
    return blocks, list(images.values())


def _heads_list(line: DumpLine) -> bool:
    """True for a line that the titles of other articles follow: "Berita terkait", "Baca juga:"."""
    if line.kind is LineKind.HEADING:
        return True
    return line.kind is LineKind.RELATED and len(line.text.split()) <= 3


def _inline_photo(line: DumpLine, before: DumpLine | None, after: DumpLine | None) -> Image | None:
    """The photo whose caption a line is: it is printed twice in a row, or ends with a credit."""
    if split_signature(line.text)[1] is not None:
        return None
    if after is not None:
        next_caption, next_credit = split_credit(after.text)
        if line.text in {after.text, next_caption}:
            return Image(line.text, next_credit, Placement.INLINE)
    caption, credit = split_credit(line.text)
    is_repeated = before is not None and before.text in {line.text, caption}
    is_credit = line.kind is LineKind.SHORT and caption is None and credit is not None
    if is_repeated or is_credit or line.kind is LineKind.CAPTION:
        return Image(caption, credit, Placement.INLINE)
    return None


def _block(line: DumpLine, after: DumpLine | None) -> Block | None:
    """The block of a line, or None for a bulleted title that links to another article."""
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
    """True for a line set like a headline: most longer words have a capital, and no full stop."""
    words = [word for word in _WORDS.findall(text) if len(word) > 3]
    if len(words) <= 3 or len(text) >= _LONGEST_TITLE or text[-1] in ".!;:":
        return False
    capitals = sum(1 for word in words if word[0].isupper())
    return capitals >= len(words) * 0.6


def split_body_signature(
    blocks: Sequence[Block], below: Sequence[DumpLine]
) -> tuple[list[Block], str | None]:
    """(the blocks without subheads and a signature at their end, the signature or None).

    The signature ends the last block, or is the whole of a line under the body.
    """
    kept = list(blocks)
    while kept and kept[-1].kind is BlockKind.SUBHEAD:
        kept.pop()
    if not kept:
        return kept, None
    rest, signature = split_signature(kept[-1].text)
    if signature is None:
        return kept, _signature_below(below)
    last = kept.pop()
    return [*kept, Block(last.kind, rest)] if rest else kept, signature


def _signature_below(below: Sequence[DumpLine]) -> str | None:
    """The signature that is the whole of a line under the body."""
    if below and _CAPITALS.fullmatch(below[0].text):
        return below[0].text
    for line in below[:_SIGNATURE_REACH]:
        if line.kind is LineKind.SHORT:
            rest, signature = split_signature(line.text)
            if not rest:
                return signature
    return None
