"""What the page prints around the body: lines between headline and text, beside it, and under it.

Date, bylines, section and tags are found there. Only the siblings on the way from the headline to
the body, and some behind the body, are read: the rest of the page costs nothing, and cannot be
taken for this article's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.class_names import SILENT
from scraper.extract.page.text_runs import TextRun, text_runs
from scraper.extract.page.tree import ancestors

_SIBLINGS: Final = 30
"""How many neighbours are read on each level."""
_ELEMENTS: Final = 150
"""How many elements of each neighbour are read."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Runs of text near the body that are no part of it, by place, in document order."""

    above: tuple[TextRun, ...]
    """Around the headline, and from there to the body."""
    below: tuple[TextRun, ...]
    """Behind the body, the nearest first."""

    @property
    def nearest_first(self) -> tuple[TextRun, ...]:
        """Above, then below."""
        return self.above + self.below


def surroundings_of(headline: HtmlElement | None, container: HtmlElement) -> Surroundings:
    """The surroundings of a body.

    Without a headline element, "above" is what stands before the body under the same parents.
    """
    up = list(ancestors(container))
    if headline is None:
        return Surroundings(_read(_before(container, up[:2])), _read(_after(container, up[:2])))
    shared = _shared(headline, container, up)
    if shared is container:
        beside = [*_before(headline, []), *_after(headline, [])]
        return Surroundings(_read(beside), _read(_after(container, up[:1])))
    rising = [headline, *_below(ancestors(headline), shared)]
    falling = [container, *_below(up, shared)]
    own, other = rising[-1], falling[-1]
    above: list[HtmlElement] = list(_before(headline, rising[1:2]))
    for node in rising[:-1]:
        above.extend(islice(node.itersiblings(), _SIBLINGS))
    above.extend(_between(own, other))
    for node in reversed(falling[:-1]):
        above.extend(reversed(list(islice(node.itersiblings(preceding=True), _SIBLINGS))))
    return Surroundings(_read(above), _read(_after(container, falling[1:])))


def _shared(headline: HtmlElement, container: HtmlElement, up: list[HtmlElement]) -> HtmlElement:
    """The smallest element that holds both headline and container."""
    above = {container, *up}
    return next((one for one in (headline, *ancestors(headline)) if one in above), container)


def _below(chain: Iterable[HtmlElement], end: HtmlElement) -> Iterator[HtmlElement]:
    """The elements of the chain before `end`."""
    for one in chain:
        if one is end:
            return
        yield one


def _between(first: HtmlElement, last: HtmlElement) -> list[HtmlElement]:
    """The siblings between two siblings; none where they are too many."""
    found: list[HtmlElement] = []
    for one in islice(first.itersiblings(), _SIBLINGS):
        if one is last:
            return found
        found.append(one)
    return []


def _before(element: HtmlElement, up: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Some elements before the element and before the ancestors `up`, in document order."""
    found: list[HtmlElement] = []
    for one in (*reversed(list(up)), element):
        found.extend(reversed(list(islice(one.itersiblings(preceding=True), 8))))
    return found


def _after(element: HtmlElement, up: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Some elements behind the element and behind the first ancestors of `up`."""
    found: list[HtmlElement] = []
    for one in (element, *islice(up, 3)):
        found.extend(islice(one.itersiblings(), 10))
    return found


def _read(elements: Iterable[HtmlElement]) -> tuple[TextRun, ...]:
    return tuple(
        run
        for element in elements
        if element.tag not in SILENT
        for run in text_runs(element, judge=False, limit=_ELEMENTS)
    )
