"""Writes an article that a page holds only as JSON into the page, as ordinary markup.

Laravel's Inertia hands the page to its script in an attribute (`data-page`), Next.js in a script
(`__NEXT_DATA__`). Such a page prints no text. A page that prints its text is left unchanged: what
readers see is better evidence than what a script holds.
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
"""Where a script mounts the page: a child of the body, or a grandchild."""
_TITLES: Final = ("title", "headline", "judul")
_TEXTS: Final = ("content", "body", "isi")
_DATES: Final = ("published_at", "publishedAt", "datePublished", "publish_date", "date")
_WRITERS: Final = ("authors", "author", "reporters", "reporter")
_LEAST_TEXT: Final = 300
"""Characters of HTML: a shorter text is a summary."""
_LONGEST: Final = 3_000_000


def unfold_embedded_json(root: HtmlElement) -> None:
    """Replace the body with the article of the page's JSON, where the page prints little text."""
    body = root.find("body")
    if body is None:
        return
    fields = max(_articles(body), key=lambda found: len(_text(found, _TEXTS)), default=None)
    if fields is None or len(text_of(body)) > len(_text(fields, _TEXTS)) // 2:
        return
    for child in list(body):
        if child.tag not in ("script", "style"):
            body.remove(child)
    body.insert(0, _as_markup(fields))


def _articles(body: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """The JSON objects that have a headline and a text."""
    scripts = (element.text or "" for element in cast("list[HtmlElement]", _SCRIPTS(body)))
    attributes = (
        str(element.get(_ATTRIBUTE)) for element in cast("list[HtmlElement]", _MOUNTS(body))
    )
    for printed in (*attributes, *scripts):
        try:
            value = json_of(printed) if len(printed) < _LONGEST else None
        except InputError:  # the attribute or script is used for something else
            continue
        for one in _objects(value):
            if _text(one, _TITLES) and len(_text(one, _TEXTS)) >= _LEAST_TEXT:
                yield one


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects outside lists: a list holds other articles, which the page links to."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            yield one
            pending += one.values()


def _as_markup(fields: Mapping[str, Any]) -> HtmlElement:
    """The article as an element, its fields marked as microdata."""
    article = etree.Element("article", itemscope="", itemtype="https://schema.org/NewsArticle")
    etree.SubElement(article, "h1", itemprop="headline").text = _text(fields, _TITLES)
    _add_names(article, "author", next(filter(None, (_names(fields.get(k)) for k in _WRITERS)), []))
    _add_names(article, "editor", _names(fields.get("editor")))
    if date := _text(fields, _DATES):
        etree.SubElement(article, "time", itemprop="datePublished", datetime=date).text = date
    _add_photo(article, fields.get("image"))
    text = etree.SubElement(article, "div", itemprop="articleBody")
    text.extend(_children(_text(fields, _TEXTS)))
    return article


def _add_names(article: HtmlElement, role: str, names: list[str]) -> None:
    for name in names:
        etree.SubElement(etree.SubElement(article, "div"), "span", itemprop=role).text = name


def _add_photo(article: HtmlElement, image: Any) -> None:
    fields = image if isinstance(image, dict) else {"url": image}
    url = _text(fields, ("url", "src"))
    if url:
        figure = etree.SubElement(article, "figure")
        etree.SubElement(figure, "img", src=url)
        etree.SubElement(figure, "figcaption").text = _text(fields, ("caption", "description"))


def _children(text: str) -> list[HtmlElement]:
    """The elements of an HTML fragment; text before the first becomes a paragraph."""
    body = parse(f"<html><body>{text}</body></html>".encode()).find("body")
    if body is None:
        return []
    if (body.text or "").strip():
        first = etree.Element("p")
        first.text, body.text = body.text, None
        body.insert(0, first)
    return list(body)


def _text(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The first of the fields that is a text and not blank."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _names(value: Any) -> list[str]:
    """The names in a text, an object with a `name`, or a list of either."""
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [value.strip()] if isinstance(value, str) and value.strip() else []
