"""The selectors of portal rules, matched against one tree through its index."""

from collections.abc import Iterable

from lxml import etree
from lxml.html import HtmlElement

from scraper.extract.page.tree import Index, ancestors, text_of
from scraper.portals import Path, Step, parse_selector


def select_all(
    index: Index, selector: str | None, within: HtmlElement | None = None
) -> list[HtmlElement]:
    """What the first alternative that finds anything finds, in document order; inside `within` alone where it is given."""
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
    """The texts (or attributes) that the first alternative with any text has."""
    for path in parse_selector(selector) if selector else ():
        texts = [
            text for element in _found(index, path.steps, within) if (text := _value(element, path))
        ]
        if texts:
            return texts
    return []


def _found(index: Index, steps: tuple[Step, ...], within: HtmlElement | None) -> list[HtmlElement]:
    """The elements that the steps lead to, in document order.

    A last step without class or id ("#berita p") is looked for below what the steps before it find,
    and not all over the page.
    """
    step = steps[-1]
    if (
        within is None
        and len(steps) > 1
        and step.combinator == " "
        and not step.ident
        and not step.classes
    ):
        above = _found(index, steps[:-1], None)
        inner = set(above) if len(above) > 1 else set()
        outermost = (
            (one for one in above if not any(up in inner for up in ancestors(one)))
            if inner
            else above
        )
        return [
            element
            for one in outermost
            for element in one.iterdescendants(step.tag or etree.Element)
            if _is(element, step)
        ]
    return [
        element
        for element in _candidates(index, step, within)
        if _matches(element, steps, len(steps) - 1)
    ]


def _value(element: HtmlElement, path: Path) -> str:
    return (
        " ".join((element.get(path.attribute) or "").split())
        if path.attribute
        else text_of(element)
    )


def _candidates(index: Index, step: Step, within: HtmlElement | None) -> Iterable[HtmlElement]:
    """The elements that may match the last step: the shortest list of the index, or those below `within`."""
    if within is not None:
        below: Iterable[HtmlElement] = within.iterdescendants(step.tag or etree.Element)
        return below
    if step.ident:
        return index.by_id(step.tag).get(step.ident, ())
    if step.classes:
        return min((index.by_class(step.tag).get(token, ()) for token in step.classes), key=len)
    return index.with_tag(step.tag)


def _matches(element: HtmlElement, steps: tuple[Step, ...], last: int) -> bool:
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
