"""Citations of an archived article: a line for people, BibTeX and CSL-JSON for programs."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from scraper.archive import citation_of_state
from scraper.model import Article, Role

_WRITERS = (Role.REPORTER, Role.CONTRIBUTOR, Role.AGENCY)


def citation_line(article: Article, brand: str, observed_at: str) -> str:
    """One line: who, headline, portal, day of publication, URL, and which observed state."""
    names = ", ".join(_names(article))
    day = f", {article.published_at.date().isoformat()}" if article.published_at else ""
    who = f"{names.removesuffix('.')}. " if names else ""
    return (
        f"{who}“{article.headline}.” {brand}{day}. {article.url}. Kliping"
        f" {citation_of_state(article)}, as observed {observed_at}."
    )


def bibtex(article: Article, brand: str, observed_at: str) -> str:
    """An entry of type `online` (biblatex)."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in _names(article)),
        "title": f"{{{_escaped(article.headline)}}}",
        "organization": _escaped(brand),
        "date": article.published_at.date().isoformat() if article.published_at else "",
        "url": article.url,
        "urldate": observed_at[:10],
        "note": f"Kliping {citation_of_state(article)}, as observed {observed_at}",
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{{citation_of_state(article)},\n{rows}\n}}"


def csl_json(article: Article, brand: str, observed_at: str) -> str:
    """An item of the Citation Style Language's JSON, as Zotero and pandoc read it."""
    item: dict[str, Any] = {
        "id": citation_of_state(article),
        "type": "article-newspaper",
        "title": article.headline,
        "container-title": brand,
        "URL": article.url,
        "language": article.language,
        "author": [{"literal": name} for name in _names(article)],
        "accessed": {"date-parts": [[int(part) for part in observed_at[:10].split("-")]]},
        "note": f"Kliping {citation_of_state(article)}",
    }
    if article.published_at:
        day = article.published_at.date()
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return json.dumps([item], ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Article, str, str], str]] = MappingProxyType(
    {"text": citation_line, "bibtex": bibtex, "csl-json": csl_json}
)


def _names(article: Article) -> list[str]:
    return [byline.name for byline in article.bylines if byline.role in _WRITERS]


def _escaped(text: str) -> str:
    """The text with the characters escaped that mean something to BibTeX."""
    return "".join(
        f"\\{character}" if character in "&%$#_{}" else {"\\": "/"}.get(character, character)
        for character in text
    )
