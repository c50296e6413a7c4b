"""Syndication: the same story on several portals."""

from scraper.archive.stories.clusters import (
    Cluster,
    Originality,
    StoryCopy,
    latest_clusters,
    list_copies,
    load_originality,
)

__all__ = [
    "Cluster",
    "StoryCopy",
    "Originality",
    "latest_clusters",
    "list_copies",
    "load_originality",
]
