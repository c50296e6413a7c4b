"""Lines inside the body that are not of it: link lists, labels, calls to action."""

from typing import Final

from scraper.extract.bylines import is_byline
from scraper.extract.notices import is_notice, is_stamp
from scraper.extract.phrases import is_boilerplate
from scraper.extract.survey import BREAK, Passage
from scraper.model import BlockKind

_LONGEST_LINK: Final = 200
"""Characters: a longer paragraph that is all link is a paragraph."""
_LONGEST_BYLINE: Final = 160


def is_chrome(line: str, passage: Passage, kind: BlockKind) -> bool:
    """True where a line of a passage is no body text, by its wording or because it is all link."""
    if _is_linked(line, passage, kind) or is_boilerplate(line) or is_notice(line):
        return True
    if len(line) < _LONGEST_BYLINE and is_byline(line):
        return True
    return kind is not BlockKind.SUBHEAD and is_stamp(line)


def _is_linked(line: str, passage: Passage, kind: BlockKind) -> bool:
    """True for a link, an item that is mostly one, and a row of several."""
    share = passage.link_share
    if share > 0.9 and len(line) < _LONGEST_LINK:
        return True
    if kind is BlockKind.ITEM and share > 0.5:
        return True
    return share > 0.75 and (BREAK in passage.text or line.count("|") > 1)
