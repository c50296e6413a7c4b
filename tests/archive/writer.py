"""A process that archives articles and says so: `python -m tests.archive.writer ARCHIVE FIRST
COUNT`.

It prints one line for each article once that is committed, so that whoever kills it knows what it
had promised.
"""

import sys
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.frontier import enter_links, settle_url
from scraper.archive.pages.snapshots import keep_page
from scraper.model import Link, LinkKind, Outcome
from tests.archive.samples import NOON, PORTAL, numbered, page, save


def main(path: Path, first: int, count: int) -> None:
    with Archive.open(path, create=True) as archive:
        for number in range(first, first + count):
            article = numbered(number)
            snapshot_id = keep_page(
                archive, page(article.url, f"<p>{article.headline}</p>".encode() * 100)
            )
            with archive.transaction():
                saved = save(archive, article, snapshot_ids=(snapshot_id,))
                enter_links(
                    archive,
                    [Link(article.url, LinkKind.ARTICLE)],
                    portal=PORTAL,
                    source="penulis",
                    seen_at=NOON,
                )
                settle_url(
                    archive, article.url, Outcome.ARCHIVED, at=NOON, article_id=saved.article_id
                )
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
