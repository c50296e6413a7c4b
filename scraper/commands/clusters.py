"""`kliping clusters`: the same story on several portals, and how much of a portal is its own."""

import argparse
from dataclasses import asdict, astuple

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
from scraper.commands.shared import Verbs, count, print_json
from scraper.errors import OK
from scraper.formats.terminal import console, table


def add(verbs: Verbs) -> None:
    """Declare the verb."""
    shown = verbs.add(
        "clusters",
        _clusters,
        "print stories that stand on several portals, latest first, with their likely origin",
    )
    shown.add_argument(
        "key",
        nargs="?",
        metavar="ARTICLE",
        help="the other versions of this article: its number, URL or urn",
    )
    shown.add_argument(
        "--portals",
        type=count,
        default=2,
        metavar="N",
        help="stories on at least N portals (default: 2)",
    )
    shown.add_argument(
        "--limit", type=count, default=20, metavar="N", help="at most N stories (default: 20)"
    )
    shown.add_argument(
        "--shares",
        action="store_true",
        help="instead: how much of each portal is its own, taken over, or from an agency",
    )
    shown.add_argument("--json", action="store_true", help="as a JSON array")


def _clusters(arguments: argparse.Namespace) -> int:
    found: list[StoryCopy] | list[Cluster] | list[Originality]
    with Archive.open(arguments.archive, read_only=True) as archive:
        if arguments.shares:
            columns: tuple[str, ...] = (
                "portal",
                "network",
                "articles",
                "own",
                "shared out",
                "taken over",
                "wire",
            )
            found = load_originality(archive)
        elif arguments.key:
            columns = ("article", "url", "headline", "portal", "published", "similarity", "agency")
            found = list_copies(archive, load_article(archive, arguments.key).article_id)
        else:
            columns = (
                "cluster",
                "headline",
                "articles",
                "portals",
                "first published",
                "origin",
                "url",
                "by",
                "agencies",
            )
            found = latest_clusters(archive, portals=arguments.portals, limit=arguments.limit)
    if arguments.json:
        print_json([asdict(one) for one in found])
    elif found:
        console().print(table(columns, (astuple(one) for one in found)))
    else:
        console().print(
            "no story that stands on several portals"
            if not arguments.key
            else "no other article tells this story"
        )
    return OK
