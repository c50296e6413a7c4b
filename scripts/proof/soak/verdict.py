"""Compares the archive after a soak with the truth, article by article, and with its ledger."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from scraper.archive import Archive, url_key
from scraper.archive.maintenance import check_archive
from scraper.model import Article
from scripts.sample.server import Request

MOST_NAMED: Final = 5
_LEDGER: Final = {
    "article rows of the ledger that are not archived": (
        "SELECT url FROM ledger WHERE kind = 'article' AND last_outcome IS NOT 'archived'"
    ),
    "rows of the ledger in flight": "SELECT url FROM ledger WHERE state = 'in_flight'",
    "archived addresses that the ledger does not know": (
        "SELECT url FROM articles a WHERE NOT EXISTS(SELECT 1 FROM ledger l WHERE l.url_key ="
        " a.url_key AND l.article_id = a.id)"
    ),
    "articles with pages that were not found": "SELECT url FROM articles WHERE parts_found < parts",
    "articles that were revised, though nothing changed": (
        "SELECT url FROM articles WHERE revision > 1"
    ),
    "fetches that failed": (
        "SELECT url FROM fetches WHERE outcome IN ('failed', 'blocked', 'gone', 'not_an_article')"
    ),
    "addresses fetched more than once": (
        "SELECT url FROM fetches WHERE kind = 'article' GROUP BY url HAVING count(*) > 1"
    ),
}


def faults(path: Path, truths: Iterable[Article], requests: Iterable[Request]) -> Iterator[str]:
    """Every fault, in words; none after a good soak."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as archive:
        yield from _against_truth(archive, truths)
        for what, query in _LEDGER.items():
            yield from _named(what, [url for (url,) in archive.execute(query)])
    asked = Counter((request.host, request.target) for request in requests)
    yield from _named(
        "addresses asked for more than once",
        [f"{host}{target}" for (host, target), times in asked.items() if times > 1],
    )
    with Archive.open(path) as opened:
        yield from (
            f"{finding.count} {finding.what}" for finding in check_archive(opened, repair=False)
        )


def _against_truth(archive: sqlite3.Connection, truths: Iterable[Article]) -> Iterator[str]:
    lost, other, told = [], [], 0
    for truth in truths:
        told += 1
        row = archive.execute(
            "SELECT headline, body FROM articles WHERE url_key = ?", (url_key(truth.url),)
        ).fetchone()
        if row is None:
            lost.append(truth.url)
        elif row != (truth.headline, "\n".join(block.text for block in truth.body)):
            other.append(truth.url)
    (held,) = archive.execute("SELECT count(*) FROM articles").fetchone()
    yield from _named("articles lost", lost)
    yield from _named("articles with another text", other)
    if held != told:
        yield f"{held} articles archived, where there are {told}"


def _named(what: str, urls: list[str]) -> Iterator[str]:
    if urls:
        yield f"{len(urls)} {what}: {', '.join(urls[:MOST_NAMED])}"
