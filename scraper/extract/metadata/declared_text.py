"""The text that a page's code declares as its article's, for pages that print none because a script would.

It is asked only where the visible text is none: declared text has lost its paragraphs on half of
the pages that have both, and on some it holds the page twice.
"""

from typing import Final

from lxml.html import HtmlElement

from scraper.extract.page.text_runs import TextRun, text_runs
from scraper.extract.page.tree import clean, parse

_LEAST: Final = 400
"""Characters: what is shorter is a description."""


def declared_passages(text: str, holder: HtmlElement) -> list[TextRun]:
    """The passages of a declared text, set in markup or in lines; none of a text too short to be an article.

    `holder` stands for the element that lines without markup have not.

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
