"""The two ends of the body: the dateline that opens it and the signature that closes it."""

from dataclasses import dataclass, replace
from typing import Final

from scraper.extract.page.selectors import read_selected
from scraper.extract.page.tree import text_of
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.structure.blocks import block_lines
from scraper.extract.text.dateline import split_bold_dateline, split_dateline
from scraper.extract.text.signature import split_signature
from scraper.model import Block, BlockKind

_DASHES: Final = "-–—―"
_LONGEST_DATELINE: Final = 60


@dataclass(frozen=True, slots=True)
class Ends:
    """The body without its signature, and what was printed at its ends."""

    blocks: tuple[Block, ...]
    dateline: str | None = None
    signature: str | None = None


def find_ends(page: ParsedPage, body: ParsedBody) -> Ends:
    """The dateline, which stays in the body, and the signature, which is cut off its end."""
    blocks, signature = _split_signature_off(body.blocks)
    rules = page.rules
    ruled = read_selected(page.index, rules.signature) if rules and rules.signature else None
    signature = ruled or signature
    if signature is None:
        signature = _signature_apart(page)
    blocks, dateline = _find_dateline(_with_dateline_joined(blocks), _bold_opening(body))
    return Ends(blocks, dateline, signature)


def _with_dateline_joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, a dateline printed before the first paragraph ("Jakarta -") joined to it."""
    if (
        len(blocks) < 2
        or len(blocks[0].text) > _LONGEST_DATELINE
        or blocks[0].text[-1] not in _DASHES
    ):
        return blocks
    joined = f"{blocks[0].text} {blocks[1].text}"
    return (replace(blocks[1], text=joined), *blocks[2:]) if split_dateline(joined) else blocks


def _bold_opening(body: ParsedBody) -> str:
    """The first bold text of the container, if it opens the body, or ""."""
    text = next(filter(None, map(text_of, body.container.iter("b", "strong"))), "")
    return text if body.blocks and body.blocks[0].text.startswith(text) else ""


def _find_dateline(blocks: tuple[Block, ...], bold: str) -> tuple[tuple[Block, ...], str | None]:
    """The dateline, and the blocks without a section's label glued before it."""
    for number, block in enumerate(blocks[:3]):
        if block.kind is BlockKind.SUBHEAD:
            continue
        dateline = split_dateline(block.text)
        if dateline is None and number == 0 and bold:
            dateline = split_bold_dateline(bold)
        label = block.text.find(dateline) if dateline else 0
        if label > 0:
            without_label = replace(block, text=block.text[label:])
            return (*blocks[:number], without_label, *blocks[number + 1 :]), dateline
        return blocks, dateline
    return blocks, None


def _split_signature_off(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks without the signature that ends the last or the one before, and the signature.

    A note of the source may follow it.
    """
    for back in (1, 2):
        if len(blocks) < back:
            break
        last = blocks[-back]
        rest, signature = split_signature(last.text)
        if signature is not None:
            kept = (replace(last, text=rest),) if rest else ()
            return (*blocks[:-back], *kept, *blocks[len(blocks) - back + 1 :]), signature
    return blocks, None


def _signature_apart(page: ParsedPage) -> str | None:
    """A signature in a line of its own, at the container's end or just under it."""
    others = page.body.others[-6:] if page.body else ()
    for run in (*others, *page.context.below[:4]):
        for line in block_lines(run.text):
            rest, signature = split_signature(line)
            # letters only may be a tag or a section: three capitals are
            if signature is not None and not rest and not signature.isalpha():
                return signature
    return None
