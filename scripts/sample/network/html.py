"""Pieces of HTML that many platforms print alike."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from scraper.model import Article, Block, BlockKind

__all__ = [
    "FIGURE",
    "document",
    "escape",
    "json_ld",
    "links",
    "marked",
    "metas",
    "paragraphs",
    "script",
    "woven",
]


def metas(named: Mapping[str, str]) -> str:
    """Meta elements: properties where the name is one of Open Graph's or its article's."""
    kinds = {name: "property" if name.startswith(("og:", "article:")) else "name" for name in named}
    return "\n".join(
        f'<meta {kinds[name]}="{name}" content="{escape(content)}"/>'
        for name, content in named.items()
    )


def script(value: object, before: str = "", after: str = "") -> str:
    """A script that assigns JSON; "<" is escaped so that no text can end it."""
    return f"<script>{before}{_json(value)}{after}</script>"


def json_ld(article: Article, *, published: str, author: object, **more: Any) -> str:
    """A NewsArticle; `published` and `author` are the platform's claims, right or wrong."""
    node: Mapping[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "headline": article.headline,
        "image": [article.images[0].url] if article.images else [],
        "datePublished": published,
        "author": author,
        **more,
    }
    return f'<script type="application/ld+json">{_json(node)}</script>'


def document(article: Article, head: str, body: str, *, site: str) -> str:
    """The whole page: a common head with `head` added, and `body` between masthead and footer."""
    name = escape(article.headline)
    own = {
        "og:title": article.headline,
        "og:url": article.url,
        "og:type": "article",
        "og:site_name": site,
        "og:image": _image(article),
    }
    return (
        '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8"/>\n'
        f'<title>{name} - {escape(site)}</title>\n<link rel="canonical" href="{article.url}"/>\n'
        f"{metas(own)}\n{head}\n</head>\n<body>\n<header>"
        f'<a class="logo" href="/">{escape(site)}</a><nav><ul><li><a href="/">Beranda</a></li><li>'
        f'<a href="/indeks">Indeks</a></li></ul></nav></header>\n<main>\n{body}\n</main>\n'
        "<footer>&copy; Situs contoh. Semua isi rekaan.</footer>\n</body>\n</html>\n"
    )


def paragraphs(
    blocks: Iterable[Block], dateline: str | None = None, mark: str = "strong", subhead: str = "h3"
) -> list[str]:
    """Each block in its own element; the dateline that opens one is marked."""
    return [
        (
            f"<{subhead}>{escape(block.text, quote=False)}</{subhead}>"
            if block.kind is BlockKind.SUBHEAD
            else f"<p>{marked(block.text, dateline, mark)}</p>"
        )
        for block in blocks
    ]


def marked(text: str, dateline: str | None, mark: str = "strong") -> str:
    """The text, its dateline in its own element."""
    if not dateline or not text.startswith(dateline):
        return escape(text, quote=False)
    return f"<{mark}>{escape(dateline)}</{mark}>{escape(text[len(dateline) :], quote=False)}"


def woven(lines: Sequence[str], intruders: Mapping[int, str]) -> str:
    """The lines, with intruders put after the numbered ones (from 1)."""
    out: list[str] = []
    for number, line in enumerate(lines, 1):
        out.append(line)
        if number in intruders:
            out.append(intruders[number])
    return "\n".join(out)


def links(
    articles: Iterable[Article], form: str = '<li><a href="{url}">{headline}</a></li>'
) -> str:
    """Links to other articles."""
    return "".join(
        form.format(url=article.url, headline=escape(article.headline)) for article in articles
    )


FIGURE: Final = (
    '<figure><img src="{image}" width="700" height="393"'
    ' alt=""/><figcaption>{caption}</figcaption></figure>'
)
"""The lead photo where we do not know the platform's own box for it."""


def _image(article: Article) -> str:
    return article.images[0].url or "" if article.images else ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
