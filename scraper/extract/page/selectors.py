"""The selectors of portal rules, matched against one tree through its index."""

from collections.abc import Iterable
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from scraper.extract.page.tree import Index, ancestors, text_of
from scraper.portals import Path, Step, parse_selector


def select_all(
    index: Index, selector: str | None, within: HtmlElement | None = None
) -> list[HtmlElement]:
    """The elements of the first alternative that finds any, in document order.

    With `within` only elements inside it are found.
    """
    for path in parse_selector(selector) if selector else ():
        found = _found(index, path.steps, within)
        if found:
            return found
    return []


def select_first(
    index: Index, selector: str | None, within: HtmlElement | None = None
) -> HtmlElement | None:
    """The first element of `select_all`, or None."""
    return next(iter(select_all(index, selector, within)), None)


def read_selected(
    index: Index, selector: str | None, within: HtmlElement | None = None
) -> str | None:
    """The text (or attribute) of the first alternative and element that has any, or None."""
    return next(iter(read_all_selected(index, selector, within)), None)


def read_all_selected(
    index: Index, selector: str | None, within: HtmlElement | None = None
) -> list[str]:
    """The texts (or attributes) of the first alternative that has any."""
    for path in parse_selector(selector) if selector else ():
        values = (_value(element, path) for element in _found(index, path.steps, within))
        texts = [text for text in values if text]
        if texts:
            return texts
    return []


def _found(index: Index, steps: tuple[Step, ...], within: HtmlElement | None) -> list[HtmlElement]:
    """The elements that the steps lead to, in document order.

    A last step without class or id ("#berita p") is looked for only below what the steps before it
    find.
    """
    step = steps[-1]
    is_bare = step.combinator == " " and not step.ident and not step.classes
    if within is None and len(steps) > 1 and is_bare:
        above = _outermost(_found(index, steps[:-1], None))
        below = (one.iterdescendants(step.tag or etree.Element) for one in above)
        return [element for element in chain.from_iterable(below) if _is(element, step)]
    last = len(steps) - 1
    candidates = _candidates(index, step, within)
    return [element for element in candidates if _matches(element, steps, last)]


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """The elements that are in none of the others."""
    if len(elements) < 2:
        return elements
    inner = set(elements)
    return [one for one in elements if inner.isdisjoint(ancestors(one))]


def _value(element: HtmlElement, path: Path) -> str:
    if path.attribute:
        return " ".join((element.get(path.attribute) or "").split())
    return text_of(element)


def _candidates(index: Index, step: Step, within: HtmlElement | None) -> Iterable[HtmlElement]:
    """The elements that may match the last step: the index's shortest list, or all in `within`."""
    if within is not None:
        below: Iterable[HtmlElement] = within.iterdescendants(step.tag or etree.Element)
        return below
    if step.ident:
        return index.by_id(step.tag).get(step.ident, ())
    if step.classes:
        return min((index.by_class(step.tag).get(token, ()) for token in step.classes), key=len)
    return index.with_tag(step.tag)


def _matches(element: HtmlElement, steps: tuple[Step, ...], last: int) -> bool:
    """True where the element is what the steps up to number `last` lead to."""
    step = steps[last]
    if not _is(element, step):
        return False
    if last == 0:
        return True
    if step.combinator == "+":
        before = element.getprevious()
        return before is not None and _matches(before, steps, last - 1)
    above = element.getparent()
    if step.combinator == ">":
        return above is not None and _matches(above, steps, last - 1)
    while above is not None:
        if _matches(above, steps, last - 1):
            return True
        above = above.getparent()
    return False


def _is(element: HtmlElement, step: Step) -> bool:
    """True where the element has the step's tag, id, classes, place and attributes."""
    if step.tag and element.tag != step.tag:
        return False
    if step.ident and element.get("id") != step.ident:
        return False
    if step.classes and not step.classes <= frozenset((element.get("class") or "").split()):
        return False
    if step.first and element.getprevious() is not None:
        return False
    return all(
        _holds(element.get(name), operator, value) for name, operator, value in step.attributes
    )


def _holds(found: str | None, operator: str, value: str) -> bool:
    if found is None:
        return False
    match operator:
        case "=":
            return found == value
        case "^=":
            return found.startswith(value)
        case "$=":
            return found.endswith(value)
        case "*=":
            return value in found
    return True
