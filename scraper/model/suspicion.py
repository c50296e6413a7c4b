"""Whether a new state of an article is an edit or a misread page: a pure rule over both states.

After a change of layout a page may yield half a body, no byline, no photo, and the headlines of
other stories as paragraphs. That is not an edit by the portal. What an editor does to a story
(removes a paragraph, replaces a photo, corrects or extends the text) loses nothing that the
portal's articles always have, and keeps most of the text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scraper.model import Article
from scraper.model.fields import present

HALF: Final = 0.5
"""Below this share of its words a body has lost too much for an edit, whatever else it has; …"""
MUCH: Final = 0.75
"""… below this one, it has where something else is missing too."""
LEAST_WORDS: Final = 40
"""The length of a body of fewer words says nothing."""
LEAST_OF_LINE: Final = 4
"""A paragraph of fewer words may be in any article."""
LARGE: Final = frozenset(
    {"published_at", "section", "standfirst", "dateline", "reporter", "editor", "photo"}
)
"""Fields that no editor removes from a story where the portal's articles always have them."""
BODY: Final = "body"
FOREIGN: Final = "foreign"
"""In `Suspicion.lost`: much of the text is gone; lines of other articles are in it."""

_GROUPS: Final = (
    frozenset({"published_at"}),
    frozenset({"section"}),
    frozenset({"standfirst"}),
    frozenset({"dateline"}),
    frozenset({"reporter", "editor"}),
    frozenset({"photo", "caption"}),
)
"""Fields that come and go together. No reader would miss tags, kicker or the number of pages."""

Elsewhere = Callable[[Sequence[str]], Sequence[str]]
"""Those of the given lines that are in other articles of the same portal."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a state is not accepted at first sight."""

    lost: tuple[str, ...]
    """Names of `fields.FIELDS`, `BODY` and `FOREIGN`, in alphabetical order; two looks agree where
    these are equal."""
    reason: str
    """In words."""


def find_suspicion(
    old: Article, new: Article, always: Iterable[str], elsewhere: Elsewhere
) -> Suspicion | None:
    """Why `new` is suspect after `old`; None for an edit.

    `always` names the fields that the portal's articles always have.
    """
    had, has = present(old), present(new)
    gone = had - has
    missed = [group for group in _GROUPS if group & gone and not group & has]
    kept, foreign = _kept(old, new), elsewhere(_gained(old, new))
    halved = kept < HALF and _words(old) >= LEAST_WORDS
    shrunk = halved or (kept < MUCH and bool(missed))
    lost_usual = bool(gone & LARGE & frozenset(always))
    if not (lost_usual or len(missed) > 1 or shrunk or foreign):
        return None
    lost = sorted(gone & frozenset().union(*_GROUPS))
    reasons = []
    if lost:
        reasons.append(f"without {', '.join(lost)}")
    if shrunk:
        lost.append(BODY)
        reasons.append(f"{kept:.0%} of its words")
    if foreign:
        lost.append(FOREIGN)
        reasons.append(f"with a line of another article: “{foreign[0][:60]}”")
    return Suspicion(tuple(sorted(lost)), "; ".join(reasons))


def is_quiet_loss(old_has: Iterable[str], new: Article) -> bool:
    """True where a state with the same wording has lost a field of `LARGE`.

    Date, section and dateline are not part of the wording.
    """
    return bool((frozenset(old_has) & LARGE) - present(new))


def _words(article: Article) -> int:
    return sum(len(block.text.split()) for block in article.body)


def _kept(old: Article, new: Article) -> float:
    """How long the new body is, as a share of the old one's words."""
    before = _words(old)
    return _words(new) / before if before else 1.0


def _gained(old: Article, new: Article) -> list[str]:
    """The paragraphs that only the new state has, without the very short ones."""
    known = {block.text for block in old.body}
    return [
        block.text
        for block in new.body
        if block.text not in known and len(block.text.split()) >= LEAST_OF_LINE
    ]
