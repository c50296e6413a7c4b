"""Bytes to one lxml tree, parsed once, and the light index that every reader shares."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from scraper.errors import PageError

MAX_BYTES: Final = 8 * 1024 * 1024
"""The longest page that is read: as much as the crawl accepts; longer ones are no news page."""
_LONG_TAG: Final = 8_000
_MANY_ATTRIBUTES: Final = 400
_SUSPECT: Final = 20_000
"""Equals signs above which a page is searched for tags with too many attributes; a page of 1 MB has 10,000."""
_QUOTED: Final = re.compile(rb"\"[^\"]*\"|'[^']*'")
_TAG_START: Final = re.compile(rb"<[a-zA-Z]")
_OPEN_TAG: Final = re.compile(
    rb"(?is:<!--.*?(?:-->|\Z)|<script\b.*?(?:</script|\Z)|<style\b.*?(?:</style|\Z))|(?P<name><[a-zA-Z][\w:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*+"
)
MAX_ELEMENTS: Final = 150_000
"""How many elements are looked at; a live blog of 1.3 MB has 20,000."""


def parse(text: str) -> HtmlElement:
    """The document of a page's decoded text; comments and processing instructions are left out.

    libxml2 stops at a depth of 2,048 (256 without `huge_tree`, which real pages with unclosed tags exceed), so that neither depth
    nor memory grows with a hostile page.

    Raises:
        PageError: the text is longer than `MAX_BYTES` or holds no markup at all.
    """
    raw = text.encode("utf-8", "replace")
    if len(raw) > MAX_BYTES:
        raise PageError(f"the page has {len(raw):,} bytes, more than {MAX_BYTES:,}: it is no article page, leave it out")
    # etree's parser, not lxml.html's: that one asks a Python function for the class of every element that is touched.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_tamed(raw.replace(b"\x00", b" ")), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PageError(f"the page holds no markup ({error}): fetch it again or leave it out") from error
    if root is None:
        raise PageError("the page holds no markup: fetch it again or leave it out")
    return root


def _tamed(raw: bytes) -> bytes:
    """The page without the attributes of tags that have hundreds: libxml2 needs the square of their number, 145 s for 200,000."""
    if raw.count(b"=") < _SUSPECT and not any(len(piece) > _LONG_TAG and _TAG_START.search(piece) for piece in raw.split(b">")):
        return raw
    return _OPEN_TAG.sub(lambda found: found["name"] if found["name"] and _crowded(found[0]) else found[0], raw)


def _crowded(tag: bytes) -> bool:
    """True where a tag has more attributes than any tag of this world; their values may hold anything.

    A quotation mark too many makes a tag seem to run on into the text, where other tags begin: that is no crowd, unless it is a huge one.
    """
    if len(tag) <= _LONG_TAG:
        return False
    names = _QUOTED.sub(b"", tag)
    count = len(names.split())
    return count > _MANY_ATTRIBUTES and (b"<" not in names[1:] or count > 10 * _MANY_ATTRIBUTES)


class Index:
    """Elements by id and by class, built in one pass over the tree, when a rule first asks."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.by_id: dict[str, list[HtmlElement]] = {}
        self._by_token: dict[str, list[HtmlElement]] = {}
        self.order: dict[HtmlElement, int] = {}
        spellings: dict[str, list[str]] = {}
        for number, element in enumerate(root.iter(etree.Element)):
            if number >= MAX_ELEMENTS:
                break
            self.order[element] = number
            ident, classes = element.get("id"), element.get("class")
            if ident:
                self.by_id.setdefault(ident, []).append(element)
            if classes:
                tokens = spellings.get(classes)
                if tokens is None:
                    tokens = spellings[classes] = classes.split()
                for token in tokens:
                    self._by_token.setdefault(token, []).append(element)

    def with_class(self, token: str) -> list[HtmlElement]:
        """The elements that carry the class, in document order."""
        return self._by_token.get(token, [])

    def with_tag(self, tag: str | None) -> Iterable[HtmlElement]:
        """The elements of that tag (all of them for None), in document order."""
        return self.root.iter(tag) if tag else iter(self.order)


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element's ancestors, from its parent outwards."""
    above = element.getparent()
    while above is not None:
        yield above
        above = above.getparent()


_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None)


def clean(text: str) -> str:
    r"""The text with white space folded to single spaces and invisible marks taken out. Idempotent.

    >>> clean(" Wali\u00a0Kota \n Solo\u200b ")
    'Wali Kota Solo'
    """
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


def text_of(element: HtmlElement) -> str:
    """All the text in the element, scripts left out, as one clean line."""
    return clean("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    for node in element.iter("*"):
        if node.tag in ("script", "style", "noscript", "template", "svg"):
            continue
        if node.text:
            yield node.text if node is element or node.tag in _GLUED else " " + node.text
        if node is not element and node.tail:
            yield node.tail if node.tag in _GLUED else " " + node.tail


_GLUED: Final = frozenset(("a", "b", "strong", "i", "em", "span", "font", "u", "small", "sup", "sub", "mark", "abbr", "time", "label"))
