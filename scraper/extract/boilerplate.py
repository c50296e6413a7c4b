"""Lines inside the body that are not of it: link lists, labels, calls to action."""

from scraper.extract.bylines import is_byline
from scraper.extract.notices import is_notice, is_stamp
from scraper.extract.phrases import is_boilerplate
from scraper.extract.survey import Passage
from scraper.model import BlockKind


def is_chrome(line: str, passage: Passage, kind: BlockKind) -> bool:
    """True where a line of a passage is no body text, by its wording or because it is all link."""
    share = passage.link_share
    length = len(line)
    if share > 0.9 and length < 200:
        return True
    if kind is BlockKind.ITEM and share > 0.5:
        return True
    if is_boilerplate(line) or is_notice(line) or (length < 160 and is_byline(line)):
        return True
    return kind is not BlockKind.SUBHEAD and is_stamp(line)
