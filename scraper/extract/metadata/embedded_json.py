"""A page whose article stands in JSON alone, for a script to draw: written out as the microdata that it amounts to, before it is read.

Laravel's Inertia hands the page to its script in an attribute (`data-page`), Next.js in a script
(`__NEXT_DATA__`). Such a page has no text of its own; a page that prints its text is left as it is,
for what readers see is better evidence than what a script holds.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from lxml import etree
from lxml.etree import XPath
from lxml.html import HtmlElement

from scraper.errors import InputError
from scraper.extract.page.tree import parse, text_of
from scraper.untrusted.parsing import json_of

_ATTRIBUTE: Final = "data-page"
_SCRIPTS: Final = XPath("descendant::script[@id='__NEXT_DATA__']")
_MOUNTS: Final = XPath("div[@data-page] | */div[@data-page]")
"""Where a script mounts the page: a child of the body, or of a box that holds all of it."""
_TITLES: Final = ("title", "headline", "judul")
_TEXTS: Final = ("content", "body", "isi")
_DATES: Final = ("published_at", "publishedAt", "datePublished", "publish_date", "date")
_WRITERS: Final = ("authors", "author", "reporters", "reporter")
_LEAST_TEXT: Final = 300
"""Characters of HTML that are a text rather than the summary of one."""
_LONGEST: Final = 3_000_000


def unfold_embedded_json(root: HtmlElement) -> None:
    """Put the article of a page's JSON in the place of the page's empty body, where there is one and the page prints no text of its own."""
    body = root.find("body")
    fields = (
        max(_articles(body), key=lambda found: len(_text(found, _TEXTS)), default=None)
        if body is not None
        else None
    )
    if body is None or fields is None or len(text_of(body)) > len(_text(fields, _TEXTS)) // 2:
        return
    for child in list(body):
        if child.tag not in ("script", "style"):
            body.remove(child)
    body.insert(0, _written(fields))


def _articles(body: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The JSON objects that have a headline and a text."""
    scripts = (element.text or "" for element in cast("list[HtmlElement]", _SCRIPTS(body)))
    attributes = (
        str(element.get(_ATTRIBUTE)) for element in cast("list[HtmlElement]", _MOUNTS(body))
    )
    for written in (*attributes, *scripts):
        try:
            value = json_of(written) if len(written) < _LONGEST else None
        except InputError:  # some other use of the name
            continue
        for one in _objects(value):
            if _text(one, _TITLES) and len(_text(one, _TEXTS)) >= _LEAST_TEXT:
                yield one


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects outside any list: what stands in a list are other articles, which the page only names."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            yield one
            pending += one.values()


def _written(fields: Mapping[str, Any]) -> HtmlElement:
    article = etree.Element("article", itemscope="", itemtype="https://schema.org/NewsArticle")
    etree.SubElement(article, "h1", itemprop="headline").text = _text(fields, _TITLES)
    writers: list[str] = next((names for key in _WRITERS if (names := _names(fields.get(key)))), [])
    for role, names in (("author", writers), ("editor", _names(fields.get("editor")))):
        for name in names:
            etree.SubElement(etree.SubElement(article, "div"), "span", itemprop=role).text = name
    if date := _text(fields, _DATES):
        etree.SubElement(article, "time", itemprop="datePublished", datetime=date).text = date
    _add_photo(article, fields.get("image"))
    text = etree.SubElement(article, "div", itemprop="articleBody")
    text.extend(_children(_text(fields, _TEXTS)))
    return article


def _add_photo(article: HtmlElement, image: Any) -> None:
    fields = image if isinstance(image, dict) else {"url": image}
    url = _text(fields, ("url", "src"))
    if url:
        figure = etree.SubElement(article, "figure")
        etree.SubElement(figure, "img", src=url)
        etree.SubElement(figure, "figcaption").text = _text(fields, ("caption", "description"))


def _children(text: str) -> list[HtmlElement]:
    """The elements of an HTML fragment; bare text becomes a paragraph."""
    body = parse(f"<html><body>{text}</body></html>".encode()).find("body")
    if body is None:
        return []
    if (body.text or "").strip():
        first = etree.Element("p")
        first.text, body.text = body.text, None
        body.insert(0, first)
    return list(body)


def _text(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next(
        (
            value.strip()
            for key in keys
            if isinstance(value := fields.get(key), str) and value.strip()
        ),
        "",
    )


def _names(value: Any) -> list[str]:
    """The names in a text, an object with a `name`, or a list of either."""
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [value.strip()] if isinstance(value, str) and value.strip() else []
