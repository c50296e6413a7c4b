"""`kliping clusters`: stories that several portals carry, and how much of a portal is its own."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import Final

from scraper.archive import Archive
from scraper.archive.articles import load_article
from scraper.archive.stories import (
    Cluster,
    Originality,
    StoryCopy,
    latest_clusters,
    list_copies,
    load_originality,
)
from scraper.commands.shared import Commands, count, print_json
from scraper.errors import OK
from scraper.formats.terminal import console, table

Row = StoryCopy | Cluster | Originality
COLUMNS: Final[dict[type[Row], tuple[str, ...]]] = {
    Cluster: (
        "cluster",
        "headline",
        "articles",
        "portals",
        "first published",
        "origin",
        "url",
        "by",
        "agencies",
    ),
    StoryCopy: ("article", "url", "headline", "portal", "published", "similarity", "agency"),
    Originality: ("portal", "network", "articles", "own", "shared out", "taken over", "wire"),
}
"""The table's headings for each kind of row."""


def register(commands: Commands) -> None:
    """Declare the command's arguments."""
    clusters = commands.add(
        "clusters",
        _run,
        "print stories that several portals carry, latest first, with their likely origin",
    )
    clusters.add_argument(
        "key",
        nargs="?",
        metavar="ARTICLE",
        help="the other versions of this article: its number, URL or urn",
    )
    clusters.add_argument(
        "--portals",
        type=count,
        default=2,
        metavar="N",
        help="stories on at least N portals (default: 2)",
    )
    clusters.add_argument(
        "--limit", type=count, default=20, metavar="N", help="at most N stories (default: 20)"
    )
    clusters.add_argument(
        "--shares",
        action="store_true",
        help="instead: how much of each portal is its own, taken over, or from an agency",
    )
    clusters.add_argument("--json", action="store_true", help="as a JSON array")


def _run(arguments: argparse.Namespace) -> int:
    rows = _load(arguments)
    if arguments.json:
        print_json([asdict(row) for row in rows])
    elif rows:
        console().print(table(COLUMNS[type(rows[0])], map(astuple, rows)))
    else:
        console().print(
            "no other article tells this story"
            if arguments.key
            else "no story that stands on several portals"
        )
    return OK


def _load(arguments: argparse.Namespace) -> Sequence[Row]:
    with Archive.open(arguments.archive, read_only=True) as archive:
        if arguments.shares:
            return load_originality(archive)
        if arguments.key:
            return list_copies(archive, load_article(archive, arguments.key).article_id)
        return latest_clusters(archive, portals=arguments.portals, limit=arguments.limit)
