"""Reads JSON-LD as pages really print it, broken or not, and finds the article's node in it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scraper.errors import InputError
from scraper.extract.text.word_tables import words
from scraper.untrusted.parsing import json_at, json_of

__all__ = ["Node", "articles", "breadcrumb", "kinds", "nodes", "texts"]

Node = Mapping[str, Any]

ARTICLES: Final = words("""
Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle
BackgroundNewsArticle ReviewNewsArticle AskPublicNewsArticle AdvertiserContentArticle
SatiricalArticle ScholarlyArticle TechArticle BlogPosting LiveBlogPosting Report SocialMediaPosting
Review Recipe VideoObject Interview
""")
"""The schema.org types of what a page is about. A node with several of an article's properties
comes before a video's."""
_NEWS_FIRST: Final = (
    "NewsArticle",
    "Article",
    "Posting",
    "Report",
    "Review",
    "Recipe",
    "VideoObject",
)
_COMPARED: Final = ("headline", "datePublished", "author", "articleBody")
"""The properties by which nodes of articles are compared."""
_OTHERS: Final = words("""
itemListElement hasPart isPartOf relatedLink citation comment liveBlogUpdate mentions isBasedOn
publisher subjectOf video image associatedMedia review about significantLink blogPost
suggestedAnswer potentialAction
""")
"""Properties whose values may be nodes of other articles."""
_LONGEST: Final = 3_000_000
_MOST_NODES: Final = 3000
_DEEPEST: Final = 12

_LONGEST_COMMENT: Final = 2000
_OPENING_MARKS: Final = (
    "/* <![CDATA[ */",
    "/*<![CDATA[*/",
    "//<![CDATA[",
    "// <![CDATA[",
    "<![CDATA[",
    "<!--",
)
_CLOSING_MARKS: Final = ("/* ]]> */", "/*]]>*/", "//]]>", "// ]]>", "]]>", "-->")
_TRAILING: Final = re.compile(r",(?=\s*[}\]])")
_SALVAGE: Final = re.compile(
    r"\"(headline|datePublished|dateModified|dateCreated|articleSection|description|keywords|@type)\""
    r"\s*:\s*\"((?:[^\"\\]|\\.){1,2000})\""
)
_SALVAGE_AUTHOR: Final = re.compile(
    r"\"author\"\s*:\s*[\[{\s]{0,20}(?:\"@?\w{1,20}\"\s*:\s*\"[^\"]{0,200}\"\s*,\s*){0,6}"
    r"\"name\"\s*:\s*\"([^\"]{1,200})\""
)


def nodes(script: str) -> list[Node]:
    """The nodes of one JSON-LD script, `@graph` and lists flattened, outer nodes before inner ones.

    Broken JSON is mended (raw line breaks, trailing commas, HTML comments, CDATA, several objects
    in a row). Of a script that cannot be mended, one node is made of the properties that a pattern
    finds in it.
    """
    if len(script) > _LONGEST:
        return []
    found: list[Node] = []
    for value in _values(script):
        found.extend(_flat(value))
    return found


def articles(found: Iterable[Node]) -> list[Node]:
    """The nodes of articles, the best candidate for the page's own first.

    Texts with several of an article's properties come before other texts and videos.
    """
    candidates = [node for node in found if any(kind in ARTICLES for kind in kinds(node))]
    return sorted(candidates, key=_rank)


def kinds(node: Node) -> tuple[str, ...]:
    """The node's types without their vocabulary: `NewsArticle`."""
    value = node.get("@type", ())
    values = value if isinstance(value, list) else [value]
    return tuple(v.rpartition("/")[2].rpartition(":")[2] for v in values if isinstance(v, str))


def texts(value: object) -> list[str]:
    """The texts of a property: a text, a list of them, or nodes by their names."""
    if isinstance(value, str):
        text = html.unescape(value).strip()
        return [text] if text else []
    if isinstance(value, list):
        return [text for part in value[:100] for text in texts(part)]
    if isinstance(value, Mapping):
        return texts(value.get("name") or value.get("@value") or "")
    return []


