"""Syndication: clusters of articles that tell the same story, on one portal or on several."""

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
    "Originality",
    "StoryCopy",
    "latest_clusters",
    "list_copies",
    "load_originality",
]
