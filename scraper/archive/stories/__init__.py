"""Syndication: the same story on several portals."""

from scraper.archive.stories.clusters import (
    Cluster,
    Copy,
    Originality,
    latest_clusters,
    list_copies,
    load_originality,
)

__all__ = [
    "Cluster",
    "Copy",
    "Originality",
    "latest_clusters",
    "list_copies",
    "load_originality",
]
