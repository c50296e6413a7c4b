"""The article text that a page declares in its metadata, for pages whose text a script would draw.

It is used only where the page prints no text. On half of the pages that have both, the declared
text has lost its paragraphs, and on some it repeats the page.
"""

from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.text_runs import TextRun, text_runs
from scraper.extract.page.tree import clean, parse

_LEAST: Final = 400
"""Characters: a shorter text is a description."""


def declared_passages(text: str, holder: HtmlElement) -> list[TextRun]:
    """The passages of a declared text; none if it is too short for an article.

    `holder` is the element that lines without markup are given.

    Raises:
        PageError: the text is longer than a page can be.
    """
    if len(text) < _LEAST:
        return []
    if "</" in text:
        return text_runs(parse(text.encode("utf-8", "replace")))
    return [
        TextRun(holder, line, 0, 0, ()) for printed in text.splitlines() if (line := clean(printed))
    ]
