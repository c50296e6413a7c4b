"""A container's text as runs between block boundaries, each with what is needed to judge it.

The walk keeps its own stack (no recursion: a hostile page is 2,048 deep) and visits every element
once. It and the parse are what a page costs most, an eighth of its extraction each.
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
"""Stands for a `<br>` in a run's text; a page's own text cannot hold it."""
PICTURES: Final = frozenset(("img", "picture", "video", "amp-img"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_HEADING: Final = 150
"""Characters: a longer text in a heading's tag is only set like a heading."""
_LONGEST_CAPTION: Final = 450
"""Characters of all text in a picture's box: caption, credit, a label."""
_MOST_LINES: Final = 3
_DEEPEST_BOX: Final = 24
"""How many levels above a text or a picture its box may be: in a deeper, hostile tree each text
would climb through all of them."""
_PLAIN, _BLOCK, _LINK, _BOLD, _MUTED = range(5)
"""What an open element means for the text in it."""


@dataclass(slots=True)
class _Box:
    """A block with a picture in it."""

    picture: int
    """The number of the run that follows the first picture."""
    lines: int = 0
    """Lines of text: two breaks separate them as two elements do."""
    length: int = 0
    headed: bool = False
    """True where a heading is among its text."""


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
    """Why the elements it stands in are judged not to be body text, outermost first."""
    links: tuple[int, ...] = ()
    """How many characters of each part between breaks are link text; empty without a break."""

    @property
    def link_share(self) -> float:
        """Link text over all text, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text))) if self.linked else 0.0


def text_runs(
    container: HtmlElement,
    dropped: Iterable[HtmlElement] = (),
    *,
    judge: bool = True,
    limit: int = MAX_ELEMENTS,
) -> list[TextRun]:
    """Every run of text below `container`, in document order, without that in `dropped` elements.

    With `judge` off no element is dead by its name or tag. The walk ends after `limit` elements.
    """
    walk = _Walk(container, judge=judge)
    add, enter, leave = walk.add, walk.enter, walk.leave
    gone = frozenset(dropped)
    # the open elements, each with its children still to come and what it means for the text in it
    stack = [(container, iter(container), _PLAIN)]
    count = 0
    while stack:
        child = next(stack[-1][1], None)
        if child is None:
            element, _, part = stack.pop()
            leave(part)
            text = element.tail if stack else None
        else:
            count += 1
            if count > limit:
                break
            if child.tag in SILENT or (gone and child in gone):
                walk.pass_by(child)
                text = child.tail
            else:
                stack.append((child, iter(child), enter(child)))
                text = child.text
        if text:
            add(text)
    walk.end_run()
    if walk.pictures:
        _mark_captions(walk.runs, walk.pictures, container)
    return walk.runs


class _Walk:
    """The run of text that a walk is in, the elements it stands in, and the runs before it."""

    __slots__ = (
        "_bolds",
        "_cuts",
        "_holders",
        "_is_printed",
        "_judge",
        "_linked",
        "_links",
        "_mutes",
        "_pieces",
        "_strong",
        "pictures",
        "runs",
    )

    def __init__(self, container: HtmlElement, *, judge: bool) -> None:
        self.runs: list[TextRun] = []
        self.pictures: list[tuple[HtmlElement, int]] = []
        """Each picture's holder, and the number of the run that follows it."""
        self._judge = judge
        self._pieces: list[str] = []
        self._cuts: list[int] = []
        """How much of the run was link text at each break."""
        self._is_printed = False
        """True once the run holds more than white space."""
        self._linked = self._strong = 0
        self._links = self._bolds = self._mutes = 0
        """How many of the open elements are links, bold, muted."""
        self._holders: list[tuple[HtmlElement, tuple[str, ...]]] = [(container, ())]
        """The open blocks, each with the reasons why its text is dead."""
        if container.text:
            self.add(container.text)

    def add(self, text: str) -> None:
        """Add a piece of text to the run, which no white space opens outside links and bold."""
        if self._mutes:
            return
        if not text.isspace():
            self._is_printed = True
        elif not (self._pieces or self._links or self._bolds):
            return
        self._pieces.append(text)
        if self._links:
            self._linked += len(text)
        if self._bolds:
            self._strong += len(text)

    def pass_by(self, element: HtmlElement) -> None:
        """Note a break or a picture; the element's text is not read."""
        if element.tag == "br":
            self._pieces.append(BREAK)
            self._cuts.append(self._linked)
        elif self._judge and element.tag in PICTURES:
            self.pictures.append((self._holders[-1][0], len(self.runs) + self._is_printed))

    def enter(self, element: HtmlElement) -> int:
        """Open an element; `leave` takes back what is returned. A block ends the run before it."""
        tag = element.tag
        if tag in INLINE:
            return self._enter_inline(element, tag)
        if self._pieces:
            self.end_run()
        dead = self._holders[-1][1]
        if self._judge and (reason := DEAD_TAGS.get(tag) or dead_reason(element)):
            dead = (*dead, reason)
        self._holders.append((element, dead))
        return _BLOCK

    def _enter_inline(self, element: HtmlElement, tag: str) -> int:
        if tag == "a":
            self._links += 1
            return _LINK
        if tag in ("b", "strong"):
            self._bolds += 1
            return _BOLD
        if (
            self._judge
            and dead_reason(element)
            and element.find("p") is None
            and element.find("br") is None
        ):
            self._mutes += 1
            return _MUTED
        return _PLAIN

    def leave(self, part: int) -> None:
        """Close an element, by what `enter` said of it."""
        if part == _BLOCK:
            if self._pieces:
                self.end_run()
            self._holders.pop()
        elif part == _LINK:
            self._links -= 1
        elif part == _BOLD:
            self._bolds -= 1
        elif part == _MUTED:
            self._mutes -= 1

    def end_run(self) -> None:
        """Keep the run, if it prints anything, and begin another."""
        raw = "".join(self._pieces)
        self._pieces.clear()
        if self._cuts:
            text, parts = _split_at_breaks(raw, [*self._cuts, self._linked])
            self._cuts.clear()
        else:
            text, parts = clean(raw), ()
        if text:
            holder, dead = self._holders[-1]
            self.runs.append(TextRun(holder, text, self._linked, self._strong, dead, parts))
        self._linked = self._strong = 0
        self._is_printed = False


