"""The two ends of the body: the dateline that opens it and the signature that closes it."""

from dataclasses import dataclass, replace
from typing import Final

from scraper.extract.page.selectors import read_selected
from scraper.extract.page.tree import text_of
from scraper.extract.parsed_page import ParsedBody, ParsedPage
from scraper.extract.structure.blocks import block_lines
from scraper.extract.text.dateline import split_bold_dateline, split_dateline, split_signature
from scraper.model import Block, BlockKind

_DASHES: Final = "-–—―"
_LONGEST_DATELINE: Final = 60


@dataclass(frozen=True, slots=True)
class Ends:
    """The body without its signature, and what stood at its ends."""

    blocks: tuple[Block, ...]
    dateline: str | None = None
    signature: str | None = None


def find_ends(page: ParsedPage, body: ParsedBody) -> Ends:
    """The dateline of the first paragraphs (it stays in the body), the signature of the last ones (it does not)."""
    blocks, signature = _signed(body.blocks)
    rules = page.rules
    if (
        rules is not None
        and rules.signature
        and (ruled := read_selected(page.index, rules.signature))
    ):
        signature = ruled
    if signature is None:
        signature = _under(page)
    blocks, dateline = _opened(_glued(blocks), _bold_opening(body))
    return Ends(blocks, dateline, signature)


def _glued(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a dateline that is printed before the first paragraph ("Jakarta -" and then `<p>`) put where it belongs."""
    if (
        len(blocks) < 2
        or len(blocks[0].text) > _LONGEST_DATELINE
        or blocks[0].text[-1] not in _DASHES
    ):
        return blocks
    joined = f"{blocks[0].text} {blocks[1].text}"
    return (replace(blocks[1], text=joined), *blocks[2:]) if split_dateline(joined) else blocks


def _bold_opening(body: ParsedBody) -> str:
    """The bold run that opens the text, where the first bold one does."""
    first = next(
        (element for element in body.container.iter("b", "strong") if text_of(element)), None
    )
    text = text_of(first) if first is not None else ""
    return text if text and body.blocks and body.blocks[0].text.startswith(text) else ""


def _opened(blocks: tuple[Block, ...], bold: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks with the dateline at the beginning of its paragraph (a section's label may be glued before it), and the dateline."""
    for number, block in enumerate(blocks[:3]):
        if block.kind is BlockKind.SUBHEAD:
            continue
        dateline = split_dateline(block.text)
        if dateline is None and number == 0 and bold:
            dateline = split_bold_dateline(bold)
        label = block.text.find(dateline) if dateline else 0
        if label > 0:
            return (
                *blocks[:number],
                replace(block, text=block.text[label:]),
                *blocks[number + 1 :],
            ), dateline
        return blocks, dateline
    return blocks, None


def _signed(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks without the signature that closes the last or the one before (a note of the source may follow)."""
    for back in (1, 2):
        if len(blocks) < back:
            break
        last = blocks[-back]
        rest, signature = split_signature(last.text)
        if signature is not None:
            kept = (replace(last, text=rest),) if rest else ()
            return (*blocks[:-back], *kept, *blocks[len(blocks) - back + 1 :]), signature
    return blocks, None


def _under(page: ParsedPage) -> str | None:
    """A signature that stands alone in a line that is no body text, in the container's end or just under it."""
    others = page.body.others[-6:] if page.body else ()
    for run in (*others, *page.context.below[:4]):
        for line in block_lines(run.text):
            rest, signature = split_signature(line)
            if (
                signature is not None and not rest and not signature.isalpha()
            ):  # a tag or a section may be three capitals
                return signature
    return None
