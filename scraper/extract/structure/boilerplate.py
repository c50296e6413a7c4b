"""Lines inside the body that are not part of it: link lists, labels, calls to action."""

from typing import Final

from scraper.extract.page.text_runs import BREAK, TextRun
from scraper.extract.text.bylines import is_byline
from scraper.extract.text.notices import is_notice, is_stamp
from scraper.extract.text.phrases import is_boilerplate, is_related, opens_link
from scraper.model import BlockKind

_LONGEST_LINK: Final = 200
"""Characters: a longer paragraph that is all link is a paragraph."""
_LONGEST_BYLINE: Final = 160
_ALL_LINK: Final = 0.9
_A_LIST: Final = 0.75
_HALF: Final = 0.5


def is_chrome(line: str, share: float, kind: BlockKind) -> bool:
    """True where a line of a run is no body text, by its wording or because it is all link.

    `share` of it is link text, 0 to 1.
    """
    if _is_linked(line, share, kind) or is_boilerplate(line) or is_notice(line):
        return True
    if len(line) < _LONGEST_BYLINE and is_byline(line):
        return True
    return kind is not BlockKind.SUBHEAD and is_stamp(line)


def is_row_of_links(line: str, run: TextRun) -> bool:
    """True for a line of a run that is a list of links, one per line or all in one line."""
    return run.link_share > _A_LIST and (BREAK in run.text or line.count("|") > 1)


def leads_away(line: str, share: float) -> bool:
    """True for a line that leads to another article, by its wording or by how its link begins."""
    return is_related(line) or (share > _HALF and opens_link(line))


def _is_linked(line: str, share: float, kind: BlockKind) -> bool:
    """True for a link, and for an item that is mostly one."""
    if share > _ALL_LINK and len(line) < _LONGEST_LINK:
        return True
    return share > _HALF and kind is BlockKind.ITEM
