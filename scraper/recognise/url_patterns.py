r"""From URLs of articles to patterns that match them all, and lists of articles seldom.

/daerah/2026/11/24/jalan-desa-rusak      /[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[^/]+
/read/123456/jalan-desa-rusak            /read/\d+/[^/]+
/jalan-desa-rusak-sejak-tahun-lalu       /[a-z0-9]+(?:-[a-z0-9]+){3,}
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

_VERBS: Final = frozenset(
    ("read", "berita", "news", "post", "artikel", "article", "baca", "detail", "index.php")
)
"""First segments that systems print before every article; any other word is taken for one of many
sections."""
_EXTENSION: Final = re.compile(r"\.(?:html?|php)$")
_WORDS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LEAST_WORDS: Final = 3
"""Words of a slug without a number; sections and pages about the publisher have fewer."""
_MOST_WORDS: Final = 4


def article_patterns(urls: Iterable[str]) -> tuple[str, ...]:
    r"""Patterns for `Network.articles`, the commonest shape first; each of the URLs matches one.

    Empty for URLs without a path.

    >>> article_patterns(
    ...     ["https://kabar.id/desa/2026/11/24/jalan-rusak", "https://kabar.id/kota/2026/11/23/x.html"]
    ... )
    ('/[a-z0-9-]+/\\d{4}/\\d{2}/\\d{2}/[^/]+', '/[a-z0-9-]+/\\d{4}/\\d{2}/\\d{2}/[^/]+\\.html')
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for url in dict.fromkeys(urls):
        path = urlsplit(url).path.rstrip("/")
        if path:
            groups.setdefault(_shape(path), []).append(path)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(dict.fromkeys(_pattern(shape, paths) for shape, paths in ordered))


def _shape(path: str) -> tuple[str, ...]:
    """The kind of each segment before the slug, then the slug's extension."""
    *outer, slug = path[1:].split("/")
    extension = _EXTENSION.search(slug)
    return (
        *(_kind(segment, first=number == 0) for number, segment in enumerate(outer)),
        extension[0] if extension else "",
    )


def _kind(segment: str, *, first: bool) -> str:
    if re.fullmatch(r"(?:19|20)\d{2}", segment):
        return r"\d{4}"
    if re.fullmatch(r"\d{2}", segment):
        return r"\d{2}"
    if re.fullmatch(r"\d+", segment):
        return r"\d+"
    numbered = re.fullmatch(r"([a-z]{1,3}-)\d+", segment)
    if numbered:
        return numbered[1] + r"\d+"
    if first and segment in _VERBS:
        return re.escape(segment)
    return "[a-z0-9-]+" if _WORDS.fullmatch(segment) else "[^/]+"


def _pattern(shape: Sequence[str], paths: Sequence[str]) -> str:
    *outer, extension = shape
    head = "".join(f"/{kind}" for kind in outer)
    if extension or any("\\d" in kind for kind in outer):
        return f"{head}/[^/]+{re.escape(extension)}"
    return f"{head}/{_slug([path.rpartition('/')[2] for path in paths])}"


def _slug(slugs: Sequence[str]) -> str:
    """The pattern of slugs without a number before them: by a number of their own, or by words."""
    number = all(re.search(r"[^/]-\d{4,}$", slug) for slug in slugs)
    if number:
        return r"[^/]+-\d{4,}"
    words = min(_MOST_WORDS, *(slug.count("-") + 1 for slug in slugs))
    if all(_WORDS.fullmatch(slug) for slug in slugs):
        return rf"[a-z0-9]+(?:-[a-z0-9]+){{{words - 1},}}"
    if words < _LEAST_WORDS or any(slug.startswith("-") for slug in slugs):
        return "[^/]+"
    return rf"[^/-]+(?:-[^/-]*){{{words - 1},}}"


def likely_articles(urls: Iterable[str]) -> list[str]:
    """The URLs of a front page that look like an article's: a slug of many words, or a number."""
    return [url for url in urls if _looks_like_article(url)]


def _looks_like_article(url: str) -> bool:
    *outer, slug = urlsplit(url).path.rstrip("/")[1:].split("/")
    hyphens = slug.count("-")
    if hyphens >= _MOST_WORDS:
        return True
    has_number = any(re.search(r"\d{4,}", part) for part in outer) or re.search(r"-\d{5,}$", slug)
    return bool(has_number) and hyphens >= 2
