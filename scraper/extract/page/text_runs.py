"""One walk below a container: every run of text between two block boundaries, with what it needs to be judged.

The walk keeps its own stack (no recursion: a hostile page is 2,048 deep) and looks at every element
once. It is written for speed, not split up further: it and the parse are what a page costs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.class_names import DEAD_TAGS, INLINE, SILENT, dead_reason
from scraper.extract.page.tree import MAX_ELEMENTS, clean
from scraper.extract.text.phrases import own_parts

BREAK: Final = "\x00"
"""Stands for a `<br>` in a passage's text; no page text can hold it."""
PICTURES: Final = frozenset(("img", "picture", "video", "amp-img"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_HEADING: Final = 150
"""Characters: a longer text in a heading's tag is set like one and is none."""
_LONGEST_CAPTION: Final = 450
"""Characters of all text in a picture's box: caption, credit, a label."""
_MOST_LINES: Final = 3
_DEEPEST_BOX: Final = 24
"""How many levels above a text or a picture its box may be; deeper trees are hostile, and each
text would climb all of them."""


@dataclass(slots=True)
class _Box:
    """A block with a picture in it."""

    picture: int
    """Which passage the first picture stands before."""
    lines: int = 0
    """Of text; two breaks part them as two elements do."""
    length: int = 0
    headed: bool = False


@dataclass(slots=True, eq=False)
class TextRun:
    """A run of text between two block boundaries."""

    holder: HtmlElement
    """The block element it stands in."""
    text: str
    """White space folded; a `<br>` is `BREAK`."""
    linked: int
    """How many of its characters are link text."""
    strong: int
    """How many of its characters are bold."""
    dead: tuple[str, ...]
    """Why the elements it stands in are held to be no body text, outermost first."""
    links: tuple[int, ...] = ()
    """How many characters of each of its parts between `BREAK` are link text; empty where it has
    no break."""

    @property
    def link_share(self) -> float:
        """Link text over all text, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text))) if self.linked else 0.0


def text_runs(  # noqa: C901, PLR0912, PLR0915 (one loop on purpose: methods for its steps made the walk twice as slow)
    container: HtmlElement,
    dropped: Iterable[HtmlElement] = (),
    *,
    judge: bool = True,
    limit: int = MAX_ELEMENTS,
) -> list[TextRun]:
    """Every passage below `container`, in document order; text in `dropped` elements is left out.

    With `judge` off no element is dead by its name or tag. The walk ends after `limit` elements.
    """
    passages: list[TextRun] = []
    pieces: list[str] = []
    cuts: list[int] = []  # what was linked of the passage so far, at each break
    linked = strong = links = bolds = count = 0
    gone = frozenset(dropped)
    holders: list[tuple[HtmlElement, tuple[str, ...]]] = [(container, ())]
    # (element, its children still to come, what to do when it ends: 0 nothing, 1 block, 2 link, 3
    # bold, 4 muted text)
    pictures: list[tuple[HtmlElement, int]] = []
    stack = [(container, iter(container), 0)]
    mute = 0
    filled = bool(container.text) and not container.text.isspace()
    if filled:
        pieces.append(container.text)

    def flush() -> None:
        nonlocal linked, strong, filled
        raw = "".join(pieces)
        pieces.clear()
        text, parts = (clean(raw), ()) if not cuts else _parted(raw, [*cuts, linked])
        cuts.clear()
        if text:
            holder, dead = holders[-1]
            passages.append(TextRun(holder, text, linked, strong, dead, parts))
        linked = strong = 0
        filled = False

    while stack:
        child = next(stack[-1][1], None)
        if child is None:
            element, _, ending = stack.pop()
            if ending == 1:
                if pieces:
                    flush()
                holders.pop()
            elif ending == 2:
                links -= 1
            elif ending == 3:
                bolds -= 1
            elif ending == 4:
                mute -= 1
            tail = element.tail if stack else None
        else:
            count += 1
            if count > limit:
                break
            tag = child.tag
            if tag in SILENT or (gone and child in gone):
                if tag == "br":
                    pieces.append(BREAK)
                    cuts.append(linked)
                elif judge and tag in PICTURES:
                    pictures.append((holders[-1][0], len(passages) + filled))
                tail = child.tail
            elif tag in INLINE:
                ending = 2 if tag == "a" else 3 if tag in ("b", "strong") else 0
                links += ending == 2
                bolds += ending == 3
                if (
                    judge
                    and ending == 0
                    and dead_reason(child)
                    and child.find("p") is None
                    and child.find("br") is None
                ):
                    ending = 4
                    mute += 1
                stack.append((child, iter(child), ending))
                tail = child.text
            else:
                if pieces:
                    flush()
                dead = holders[-1][1]
                if judge and (reason := DEAD_TAGS.get(tag) or dead_reason(child)):
                    dead = (*dead, reason)
                holders.append((child, dead))
                stack.append((child, iter(child), 1))
                tail = child.text
        if tail and not mute and (pieces or links or bolds or not tail.isspace()):
            pieces.append(tail)
            filled = filled or not tail.isspace()
            if links:
                linked += len(tail)
            if bolds:
                strong += len(tail)
    if pieces:
        flush()
    if pictures:
        _mark_captions(passages, pictures, container)
    return passages


def _parted(raw: str, cuts: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """The text of a passage with breaks, and the link characters of each of its parts; `cuts` count those up to each part's end."""
    parts = [clean(part) for part in raw.split(BREAK)]
    printed = [number for number, part in enumerate(parts) if part]
    if not printed:
        return "", ()
    first, last = printed[0], printed[-1] + 1
    counts = tuple(cut - before for before, cut in pairwise((0, *cuts)))[first:last]
    return BREAK.join(parts[first:last]), counts


def _mark_captions(
    passages: Sequence[TextRun], pictures: Iterable[tuple[HtmlElement, int]], container: HtmlElement
) -> None:
    """Call the passages dead that stand behind a picture in a box that holds little else: captions, whatever they are named."""
    boxes: dict[HtmlElement, _Box] = {}
    for holder, position in pictures:
        for element in _up(holder, container):
            if element in boxes:
                break
            boxes[element] = _Box(position)
    own = _own_texts(passages)
    smallest = [
        _count(passage, text, boxes, container) for passage, text in zip(passages, own, strict=True)
    ]
    for number, (passage, box) in enumerate(zip(passages, smallest, strict=True)):
        if (
            own[number]
            and box is not None
            and box.picture <= number
            and box.lines <= _MOST_LINES
            and box.length <= _LONGEST_CAPTION
            and not box.headed
        ):
            passage.dead = (*passage.dead, "picture")


def _own_texts(passages: Iterable[TextRun]) -> list[str]:
    """The passages' texts without lines that advertise or lead to another article: those may stand anywhere."""
    found = []
    listed = False
    for passage in passages:
        if len(passage.text) > _LONGEST_CAPTION:
            listed = False
            found.append(passage.text)
        else:
            parts = zip(passage.text.split(BREAK), passage.links or (passage.linked,), strict=True)
            kept, listed = own_parts(parts, listed=listed)
            found.append(BREAK.join(kept).strip(BREAK))
    return found


def _count(
    passage: TextRun, text: str, boxes: Mapping[HtmlElement, _Box], container: HtmlElement
) -> _Box | None:
    """Add the passage's `text` to the boxes that it stands in; the smallest, or None where that is a paragraph with a picture in it."""
    smallest: HtmlElement | None = None
    for element in _up(passage.holder, container):
        box = boxes.get(element)
        if box is not None and text:
            box.lines += text.count(BREAK + BREAK) + 1
            box.length += len(text)
            box.headed = box.headed or (
                passage.holder.tag in HEADINGS and len(passage.text) <= _LONGEST_HEADING
            )
            smallest = element if smallest is None else smallest
    if smallest is None or (smallest is passage.holder and smallest.tag != "div"):
        return None
    return boxes[smallest]


def _up(element: HtmlElement, container: HtmlElement) -> Iterator[HtmlElement]:
    """The element and its ancestors below the container, as far as a box of a picture may reach."""
    above: HtmlElement | None = element
    for _ in range(_DEEPEST_BOX):
        if above is None or above is container:
            return
        yield above
        above = above.getparent()
