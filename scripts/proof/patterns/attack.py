"""Builds texts from a pattern's own structure that make it backtrack, if anything does.

A pattern backtracks where a loop can give back what it matched. So for every part of the pattern a
text is built that matches it, and repeated: by itself, behind what the pattern wants before it, and
together with that. Each text gets an end that does not match.
"""

import re._constants as sre
import re._parser as parser
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any, Final

CHARACTERS: Final = " a1A.-/,<>\"'=:([\n#_@é"
"""Characters tried for a class that allows them."""
ENDS: Final = ("", "\x00", "!\n")
"""Ends that hardly any pattern matches; the last is for a `$` that accepts one line break."""
_VARIANTS: Final = 4
_MOST: Final = 28
"""Units of one pattern; in a table of hundreds of names, the first ones represent the others."""
_REPEATS: Final = frozenset((sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT))

Node = tuple[Any, Any]


def attacks(pattern: str, flags: int) -> list[tuple[str, str]]:
    """(prefix, repeated unit); `ENDS` has the ends."""
    sequence = list(parser.parse(pattern, flags))
    found: dict[tuple[str, str], None] = {}
    for before, node in _nodes(sequence, ("",)):
        for unit in _texts([node]):
            if unit:
                for prefix in islice(before, 2):
                    found[(prefix, unit)] = None
                    found[("", prefix + unit)] = None
    for length in range(1, len(sequence)):
        for unit in islice(_texts(sequence[:length]), 2):
            found[("", unit)] = None
    found.pop(("", ""), None)
    loops = [pair for pair in found if len(pair[1]) == 1]
    others = [pair for pair in found if len(pair[1]) > 1]
    step = max(1, len(others) // _MOST)
    return [*loops[:_MOST], *others[::step][:_MOST]]


def _nodes(sequence: Sequence[Node], before: Sequence[str]) -> Iterator[tuple[Sequence[str], Node]]:
    """Every part of a pattern, with texts for what it wants before that part."""
    done: list[Node] = []
    for node in sequence:
        prefixes = [first + second for first, second in product(before, islice(_texts(done), 2))]
        yield prefixes, node
        for inner in _inside(node):
            yield from _nodes(inner, prefixes)
        done.append(node)


def _inside(node: Node) -> list[list[Node]]:
    """The sequences that a node contains."""
    kind, value = node
    if kind in _REPEATS:
        return [list(value[2])]
    if kind is sre.SUBPATTERN:
        return [list(value[3])]
    if kind is sre.BRANCH:
        return [list(one) for one in value[1][:12]]
    if kind is sre.ATOMIC_GROUP:
        return [list(value)]
    if kind is sre.ASSERT:
        return [list(value[1])]
    return []


def _texts(sequence: Iterable[Node]) -> list[str]:
    """Some texts that match the sequence; each loop takes its shortest way that is not empty."""
    found = [""]
    for node in sequence:
        own = list(islice(_of(node), _VARIANTS * 2))
        found = (
            [first + second for first, second in product(found, own)][: _VARIANTS * 2]
            if own
            else found
        )
    return found


def _of(node: Node) -> Iterator[str]:
    kind, value = node
    if kind is sre.BRANCH:
        for one in islice(value[1], _VARIANTS * 2):
            yield from _texts(one)[:2]
    elif kind in _REPEATS:
        yield from (text * max(1, value[0]) for text in _texts(value[2]))
    elif (inner := _group(node)) is not None:
        yield from _texts(inner)
    else:
        yield from _characters(node)


def _group(node: Node) -> Sequence[Node] | None:
    """The content of a group, where the node is one."""
    kind, value = node
    if kind is sre.SUBPATTERN:
        return list(value[3])
    if kind is sre.GROUPREF_EXISTS:
        return list(value[1])
    return list(value) if kind is sre.ATOMIC_GROUP else None


def _characters(node: Node) -> Iterator[str]:
    """Characters that a node matches; none for a node without width, such as `^` and `(?=…)`."""
    kind, value = node
    if kind is sre.LITERAL:
        yield chr(value)
    elif kind is sre.NOT_LITERAL:
        yield from (one for one in CHARACTERS if ord(one) != value)
    elif kind is sre.ANY:
        yield from " a1A"
    elif kind is sre.IN:
        yield from _members(value)


def _members(value: Sequence[Node]) -> Iterator[str]:
    """Characters of a class: the usual ones, then those that it lists."""
    negated = value[0][0] is sre.NEGATE
    listed = [
        chr(one if kind is sre.LITERAL else one[0])
        for kind, one in value
        if kind in (sre.LITERAL, sre.RANGE)
    ]
    yield from (
        one for one in CHARACTERS if any(_holds(item, one) for item in value) is not negated
    )
    if not negated:
        yield from listed


def _holds(item: Node, character: str) -> bool:
    kind, value = item
    if kind is sre.LITERAL:
        return bool(ord(character) == value)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return kind is sre.CATEGORY and bool(_CATEGORIES[value](character))


_CATEGORIES: Final[dict[Any, Callable[[str], bool]]] = {
    sre.CATEGORY_DIGIT: str.isdigit,
    sre.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    sre.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    sre.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}
