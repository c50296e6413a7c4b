"""Remove from a stored page everything that runs, loads or asks, so that it can be shown.

The content security policy of its answer (`security_headers.SNAPSHOT`) forbids the same things once
more; neither relies on the other. The look is lost; text, order and inline styles stay. The
original bytes can be downloaded.
"""

from typing import Final
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from scraper.errors import PageError
from scraper.extract import as_utf8, parse
from scraper.model import Page

# fmt: off (a line holds many short names)
_REMOVED: Final = frozenset(
    {
        "applet",
        "audio",
        "base",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "object",
        "portal",
        "script",
        "select",
        "source",
        "svg",
        "template",
        "textarea",
        "track",
        "video",
    }
)
"""Elements that run, load, ask or draw something; the text of a form goes too."""
_KEPT_ATTRIBUTES: Final = frozenset(
    {
        "abbr",
        "align",
        "alt",
        "border",
        "cellpadding",
        "cellspacing",
        "class",
        "colspan",
        "datetime",
        "dir",
        "height",
        "headers",
        "href",
        "id",
        "lang",
        "rowspan",
        "scope",
        "span",
        "start",
        "style",
        "title",
        "valign",
        "width",
    }
)
# fmt: on


def sanitize(page: Page) -> str:
    """The page as HTML without active content; if it cannot be parsed, a note that says why."""
    try:
        root = parse(as_utf8(page.body, page.headers.get("content-type")))
    except PageError as error:
        return _document(etree.Element("body"), str(error))
    body = root.find("body")
    if body is None:
        body = root
    for element in list(body.iter()):
        if element.tag in _REMOVED:
            _remove(element)
        else:
            _strip(element)
    return _document(body, None)


def _remove(element: HtmlElement) -> None:
    """Take the element out, but keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail
    if tail:
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


def _strip(element: HtmlElement) -> None:
    """Remove the element's other attributes, and links that lead to no web page."""
    for name in list(element.attrib):
        if name not in _KEPT_ATTRIBUTES or (name == "href" and not _is_web(element.attrib[name])):
            del element.attrib[name]
    if element.tag == "a" and "href" in element.attrib:
        element.set("rel", "noreferrer noopener nofollow")


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in ("http", "https")
    except ValueError:  # "http://[broken"
        return False


def _document(body: HtmlElement, note: str | None) -> str:
    root = etree.Element("html")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "title").text = "Kliping"
    body.tag = "body"
    if note:
        etree.SubElement(body, "p").text = note
    root.append(body)
    return "<!DOCTYPE html>\n" + etree.tostring(root, encoding="unicode", method="html")