def breadcrumb(found: Iterable[Node]) -> tuple[str, ...]:
    """The names of the page's breadcrumb, from the front page down."""
    for node in found:
        if "BreadcrumbList" in kinds(node) and isinstance(node.get("itemListElement"), list):
            steps = [step for step in node["itemListElement"][:20] if isinstance(step, Mapping)]
            names = [(texts(step.get("name")) or texts(step.get("item")))[:1] for step in steps]
            return tuple(name for part in names for name in part)
    return ()


def _rank(node: Node) -> tuple[int, int]:
    """Where a node comes among those of articles; the smallest comes first."""
    kind = " ".join(kinds(node))
    place = next((i for i, name in enumerate(_NEWS_FIRST) if name in kind), len(_NEWS_FIRST))
    filled = sum(1 for name in _COMPARED if node.get(name))
    is_text = place < len(_NEWS_FIRST) - 1
    return (0 if is_text and filled > 1 else 1, -filled if filled else place)


def _values(script: str) -> Iterator[object]:
    """The JSON values of a script, or what can be saved of them."""
    text = _unwrapped(script)
    if not text:
        return
    for attempt in (str, _mended, _unescaped):
        try:
            yield json_of(attempt(text), lenient=True)
        except InputError:
            continue
        return
    in_a_row = list(_in_a_row(_mended(text)))
    if in_a_row:
        yield from in_a_row
        return
    salvaged = _salvaged(text)
    if salvaged:
        yield salvaged


def _unwrapped(script: str) -> str:
    """The script without the comment and CDATA marks around it."""
    text = script.strip().rstrip(";")
    for _ in range(3):
        for opening in _OPENING_MARKS:
            text = text.removeprefix(opening)
        for closing in _CLOSING_MARKS:
            text = text.removesuffix(closing)
        text = text.strip()
    return text


def _mended(text: str) -> str:
    return _TRAILING.sub("", _uncommented(text))


def _uncommented(text: str) -> str:
    """The text without HTML comments, in one pass."""
    kept: list[str] = []
    done = 0
    start, end = text.find("<!--"), -1
    while start >= 0:
        end = text.find("-->", start + 4) if end < start + 4 else end
        if end < 0:
            break
        after = start + 4
        if end - after <= _LONGEST_COMMENT:
            kept.append(text[done:start])
            done = after = end + 3
        start = text.find("<!--", after)
    return "".join((*kept, text[done:]))


def _unescaped(text: str) -> str:
    return _mended(html.unescape(text))


def _in_a_row(text: str) -> Iterator[object]:
    """Several JSON values in a row, as careless templates print them."""
    position = 0
    for _ in range(20):
        starts = (text.find("{", position), text.find("[", position))
        start = min((i for i in starts if i >= 0), default=-1)
        if start < 0:
            return
        try:
            value, position = json_at(text, start)
        except InputError:
            return
        yield value


def _salvaged(text: str) -> dict[str, object]:
    """The properties that patterns find in broken JSON."""
    found: dict[str, object] = {}
    for key, value in _SALVAGE.findall(text[:200_000]):
        found.setdefault(key, _plain(value))
    author = _SALVAGE_AUTHOR.search(text[:200_000])
    if author:
        found["author"] = {"name": _plain(author[1])}
    return found


def _plain(value: str) -> str:
    """A JSON string without its escapes."""
    try:
        plain = json_of(f'"{value}"', lenient=True)
    except InputError:
        return value
    return plain if isinstance(plain, str) else value


def _flat(value: object) -> list[Node]:
    """The nodes within a JSON value, breadth first and bounded, without values of `_OTHERS`."""
    found: list[Node] = []
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for item in level:
            if isinstance(item, Mapping):
                found.append(item)
                below.extend(
                    v for k, v in item.items() if k not in _OTHERS and isinstance(v, dict | list)
                )
            elif isinstance(item, list):
                below.extend(v for v in item[:_MOST_NODES] if isinstance(v, dict | list))
        if not below or len(found) > _MOST_NODES:
            break
        level = below[:_MOST_NODES]
    return found
