"""A crawl's own writes: page, article, ledger and fetch rows.

They go through `filing.file_articles`, in groups as large as those of a crawl at full speed.
"""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from scraper.archive import Archive
from scraper.crawl.batch_commit import MOST
from scraper.ingest.extraction import Extraction
from scraper.ingest.filing import Filing, file_articles
from scraper.model import Page
from scripts.bench.archive.texts import Dated, Newsroom

FURNITURE: Final = "".join(
    f'<div class="menu-{n}"><a href="/kanal/{n}">Kanal'
    f" {n}</a><script>muat({n * 7919})</script></div>"
    for n in range(700)
)
"""What a portal prints around each article: 57 KB that are the same on all its pages."""


def readings(newsroom: Newsroom, first: int, count: int) -> list[Extraction]:
    """Pages with the result of an extraction, because extraction is not measured here."""
    written = (newsroom.article(number) for number in range(first, first + count))
    return [Extraction(_page(dated), dated.portal, dated.article) for dated in written]


def write(archive: Archive, batch: Sequence[Extraction]) -> tuple[float, float]:
    """File them in groups; returns the seconds that passed and the seconds of CPU."""
    filings = [Filing([reading], requested=reading.page.url, elapsed_ms=120) for reading in batch]
    clock, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(filings), MOST):
        file_articles(filings[start : start + MOST], archive, run_id=None)
    return time.perf_counter() - clock, time.process_time() - cpu


def _page(dated: Dated) -> Page:
    article = dated.article
    body = "".join(f"<p>{block.text}</p>" for block in article.body)
    html = (
        f"<html><head><title>{article.headline}</title></head><body>{FURNITURE}"
        f"<h1>{article.headline}</h1>{body}</body></html>"
    )
    return Page(
        url=article.url,
        body=html.encode(),
        fetched_at=dated.observed_at + timedelta(minutes=1),
        headers={"etag": '"a"'},
    )
