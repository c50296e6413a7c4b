"""The lxml tree of a page, its index by class and id, and the text of its elements."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from scraper.errors import PageError
from scraper.untrusted.attribute_guard import cut_attributes

MAX_BYTES: Final = 8 * 1024 * 1024
"""The longest page that is read, as the crawl accepts it; no news page is longer."""
MAX_ELEMENTS: Final = 150_000
"""How many elements are read; a live blog of 1.3 MB has 20,000."""


def parse(source: bytes) -> HtmlElement:
    """The document of a page's UTF-8 source; comments and processing instructions are left out.

    libxml2 stops at a depth of 2,048 (256 without `huge_tree`, which real pages with unclosed tags
    exceed), so that neither depth nor memory grows with a hostile page.

    Raises:
        PageError: the source is longer than `MAX_BYTES` or holds no markup at all.
    """
    # etree's parser, not lxml.html's: that one asks a Python function for the class of every
    # element that is touched.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(cut_attributes(source), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PageError(
            f"the page holds no markup ({error}): fetch it again or leave it out"
        ) from error
    if root is None:
        raise PageError("the page holds no markup: fetch it again or leave it out")
    return root


Named = dict[str, list[HtmlElement]]
"""Elements by a name, in document order."""


class Index:
    """Elements by id and by class, for one tag at a time.

    Each tag is indexed when a rule first asks: all at once cost more than the parse.
    """

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self._by_id: dict[str | None, Named] = {}
        self._by_class: dict[str | None, Named] = {}

    def by_id(self, tag: str | None) -> Named:
        """The elements of a tag (of any tag for None) by their id."""
        if tag not in self._by_id:
            found: Named = {}
            for element in self.with_tag(tag):
                ident = element.get("id")
                if ident:
                    found.setdefault(ident, []).append(element)
            self._by_id[tag] = found
        return self._by_id[tag]

    def by_class(self, tag: str | None) -> Named:
        """The elements of a tag (of any tag for None) by each of their classes."""
        if tag not in self._by_class:
            found: Named = defaultdict(list)
            spellings: dict[str, list[str]] = {}
            for element in self.with_tag(tag):
                classes = element.get("class")
                if classes:
                    tokens = spellings.get(classes)
                    if tokens is None:
                        tokens = spellings[classes] = classes.split()
                    for token in tokens:
                        found[token].append(element)
            self._by_class[tag] = found
        return self._by_class[tag]

    def with_tag(self, tag: str | None) -> Iterable[HtmlElement]:
        """The elements of that tag (all of them for None), in document order."""
        return islice(self.root.iter(tag or etree.Element), MAX_ELEMENTS)

    @cached_property
    def order(self) -> dict[HtmlElement, int]:
        """Each element's place in the document."""
        return {element: number for number, element in enumerate(self.with_tag(None))}


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element's ancestors, from its parent outwards."""
    above = element.getparent()
    while above is not None:
        yield above
        above = above.getparent()


_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Marks without a width, such as those of writing direction.

A pattern, because `str.translate` takes ten times as long for a text that has none."""


def clean(text: str) -> str:
    r"""The text with white space folded to single spaces and without invisible marks; idempotent.

    >>> clean(" Wali\u00a0Kota \n Solo\u200b ")
    'Wali Kota Solo'
    """
    folded = " ".join(text.split())
    # no invisible mark is printable, and this test costs a third of a search for one
    if folded.isascii() or folded.isprintable():
        return folded
    return " ".join(_INVISIBLE.sub("", folded).split())


def text_of(element: HtmlElement) -> str:
    """All the text in the element, scripts left out, as one clean line."""
    if not len(element) and element.tag not in _UNPRINTED:
        return clean(element.text or "")
    return clean("".join(_pieces(element)))


def text_from(element: HtmlElement, more: int) -> str:
    """All the text in the element and at least `more` characters behind it, as one clean line."""
    pieces = list(_pieces(element))
    for piece in _behind(element):
        if more <= 0:
            break
        pieces.append(piece)
        more -= len(clean(piece))
    return clean("".join(pieces))


def has_text(element: HtmlElement) -> bool:
    """True where `text_of` is not empty; only the first words are read."""
    return any(map(clean, _pieces(element)))


def _behind(element: HtmlElement) -> Iterator[str]:
    """The pieces of text behind an element, in document order."""
    for one in (element, *ancestors(element)):
        yield from _tail(one)
        for beside in one.itersiblings():
            if beside.tag not in _UNPRINTED:
                yield from (" ", *_pieces(beside))
            yield from _tail(beside)


def _tail(node: HtmlElement) -> Iterator[str]:
    if node.tail:
        yield node.tail if node.tag in _GLUED else " " + node.tail


def _pieces(element: HtmlElement) -> Iterator[str]:
    for node in element.iter("*"):
        if node.tag in _UNPRINTED:
            continue
        if node.text:
            yield node.text if node is element or node.tag in _GLUED else " " + node.text
        if node is not element and node.tail:
            yield node.tail if node.tag in _GLUED else " " + node.tail


_UNPRINTED: Final = frozenset(("script", "style", "noscript", "template", "svg"))
_GLUED: Final = frozenset(
    (
        "a",
        "b",
        "strong",
        "i",
        "em",
        "span",
        "font",
        "u",
        "small",
        "sup",
        "sub",
        "mark",
        "abbr",
        "time",
        "label",
    )
)
"""Elements whose text may continue a word; that of others is set off by a space."""
