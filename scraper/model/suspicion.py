"""Whether a new state of an article is an edit, or what is left of it on a page that was not read well: a pure rule over both states.

After a change of layout a page may yield half a body, no byline, no photo, and the headlines of
other stories as paragraphs. That is no edit by the portal. What a desk does to a story (a paragraph
taken out, a photo replaced, a correction, a text that grows) loses nothing that the portal's
articles always have, and leaves most of the text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from scraper.model import Article
from scraper.model.fields import present

HALF: Final = 0.5
"""Share of its words below which a body has lost too much to be an edit, whatever else it has, …"""
MUCH: Final = 0.75
"""… and below which it has where something else is missing too."""
LEAST_WORDS: Final = 40
"""Words of a body below which its length alone says nothing."""
LEAST_OF_LINE: Final = 4
"""Words of a paragraph below which it may stand in any article."""
LARGE: Final = frozenset(
    {"published_at", "section", "standfirst", "dateline", "reporter", "editor", "photo"}
)
"""Fields that no desk takes out of a story where the portal's articles always have them."""
BODY: Final = "body"
FOREIGN: Final = "foreign"
"""In `Suspicion.lost`: half of the text is gone; lines of other articles stand in it."""

_GROUPS: Final = (
    frozenset({"published_at"}),
    frozenset({"section"}),
    frozenset({"standfirst"}),
    frozenset({"dateline"}),
    frozenset({"reporter", "editor"}),
    frozenset({"photo", "caption"}),
)
"""Fields that come and go together; tags, kicker and the number of pages are none that a reader
would miss."""

Elsewhere = Callable[[Sequence[str]], Sequence[str]]
"""Of the lines given, those that are other articles' of the same portal."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a state is not believed at first sight."""

    lost: tuple[str, ...]
    """Fields of `anatomy.FIELDS`, `BODY` and `FOREIGN`, in the order of the alphabet: what two
    looks must share to mean the same."""
    reason: str
    """In words."""


def find_suspicion(
    old: Article, new: Article, always: Iterable[str], elsewhere: Elsewhere
) -> Suspicion | None:
    """What makes `new` suspect after `old`; None for an edit.

    `always` are the fields that the portal's articles always have.
    """
    gone = present(old) - present(new)
    missed = [group & gone for group in _GROUPS if group & gone and not group & present(new)]
    kept, foreign = _kept(old, new), elsewhere(_gained(old, new))
    halved = kept < HALF and _words(old) >= LEAST_WORDS
    shrunk = halved or (kept < MUCH and bool(missed))
    if not (gone & LARGE & frozenset(always) or len(missed) > 1 or shrunk or foreign):
        return None
    names = sorted(gone & frozenset().union(*_GROUPS))
    said = [f"without {', '.join(names)}"] if names else []
    said += [f"{kept:.0%} of its words"] if shrunk else []
    said += [f"with a line of another article: “{foreign[0][:60]}”"] if foreign else []
    marks = [BODY] * shrunk + [FOREIGN] * bool(foreign)
    return Suspicion(tuple(sorted([*names, *marks])), "; ".join(said))


def is_quiet_loss(old_has: Iterable[str], new: Article) -> bool:
    """True where a state of the same wording has lost a large field: date, section and dateline are no wording."""
    return bool((frozenset(old_has) & LARGE) - present(new))


def _words(article: Article) -> int:
    return sum(len(block.text.split()) for block in article.body)


def _kept(old: Article, new: Article) -> float:
    before = _words(old)
    return _words(new) / before if before else 1.0


def _gained(old: Article, new: Article) -> list[str]:
    known = {block.text for block in old.body}
    return [
        block.text
        for block in new.body
        if block.text not in known and len(block.text.split()) >= LEAST_OF_LINE
    ]