def _split_at_breaks(raw: str, cuts: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """The clean text of a run with breaks, and the link characters of each of its parts.

    `cuts` count the link characters up to the end of each part.
    """
    parts = [clean(part) for part in raw.split(BREAK)]
    printed = [number for number, part in enumerate(parts) if part]
    if not printed:
        return "", ()
    first, last = printed[0], printed[-1] + 1
    counts = tuple(cut - before for before, cut in pairwise((0, *cuts)))[first:last]
    return BREAK.join(parts[first:last]), counts


def _mark_captions(
    runs: Sequence[TextRun], pictures: Iterable[tuple[HtmlElement, int]], container: HtmlElement
) -> None:
    """Mark as dead the text behind a picture in a box that holds little else: it is a caption."""
    boxes: dict[HtmlElement, _Box] = {}
    for holder, position in pictures:
        for element in _up(holder, container):
            if element in boxes:
                break
            boxes[element] = _Box(position)
    texts = _own_texts(runs)
    smallest = [_count(run, text, boxes, container) for run, text in zip(runs, texts, strict=True)]
    for number, (run, text, box) in enumerate(zip(runs, texts, smallest, strict=True)):
        if text and box is not None and box.picture <= number and _is_caption_box(box):
            run.dead = (*run.dead, "picture")


def _is_caption_box(box: _Box) -> bool:
    """True where the box holds a few short lines and no heading."""
    return box.lines <= _MOST_LINES and box.length <= _LONGEST_CAPTION and not box.headed


def _own_texts(runs: Iterable[TextRun]) -> list[str]:
    """The runs' texts without advertisements and links to other articles: these stand anywhere."""
    found = []
    listed = False
    for run in runs:
        if len(run.text) > _LONGEST_CAPTION:
            listed = False
            found.append(run.text)
        else:
            parts = zip(run.text.split(BREAK), run.links or (run.linked,), strict=True)
            kept, listed = own_parts(parts, listed=listed)
            found.append(BREAK.join(kept).strip(BREAK))
    return found


def _count(
    run: TextRun, text: str, boxes: Mapping[HtmlElement, _Box], container: HtmlElement
) -> _Box | None:
    """Add the run's `text` to all boxes that it stands in, and return the smallest.

    None where it stands in no box, or where the smallest is a paragraph with a picture in it.
    """
    smallest: HtmlElement | None = None
    for element in _up(run.holder, container):
        box = boxes.get(element)
        if box is not None and text:
            box.lines += text.count(BREAK + BREAK) + 1
            box.length += len(text)
            box.headed = box.headed or (
                run.holder.tag in HEADINGS and len(run.text) <= _LONGEST_HEADING
            )
            smallest = element if smallest is None else smallest
    if smallest is None or (smallest is run.holder and smallest.tag != "div"):
        return None
    return boxes[smallest]


def _up(element: HtmlElement, container: HtmlElement) -> Iterator[HtmlElement]:
    """The element and its ancestors below the container, as far as a picture's box may reach."""
    above: HtmlElement | None = element
    for _ in range(_DEEPEST_BOX):
        if above is None or above is container:
            return
        yield above
        above = above.getparent()
