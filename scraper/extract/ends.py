"""The two ends of the body: the dateline that opens it and the signature that closes it."""

from dataclasses import dataclass, replace

from scraper.extract.body import lines
from scraper.extract.datelines import split_dateline, split_signature
from scraper.extract.reading import Body, Reading
from scraper.extract.select import read
from scraper.model import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Ends:
    """The body without its signature, and what stood at its ends."""

    blocks: tuple[Block, ...]
    dateline: str | None = None
    signature: str | None = None


def find_ends(reading: Reading, body: Body) -> Ends:
    """The dateline of the first paragraphs (it stays in the body), the signature of the last ones (it does not)."""
    blocks, signature = _signed(body.blocks)
    rules = reading.rules
    if rules is not None and rules.signature and (ruled := read(reading.index, rules.signature)):
        signature = ruled
    if signature is None:
        signature = _under(reading)
    blocks, dateline = _opened(blocks)
    return Ends(blocks, dateline, signature)


def _opened(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], str | None]:
    """The blocks with the dateline at the beginning of its paragraph (a section's label may be glued before it), and the dateline."""
    for number, block in enumerate(blocks[:3]):
        if block.kind is BlockKind.SUBHEAD:
            continue
        dateline = split_dateline(block.text)
        label = block.text.find(dateline) if dateline else 0
        if label > 0:
            return (*blocks[:number], replace(block, text=block.text[label:]), *blocks[number + 1 :]), dateline
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


def _under(reading: Reading) -> str | None:
    """A signature that stands alone in a line that is no body text, in the container's end or just under it."""
    others = reading.body.others[-6:] if reading.body else ()
    for passage in (*others, *reading.context.below[:4]):
        for line in lines(passage.text):
            rest, signature = split_signature(line)
            if signature is not None and not rest:
                return signature
    return None
